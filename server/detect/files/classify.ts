/** Says which rules of the file catalogue concern a path. Pure; the catalogue is compiled once, on first use. */
import catalogue from '../../../rules/catalogue/files.json' with { type: 'json' };
import type { PathOp } from '../../../common/event.ts';
import { compareSeverity } from '../../../common/finding.ts';
import { describeProblem } from '../../../common/result.ts';
import type { ObservedPath } from '../../pipeline/types.ts';
import { fileBases, parseFileRules } from './catalogue.ts';
import type { FileBase, FileRule } from './catalogue.ts';
import { expandBraces, isLiteral } from './glob.ts';
import { createMatcher } from './matcher.ts';
import type { PathMatcher } from './matcher.ts';

/** Is what classification needs to know of a path. */
export type PlacedPath = Pick<ObservedPath, 'path' | 'relative' | 'homeRelative'>;

interface Classifier {
  readonly rules: readonly FileRule[];
  readonly read: Readonly<Record<FileBase, PathMatcher>>;
  readonly write: Readonly<Record<FileBase, PathMatcher>>;
}

let classifier: Classifier | undefined;

/** Returns the compiled catalogue; throws when the shipped data is broken, which the build's tests exclude. */
function compiled(): Classifier {
  if (classifier !== undefined) return classifier;
  const parsed = parseFileRules(catalogue);
  if (!parsed.ok) throw new Error(parsed.problems.map(describeProblem).join(' '));
  const rules = parsed.value;
  const matchers = (op: FileRule['op']) => {
    const [workspace, home, system] = fileBases.map(base =>
      createMatcher(rules.filter(rule => rule.base === base && rule.op === op)),
    );
    if (workspace === undefined || home === undefined || system === undefined) throw new Error('unreachable');
    return { workspace, home, system };
  };
  classifier = { rules, read: matchers('read'), write: matchers('write') };
  return classifier;
}

/** Lists all rules of the catalogue. */
export const fileRules = (): readonly FileRule[] => compiled().rules;

/**
 * Returns the rules that concern a path under an operation, gravest first. Reading and searching are looks; writing
 * and deleting are changes; a link makes both possible; running a file is neither.
 */
export function classifyPath(place: PlacedPath, op: PathOp): readonly FileRule[] {
  const { read, write } = compiled();
  const found = [
    ...(op === 'read' || op === 'search' || op === 'link' ? matchIn(read, place) : []),
    ...(op === 'write' || op === 'delete' || op === 'link' ? matchIn(write, place) : []),
    ...(op === 'search' ? belowIn(read, place, ['home']) : []),
    ...(op === 'delete' ? belowIn(write, place, ['home', 'workspace']) : []),
  ];
  return [...new Set(found)].sort((a, b) => compareSeverity(b.severity, a.severity));
}

type Matchers = Readonly<Record<FileBase, PathMatcher>>;

function matchIn(matchers: Matchers, place: PlacedPath): readonly FileRule[] {
  return fileBases.flatMap(base => {
    const path = pathIn(base, place);
    return path === undefined ? [] : matchers[base].match(path);
  });
}

function belowIn(matchers: Matchers, place: PlacedPath, bases: readonly FileBase[]): readonly FileRule[] {
  return bases.flatMap(base => {
    const path = pathIn(base, place);
    return path === undefined || path === '' ? [] : matchers[base].below(path);
  });
}

/** Returns the path as globs of a base see it; undefined when it lies elsewhere. */
function pathIn(base: FileBase, place: PlacedPath): string | undefined {
  if (base === 'workspace') return (place.relative ?? withoutDrive(place.path)).toLowerCase();
  if (base === 'system') return withoutDrive(place.path).toLowerCase();
  return (place.homeRelative ?? homeRelativeOf(place.path))?.toLowerCase();
}

/** Drops a drive letter, and the /private that macOS puts before /etc, /tmp and /var. */
const withoutDrive = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .replace(/^[a-z]:(?=\/)/iu, '')
    .replace(/^\/private(?=\/(?:etc|tmp|var)(?:\/|$))/iu, '');

/** Recognises homes of other users too: their keys are no less secret. */
function homeRelativeOf(path: string): string | undefined {
  const match = /^(?:\/(?:home|users)\/[^/]+|\/root|\/var\/root)(?:\/(?<rest>.*))?$/isu.exec(
    withoutDrive(path),
  );
  return match === null ? undefined : (match.groups?.['rest'] ?? '');
}

/** Lists workspace globs of files whose change must be held back on disk, for a file watch; lower case, no braces. */
export function watchGlobs(): readonly string[] {
  const held = compiled().rules.filter(
    rule =>
      rule.base === 'workspace' && rule.op === 'write' && (rule.action === 'hold' || rule.action === 'deny'),
  );
  return [...new Set(held.flatMap(rule => rule.globs).flatMap(glob => expandBraces(glob.toLowerCase())))];
}

/** Works a list out on first use: the catalogue never changes while the guard runs. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Lists names of files and folders that rules mention literally; lower case. Disguises are compared with them. */
export const protectedNames = once((): readonly string[] => {
  const globs = compiled()
    .rules.flatMap(rule => (rule.severity === 'info' ? [] : rule.globs))
    .flatMap(glob => expandBraces(glob.toLowerCase()));
  return [...new Set(globs.flatMap(glob => glob.split('/')).filter(name => name !== '' && isLiteral(name)))];
});

/** Lists protected files whose whole place is known, relative to a root and to a home: hard links are compared with them. */
export const protectedPlaces = once(
  (): { readonly workspace: readonly string[]; readonly home: readonly string[] } => {
    const literal = (base: FileBase): readonly string[] => [
      ...new Set(
        compiled()
          .rules.filter(rule => rule.base === base && rule.severity !== 'info' && rule.severity !== 'low')
          .flatMap(rule => rule.globs.flatMap(glob => expandBraces(glob)))
          .map(glob => glob.replace(/^\*\*\//u, ''))
          .filter(glob => isLiteral(glob)),
      ),
    ];
    return { workspace: literal('workspace'), home: literal('home') };
  },
);
