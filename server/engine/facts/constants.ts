/**
 * Which expressions hold constants. Names are noted by following the file (flow.ts); what a function reads of its
 * surroundings is known when it is assigned once in the whole file; fields, when they are assigned once in their class.
 */
import type { LanguageAdapter, LanguageId } from '../languages/language.ts';
import { kid } from '../tree/node.ts';
import type { Kind, Node } from '../tree/node.ts';
import { isSpecial } from './declare.ts';
import type { Constant } from './facts.ts';
import { Flow, ownerOf } from './flow.ts';
import { foldBinary, foldParts, foldUnary, joinConstants } from './fold.ts';
import { createMembers } from './members.ts';
import type { Once } from './members.ts';
import type { Resolver } from './resolve.ts';
import type { Declaration } from './scopes.ts';
import { terraformValues } from './special.ts';
import { constantIn, isExpression, isSymbolic } from './values.ts';
import type { Value } from './values.ts';
import type { Writes } from './writes.ts';

/** Answers what expressions hold. */
export interface Constants {
  constant(expression: Node): Constant | undefined;
  symbolic(name: Node): Node | undefined;
}

/** Is what constants are read from. */
export interface ConstantParts {
  readonly resolver: Resolver;
  readonly writes: () => Writes;
}

/** Makes the constants of a file; it is followed when something is first asked. */
export function createConstants(
  nodes: readonly Node[],
  adapter: LanguageAdapter,
  parts: ConstantParts,
): Constants {
  let made: Evaluator | undefined;
  const evaluator = (): Evaluator => (made ??= new Evaluator(nodes, adapter, parts));
  const own = (node: Node): boolean => nodes[node.index] === node;
  return {
    constant: expression => (own(expression) ? evaluator().fold(expression) : undefined),
    symbolic: name => {
      const value = own(name) && name.kind === 'Name' ? evaluator().valueOf(name) : undefined;
      return isExpression(value) ? value : undefined;
    },
  };
}

/** Is how many variables may be defined by one another before the last counts as unknown. */
const longestChain = 100;

/** Languages in which a variable's value is known only below its assignment, even from within a function. */
const inOrder = new Set<LanguageId>(['python', 'javascript', 'typescript', 'tsx']);

class Evaluator {
  readonly #nodes: readonly Node[];
  readonly #adapter: LanguageAdapter;
  readonly #resolver: Resolver;
  readonly #writes: Writes;
  readonly #member: (object: Node, property: string) => Once | undefined;
  readonly #single: (declaration: Declaration) => Once | undefined;
  /** What is known of each name where it is read, and of each expression, by preorder number. */
  readonly #noted = new Map<number, Value | undefined>();
  readonly #followed = new Set<Node>();
  readonly #folded = new Map<number, Constant | undefined>();
  readonly #settled = new Map<number, Value | undefined>();
  #terraform: ReadonlyMap<string, Node> | undefined;
  #chain = 0;
  /** True when a fold met a name that was not followed yet, so that its result must not be kept. */
  #early = false;

  constructor(nodes: readonly Node[], adapter: LanguageAdapter, { resolver, writes }: ConstantParts) {
    this.#nodes = nodes;
    this.#adapter = adapter;
    this.#resolver = resolver;
    this.#writes = writes();
    const members = createMembers(this.#writes, resolver, adapter.id);
    this.#member = (object, property) => members.member(object, property);
    this.#single = declaration => members.once(declaration);
  }

  #blocks(): ReadonlyMap<string, Node> {
    const [root] = this.#nodes;
    return (this.#terraform ??= root === undefined ? new Map<string, Node>() : terraformValues(root));
  }

  /** Follows the function that a name stands in, unless that was done or is under way. */
  #follow(name: Node): void {
    const owner = ownerOf(name);
    if (this.#followed.has(owner)) return;
    this.#followed.add(owner);
    new Flow({
      nodes: this.#nodes,
      adapter: this.#adapter,
      resolver: this.#resolver,
      writes: this.#writes,
      evaluate: (write, held) => this.#evaluate(write, held),
      note: (name, read) => this.#note(name, read),
    }).follow(owner);
  }

  #note(name: Node, value: Value | undefined): void {
    this.#noted.set(name.index, value === undefined ? this.#surrounding(name) : value);
  }

