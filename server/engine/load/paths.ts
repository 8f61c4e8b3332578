/** Decides by a rule's `paths` whether it looks at a file: globs as in .gitignore, without regexes, so that none can hang. */
import type { Rule } from '../rule.ts';

/** Returns a test for paths relative to the root, with `/` between their parts. */
export function pathMatcher({ include, exclude }: Rule['paths']): (path: string) => boolean {
  const wanted = include.map(compileGlob);
  const unwanted = exclude.map(compileGlob);
  return path => {
    const parts = path.replace(/^(?:\.?\/)+/, '').split('/');
    if (wanted.length > 0 && !wanted.some(glob => glob(parts))) return false;
    return !unwanted.some(glob => glob(parts));
  };
}

type Glob = (parts: readonly string[]) => boolean;

/**
 * A glob that begins with `/` stands at the root, any other at every depth, also when it holds a slash: rules are
 * still read that way, unlike .gitignore. What a glob names may be a folder: all under it counts.
 */
function compileGlob(glob: string): Glob {
  const anchored = glob.startsWith('/') || glob.startsWith('./');
  const folder = glob.endsWith('/');
  const segments = glob.split('/').filter((segment, at) => segment !== '' && !(at === 0 && segment === '.'));
  const all = anchored ? segments : ['**', ...segments];
  if (segments.length === 0) return () => false;
  const last = all.at(-1) === '**';
  return parts => {
    for (const end of ends(all, parts)) {
      if (end === parts.length ? !folder || last : true) return true;
    }
    return false;
  };
}

/** Returns after how many parts of the path the whole glob can have matched: a set moves along the segments. */
function ends(segments: readonly string[], parts: readonly string[]): ReadonlySet<number> {
  let reached = new Set([0]);
  for (const [index, segment] of segments.entries()) {
    const next = new Set<number>();
    if (segment === '**') {
      // At its end `**` stands for what a folder holds, so for one part at least.
      const least = Math.min(...reached) + (index === segments.length - 1 ? 1 : 0);
      for (let at = least; at <= parts.length; at += 1) next.add(at);
    } else {
      for (const at of reached) {
        const part = parts[at];
        if (part !== undefined && matchesSegment(segment, part)) next.add(at + 1);
      }
    }
    reached = next;
    if (reached.size === 0) return reached;
  }
  return reached;
}

/** Matches `*`, `?`, `[a-z]` and `\` within one part of a path, going back to the last star only. */
function matchesSegment(glob: string, text: string): boolean {
  let inGlob = 0;
  let inText = 0;
  let star = -1;
  let starText = 0;
  while (inText < text.length) {
    const step = glob[inGlob] === '*' ? 0 : stepOver(glob, inGlob, text[inText] ?? '');
    if (glob[inGlob] === '*') {
      star = inGlob;
      starText = inText;
      inGlob += 1;
    } else if (step > 0) {
      inGlob += step;
      inText += 1;
    } else if (star >= 0) {
      starText += 1;
      inGlob = star + 1;
      inText = starText;
    } else return false;
  }
  while (glob[inGlob] === '*') inGlob += 1;
  return inGlob === glob.length;
}

/** Returns how many characters of the glob match the character, or 0. */
function stepOver(glob: string, at: number, character: string): number {
  const first = glob[at];
  if (first === undefined) return 0;
  if (first === '?') return 1;
  if (first === '\\' && at + 1 < glob.length) return glob[at + 1] === character ? 2 : 0;
  const close = first === '[' ? glob.indexOf(']', at + 2) : -1;
  if (close < 0) return first === character ? 1 : 0;
  return inClass(glob.slice(at + 1, close), character) ? close + 1 - at : 0;
}

function inClass(set: string, character: string): boolean {
  const negated = set.startsWith('!') || set.startsWith('^');
  const body = negated ? set.slice(1) : set;
  let found = false;
  for (let at = 0; at < body.length; at += 1) {
    const from = body[at] ?? '';
    const ranged = body[at + 1] === '-' && at + 2 < body.length;
    const to = ranged ? (body[at + 2] ?? '') : from;
    if (character >= from && character <= to) found = true;
    if (ranged) at += 2;
  }
  return found !== negated;
}
