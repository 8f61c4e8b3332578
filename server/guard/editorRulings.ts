/** What the layers make of a finding in a file that the editor shows. Asks the disk where that file really is. */
import fs from 'node:fs';
import path from 'node:path';
import type { Finding } from '../../common/finding.ts';
import type { Rule } from '../layers/rulings.ts';

/** Returns a finding as the layers want it; undefined when its rule is off. */
export type Ruling = (finding: Finding) => Finding | undefined;

/**
 * Returns the ruling for a file in a window with some roots; undefined where the layers say nothing. A waiver of some
 * places covers a file only where links are followed and the root is known, as in every verdict.
 */
export function editorRuling(
  rule: Rule | undefined,
  file: string,
  roots: readonly string[],
): Ruling | undefined {
  if (rule === undefined) return undefined;
  let known: { readonly places: readonly string[] | undefined } | undefined;
  const places = (): readonly string[] | undefined => (known ??= { places: placesOf(file, roots) }).places;
  return finding => rule(finding, places);
}

/** Returns where a file is, relative to the innermost root that holds it; undefined when it is in none. */
function placesOf(file: string, roots: readonly string[]): readonly string[] | undefined {
  const real = path.isAbsolute(file) ? (realPath(file) ?? newPath(file)) : undefined;
  if (real === undefined) return undefined;
  const inside = roots
    .flatMap(root => within(realPath(root), real) ?? [])
    .toSorted((a, b) => a.length - b.length);
  return inside.length === 0 ? undefined : inside.slice(0, 1);
}

function within(root: string | undefined, file: string): string | undefined {
  if (root === undefined) return undefined;
  const way = path.relative(root, file);
  const outside = way === '' || path.isAbsolute(way) || /^\.\.(?:[\\/]|$)/u.test(way);
  return outside ? undefined : way.replaceAll('\\', '/');
}

/** A file that is not saved yet is where its folder is. */
function newPath(file: string): string | undefined {
  const folder = fs.lstatSync(file, { throwIfNoEntry: false }) === undefined ? path.dirname(file) : undefined;
  const real = folder === undefined ? undefined : realPath(folder);
  return real === undefined ? undefined : path.join(real, path.basename(file));
}

function realPath(file: string): string | undefined {
  try {
    return fs.realpathSync.native(file);
  } catch {
    return undefined;
  }
}
