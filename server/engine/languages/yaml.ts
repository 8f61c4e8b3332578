/** YAML: mappings, sequences and typed scalars; anchors, aliases and tags; partial mappings in patterns. */
import { around, lowerWith, make, type Handler, type Lowering } from './lowering.ts';
import { dots, isPlaceholder, unspell } from './spelling.ts';
import { blockScalar, doubleQuoted, plainValue, singleQuoted } from './yaml/scalars.ts';
import { spellYaml } from './yaml/spell.ts';
import { fieldOf, namedOf, type Cst } from '../tree/cst.ts';
import { Node, type Kind } from '../tree/node.ts';
import type { LanguageAdapter, Lower } from './language.ts';

/** Is how many nodes all aliases of a file may add: aliases of aliases grow exponentially. */
const longestCopies = 10_000;

interface Anchors {
  readonly nodes: Map<string, Node>;
  copied: number;
}

const str = (cst: { readonly start: number; readonly end: number }, text: string): Node =>
  new Node('Str', unspell(text), [], cst.start, cst.end);

const emptyAt = (at: number): Node => new Node('Str', '', [], at, at);

/** Makes a scalar of what stands without quotes; its type is seen from its text. */
const plain: Handler = (cst, low) => {
  const source = low.source(cst);
  if (isPlaceholder(source)) return make('Name', cst, [], source);
  const { kind, text } = plainValue(source);
  return kind === 'Str' ? str(cst, text) : make(kind, cst, [], text);
};

const handlers = (anchors: Anchors): Readonly<Record<string, Handler>> => ({
  stream,
  document: (cst, low) => content(cst, low, anchors),
  block_node: (cst, low) => content(cst, low, anchors),
  flow_node: (cst, low) => content(cst, low, anchors),
  plain_scalar: plain,
  double_quote_scalar: (cst, low) => str(cst, doubleQuoted(low.source(cst).slice(1, -1))),
  single_quote_scalar: (cst, low) => str(cst, singleQuoted(low.source(cst).slice(1, -1))),
  block_scalar: (cst, low) => {
    const { text, skip } = blockScalar(low.source(cst), lineIndent(low.text, cst.start));
    return str({ start: cst.start + skip, end: cst.end }, text);
  },
  block_mapping: mapping,
  flow_mapping: mapping,
  block_mapping_pair: pair,
  flow_pair: pair,
  block_sequence: sequence('List'),
  flow_sequence: sequence('List'),
  block_sequence_item: (cst, low) => low.one(namedOf(cst)[0], cst.end),
});

/** Returns how far the line of a place is indented. */
function lineIndent(text: string, at: number): number {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return /^ */.exec(text.slice(line, at))?.[0].length ?? 0;
}

/** Makes the whole file: its document, or a list of its documents. */
const stream: Handler = (cst, low) => {
  const documents = low.named(cst);
  const first = documents[0];
  if (first === undefined) return make('Block', cst, []);
  const all = documents.length === 1 ? first : make('List', cst, documents);
  return make('Block', cst, [around('ExprStmt', [all])]);
};

/** Makes a node's value: its anchor is remembered, its tag becomes a cast, an alias is what it stands for. */
function content(cst: Cst, low: Lowering, anchors: Anchors): Node | readonly Node[] {
  const [only, second] = cst.kids;
  if (only !== undefined && second === undefined && plainContent.has(only.type))
    return low.one(only, cst.end);
  const children = namedOf(cst);
  const reference = children.find(child => child.type === 'alias');
  if (reference !== undefined) return alias(reference, low, anchors);
  const anchor = children.find(child => child.type === 'anchor');
  const tag = children.find(child => child.type === 'tag');
  const values = children.filter(child => !beside.test(child.type));
  if (values.length > 1) return low.all(values);
  if (values.length === 0 && anchor === undefined && tag === undefined) return [];
  const value = values[0] === undefined ? emptyAt(cst.end) : low.one(values[0], cst.end);
  const node = tag === undefined ? value : cast(cst, tag, value, low);
  if (anchor !== undefined) anchors.nodes.set(low.source(anchor).slice(1), node);
  return node;
}

/** Lists what most nodes hold and nothing else, so that they are read at once. */
const plainContent = new Set([
  'plain_scalar',
  'block_mapping',
  'block_sequence',
  'double_quote_scalar',
  'single_quote_scalar',
  'block_scalar',
  'block_node',
]);

