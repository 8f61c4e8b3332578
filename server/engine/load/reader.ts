/** Reads fields of a rule: each helper returns the value, or says what is wrong and returns undefined. */
import type { Problem } from '../../../common/result.ts';
import type { Leaf } from '../rule.ts';
import type { Entry, Place, Tree } from './tree.ts';

/** Collects what is wrong with one rule. A rule with a problem is skipped; a note leaves it running. */
export interface Reader {
  readonly path: string;
  readonly problems: Problem[];
  readonly notes: Problem[];
  /** Why the rule cannot run here though nothing is wrong with it. */
  readonly unsupported: Problem[];
  /** True inside metavariable-pattern, where a conjunction needs no positive term. */
  readonly inMetavariablePattern: boolean;
}

/** Is a mapping whose fields are known to be read one by one. */
export type Fields = ReadonlyMap<string, Entry>;

/** Starts reading a rule of a file. */
export const createReader = (path: string): Reader => ({
  path,
  problems: [],
  notes: [],
  unsupported: [],
  inMetavariablePattern: false,
});

/** Says what is wrong at a place; the rule will be skipped. */
export function complain(reader: Reader, at: Place, message: string, remedy: string): void {
  reader.problems.push({ source: reader.path, message, remedy, line: at.line, column: at.column });
  return undefined;
}

/** Says at a place what this engine does not do; the rule will be skipped. */
export function decline(reader: Reader, at: Place, message: string, remedy: string): void {
  reader.unsupported.push({ source: reader.path, message, remedy, line: at.line, column: at.column });
  return undefined;
}

/** Says what is odd at a place; the rule runs nevertheless. */
export function note(reader: Reader, at: Place, message: string, remedy: string): void {
  reader.notes.push({ source: reader.path, message, remedy, line: at.line, column: at.column });
}

/** Returns the fields of a mapping; a key that stands twice is a problem. */
export function readFields(reader: Reader, tree: Tree, what: string): Fields | undefined {
  if (tree.kind !== 'map') {
    complain(reader, tree.at, `${what} must be a mapping.`, 'Write it as `key: value` lines.');
    return undefined;
  }
  const fields = new Map<string, Entry>();
  let twice = false;
  for (const entry of tree.entries) {
    if (fields.has(entry.key)) {
      twice = true;
      complain(
        reader,
        entry.at,
        `The key "${entry.key}" stands twice.`,
        'Remove one; in a list give each its own hyphen.',
      );
    }
    fields.set(entry.key, entry);
  }
  return twice ? undefined : fields;
}

/** Complains of each field whose key is not among the known ones. */
export function refuseOthers(
  reader: Reader,
  fields: Fields,
  known: readonly string[],
  what: string,
): boolean {
  let fine = true;
  for (const entry of fields.values()) {
    if (known.includes(entry.key)) continue;
    fine = false;
    complain(
      reader,
      entry.at,
      `${what} has no key "${clip(entry.key)}".`,
      `Use one of: ${known.join(', ')}.`,
    );
  }
  return fine;
}

/** Returns an entry's text; numbers and booleans count as written. */
export function readText(reader: Reader, entry: Entry): string | undefined {
  const leaf = readLeaf(reader, entry.value, entry.key);
  return leaf?.text;
}

/** Returns a text that may be empty. */
export function readPossiblyEmpty(reader: Reader, entry: Entry): string | undefined {
  const { value } = entry;
  return value.kind === 'scalar' && value.text.trim() === '' && value.value !== null
    ? ''
    : readText(reader, entry);
}

/** Returns a text with its line. */
export function readLeaf(reader: Reader, tree: Tree, what: string): Leaf | undefined {
  if (tree.kind !== 'scalar' || tree.value === null) {
    complain(
      reader,
      tree.at,
      `"${clip(what)}" must be a text.`,
      'Write the text behind the colon, or on the lines below `|`.',
    );
    return undefined;
  }
  if (tree.text.trim() === '') {
    complain(reader, tree.at, `"${clip(what)}" is empty.`, 'Write its text or remove the key.');
    return undefined;
  }
  return { text: tree.text, line: tree.textLine };
}

/** Returns a boolean; the texts true and false count. */
export function readBoolean(reader: Reader, entry: Entry | undefined, fallback: boolean): boolean {
  if (entry === undefined) return fallback;
  const { value } = entry;
  if (value.kind === 'scalar') {
    if (typeof value.value === 'boolean') return value.value;
    if (value.text === 'true' || value.text === 'false') return value.text === 'true';
  }
  complain(reader, value.at, `"${entry.key}" must be true or false.`, 'Write true or false.');
  return fallback;
}

/** Returns a whole number. */
export function readInteger(reader: Reader, entry: Entry): number | undefined {
  const { value } = entry;
  const number = value.kind === 'scalar' && value.text.trim() !== '' ? Number(value.text) : Number.NaN;
  if (Number.isSafeInteger(number)) return number;
  complain(reader, value.at, `"${entry.key}" must be a whole number.`, 'Write a number such as 10.');
  return undefined;
}

/** Returns the items of a list; an empty one is a problem unless `emptied` allows it. */
export function readList(reader: Reader, entry: Entry, emptied = false): readonly Tree[] | undefined {
  const { value } = entry;
  if (value.kind !== 'list') {
    complain(
      reader,
      value.at,
      `"${entry.key}" must be a list.`,
      'Begin each item with a hyphen on its own line.',
    );
    return undefined;
  }
  if (value.items.length === 0 && !emptied) {
    complain(reader, value.at, `"${entry.key}" is empty.`, 'Add an item or remove the key.');
    return undefined;
  }
  return value.items;
}

/** Returns a list of texts; one text alone counts where `single` allows it. */
export function readTexts(reader: Reader, entry: Entry, single = false): readonly string[] | undefined {
  if (single && entry.value.kind === 'scalar') {
    const text = readText(reader, entry);
    return text === undefined ? undefined : [text];
  }
  const items = readList(reader, entry);
  if (items === undefined) return undefined;
  const leaves = items.map(item => readLeaf(reader, item, entry.key));
  const texts = leaves.flatMap(leaf => (leaf === undefined ? [] : [leaf.text]));
  return texts.length === items.length ? texts : undefined;
}

/** Returns a required field. */
export function need(reader: Reader, fields: Fields, key: string, at: Place): Entry | undefined {
  const entry = fields.get(key);
  if (entry === undefined) complain(reader, at, `"${key}" is missing.`, `Add \`${key}:\` here.`);
  return entry;
}

/** Returns a metavariable's name, such as `$X` or `$...ARGS`. */
export function readMetavariable(reader: Reader, entry: Entry): string | undefined {
  const text = readText(reader, entry);
  return text === undefined ? undefined : checkMetavariable(reader, entry.value.at, text);
}

/** Returns the name when it is one of a metavariable. */
export function checkMetavariable(reader: Reader, at: Place, text: string): string | undefined {
  if (/^\$(?:\.\.\.)?\w+$/.test(text)) return text;
  complain(reader, at, `"${clip(text)}" is no metavariable.`, 'Write it like $NAME.');
  return undefined;
}

/** Shortens a text of the file for a message. */
export const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
