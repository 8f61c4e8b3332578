/**
 * JSON with comments and trailing commas, read strictly and with places: files of policy must say exactly what they mean,
 * so a key that comes twice is a fault.
 */
import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Position } from '../../common/finding.ts';
import { failure, success, type Problem, type Result } from '../../common/result.ts';
import { positionsOf } from '../detect/settings/document.ts';
import { offsetTooDeep, propertiesOf } from '../quarantine/jsonTree.ts';

/** Is a key with its value. */
export interface JsonEntry {
  readonly key: string;
  readonly place: Position;
  readonly value: JsonNode;
}

/** Is a value with its place. */
export type JsonNode = { readonly place: Position } & (
  | { readonly kind: 'record'; readonly entries: readonly JsonEntry[] }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'null' }
);

/** Nobody nests a file of policy deeper by hand, and each level costs a level of the stack. */
const deepest = 40;
/** Whoever wrote more faults than these mends them first. */
const mostFaults = 20;

type Fault = Pick<Problem, 'message' | 'remedy'> & { readonly offset: number };

/** Reads a text; the problems name their lines, with `source` as the file. */
export function readJson(text: string, source: string): Result<JsonNode> {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const placeOf = positionsOf(bare);
  const faults: Fault[] = [];
  const root = treeOf(bare, faults);
  const node = root === undefined ? undefined : nodeOf(root, placeOf, faults);
  if (node !== undefined && faults.length === 0) return success(node);
  return failure(
    ...faults
      .slice(0, mostFaults)
      .map(({ message, remedy, offset }) => ({ source, message, remedy, ...placeOf(offset) })),
  );
}

/** Returns the plain value of a node; keys such as `__proto__` become plain keys. */
export function plainValue(node: JsonNode): unknown {
  if (node.kind === 'list') return node.items.map(plainValue);
  if (node.kind === 'null') return null;
  if (node.kind !== 'record') return node.value;
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]));
}

function treeOf(text: string, faults: Fault[]): Node | undefined {
  const tooDeep = offsetTooDeep(text, deepest);
  if (tooDeep !== undefined) {
    const message = `is nested more than ${deepest} deep.`;
    faults.push({ message, remedy: 'Write it flatter.', offset: tooDeep });
    return undefined;
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  // What follows a slip is read wrongly, so that only the first one tells anything.
  const [first] = errors;
  if (first === undefined) return root;
  faults.push({ ...sayingOf(text, first), offset: first.offset });
  return undefined;
}

interface Token {
  /** Is the first character of it. */
  readonly sign: string;
  readonly offset: number;
  readonly value: string;
}

function* tokensOf(text: string): Generator<Token> {
  const scanner = createScanner(text, true);
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (offset < text.length) yield { sign: text.charAt(offset), offset, value: scanner.getTokenValue() };
  }
}

type Saying = Pick<Problem, 'message' | 'remedy'>;

/** What the library expected depends on how it goes on; a person is told what belongs at the place. */
function sayingOf(text: string, { error, offset }: ParseError): Saying {
  const name = printParseErrorCode(error);
  if (name === 'UnexpectedEndOfComment')
    return { message: 'has a comment that does not end.', remedy: 'End it with */.' };
  if (/^(?:UnexpectedEndOfString|Invalid(?:Unicode|EscapeCharacter|Character))$/u.test(name))
    return { message: 'has a text that does not end, or a bad escape in it.', remedy: 'Mend the text.' };
  return missing(before(text, offset));
}

/** Is what stands before a place. */
interface Before {
  /** The bracket that closes what is open; undefined outside of all. */
  readonly end: string | undefined;
  /** The first character of the last token, or `key`; empty at the start. */
  readonly last: string;
  readonly key: string;
}

function before(text: string, offset: number): Before {
  const open: string[] = [];
  let [last, key] = ['', ''];
  for (const token of tokensOf(text)) {
    if (token.offset >= offset) break;
    const { sign } = token;
    const isKey = sign === '"' && open.at(-1) === '}' && '{,'.includes(last);
    if (isKey) key = token.value;
    if (sign === '{') open.push('}');
    if (sign === '[') open.push(']');
    if (sign === '}' || sign === ']') open.pop();
    last = isKey ? 'key' : sign;
  }
  return { end: open.at(-1), last, key };
}

function missing({ end, last, key }: Before): Saying {
  const keyed = 'Write "key": value.';
  if (last === 'key') return { message: `lacks a colon after "${key.slice(0, 60)}".`, remedy: keyed };
  if (end === undefined && last !== '')
    return { message: 'goes on after its end.', remedy: 'Remove what follows the closing bracket.' };
  if (end === '}' && '{,'.includes(last))
    return { message: 'lacks a key in double quotes here.', remedy: keyed };
  if (['', '[', ',', ':'].includes(last))
    return { message: 'lacks a value here, or has one that JSON does not know.', remedy: 'Write a value.' };
  return { message: `lacks a comma or "${String(end)}" here.`, remedy: 'Close or continue the list.' };
}

function nodeOf(node: Node, placeOf: (offset: number) => Position, faults: Fault[]): JsonNode {
  const place = placeOf(node.offset);
  switch (node.type) {
    case 'object':
      return { kind: 'record', place, entries: entriesOf(node, placeOf, faults) };
    case 'array':
      return {
        kind: 'list',
        place,
        items: (node.children ?? []).map(child => nodeOf(child, placeOf, faults)),
      };
    case 'string':
      return { kind: 'text', place, value: String(node.value) };
    case 'number':
      return { kind: 'number', place, value: Number(node.value) };
    case 'boolean':
      return { kind: 'flag', place, value: node.value === true };
    default:
      return { kind: 'null', place };
  }
}

function entriesOf(
  object: Node,
  placeOf: (offset: number) => Position,
  faults: Fault[],
): readonly JsonEntry[] {
  const seen = new Set<string>();
  return propertiesOf(object).map(({ key, value, node: { offset } }) => {
    if (seen.has(key)) faults.push({ message: `has "${key}" twice.`, remedy: 'Keep one of them.', offset });
    seen.add(key);
    return { key, place: placeOf(offset), value: nodeOf(value, placeOf, faults) };
  });
}