/** Matches what stands beside a value: its anchor and tag, and a document's directives. */
const beside = /^(?:anchor|tag)$|_directive$/;

const cast = (cst: Cst, tag: Cst, value: Node, low: Lowering): Node =>
  make('Cast', cst, [make('Name', tag, [], low.source(tag).replace(/^!/, '')), value]);

/** Copies what an alias stands for; the copy keeps its places, so that what is inside is found where it is written. */
function alias(cst: Cst, low: Lowering, anchors: Anchors): Node {
  const target = anchors.nodes.get(low.source(cst).slice(1));
  const left = longestCopies - anchors.copied;
  const size = target === undefined ? 0 : sizeOf(target, left);
  if (size > left) anchors.copied = longestCopies;
  if (target === undefined || size > left) return make('Other', cst, [], `alias ${low.source(cst)}`);
  anchors.copied += size;
  return copy(target);
}

function sizeOf(node: Node, most: number): number {
  let size = 1;
  for (const child of node.kids) {
    if (size > most) return size;
    size += sizeOf(child, most - size);
  }
  return size;
}

const copy = (node: Node): Node => new Node(node.kind, node.text, node.kids.map(copy), node.start, node.end);

const pair: Handler = (cst, low) => {
  const key = fieldOf(cst, 'key');
  const value = fieldOf(cst, 'value');
  const first = key === undefined ? emptyAt(cst.start) : low.one(key, cst.start);
  const second = value === undefined ? emptyAt(cst.end) : low.one(value, cst.end);
  return make('Pair', cst, [first, second]);
};

const isDots = (node: Node | undefined): boolean => node?.kind === 'Name' && node.text === dots;

/** Makes a mapping; one that holds only an ellipsis is that ellipsis, so it stands for any value. */
function mapping(cst: Cst, low: Lowering): Node {
  const entries = low.named(cst).map(entry => {
    if (entry.kind === 'Pair') return isDots(entry.kids[0]) && isDots(entry.kids[1]) ? dotsAt(entry) : entry;
    return isDots(entry) ? entry : around('Pair', [entry, emptyAt(entry.end)]);
  });
  const only = entries[0];
  return entries.length === 1 && only !== undefined && isDots(only) ? only : make('Dict', cst, entries);
}

const dotsAt = (node: Node): Node => new Node('Name', dots, [], node.start, node.end);

const sequence =
  (kind: Kind): Handler =>
  (cst, low) => {
    const items = cst.kids
      .filter(child => child.named)
      .flatMap(child => {
        if (child.type === 'flow_pair') return [make('Dict', child, low.all([child]))];
        const lowered = low.all([child]);
        const isEmptyItem = child.type === 'block_sequence_item' && (lowered[0]?.kind ?? 'None') === 'None';
        return isEmptyItem ? [emptyAt(child.end)] : lowered;
      });
    return make(kind, cst, items);
  };

const lower: Lower = (root, text, step) =>
  lowerWith(handlers({ nodes: new Map(), copied: 0 }))(root, text, step);

/** Takes a mapping of one pair for that pair, and a sequence of one item for that item, as Semgrep does. */
export function narrowYaml(pattern: Node): Node {
  const inside = unwrap(pattern);
  const only = inside.kids[0];
  const isSingle = (inside.kind === 'Dict' || inside.kind === 'List') && inside.kids.length === 1;
  return isSingle && only !== undefined ? only : inside;
}

function unwrap(node: Node): Node {
  const only = node.kids[0];
  const isWrapper = node.kind === 'Block' || node.kind === 'ExprStmt';
  return isWrapper && node.kids.length === 1 && only !== undefined ? unwrap(only) : node;
}

/** Reads YAML. */
export const yaml: LanguageAdapter = {
  id: 'yaml',
  grammar: '@tree-sitter-grammars/tree-sitter-yaml/tree-sitter-yaml.wasm',
  lower,
  frames: [{ before: '', after: '', pick: 'node' }],
  ellipses: () => [dots],
  spell: spellYaml,
  narrow: narrowYaml,
  regexText: (_written, decoded) => decoded,
  scoping: 'block',
  assignmentDeclares: false,
};
