/**
 * Looks through the parameters of a tool that nobody knows, or through those that a known tool should not have, for
 * paths, addresses and commands. Pure. Errs towards seeing too much: what is seen is only judged, not refused.
 */
import type { PathOp, PathUse } from '../../common/event.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { patchPaths } from './patch.ts';
import { programsIn, type NamedText } from './programs.ts';
import { urlsIn } from './readers.ts';

/** Is what the parameters mention. */
export interface Mentions {
  readonly paths: readonly PathUse[];
  readonly urls: readonly string[];
  readonly command: string | undefined;
}

/** Limits how many texts of one call are looked at, and how deep; no honest call comes near. */
const mostTexts = 5_000;
const deepest = 64;

/** Says that a call holds more than can be looked through. */
export class TooMuchToScan extends Error {}

/** Finds what the parameters mention; every path counts with each of the operations, and those of a
 * patch with its own. Throws `TooMuchToScan`. */
export function scanFields(
  input: Fields,
  ops: readonly PathOp[],
  skip: readonly string[] = [],
  tool = '',
): Mentions {
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !skip.includes(name)));
  const texts = namedTexts('', rest);
  if (texts.length > mostTexts) throw new TooMuchToScan();
  const commands = [
    ...texts.filter(({ name }) => commandName.test(name)).map(({ text }) => text),
    ...programsIn(tool, texts),
  ];
  const paths = texts
    .filter(({ name, text }) => !commandName.test(name) && looksLikePath(name, text))
    .map(({ text }) => withoutScheme(text));
  return {
    paths: [
      ...[...new Set(paths)].flatMap(path => ops.map(op => ({ path, op }))),
      ...texts.flatMap(({ text }) => patchPaths(text)),
    ],
    urls: [...new Set(texts.flatMap(({ text }) => urlsIn(text)))].filter(url => !/^file:/iu.test(url)),
    command: commands.length === 0 ? undefined : commands.join('\n'),
  };
}

function namedTexts(name: string, value: unknown, depth = 0): readonly NamedText[] {
  if (depth > deepest) throw new TooMuchToScan();
  if (typeof value === 'string') return textsInJson(name, value, depth) ?? [{ name, text: value }];
  if (Array.isArray(value)) return namedList(name, value, depth);
  return Object.entries(fieldsOf(value) ?? {}).flatMap(([key, item]) => namedTexts(key, item, depth + 1));
}

/** A list of words under a command's name is one command line. */
function namedList(name: string, list: readonly unknown[], depth: number): readonly NamedText[] {
  const words = list.filter((item): item is string => typeof item === 'string');
  if (commandName.test(name) && words.length === list.length) return [{ name, text: words.join(' ') }];
  return list.flatMap(item => namedTexts(name, item, depth + 1));
}

/** Some agents pass parameters as a text of JSON; undefined when this is none. */
function textsInJson(name: string, text: string, depth: number): readonly NamedText[] | undefined {
  if (!/^\s*[[{]/u.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return namedTexts(name, value, depth + 1);
}

const commandName = /^(?:cmd|commands?|command_?line|shell(?:_?command)?|script|bash|exec(?:ute)?)$/iu;
const pathName =
  /(?:^|_)(?:paths?|files?|file_?names?|dir|directory|folder|cwd|root|target|destination|source|uri)$|(?:Path|File|Dir|Directory|Folder|Uri|FileName)s?$/u;
const longestPath = 4096;

function looksLikePath(name: string, text: string): boolean {
  if (text === '' || text.length > longestPath || /[\n\r\0]/u.test(text)) return false;
  if (/^file:\/\//iu.test(text)) return true;
  if (/^[a-z][a-z0-9+.-]+:\/\//iu.test(text)) return false;
  if (pathName.test(name)) return true;
  if (/^(?:~|\.{1,2}|[A-Za-z]:)?[\\/]/u.test(text)) return true;
  return !/\s/u.test(text) && (/[\\/]/u.test(text) || /^\.?[\w-]+\.[\w.-]+$|^\.[\w-]+$/u.test(text));
}

function withoutScheme(text: string): string {
  if (!/^file:\/\//iu.test(text)) return text;
  try {
    const path = decodeURIComponent(text.replace(/^file:\/\/(?:localhost)?/iu, ''));
    return /^\/[A-Za-z]:/u.test(path) ? path.slice(1) : path;
  } catch {
    return text;
  }
}
