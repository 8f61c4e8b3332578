/** Tells which paths the read shield protects, by the list that the guard sent. Must not import vscode. */
import type { ProtectedReads } from '../../common/protocol.ts';

/** Tells whether a path is protected; any spelling of case and separators will do. */
export type IsProtected = (path: string) => boolean;

interface Place {
  readonly rule: number;
  readonly pattern: RegExp;
}

/** Compiles a list. A path costs one expression over its name and a look-up for each of its folders. */
export function protectedPaths({ rules, names, paths }: ProtectedReads): IsProtected {
  const exceptions = rules.map(({ except }) => except.map(compiled));
  const anyName = compiled(names.map(({ source }) => `(?:${source})`).join('|') || '(?!)');
  const byName: readonly Place[] = names.map(({ rule, source }) => ({ rule, pattern: compiled(source) }));
  const everywhere: readonly Place[] = paths
    .filter(({ segment }) => segment === undefined)
    .map(({ rule, source }) => ({ rule, pattern: compiled(source) }));
  const bySegment = new Map<string, Place[]>();
  for (const { rule, source, segment } of paths) {
    if (segment === undefined) continue;
    const places = bySegment.get(segment) ?? [];
    bySegment.set(segment, places);
    places.push({ rule, pattern: compiled(source) });
  }
  return raw => {
    const path = raw.replaceAll('\\', '/').toLowerCase();
    const name = path.slice(path.lastIndexOf('/') + 1);
    const counts = (text: string) => (place: Place) =>
      place.pattern.test(text) && exceptions[place.rule]?.some(except => except.test(path)) !== true;
    if (anyName.test(name) && byName.some(counts(name))) return true;
    const matches = counts(path);
    for (const segment of path.split('/')) if (bySegment.get(segment)?.some(matches) === true) return true;
    return everywhere.some(matches);
  };
}

const compiled = (source: string): RegExp => new RegExp(source, 'su');
