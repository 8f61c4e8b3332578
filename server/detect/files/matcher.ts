/**
 * Matches paths against the globs of file rules. Globs are compiled once and indexed by a segment that they cannot
 * match without, so that one path costs a handful of expressions, not hundreds. Pure.
 */
import type { FileRule } from './catalogue.ts';
import { expandBraces, globPattern, isLiteral } from './glob.ts';

interface Compiled {
  readonly rule: FileRule;
  readonly pattern: RegExp;
}

/** Finds rules by path; paths are lower case with `/` separators. */
export interface PathMatcher {
  /** Returns rules whose globs match, each once, in catalogue order. */
  match(path: string): readonly FileRule[];
  /** Returns rules with a glob below this folder, where the folder is a dot folder made for such files. */
  below(folder: string): readonly FileRule[];
}

/** Builds a matcher for rules of one base and one operation. */
export function createMatcher(rules: readonly FileRule[]): PathMatcher {
  const order = new Map(rules.map((rule, index) => [rule, index]));
  const files = createIndex(rules.flatMap(rule => globsOf(rule).map(glob => ({ rule, glob }))));
  const folders = createIndex(
    rules.flatMap(rule =>
      globsOf(rule).flatMap(glob => foldersOf(glob).map(folder => ({ rule, glob: folder }))),
    ),
  );
  const exceptions = new Map(rules.map(rule => [rule, exceptionsOf(rule).map(globPattern)]));
  const sorted = (found: ReadonlySet<FileRule>): readonly FileRule[] =>
    [...found].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return {
    match: path => {
      const found = files(path);
      for (const rule of found)
        if (exceptions.get(rule)?.some(except => except.test(path))) found.delete(rule);
      return sorted(found);
    },
    below: folder => sorted(folders(folder)),
  };
}

/** Lists the globs of a rule, one a place: braces expanded, lower case. */
export const globsOf = (rule: FileRule): readonly string[] =>
  rule.globs.flatMap(glob => placesOf(rule, glob));

/** Lists the exceptions of a rule as globs without braces, lower case. */
export const exceptionsOf = (rule: FileRule): readonly string[] =>
  rule.except.flatMap(glob => placesOf(rule, glob));

/** Lists the places of a glob: braces expanded, and for a home folder the macOS and Windows equivalents. */
function placesOf(rule: FileRule, glob: string): readonly string[] {
  const plain = expandBraces(glob.toLowerCase());
  if (rule.base !== 'home') return plain;
  return plain.flatMap(place =>
    Object.entries(homeEquivalents).reduce<readonly string[]>(
      (all, [prefix, others]) =>
        place.startsWith(prefix) ? [...all, ...others.map(other => other + place.slice(prefix.length))] : all,
      [place],
    ),
  );
}

const homeEquivalents: Readonly<Record<string, readonly string[]>> = {
  '.config/': ['library/application support/', 'appdata/roaming/', 'appdata/local/'],
  '.local/share/': ['library/application support/', 'appdata/local/', 'appdata/roaming/'],
};

/** Folders that hold far more than what is protected: to name them says nothing. */
const commonFolders = new Set([
  '.config',
  '.local',
  '.cache',
  '.github',
  '.gitlab',
  '.yarn',
  '.npm',
  '.idea',
]);

/** Lists the dot folders above a glob: removing or moving one takes the protected file with it. */
function foldersOf(glob: string): readonly string[] {
  const segments = (glob.endsWith('/**') ? glob.slice(0, -3) : glob).split('/');
  return segments.flatMap((segment, index) =>
    index < segments.length - 1 &&
    segment.startsWith('.') &&
    isLiteral(segment) &&
    !commonFolders.has(segment)
      ? [segments.slice(0, index + 1).join('/')]
      : [],
  );
}

/** Indexes globs by their last literal segment, or by file ending, or not at all. */
function createIndex(globs: readonly { rule: FileRule; glob: string }[]): (path: string) => Set<FileRule> {
  const bySegment = new Map<string, Compiled[]>();
  const byEnding = new Map<string, Compiled[]>();
  const rest: Compiled[] = [];
  for (const { rule, glob } of globs) {
    const compiled = { rule, pattern: globPattern(glob) };
    const segments = glob.split('/').filter(segment => segment !== '');
    const literal = segments.findLast(isLiteral);
    const ending = /^\*(?<ending>\.[a-z0-9_]+)$/u.exec(segments.at(-1) ?? '')?.groups?.['ending'];
    if (literal !== undefined) push(bySegment, literal, compiled);
    else if (ending !== undefined) push(byEnding, ending, compiled);
    else rest.push(compiled);
  }
  return path => {
    const segments = new Set(path.split('/'));
    const ending = path.slice(path.lastIndexOf('.'));
    const candidates = [...segments].flatMap(segment => bySegment.get(segment) ?? []);
    const found = new Set<FileRule>();
    for (const { rule, pattern } of [...candidates, ...(byEnding.get(ending) ?? []), ...rest]) {
      if (!found.has(rule) && pattern.test(path)) found.add(rule);
    }
    return found;
  };
}

function push(map: Map<string, Compiled[]>, key: string, value: Compiled): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
