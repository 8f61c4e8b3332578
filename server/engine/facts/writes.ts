/** Where each variable and each attribute of a file is written, in the order of the text. */
import type { LanguageId } from '../languages/language.ts';
import { kid } from '../tree/node.ts';
import type { Kind, Node, Step } from '../tree/node.ts';
import type { Resolver } from './resolve.ts';
import type { Declaration, Scope } from './scopes.ts';
import { namesIn } from './scopes.ts';

/** Is one place where a variable gets a value. */
export interface Write {
  readonly declaration: Declaration;
  /** The VarDef, Assign, AugAssign, Update, loop … that writes. */
  readonly node: Node;
  /** The expression that it then holds; undefined: not to be seen. */
  readonly value: Node | undefined;
}

/** Is one place where `object.name` gets a value. */
export interface AttributeWrite {
  readonly node: Node;
  readonly target: Node;
  readonly value: Node | undefined;
}

/** Answers what writes a file holds. */
export interface Writes {
  /** By declaration's id. */
  readonly of: ReadonlyMap<number, readonly Write[]>;
  /** By preorder number of the writing node. */
  readonly at: ReadonlyMap<number, readonly Write[]>;
  /** Preorder numbers of the names written. */
  readonly targets: ReadonlySet<number>;
  /** Ids of variables whose address is taken, or that another function than their own writes. */
  readonly escaped: ReadonlySet<number>;
  readonly foreign: ReadonlySet<number>;
  readonly attributes: ReadonlyMap<string, readonly AttributeWrite[]>;
  /** Every write in the order of the text. */
  readonly all: readonly Write[];
  /** True when the file jumps with `goto`. */
  readonly jumps: boolean;
}

/** Returns the function, lambda or file in which a scope's code runs; a class body runs where it stands. */
export function runnerOf(scope: Scope): Scope {
  let at = scope.owner;
  while (at.kind === 'class' && at.parent !== undefined) at = at.parent.owner;
  return at;
}

class Collector {
  readonly of = new Map<number, Write[]>();
  readonly at = new Map<number, Write[]>();
  readonly targets = new Set<number>();
  readonly escaped = new Set<number>();
  readonly foreign = new Set<number>();
  readonly attributes = new Map<string, AttributeWrite[]>();
  readonly all: Write[] = [];
  jumps = false;
  readonly #resolver: Resolver;

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  write(name: Node, node: Node, value: Node | undefined): void {
    const declaration = this.#resolver.declarationOf(name);
    this.targets.add(name.index);
    if (declaration === undefined) return;
    const write = { declaration, node, value };
    add(this.of, declaration.id, write);
    add(this.at, node.index, write);
    this.all.push(write);
    const scope = this.#resolver.scopes.of[name.index];
    if (scope !== undefined && runnerOf(scope) !== runnerOf(declaration.scope))
      this.foreign.add(declaration.id);
  }

  /** Writes a whole target: its name, or the names of a pattern, pairwise where the value is written out too. */
  assign(target: Node, node: Node, value: Node | undefined): void {
    if (target.kind === 'Name') {
      this.write(target, node, value);
      return;
    }
    if (target.kind === 'Attr') add(this.attributes, kid(target, 1).text, { node, target, value });
    if (value !== undefined && isRow(target) && isRow(value) && value.kids.length === target.kids.length) {
      for (const [at, part] of target.kids.entries()) this.assign(part, node, value.kids[at]);
      return;
    }
    for (const name of namesIn(target, node.kind !== 'Assign')) this.write(name, node, undefined);
  }

  escape(name: Node): void {
    const declaration = name.kind === 'Name' ? this.#resolver.declarationOf(name) : undefined;
    if (declaration !== undefined) this.escaped.add(declaration.id);
  }
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const rows = new Set<Kind>(['Tuple', 'List', 'Seq']);
const isRow = ({ kind, kids }: Node): boolean => rows.has(kind) && kids.every(part => part.kind !== 'Spread');

type Reader = (node: Node, into: Collector, language: LanguageId) => void;

const targetAt =
  (slot: number): Reader =>
  (node, into) =>
    into.assign(kid(node, slot), node, undefined);

const readers: Partial<Record<Kind, Reader>> = {
  VarDef: (node, into) => {
    const value = kid(node, 2);
    if (value.kind !== 'None') into.assign(kid(node, 0), node, value);
  },
  Assign: (node, into) => {
    const { parent } = node;
    // Inside a pattern it is a default; in `with` the variable holds what the context manager returns.
    const value = node.parent?.kind === 'Items' || isDefault(node, parent) ? undefined : kid(node, 1);
    into.assign(kid(node, 0), node, value);
  },
  AugAssign: targetAt(0),
  Update: targetAt(0),
  ForEach: targetAt(0),
  CompFor: targetAt(0),
  Catch: targetAt(1),
  Param: targetAt(0),
  Goto: (_, into) => {
    into.jumps = true;
  },
  Unary: (node, into, language) => {
    const lends = language === 'rust' ? node.text.startsWith('&mut') : node.text === '&';
    if (lends) into.escape(kid(node, 0));
  },
  Binary: (node, into, language) => {
    // Ruby's `text << "more"` changes the string itself.
    if (language === 'ruby' && node.text === '<<') into.escape(kid(node, 0));
  },
};

const patterns = new Set<Kind>(['Tuple', 'List', 'Record', 'Pair', 'Param']);

const isDefault = (node: Node, parent: Node | undefined): boolean =>
  parent !== undefined && patterns.has(parent.kind) && isTargetPart(node);

/** Tells whether a node stands within the target of an assignment, a declaration or a parameter. */
function isTargetPart(node: Node): boolean {
  let at = node;
  while (at.parent !== undefined && patterns.has(at.parent.kind)) at = at.parent;
  const holder = at.kind === 'Param' ? at : at.parent;
  return holder !== undefined && readers[holder.kind] !== undefined && holder.kids[0]?.index === at.index;
}

/** Collects the writes of a file in one pass. */
export function readWrites(
  nodes: readonly Node[],
  { resolver, step }: { readonly resolver: Resolver; readonly step: Step },
  language: LanguageId,
): Writes {
  const into = new Collector(resolver);
  for (const node of nodes) {
    step();
    readers[node.kind]?.(node, into, language);
  }
  return into;
}

/** Returns the writes that stand within a node, in order. */
export function writesWithin({ all }: Writes, node: Node): readonly Write[] {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.node.index ?? 0) < node.index) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < all.length && (all[end]?.node.index ?? 0) <= node.last) end++;
  return all.slice(low, end);
}
