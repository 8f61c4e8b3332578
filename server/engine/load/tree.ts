/** Reads YAML or JSON into a small tree that knows its places; hostile nesting and aliases end in a problem. */
import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseDocument,
  type YAMLError,
} from 'yaml';
import type { Problem } from '../../../common/result.ts';

/** Marks where a node of a rule file begins, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Is one key of a mapping with its value. */
export interface Entry {
  readonly key: string;
  readonly at: Place;
  readonly value: Tree;
}

/** Is a value in a rule file. `text` is a scalar as written, so that `1.10` stays `1.10`. */
export type Tree =
  | { readonly kind: 'map'; readonly entries: readonly Entry[]; readonly at: Place }
  | { readonly kind: 'list'; readonly items: readonly Tree[]; readonly at: Place }
  | {
      readonly kind: 'scalar';
      readonly value: string | number | boolean | null;
      readonly text: string;
      readonly at: Place;
      /** Line on which the text itself begins: one further down for `|` and `>`. */
      readonly textLine: number;
    };

/** Is a rule file read: its tree, unless a problem prevents one. */
export interface ReadText {
  readonly root: Tree | undefined;
  readonly problems: readonly Problem[];
}

/** Rule files are written by people; anything longer is refused unread. */
const maxLength = 5_000_000;
/** The parser recurses, so that deeper files could exhaust the stack. */
const maxDepth = 200;
const maxColumn = 300;
/** What a file holds in full is bound by its length; what aliases add must be bound by itself. */
const maxAliasNodes = 50_000;
const maxLines = 200_000;
const maxProblems = 5;

/** Reads a rule file's text. `path` names it in problems. */
export function readTree(text: string, path: string): ReadText {
  const refuse = (message: string, remedy: string, place?: Place): ReadText => ({
    root: undefined,
    problems: [{ source: path, message, remedy, ...place }],
  });
  if (text.length > maxLength) {
    return refuse(
      `The rule file is larger than ${maxLength / 1_000_000} MB.`,
      'Split it into several files.',
    );
  }
  if (countBreaks(text) > maxLines) {
    return refuse(`The rule file has more than ${maxLines} lines.`, 'Split it into several files.');
  }
  const plain = withoutTabs(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text);
  try {
    const deep = findDeepNesting(plain);
    if (deep !== undefined) return refuse('The file nests too deeply to be read.', 'Flatten it.', deep);
    return parse(plain, path);
  } catch {
    // The library recurses and throws on some broken input; nothing can be said of such a file.
    return refuse('The file could not be read as YAML.', 'Check it with a YAML formatter.');
  }
}

