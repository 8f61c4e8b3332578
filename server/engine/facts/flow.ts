/**
 * Follows each function of a file in the order it runs and notes what every name holds where it is read. Branches are
 * followed one by one and joined; what a loop assigns is unknown at its start, unless only literals are assigned. Each
 * function is followed by itself, at most once, as is the code around all of them; expressions are walked without recursion.
 */
import type { LanguageAdapter } from '../languages/language.ts';
import { kid } from '../tree/node.ts';
import type { Kind, Node } from '../tree/node.ts';
import type { Resolver } from './resolve.ts';
import type { Changes, Value } from './values.ts';
import { isLiteral, joinValues, Store } from './values.ts';
import type { Write, Writes } from './writes.ts';
import { runnerOf, writesWithin } from './writes.ts';

/** Is what the follower asks of the rest. */
export interface FlowParts {
  readonly nodes: readonly Node[];
  readonly adapter: LanguageAdapter;
  readonly resolver: Resolver;
  readonly writes: Writes;
  /** Evaluates the value of a write after the names in it were noted. */
  readonly evaluate: (write: Write, held: Value | undefined) => Value;
  /** Is told what a name holds where it is read; undefined: the code followed does not say. */
  readonly note: (name: Node, value: Value | undefined) => void;
}

/** Beyond this nesting code is generated or hostile: what it assigns counts as unknown. */
const deepest = 1_000;

const fallingThrough = new Set(['javascript', 'typescript', 'tsx', 'java', 'c', 'cpp', 'php']);

/** Is a `switch` being followed, to which a `break` leads. */
interface Breakable {
  readonly mark: number;
  readonly ends: Changes[];
}

type Step = () => boolean;

/** Follows code of one file. `follow` is all there is to call. */
export class Flow {
  readonly #parts: FlowParts;
  /** What an unlabelled `break` leaves; undefined: a loop, whose end forgets what it assigns anyway. */
  readonly #breakables: (Breakable | undefined)[] = [];
  readonly #lambdas: Node[] = [];
  readonly #store = new Store();
  #depth = 0;

