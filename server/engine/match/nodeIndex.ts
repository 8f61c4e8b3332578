/** Indexes of a file's nodes, so that a pattern looks only where it can match. */
import type { Facts } from '../facts/facts.ts';
import type { LanguageId } from '../languages/language.ts';
import { noStep, type Kind, type Node, type Step } from '../tree/node.ts';
import { isExpression, isStatement } from './kinds.ts';
import { typeTest } from './typePlaces.ts';

/** Kinds that are found by the last name of what they call or access. */
export type KeyedKind = 'Call' | 'New' | 'Decorator' | 'Attr' | 'Name';

/** Holds nodes by kind and by name; everything but the kinds is worked out when first asked for. */
export interface NodeIndex {
  readonly nodes: readonly Node[];
  of(kind: Kind): readonly Node[];
  /** Returns the nodes of a kind that have a last name, by spelling or through an import, and those that have none. */
  named(kind: KeyedKind, name: string): readonly Node[];
  readonly expressions: readonly Node[];
  /** Returns the expressions that hold one of some offsets. */
  expressionsAt(places: Int32Array): readonly Node[];
  readonly statements: readonly Node[];
  /** Blocks and class bodies: the lists of statements. */
  readonly lists: readonly Node[];
  /** Every identifier of the file, and texts that may be one through an import. */
  readonly names: ReadonlySet<string>;
}

/** Is what a string may be that names a module with its place. */
const modular = /^[\w@.-]{0,80}[:/][\w@./-]{1,200}$/;

const naming = new Set<Kind>(['Name', 'KwArg', 'Str', 'Mod']);

/** Indexes the nodes of a file or of a part of one, which is an expression even where it is a type as a whole. */
export function indexNodes(
  nodes: readonly Node[],
  facts: Facts,
  language: LanguageId,
  step: Step = noStep,
): NodeIndex {
  const isType = typeTest(language);
  const [whole] = nodes;
  const isEvaluated = (node: Node): boolean =>
    isExpression(node) && (node === whole || isType === undefined || !isType(node));
  const byKind = new Map<Kind, Node[]>();
  const names = new Set<string>();
  for (const node of nodes) {
    step();
    put(byKind, node.kind, node);
    if (naming.has(node.kind)) names.add(node.text);
    // Of a module, patterns name what stands after `node:` or the path.
    if ((node.kind === 'Str' || node.parent?.kind === 'Path') && modular.test(node.text))
      for (const part of node.text.split(/[:/]/)) names.add(part.replace(/\.\w+$/, ''));
  }
  const of = (kind: Kind): readonly Node[] => byKind.get(kind) ?? [];
  const keyed = new Map<KeyedKind, Map<string, Node[]>>();
  const named = (kind: KeyedKind, name: string): readonly Node[] => {
    let byName = keyed.get(kind);
    if (byName === undefined) {
      const all = of(kind);
      byName = byLastName(kind === 'Name' || kind === 'Attr' ? all.filter(isEvaluated) : all, facts);
      keyed.set(kind, byName);
    }
    const found = byName.get(name) ?? [];
    const nameless = byName.get('') ?? [];
    return nameless.length === 0 ? found : [...found, ...nameless];
  };
  let expressions: readonly Node[] | undefined;
  let statements: readonly Node[] | undefined;
  return {
    nodes,
    of,
    named,
    expressionsAt: places => expressionsAt(nodes, places).filter(isEvaluated),
    get expressions() {
      return (expressions ??= nodes.filter(isEvaluated));
    },
    get statements() {
      return (statements ??= nodes.filter(isStatement));
    },
    lists: [...of('Block'), ...of('ClassBody')],
    names,
  };
}

/** Finds from the root downwards what holds any of some offsets, in preorder. */
function expressionsAt([root]: readonly Node[], places: Int32Array): readonly Node[] {
  const found = new Set<Node>();
  const visit = (node: Node, place: number): void => {
    if (place < node.start || place >= node.end) return;
    found.add(node);
    for (const child of node.kids) visit(child, place);
  };
  if (root !== undefined) for (const place of places) visit(root, place);
  return [...found].toSorted((a, b) => a.index - b.index);
}

function put<K>(map: Map<K, Node[]>, key: K, node: Node): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [node]);
  else list.push(node);
}

function byLastName(nodes: readonly Node[], facts: Facts): Map<string, Node[]> {
  const byName = new Map<string, Node[]>();
  for (const node of nodes) putByNames(byName, node, facts);
  return byName;
}

/** Enters a node by the names by which a pattern may call or access what it does; '' where that cannot be said. */
function putByNames(byName: Map<string, Node[]>, node: Node, facts: Facts): void {
  const subject = node.kind === 'Attr' || node.kind === 'Name' ? node : node.kids[0];
  if (subject?.kind !== 'Name') {
    const property = subject?.kind === 'Attr' ? subject.kids[1] : undefined;
    put(byName, property?.kind === 'Name' ? property.text : '', node);
    return;
  }
  put(byName, subject.text, node);
  const entered = [subject.text];
  for (const path of facts.qualified(subject)) {
    const last = path.at(-1) ?? '';
    if (entered.includes(last)) continue;
    entered.push(last);
    put(byName, last, node);
  }
}

/** Returns the last name of what a pattern calls or accesses, or undefined where it varies. */
export function lastNameOf(pattern: Node): string | undefined {
  const [subject] = pattern.kind === 'Attr' || pattern.kind === 'Name' ? [pattern] : pattern.kids;
  const name = subject?.kind === 'Attr' ? subject.kids[1] : subject;
  return name?.kind === 'Name' && !name.text.startsWith('=~/') ? name.text : undefined;
}
