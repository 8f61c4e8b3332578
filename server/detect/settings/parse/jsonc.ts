/**
 * JSON with comments, read tolerantly: a half-broken file still yields every key that can be made out, because the
 * programs that read it do the same. Iterative, so that no nesting can exhaust the stack.
 */
import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { Problem } from '../../../../common/result.ts';
import { maxDepth, positionsOf, type ConfigDocument, type ConfigNode, type KeyPath } from '../document.ts';

interface Draft {
  key: string;
  start: number;
  node: ConfigNode;
  shadowed: boolean;
}
interface Frame {
  readonly type: 'object' | 'array';
  readonly entries: Draft[];
  readonly items: ConfigNode[];
  readonly seen: Map<string, Draft>;
  readonly start: number;
  readonly path: KeyPath;
  /** Key that waits for its value. */
  pending: { readonly key: string; readonly start: number } | undefined;
  /** True when a value was read and a comma must come before the next one. */
  filled: boolean;
}
interface Reading {
  readonly scanner: JSONScanner;
  readonly frames: Frame[];
  readonly duplicates: { keyPath: KeyPath; start: number }[];
  readonly faults: { message: string; offset: number }[];
  root: ConfigNode | undefined;
  unread: boolean;
  /** Counts open brackets below the depth limit, whose content is skipped. */
  skipped: number;
}

const maxProblems = 20;

/** Token kinds of the scanner: its own enum does not exist at run time. A test holds them against the library. */
const tokens = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  string: 10,
  number: 11,
  unknown: 16,
  eof: 17,
} as const;
const keywords: ReadonlyMap<number, null | boolean> = new Map([
  [7, null],
  [8, true],
  [9, false],
]);

/** Parses JSONC; comments and trailing commas are fine, anything else that is wrong becomes a problem. */
export function parseJsonc(text: string, source: string): ConfigDocument {
  const reading: Reading = {
    scanner: createScanner(text, true),
    frames: [],
    duplicates: [],
    faults: [],
    root: undefined,
    unread: false,
    skipped: 0,
  };
  for (let token: number = reading.scanner.scan(); token !== tokens.eof; token = reading.scanner.scan()) {
    step(reading, token);
  }
  if (reading.frames.length > 0) fault(reading, 'The file ends inside an object or a list.');
  while (reading.frames.length > 0) close(reading, text.length);
  if (reading.root === undefined && text.trim() !== '') fault(reading, 'No JSON value was found.');
  return {
    root: reading.root,
    problems: problemsOf(reading, text, source),
    duplicates: reading.duplicates,
    broken: reading.faults.length > 0,
    unread: reading.unread || (reading.root === undefined && text.trim() !== ''),
  };
}

function step(reading: Reading, token: number): void {
  if (reading.skipped > 0) {
    if (token === tokens.openBrace || token === tokens.openBracket) reading.skipped++;
    if (token === tokens.closeBrace || token === tokens.closeBracket) reading.skipped--;
    return;
  }
  const handle = handlers.get(token);
  if (handle === undefined) literal(reading, token);
  else handle(reading);
}

const handlers: ReadonlyMap<number, (reading: Reading) => void> = new Map([
  [tokens.openBrace, reading => open(reading, 'object')],
  [tokens.openBracket, reading => open(reading, 'array')],
  [tokens.closeBrace, reading => closeMatching(reading, 'object')],
  [tokens.closeBracket, reading => closeMatching(reading, 'array')],
  [tokens.comma, comma],
  [tokens.colon, colon],
  [tokens.string, quoted],
] satisfies [number, (reading: Reading) => void][]);

function colon(reading: Reading): void {
  if (reading.frames.at(-1)?.pending === undefined) fault(reading, 'A colon stands where none belongs.');
}

function open(reading: Reading, type: 'object' | 'array'): void {
  if (reading.frames.length >= maxDepth) {
    fault(reading, `The file nests more than ${maxDepth} levels deep; what is below was not assessed.`);
    reading.unread = true;
    reading.skipped = 1;
    return;
  }
  const parent = reading.frames.at(-1);
  const key = parent?.type === 'array' ? parent.items.length : parent?.pending?.key;
  const path = parent === undefined || key === undefined ? [] : [...parent.path, key];
  const start = reading.scanner.getTokenOffset();
  reading.frames.push({
    type,
    entries: [],
    items: [],
    seen: new Map(),
    start,
    path,
    pending: undefined,
    filled: false,
  });
}

