/** Splits a command's arguments into options and operands, as getopt does. Pure. */
import type { Word } from './commandLine.ts';
import { wordOf } from './commandLine.ts';

/** Is a command's arguments, sorted. */
export interface Arguments {
  readonly operands: readonly Word[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly Word[]>;
}

/** Sorts arguments; `valued` names the options that take a value, with their dashes. */
export function readArguments(args: readonly Word[], valued: ReadonlySet<string>): Arguments {
  const operands: Word[] = [];
  const flags = new Set<string>();
  const values = new Map<string, Word[]>();
  const keep = (name: string, value: Word | undefined): void => {
    flags.add(name);
    if (value !== undefined) values.set(name, [...(values.get(name) ?? []), value]);
  };
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? wordOf('');
    const { text } = word;
    if (text === '--') return { operands: [...operands, ...args.slice(at + 1)], flags, values };
    const equals = text.indexOf('=');
    if (!/^-./u.test(text)) operands.push(word);
    else if (valued.has(text)) keep(text, args[(at += 1)]);
    else if (text.startsWith('--') && equals > 0)
      keep(text.slice(0, equals), { ...word, text: text.slice(equals + 1) });
    else if (text.startsWith('--')) keep(text, undefined);
    else at += readCluster(word, args[at + 1], valued, keep);
  }
  return { operands, flags, values };
}

/** Reads `-xzf`; returns how many further words it took. */
function readCluster(
  word: Word,
  next: Word | undefined,
  valued: ReadonlySet<string>,
  keep: (name: string, value?: Word) => void,
): number {
  const letters = word.text.slice(1);
  for (let index = 0; index < letters.length; index += 1) {
    const name = `-${letters.charAt(index)}`;
    if (!valued.has(name)) {
      keep(name);
      continue;
    }
    const rest = letters.slice(index + 1);
    keep(name, rest === '' ? next : { ...word, text: rest });
    return rest === '' && next !== undefined ? 1 : 0;
  }
  return 0;
}

/** Returns the first value of any of several options. */
export const valueOf = (read: Arguments, ...names: readonly string[]): Word | undefined =>
  names.flatMap(name => read.values.get(name) ?? [])[0];

/** Returns all values of several options. */
export const valuesOf = (read: Arguments, ...names: readonly string[]): readonly Word[] =>
  names.flatMap(name => read.values.get(name) ?? []);

/** Tells whether any of several options is given. */
export const hasFlag = (read: Arguments, ...names: readonly string[]): boolean =>
  names.some(name => read.flags.has(name));