  /** Returns what a name holds where it is read; undefined: nothing is known. */
  valueOf(name: Node): Value | undefined {
    if (this.#writes.targets.has(name.index)) return undefined;
    if (!this.#noted.has(name.index)) this.#follow(name);
    if (this.#noted.has(name.index)) return this.#noted.get(name.index);
    this.#early = true;
    return this.#surrounding(name);
  }

  /** Returns the value of a variable that is assigned once in the whole file, wherever it is read. */
  #surrounding(name: Node): Value | undefined {
    const declaration = this.#resolver.declarationOf(name);
    const write = declaration && this.#single(declaration);
    // Its own value cannot speak of it.
    if (declaration === undefined || write?.value === undefined) return undefined;
    const within = write.node.index <= name.index && name.index <= write.node.last;
    // What comes first in the text of a script does not know what comes after.
    const early = inOrder.has(this.#adapter.id) && name.index < write.node.index;
    return within || early ? undefined : this.#once(declaration.id, write);
  }

  #once(key: number, write: Once): Value | undefined {
    if (this.#settled.has(key) || this.#chain > longestChain) return this.#settled.get(key);
    this.#settled.set(key, undefined);
    this.#chain++;
    const value = this.#evaluate(write, undefined);
    this.#chain--;
    this.#settled.set(key, value);
    return value;
  }

  #evaluate({ node, value }: Once, held: Value | undefined): Value {
    if (node.kind === 'AugAssign') return this.#augment(node, held);
    if (value === undefined) return null;
    return this.fold(value) ?? (isSymbolic(value, this.#nodes) ? value : null);
  }

  #augment(node: Node, held: Value | undefined): Value {
    const [target, added] = [kid(node, 0), kid(node, 1)];
    if (target.kind !== 'Name') return null;
    return foldBinary(node.text, constantIn(held), this.fold(added), this.#adapter.id) ?? null;
  }

  /** Returns the constant in an expression. Children are folded before parents, each once, without recursion. */
  fold(expression: Node): Constant | undefined {
    const kind = folded[expression.kind];
    if (kind === undefined) return undefined;
    // A leaf needs no search; most of what is asked is one.
    if (kind === 'leaf') return this.#one(expression, () => undefined);
    return this.#foldTree(expression);
  }

  #metEarly(): boolean {
    return this.#early;
  }

  #foldTree(expression: Node): Constant | undefined {
    if (this.#folded.has(expression.index)) return this.#folded.get(expression.index);
    const waiting: Node[] = [];
    for (let at = expression.index; at <= expression.last;) {
      const node = this.#nodes[at];
      if (node === undefined) break;
      const inner = folded[node.kind];
      if (inner !== undefined && !this.#folded.has(at)) waiting.push(node);
      at = inner === 'parts' && !this.#folded.has(at) ? at + 1 : node.last + 1;
    }
    const early = this.#early;
    this.#early = false;
    const fresh = new Map<number, Constant | undefined>();
    const read = (node: Node): Constant | undefined => fresh.get(node.index) ?? this.#folded.get(node.index);
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop())
      fresh.set(node.index, this.#one(node, read));
    if (!this.#metEarly()) for (const [index, constant] of fresh) this.#folded.set(index, constant);
    this.#early ||= early;
    return read(expression);
  }

  #one(node: Node, read: (node: Node) => Constant | undefined): Constant | undefined {
    if (node.kind === 'Name') return constantIn(this.valueOf(node));
    if (node.kind === 'Attr') return this.#attribute(node);
    return folders[node.kind]?.(node, read, this.#adapter.id);
  }

  #attribute(node: Node): Constant | undefined {
    const [object, property] = [kid(node, 0), kid(node, 1)];
    if (this.#adapter.id === 'terraform') {
      const value = this.#blocks().get(`${object.text}.${property.text}`);
      return value && this.fold(value);
    }
    if (object.kind !== 'Name' || property.kind !== 'Name') return undefined;
    if (!isSpecial(object.text) && this.#resolver.declarationOf(object)?.kind !== 'class') return undefined;
    const write = this.#member(object, property.text);
    if (write?.value === undefined || node === kid(write.node, 0)) return undefined;
    return constantIn(this.#once(-1 - write.value.index, write));
  }
}

/** Says of the kinds that may hold constants whether their parts matter. */
const folded: Partial<Record<Kind, 'leaf' | 'parts'>> = {
  Str: 'leaf',
  Num: 'leaf',
  Bool: 'leaf',
  Null: 'leaf',
  Name: 'leaf',
  Attr: 'leaf',
  Binary: 'parts',
  Unary: 'parts',
  Ternary: 'parts',
  Concat: 'parts',
  Cast: 'parts',
  Assign: 'parts',
  Call: 'parts',
  Args: 'parts',
};

type Folder = (
  node: Node,
  read: (node: Node) => Constant | undefined,
  language: LanguageId,
) => Constant | undefined;

const literal =
  (kind: Constant['kind']): Folder =>
  ({ text }) => ({ kind, text });

const folders: Partial<Record<Kind, Folder>> = {
  Str: literal('Str'),
  Num: literal('Num'),
  Bool: literal('Bool'),
  Null: literal('Null'),
  Binary: ({ text, kids: [first, ...rest] }, read, language) =>
    rest.reduce(
      (left, operand) => foldBinary(text, left, read(operand), language),
      first === undefined ? undefined : read(first),
    ),
  Unary: (node, read) => foldUnary(node.text, read(kid(node, 0))),
  Ternary: (node, read) => {
    const [yes, no] = [read(kid(node, 1)), read(kid(node, 2))];
    return yes === undefined || no === undefined ? undefined : joinConstants(yes, no);
  },
  Concat: (node, read) => (node.text === 'tagged' ? undefined : foldParts(node.kids.map(read))),
  Cast: (node, read) => read(kid(node, 1)),
  Assign: (node, read) => read(kid(node, 1)),
  Call: (node, read, language) => {
    const args = kid(node, 1).kids;
    const known = isPure(kid(node, 0), language) && args.length > 0;
    return known && args.every(arg => read(arg) !== undefined) ? { kind: 'Str', text: undefined } : undefined;
  },
};

const pureInPhp = new Set(['escapeshellarg', 'htmlspecialchars_decode']);

/** Tells whether a function is known to make a constant string of constants. */
function isPure(callee: Node, language: LanguageId): boolean {
  if (language === 'php') return callee.kind === 'Name' && pureInPhp.has(callee.text);
  if (language !== 'java' || callee.kind !== 'Attr' || kid(callee, 1).text !== 'format') return false;
  const object = kid(callee, 0);
  return (object.kind === 'Attr' ? kid(object, 1) : object).text === 'String';
}
