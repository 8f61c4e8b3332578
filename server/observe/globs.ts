/** Expands patterns of a command line as the shell would, by listing folders; and guesses where it cannot list. */
import { expandBraces } from '../detect/files/glob.ts';
import type { Disk } from './disk.ts';

const mostMatches = 200;

/** Is what a pattern stands for. */
export interface Matches {
  readonly paths: readonly string[];
  /** False when some folder could not be listed, or too much matched. */
  readonly complete: boolean;
}

/** Lists existing paths that an absolute pattern with `/` separators matches. */
export async function expandPattern(pattern: string, disk: Pick<Disk, 'list'>): Promise<Matches> {
  const segments = pattern.split('/');
  let places: readonly string[] = [segments[0] ?? ''];
  let complete = true;
  for (const segment of segments.slice(1)) {
    if (!isPattern(segment)) {
      places = places.map(place => `${place}/${segment}`);
      continue;
    }
    const matches = segmentPattern(segment);
    const next: string[] = [];
    for (const place of places.slice(0, 20)) {
      const names = await disk.list(place === '' ? '/' : place);
      if (names === undefined) complete = false;
      else next.push(...names.filter(name => matches(name)).map(name => `${place}/${name}`));
    }
    if (next.length > mostMatches || places.length > 20) complete = false;
    places = next.slice(0, mostMatches);
  }
  return { paths: places, complete };
}

/** Returns names among candidates that the last segment of a pattern could mean; none for a pattern that says nothing. */
export function guessNames(pattern: string, candidates: readonly string[]): readonly string[] {
  const cut = pattern.lastIndexOf('/');
  const segment = pattern.slice(cut + 1);
  // `*.txt` may mean anything; `.e*` and `id_*` do not.
  if (!isPattern(segment) || !/^(?:\.|\[\.|[A-Za-z_]{2})/u.test(segment)) return [];
  const matches = segmentPattern(segment.toLowerCase());
  return candidates
    .filter(name => matches(name))
    .slice(0, 8)
    .map(name => pattern.slice(0, cut + 1) + name);
}

/** Returns what a search tool's pattern aims at: each alternative that is a plain name, and the names it half says. */
export function searchedNames(pattern: string, candidates: readonly string[]): readonly string[] {
  const alternatives = expandBraces(pattern);
  return alternatives.flatMap(glob => {
    const segment = glob.slice(glob.lastIndexOf('/') + 1);
    if (!isPattern(segment)) return alternatives.length > 1 ? [glob] : [];
    // `.*` is every hidden file, hardly less than everything; `.e*` is not.
    return segment.startsWith('.*') ? [] : guessNames(glob, candidates);
  });
}

const isPattern = (segment: string): boolean => /[*?[]|[@!+]\(/u.test(segment);

/** A pattern matches a hidden name only when it begins with a dot itself. */
function segmentPattern(segment: string): (name: string) => boolean {
  const expression = compile(segment);
  const hidden = segment.startsWith('.') || segment.startsWith('[.');
  return name => (hidden || !name.startsWith('.')) && expression.test(name);
}

function compile(segment: string): RegExp {
  const source = segment
    .slice(0, 255)
    .replace(/[\\^$.|+(){}]/gu, '\\$&')
    .replace(/\*+/gu, '.*')
    .replaceAll('?', '.')
    .replace(/\[!/gu, '[^');
  try {
    return new RegExp(`^${source}$`, 'su');
  } catch {
    return /^[^]*$/u;
  }
}