  static readonly #steps: Readonly<Record<StepName, (flow: Flow, node: Node) => boolean>> = {
    block: (flow, node) => flow.#block(node),
    if: (flow, node) => flow.#if(node),
    loop: (flow, node) => flow.#loop(node),
    switch: (flow, node) => flow.#switch(node),
    try: (flow, node) => flow.#try(node),
    leave: (flow, node) => flow.#leave(node),
    function: (flow, node) => flow.#function(node),
    class: (flow, node) => flow.#class(node),
    lambda: (flow, node) => flow.#lambda(node),
    label: (flow, node) => flow.#label(node),
  };

  constructor(parts: FlowParts) {
    this.#parts = parts;
  }

  /** Follows a function, or the code around all functions where the whole file is given. */
  follow(owner: Node): void {
    if (owner.kind === 'FuncDef') {
      this.#walk(kid(owner, 1));
      this.#run(kid(owner, 3));
    } else this.#run(owner);
  }

  /** Follows a statement; returns whether the code after it is reached. */
  #run(node: Node): boolean {
    if (this.#depth > deepest) {
      this.#forget(node, false);
      return true;
    }
    this.#depth++;
    const step = steps[node.kind];
    const falls = step === undefined ? this.#walk(node) : Flow.#steps[step](this, node);
    this.#depth--;
    return falls;
  }

  #block(node: Node): boolean {
    let falls = true;
    for (const child of node.kids) falls = this.#run(child) && falls;
    return falls;
  }

  #if(node: Node): boolean {
    this.#run(kid(node, 0));
    return this.#branch([() => this.#run(kid(node, 1)), () => this.#run(kid(node, 2))]);
  }

  #branch(ways: readonly Step[]): boolean {
    const ends: Changes[] = [];
    for (const way of ways) {
      const mark = this.#store.mark();
      if (way()) ends.push(this.#store.changesSince(mark));
      this.#store.undo(mark);
    }
    this.#store.merge(ends);
    return ends.length > 0;
  }

  #loop(node: Node): boolean {
    if (node.kind === 'For') this.#run(kid(node, 0));
    if (node.kind === 'ForEach') this.#run(kid(node, 1));
    const held = this.#forget(node, true);
    this.#breakables.push(undefined);
    for (const slot of loopSlots[node.kind] ?? []) this.#run(kid(node, slot));
    this.#breakables.pop();
    // After it holds what holds at the start of each turn: the turn just followed may not have been taken.
    for (const [id, value] of held) this.#store.set(id, value);
    if (node.kind === 'ForEach') this.#run(kid(node, 3));
    return true;
  }

  /** Makes unknown what a node assigns; where it assigns literals only, one of those or what it was remains. */
  #forget(node: Node, literal: boolean): Changes {
    const held = new Map<number, Value>();
    for (const { declaration, value } of writesWithin(this.#parts.writes, node)) {
      const known = literal && value !== undefined && isLiteral(value);
      const one = known ? constantOf(value) : null;
      const before = held.get(declaration.id) ?? (held.has(declaration.id) ? null : undefined);
      const old = before === undefined ? this.#store.get(declaration.id) : before;
      held.set(declaration.id, old === undefined ? one : joinValues(old, one));
    }
    for (const [id, value] of held) this.#store.set(id, value);
    return held;
  }

  #switch(node: Node): boolean {
    this.#run(kid(node, 0));
    const target: Breakable = { mark: this.#store.mark(), ends: [] };
    this.#breakables.push(target);
    let open = true;
    let before: Changes | undefined;
    for (const one of kid(node, 1).kids) {
      const mark = this.#store.mark();
      if (kid(one, 0).kids.length === 0) open = false;
      this.#run(kid(one, 0));
      if (before !== undefined) this.#store.merge([new Map(), before]);
      const falls = this.#run(one.kind === 'Case' ? kid(one, 1) : one);
      const changes = falls ? this.#store.changesSince(mark) : undefined;
      this.#store.undo(mark);
      const onward = fallingThrough.has(this.#parts.adapter.id);
      if (changes !== undefined && !onward) target.ends.push(changes);
      before = onward ? changes : undefined;
    }
    if (before !== undefined) target.ends.push(before);
    if (open) target.ends.push(new Map());
    this.#breakables.pop();
    this.#store.merge(target.ends);
    return target.ends.length > 0;
  }

  #try(node: Node): boolean {
    const body = kid(node, 0);
    const caught = kid(node, 1).kids.map((one): Step => () => {
      // It may have been thrown before or after any of the assignments.
      this.#forget(body, true);
      return this.#run(kid(one, 2));
    });
    const falls = this.#branch([() => this.#run(body) && this.#run(kid(node, 2)), ...caught]);
    return this.#run(kid(node, 3)) && falls;
  }

  #leave(node: Node): boolean {
    for (const child of node.kids) this.#run(child);
    const target = this.#breakables.at(-1);
    if (node.kind === 'Break' && target !== undefined && kid(node, 0).kind === 'None')
      target.ends.push(this.#store.changesSince(target.mark));
    return false;
  }

  #function(node: Node): boolean {
    // What it holds is followed when somebody asks.
    this.#run(kid(node, 4));
    return true;
  }

  #class(node: Node): boolean {
    for (const slot of [1, 4, 3]) this.#run(kid(node, slot));
    return true;
  }

  /** Follows a lambda where it stands, for it sees what is around it; it may run later or never, so its own effects are undone. */
  #lambda(node: Node): boolean {
    const mark = this.#store.mark();
    this.#lambdas.push(node);
    const breakables = this.#breakables.splice(0);
    for (const child of node.kids) this.#run(child);
    this.#breakables.push(...breakables);
    this.#lambdas.pop();
    this.#store.undo(mark);
    return true;
  }

  /** Where a file has `goto`, a label is reached from anywhere in its function. */
  #label(node: Node): boolean {
    if (this.#parts.writes.jumps) {
      const scope = this.#parts.resolver.scopes.of[node.index];
      if (scope !== undefined) this.#forget(runnerOf(scope).node, true);
    }
    return this.#run(kid(node, 1));
  }

  /** Walks an expression in the order of its text; an assignment takes effect after its value. */
  #walk(root: Node): boolean {
    const { nodes, writes } = this.#parts;
    const pending: Node[] = [];
    const settle = (before: number): void => {
      for (let top = pending.at(-1); top !== undefined && top.last < before; top = pending.at(-1)) {
        this.#write(top, root);
        pending.pop();
      }
    };
    for (let at = root.index; at <= root.last;) {
      settle(at);
      const node = nodes[at];
      if (node === undefined) break;
      if (node !== root && steps[node.kind] !== undefined) {
        this.#run(node);
        at = node.last + 1;
        continue;
      }
      if (node.kind === 'Name' && !writes.targets.has(at)) this.#read(node);
      if (writes.at.has(at)) pending.push(node);
      at++;
    }
    settle(Infinity);
    return true;
  }

  #read(name: Node): void {
    const declaration = this.#parts.resolver.declarationOf(name);
    if (declaration === undefined) return;
    const { escaped, foreign, of } = this.#parts.writes;
    const { id } = declaration;
    const shared = escaped.has(id) || foreign.has(id);
    const lambda = this.#lambdas.at(-1);
    // A lambda may run after what follows it in the text.
    const later = lambda !== undefined && (of.get(id)?.at(-1)?.node.index ?? 0) > lambda.last;
    const value = shared || later ? undefined : this.#store.get(id);
    this.#parts.note(name, value);
  }

  #write(node: Node, root: Node): void {
    for (const write of this.#parts.writes.at.get(node.index) ?? []) {
      const { id } = write.declaration;
      const held = this.#store.get(id);
      const value = this.#parts.evaluate(write, held);
      const maybe = held !== undefined && isConditional(node, root);
      this.#store.set(id, maybe ? joinValues(held, value) : value);
    }
  }
}

