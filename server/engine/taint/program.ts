/** What taint analysis needs to know of a file, worked out once and shared by all rules. */
import type { Facts } from '../facts/facts.ts';
import { kid, type Kind, type Node } from '../tree/node.ts';
import type { Key } from './state.ts';

/** Are the kinds that are run: what a source, sink or sanitizer can be. */
const run = new Set<Kind>(
  (
    'Name Str Char Num Bool Null Atom Regex Concat Call New Attr Index Slice Assign AugAssign Update Binary Unary ' +
    'Ternary Cast Await Yield Seq List Tuple Set Dict Record Lambda AnonClass Comprehension Xml VarDef Return Other Token'
  ).split(' ') as readonly Kind[],
);

/** Are statements that some languages use as expressions, and the nodes they are expressions in. */
const valued = new Set<Kind>(['If', 'Switch', 'Try', 'Block', 'With']);
const holders = new Set<Kind>(
  'Args KwArg Assign AugAssign VarDef Binary Unary Return Pair List Tuple Concat Attr Index Call Cast Spread'.split(
    ' ',
  ) as readonly Kind[],
);

const isSite = ({ kind, parent }: Node): boolean =>
  run.has(kind) || (valued.has(kind) && parent !== undefined && holders.has(parent.kind));

/** Are names of the object whose method is run. */
const selves = new Set(['this', 'self', '$this', 'super', 'parent', 'Me']);

/** Knows one file. */
export class Program {
  readonly facts: Facts;
  /** Nodes that are run, by start and then from the outermost in. */
  readonly sites: readonly Node[];
  readonly functions: readonly Node[];
  /** Bodies of classes, whose statements run when an object or the class is made. */
  readonly classes: readonly Node[];
  private readonly keys: (Key | undefined)[];
  private readonly members = new Map<Node, ReadonlyMap<string, Key>>();
  private readonly statics = new Map<string, Node>();
  private uses: ReadonlyMap<Key, number> | undefined;
  private assigned: ReadonlyMap<Key, number> | undefined;

  constructor(facts: Facts) {
    this.facts = facts;
    const { nodes } = facts;
    this.keys = new Array<Key | undefined>(nodes.length);
    this.sites = nodes.filter(isSite).sort((a, b) => a.start - b.start || b.end - a.end || a.index - b.index);
    this.functions = nodes.filter(({ kind }) => kind === 'FuncDef');
    this.classes = nodes.filter(({ kind }) => kind === 'ClassBody');
    for (const body of this.classes) {
      const owner = body.parent;
      if (owner?.kind === 'ClassDef') this.statics.set(kid(owner, 0).text, body);
    }
  }

  /** Returns the key of a name. */
  key(name: Node): Key {
    let key = this.keys[name.index];
    if (key === undefined) {
      key = this.facts.symbol(name) ?? name.text;
      this.keys[name.index] = key;
    }
    return key;
  }

  /** Is the object itself: it is not followed as a whole, its fields are. */
  isSelf(node: Node): boolean {
    return node.kind === 'Name' && selves.has(node.text);
  }

  /** Returns the key of `this.x` and `C.x`, which are variables of their class, or undefined. */
  member(node: Node): Key | undefined {
    const object = kid(node, 0);
    const name = kid(node, 1);
    if (object.kind !== 'Name' || name.kind !== 'Name') return undefined;
    if (this.isSelf(object)) return this.field(enclosingClass(node), name.text) ?? `this.${name.text}`;
    return this.field(this.statics.get(object.text), name.text);
  }

  private field(body: Node | undefined, name: string): Key | undefined {
    if (body === undefined) return undefined;
    let known = this.members.get(body);
    if (known === undefined) {
      const targets = body.kids.filter(({ kind }) => kind === 'VarDef').map(child => kid(child, 0));
      const names = targets.filter(({ kind }) => kind === 'Name');
      known = new Map(names.map(target => [target.text, this.key(target)] as const));
      this.members.set(body, known);
    }
    return known.get(name);
  }

  /** Returns how often a variable is named in the file. */
  named(key: Key): number {
    this.uses ??= this.count(this.facts.nodes.filter(node => node.kind === 'Name' && !isProperty(node)));
    return this.uses.get(key) ?? 0;
  }

  /** Tells whether a variable gets a value in one place only. */
  assignedOnce(key: Key): boolean {
    if (this.assigned === undefined) {
      const targets: Node[] = [];
      for (const node of this.facts.nodes) {
        if (!assigning.has(node.kind)) continue;
        const bare = node.kind === 'VarDef' && kid(node, 2).kind === 'None';
        if (!bare) collectNames(kid(node, 0), targets);
      }
      this.assigned = this.count(targets);
    }
    return this.assigned.get(key) === 1;
  }

  private count(names: readonly Node[]): ReadonlyMap<Key, number> {
    const counts = new Map<Key, number>();
    for (const name of names) {
      const key = this.key(name);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }
}

const assigning = new Set<Kind>(['Assign', 'AugAssign', 'VarDef', 'Update', 'ForEach', 'CompFor']);

/** Is the name of a field rather than a variable. */
function isProperty(name: Node): boolean {
  const above = name.parent;
  if (above === undefined) return false;
  if (above.kind === 'Attr') return above.kids[1] === name;
  return above.kind === 'Pair' && above.parent?.kind === 'Record' && above.kids[0] === name;
}

function enclosingClass(node: Node): Node | undefined {
  let above = node.parent;
  while (above !== undefined && above.kind !== 'ClassBody') above = above.parent;
  return above;
}

/** Adds the variables that a target binds, in order. */
export function collectNames(target: Node, into: Node[]): void {
  if (target.kind === 'Name') into.push(target);
  else if (target.kind === 'Pair' || target.kind === 'KwArg') {
    const value = target.kids.at(-1);
    if (value !== undefined) collectNames(value, into);
  } else if (target.kind === 'Assign' || target.kind === 'VarDef' || target.kind === 'Param') {
    collectNames(kid(target, 0), into);
  } else if (patterns.has(target.kind)) for (const child of target.kids) collectNames(child, into);
}

const patterns = new Set<Kind>([
  'Tuple',
  'List',
  'Record',
  'Dict',
  'Seq',
  'Args',
  'Spread',
  'Unary',
  'Other',
]);

const programs = new WeakMap<Node, Program>();

/** Returns what is known of a file; the work is done once for each tree. */
export function programOf(root: Node, facts: Facts): Program {
  let program = programs.get(root);
  if (program === undefined) {
    program = new Program(facts);
    programs.set(root, program);
  }
  return program;
}
