/** What is remembered of an MCP server, so that a change of it is seen. Pure: parsing, hashing, wording. */
import { createHash } from 'node:crypto';
import { canonicalJson, changesBetween } from '../../detect/mcp/describeChanges.ts';
import { fieldsOf, parsed } from '../question.ts';

/** Says how a server is reached. */
export interface Definition {
  readonly command?: string;
  readonly args?: readonly string[];
  /** Names alone: values may be secrets. */
  readonly env?: readonly string[];
  readonly url?: string;
  /** Files that the command line names, with their SHA-256. */
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Is what is remembered of one server in one folder. */
export interface PinRecord {
  readonly v: 1;
  readonly name: string;
  /** Folder that the server runs for, or file that defines it. */
  readonly place: string;
  /** ISO 8601. */
  readonly since: string;
  readonly definition: Definition;
  /** Tools by name as they were seen or approved. */
  readonly tools: Readonly<Record<string, unknown>>;
  /** Clients whose whole list was seen: some servers offer more to clients that can do more. */
  readonly clients: readonly string[];
  /** What differed since and waits for approval. */
  readonly pending?: {
    readonly definition?: Definition;
    readonly tools?: Readonly<Record<string, unknown>>;
  };
}

/** Parses a record; undefined when the text is none. */
export function parseRecord(text: string): PinRecord | undefined {
  const record = fieldsOf(parsed(text));
  if (record?.['v'] !== 1) return undefined;
  const { name, place, since, definition, tools, clients } = record;
  const texts = [name, place, since].every(value => typeof value === 'string');
  const whole = fieldsOf(definition) !== undefined && fieldsOf(tools) !== undefined && Array.isArray(clients);
  return texts && whole ? (record as unknown as PinRecord) : undefined;
}

/** Returns the file name of a record. */
export const recordName = (name: string, place: string): string =>
  `${sha256(`${name}\0${place}`).slice(0, 40)}.json`;

/** Hashes a text or bytes with SHA-256, in hex. */
export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** Tells whether two values say the same, whatever the order of their fields. */
export const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/** Says line by line how one value became another: `~` changed, `+` added, `-` removed. */
export function describeChange(before: unknown, after: unknown): readonly string[] {
  return changesBetween(before, after).flatMap(({ place, was, is }) => {
    const label = place === '' ? 'all of it' : printable(place);
    if (was === undefined) return [`+ ${label}: ${printable(is ?? '')}`];
    if (is === undefined) return [`- ${label}: ${printable(was)}`];
    return [`~ ${label}`, `    was ${printable(was)}`, `    is  ${printable(is)}`];
  });
}

const longestShown = 400;

/** Shows hidden and control characters as escapes: they are what a person must not overlook. */
function printable(text: string): string {
  const escaped = text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    char => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return escaped.length <= longestShown
    ? escaped
    : `${escaped.slice(0, longestShown)}… (${text.length} characters)`;
}