/** JSON may be indented with tabs, YAML may not: in JSON a line cannot begin inside a text. */
const withoutTabs = (text: string): string =>
  /^\s*[[{]/.test(text) ? text.replace(/^\t+/gm, tabs => ' '.repeat(tabs.length)) : text;

/** Is where the search for deep nesting has come to. */
interface NestingState {
  line: number;
  column: number;
  /** Open blocks of this line, and open brackets. */
  depth: number;
  flow: number;
  /** True until the line has text. */
  first: boolean;
  /** True when the next token is a scalar's text. */
  content: boolean;
}

/** Finds where the file nests too deeply for the parser, from its tokens, which are made without recursion. */
function findDeepNesting(text: string): Place | undefined {
  const state: NestingState = { line: 1, column: 1, depth: 0, flow: 0, first: true, content: false };
  for (const token of new Lexer().lex(text)) {
    if (!state.content) countOpen(state, token);
    if (state.flow > maxDepth || state.depth > maxDepth || startsTooFar(state, token))
      return { line: state.line, column: state.column };
    advance(state, token);
  }
  return undefined;
}

function countOpen(state: NestingState, token: string): void {
  if (token === '[' || token === '{') state.flow += 1;
  else if (token === ']' || token === '}') state.flow = Math.max(0, state.flow - 1);
  else if (state.flow === 0 && (token === '-' || token === '?' || token === ':')) state.depth += 1;
}

/** Each level of blocks indents by at least one column. */
const startsTooFar = ({ first, flow, column }: NestingState, token: string): boolean =>
  first && flow === 0 && column > maxColumn && hasText(token);

/** The lexer's control characters stand for no text. */
const hasText = (token: string): boolean => token.trim() !== '' && !isControl(token);

function advance(state: NestingState, token: string): void {
  if (hasText(token)) state.first = false;
  const breaks = countBreaks(token);
  if (breaks > 0) {
    state.line += breaks;
    state.column = token.length - token.lastIndexOf('\n');
    state.depth = 0;
    state.first = true;
  } else if (!isControl(token)) state.column += token.length;
  state.content = token === '\u001F';
}

const controls: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001F', '\uFEFF']);
const isControl = (token: string): boolean => controls.has(token);

function countBreaks(token: string): number {
  let breaks = 0;
  for (let at = token.indexOf('\n'); at >= 0; at = token.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

interface Walk {
  /** The library looks through the whole document for each alias; one pass in order finds them all. */
  readonly anchors: Map<string, unknown>;
  readonly place: (offset: number) => Place;
  readonly problems: Problem[];
  readonly path: string;
  aliasNodes: number;
}

function parse(text: string, path: string): ReadText {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    // Other YAML readers take what is unambiguous, such as a bracket that closes at the margin.
    strict: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = document.errors.slice(0, maxProblems).map(error => ({
    source: path,
    message: `The file is not valid YAML: ${sentence(error.message)}`,
    remedy: remedyOf(error),
    ...place(error.pos[0]),
  }));
  if (problems.length > 0) return { root: undefined, problems };
  const walk: Walk = { anchors: new Map(), place, problems, path, aliasNodes: 0 };
  const root = document.contents === null ? undefined : convert(walk, document.contents, 0, false);
  return { root: problems.length > 0 ? undefined : root, problems };
}

const sentence = (text: string): string => {
  const [first = text] = text.split('\n');
  return /[.!?]$/.test(first) ? first : `${first}.`;
};

const remedies: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BAD_INDENT: 'Align the line with its neighbours; put texts of several lines behind `|`.',
  MULTIPLE_DOCS: 'Keep all rules in one document, under one `rules:`.',
  BLOCK_AS_IMPLICIT_KEY: 'Put the text behind `|` on its own lines, or in quotes.',
  MULTILINE_IMPLICIT_KEY: 'Put the text behind `|` on its own lines, or in quotes.',
  BAD_SCALAR_START: 'Put the text in quotes.',
  BAD_ALIAS: 'Define the anchor before it is used, or put the text in quotes.',
};
const remedyOf = (error: YAMLError): string =>
  remedies[error.code] ?? 'Mend the YAML at this place; no rule of the file is loaded until then.';

const start: Place = { line: 1, column: 1 };

function remember(walk: Walk, node: unknown): void {
  const anchor = isCollection(node) || isScalar(node) ? node.anchor : undefined;
  if (anchor !== undefined) walk.anchors.set(anchor, node);
}

function convert(walk: Walk, node: unknown, depth: number, aliased: boolean): Tree {
  const offset = rangeStart(node);
  const at = offset === undefined ? start : walk.place(offset);
  if (walk.problems.length > 0) return nothing(at);
  if (depth > maxDepth) return stop(walk, at, 'The file nests too deeply to be read.');
  if (aliased) {
    walk.aliasNodes += 1;
    if (walk.aliasNodes > maxAliasNodes) return stop(walk, at, 'The aliases of the file repeat too much.');
  }
  if (isAlias(node)) {
    const target = walk.anchors.get(node.source);
    if (target === undefined) return stop(walk, at, `The alias *${node.source} stands for nothing.`);
    return convert(walk, target, depth + 1, true);
  }
  remember(walk, node);
  if (isMap(node)) return { kind: 'map', entries: entriesOf(walk, node.items, depth, aliased), at };
  if (isSeq(node)) {
    return { kind: 'list', items: node.items.map(item => convert(walk, item, depth + 1, aliased)), at };
  }
  return scalarOf(node, at);
}

function entriesOf(walk: Walk, items: readonly unknown[], depth: number, aliased: boolean): Entry[] {
  const entries: Entry[] = [];
  const merged: Entry[] = [];
  for (const item of items) {
    if (!isPair(item)) continue;
    const key = convert(walk, item.key, depth + 1, aliased);
    const value = convert(walk, item.value, depth + 1, aliased);
    const name = key.kind === 'scalar' ? key.text : '(a key that is no text)';
    if (name === '<<' && value.kind !== 'scalar') {
      merged.push(...mergeable(value));
      walk.aliasNodes += merged.length;
    } else entries.push({ key: name, at: key.at, value });
  }
  const own = new Set(entries.map(entry => entry.key));
  for (const entry of merged) {
    if (own.has(entry.key)) continue;
    own.add(entry.key);
    entries.push(entry);
  }
  return entries;
}

/** `<<: *base` adds the keys of `base` that the mapping itself lacks. */
const mergeable = (value: Tree): readonly Entry[] =>
  value.kind === 'map' ? value.entries : value.kind === 'list' ? value.items.flatMap(mergeable) : [];

function scalarOf(node: unknown, at: Place): Tree {
  if (!isScalar(node)) return nothing(at);
  const raw: unknown = node.value;
  const value =
    typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean'
      ? raw
      : typeof raw === 'bigint'
        ? Number(raw)
        : null;
  const text = typeof raw === 'string' ? raw : (node.source ?? '');
  const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  return { kind: 'scalar', value, text, at, textLine: block ? at.line + 1 : at.line };
}

const rangeStart = (node: unknown): number | undefined =>
  isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;

function stop(walk: Walk, at: Place, message: string): Tree {
  if (walk.problems.length === 0) {
    walk.problems.push({ source: walk.path, message, remedy: 'Write the file without it.', ...at });
  }
  return nothing(at);
}

const nothing = (at: Place): Tree => ({ kind: 'scalar', value: null, text: '', at, textLine: at.line });