/** Returns the function in whose parameters or body a node stands, or the whole file. */
export function ownerOf(node: Node): Node {
  let at = node;
  for (let above = at.parent; above !== undefined; at = above, above = above.parent)
    if (above.kind === 'FuncDef' && (above.kids[1] === at || above.kids[3] === at)) return above;
  return at;
}

const constantOf = ({ kind, text }: Node): Value =>
  kind === 'Str' || kind === 'Num' || kind === 'Bool' || kind === 'Null' ? { kind, text } : null;

const choosing = new Set(['&&', '||', 'and', 'or', '??']);

/** Tells whether an assignment within an expression may be passed over: `a && (x = 1)`. */
function isConditional(node: Node, root: Node): boolean {
  for (let at = node; at !== root && at.parent !== undefined; at = at.parent)
    if (at.parent.kind === 'Ternary' || (at.parent.kind === 'Binary' && choosing.has(at.parent.text)))
      return true;
  return false;
}

type StepName =
  'block' | 'if' | 'loop' | 'switch' | 'try' | 'leave' | 'function' | 'class' | 'lambda' | 'label';

const steps: Partial<Record<Kind, StepName>> = {
  Block: 'block',
  ClassBody: 'block',
  With: 'block',
  If: 'if',
  While: 'loop',
  DoWhile: 'loop',
  For: 'loop',
  ForEach: 'loop',
  Switch: 'switch',
  Try: 'try',
  Return: 'leave',
  Throw: 'leave',
  Break: 'leave',
  Continue: 'leave',
  Goto: 'leave',
  FuncDef: 'function',
  ClassDef: 'class',
  Lambda: 'lambda',
  Label: 'label',
};

/** The slots of a loop in the order they run, after what runs but once. */
const loopSlots: Partial<Record<Kind, readonly number[]>> = {
  While: [0, 1],
  DoWhile: [0, 1],
  For: [1, 3, 2],
  ForEach: [2],
};
