/**
 * JSON with comments and trailing commas, read strictly and with places: files of policy must say exactly what they
 * mean, so a key that comes twice is a fault. Must import nothing outside common/.
 */
import { failure, success, type Problem, type Result } from './result.ts';

/** Is a place in a text, counted from 1. */
export interface JsonPlace {
  readonly line: number;
  readonly column: number;
}

/** Is a key with its value. */
export interface JsonEntry {
  readonly key: string;
  readonly place: JsonPlace;
  readonly value: JsonNode;
}

/** Is a value with its place. */
export type JsonNode = { readonly place: JsonPlace } & (
  | { readonly kind: 'record'; readonly entries: readonly JsonEntry[] }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'null' }
);

/** Nobody nests a file of policy deeper by hand, and each level costs a level of the stack. */
const deepest = 40;

const blank = /(?:[ \t\r\n]+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
/** Goes from escape to escape, since a choice for each character would fill the stack on a long text. */
const quoted = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const bare = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Reads a text; the problems name their lines, with `source` as the file. */
export function readJsonc(text: string, source: string): Result<JsonNode> {
  const reader = new Reader(text.startsWith('\uFEFF') ? text.slice(1) : text);
  try {
    const node = reader.document();
    const problems = reader.faults.map(fault => ({ source, ...fault }));
    return problems.length === 0 ? success(node) : failure(...problems);
  } catch (error) {
    if (error instanceof Fault) return failure({ source, ...error.problem });
    throw error;
  }
}

/** Returns the plain value of a node; keys such as `__proto__` become plain keys. */
export function plainValue(node: JsonNode): unknown {
  if (node.kind === 'list') return node.items.map(plainValue);
  if (node.kind === 'null') return null;
  if (node.kind !== 'record') return node.value;
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]));
}

type Complaint = Omit<Problem, 'source'>;

class Fault extends Error {
  readonly problem: Complaint;
  constructor(problem: Complaint) {
    super(problem.message);
    this.problem = problem;
  }
}

class Reader {
  readonly faults: Complaint[] = [];
  private readonly text: string;
  private readonly starts: readonly number[];
  private at = 0;

  constructor(text: string) {
    this.text = text;
    this.starts = [0, ...Array.from(text.matchAll(/\n/g), match => match.index + 1)];
  }

  document(): JsonNode {
    this.skip();
    const node = this.value(0);
    this.skip();
    if (this.at < this.text.length)
      this.stop('goes on after its end.', 'Remove what follows the closing bracket.');
    return node;
  }

  private value(depth: number): JsonNode {
    if (depth > deepest) this.stop(`is nested more than ${deepest} deep.`, 'Write it flatter.');
    const place = this.place();
    const sign = this.text[this.at];
    if (sign === '{') return { kind: 'record', place, entries: this.members('}', () => this.entry(depth)) };
    if (sign === '[') return { kind: 'list', place, items: this.members(']', () => this.value(depth + 1)) };
    if (sign === '"') return { kind: 'text', place, value: this.quotedText() };
    const word = this.take(bare);
    if (word === undefined)
      this.stop('lacks a value here, or has one that JSON does not know.', 'Write a value.');
    if (word === 'null') return { kind: 'null', place };
    if (word === 'true' || word === 'false') return { kind: 'flag', place, value: word === 'true' };
    return { kind: 'number', place, value: Number(word) };
  }

  /** Reads what stands between brackets, the opening one being next. */
  private members<T>(end: '}' | ']', member: () => T): readonly T[] {
    const members: T[] = [];
    const seen = new Set<string>();
    this.at += 1;
    this.skip();
    while (this.text[this.at] !== end) {
      const found = member();
      this.once(found, seen);
      members.push(found);
      this.skip();
      if (this.text[this.at] === ',') this.at += 1;
      else if (this.text[this.at] !== end)
        this.stop(`lacks a comma or "${end}" here.`, 'Close or continue the list.');
      this.skip();
    }
    this.at += 1;
    return members;
  }

  private once(member: unknown, seen: Set<string>): void {
    if (typeof member !== 'object' || member === null || !('key' in member) || !('place' in member)) return;
    const { key, place } = member as JsonEntry;
    if (seen.has(key))
      this.faults.push({ message: `has "${key}" twice.`, remedy: 'Keep one of them.', ...place });
    seen.add(key);
  }

  private entry(depth: number): JsonEntry {
    const place = this.place();
    if (this.text[this.at] !== '"') this.stop('lacks a key in double quotes here.', 'Write "key": value.');
    const key = this.quotedText();
    this.skip();
    if (this.text[this.at] !== ':') this.stop(`lacks a colon after "${key}".`, 'Write "key": value.');
    this.at += 1;
    this.skip();
    return { key, place, value: this.value(depth + 1) };
  }

  private quotedText(): string {
    const text = this.take(quoted);
    if (text === undefined)
      this.stop('has a text that does not end, or a bad escape in it.', 'Mend the text.');
    return JSON.parse(text) as string;
  }

  private skip(): void {
    this.take(blank);
    if (this.text.startsWith('/*', this.at)) this.stop('has a comment that does not end.', 'End it with */.');
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private place(): JsonPlace {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= this.at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: this.at - (this.starts[low] ?? 0) + 1 };
  }

  private stop(message: string, remedy: string): never {
    throw new Fault({ message, remedy, ...this.place() });
  }
}