function closeMatching(reading: Reading, type: 'object' | 'array'): void {
  if (reading.frames.length === 0 || !reading.frames.some(frame => frame.type === type)) {
    fault(reading, 'A closing bracket has no opening one.');
    return;
  }
  if (reading.frames.at(-1)?.type !== type) {
    // Readers recover from this differently, so nothing certain can be said of what follows.
    fault(reading, 'A bracket is closed by one of the other kind.');
    reading.unread = true;
  }
  close(reading, reading.scanner.getTokenOffset() + 1);
}

function close(reading: Reading, end: number): void {
  const frame = reading.frames.pop();
  if (frame === undefined) return;
  if (frame.pending !== undefined) fault(reading, 'A key has no value.');
  const { start } = frame;
  place(
    reading,
    frame.type === 'object'
      ? { type: 'object', entries: frame.entries, start, end }
      : { type: 'array', items: frame.items, start, end },
  );
}

function comma(reading: Reading): void {
  const frame = reading.frames.at(-1);
  if (frame === undefined || !frame.filled) fault(reading, 'A comma stands where none belongs.');
  if (frame === undefined) return;
  if (frame.pending !== undefined) fault(reading, 'A key has no value.');
  frame.pending = undefined;
  frame.filled = false;
}

function quoted(reading: Reading): void {
  const { scanner } = reading;
  const error: number = scanner.getTokenError();
  if (error !== 0) fault(reading, 'A string is not well formed.');
  const value = scanner.getTokenValue();
  const frame = reading.frames.at(-1);
  const start = scanner.getTokenOffset();
  if (frame?.type === 'object' && frame.pending === undefined) {
    if (frame.filled) fault(reading, 'A comma is missing.');
    frame.pending = { key: value, start };
    frame.filled = false;
    return;
  }
  place(reading, { type: 'scalar', value, start, end: start + scanner.getTokenLength() });
}

function literal(reading: Reading, token: number): void {
  const { scanner } = reading;
  const start = scanner.getTokenOffset();
  const raw = scanner.getTokenValue();
  const value = token === tokens.number ? Number(raw) : keywords.get(token);
  if (value === undefined) {
    // Comments and blanks never get here; an unquoted word may be a value that a lax reader takes.
    if (token === tokens.unknown) fault(reading, 'A word is not valid JSON.');
    if (token !== tokens.unknown || reading.frames.at(-1)?.pending === undefined) return;
  }
  place(reading, {
    type: 'scalar',
    value: value === undefined ? raw : value,
    start,
    end: start + scanner.getTokenLength(),
  });
}

function place(reading: Reading, node: ConfigNode): void {
  const frame = reading.frames.at(-1);
  if (frame === undefined) {
    if (reading.root !== undefined) {
      fault(reading, 'More than one value stands at the top.');
      reading.unread = true;
    }
    reading.root ??= node;
    return;
  }
  if (frame.filled) fault(reading, 'A comma is missing.');
  frame.filled = true;
  if (frame.type === 'array') {
    frame.items.push(node);
    return;
  }
  if (frame.pending === undefined) {
    fault(reading, 'A value has no key.');
    return;
  }
  addEntry(reading, frame, { ...frame.pending, node, shadowed: false });
  frame.pending = undefined;
}

function addEntry(reading: Reading, frame: Frame, entry: Draft): void {
  const earlier = frame.seen.get(entry.key);
  if (earlier !== undefined) {
    earlier.shadowed = true;
    reading.duplicates.push({ keyPath: [...frame.path, entry.key], start: entry.start });
  }
  frame.seen.set(entry.key, entry);
  frame.entries.push(entry);
}

function fault(reading: Reading, message: string): void {
  if (reading.faults.length < maxProblems)
    reading.faults.push({ message, offset: reading.scanner.getTokenOffset() });
}

function problemsOf(reading: Reading, text: string, source: string): readonly Problem[] {
  const position = positionsOf(text);
  return reading.faults.map(({ message, offset }) => ({
    source,
    message,
    remedy: 'Mend the JSON so that every program reads the same from it.',
    ...position(offset),
  }));
}
