/** Tells servers whose package or host passes for a well-known one. Pure. */
import { distance, skeleton, slipOf, unleet } from '../packages/distance.ts';
import type { Program } from '../settings/conditions/programs.ts';
import { knownHosts, knownPackages } from './knownServers.ts';

/** Is what a name passes for. */
export interface Resemblance {
  readonly target: string;
  readonly how: string;
}

/** Judges a server by what it runs and where it is reached. */
export function resemblanceOf(
  program: Pick<Program, 'args'> | undefined,
  url: string | undefined,
): Resemblance | undefined {
  for (const arg of program?.args ?? []) {
    const found = packageLike(arg) ?? hostLike(arg);
    if (found !== undefined) return found;
  }
  return url === undefined ? undefined : hostLike(url);
}

const known = new Set(knownPackages);
const squash = (name: string): string => name.replace(/[-_./@]+/gu, '');
const bySquashed = new Map(knownPackages.map(name => [squash(name), name]));

/** Is a word without its version: of npm, of PyPI, of an image. */
const nameOf = (word: string): string =>
  word
    .replace(/(?<=.)(?:@[^/]*|[=~<>!]=.*|:[\w.-]+)$/u, '')
    .replace(/\[[^\]]*\]$/u, '')
    .toLowerCase();

function packageLike(word: string): Resemblance | undefined {
  if (word.length > 120 || !/^@?[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}@/._:=~-]*$/u.test(word)) return undefined;
  const name = nameOf(word);
  if (known.has(name) || name.length < 6) return undefined;
  const plain = unleet(skeleton(name));
  if (known.has(plain)) return { target: plain, how: 'other signs that look like its letters' };
  const spaced = bySquashed.get(squash(plain));
  if (spaced !== undefined) return { target: spaced, how: 'other separators' };
  const near = knownPackages.find(target => isSlip(name, target));
  return near === undefined ? undefined : { target: near, how: 'a slip of one letter' };
}

/** Only who owns a scope publishes in it, so a slip counts in the scope, or in a name that has none. */
function isSlip(name: string, target: string): boolean {
  if (distance(name, target, 1) !== 1) return false;
  const [own = '', other = ''] = [name, target].map(each => /^@[^/]*(?=\/)/u.exec(each)?.[0] ?? '');
  if (own !== '' && own === other) return false;
  const word = differing(name, target);
  // Short words differ by one letter from others that are meant.
  return word.length >= 5 && (word.length >= 7 || ['swap', 'repeat', 'drop'].includes(slipOf(name, target)));
}

/** Returns the word of the known name that was mistyped. */
function differing(name: string, target: string): string {
  const own = new Set(name.split(/[-_./@]+/u));
  return target.split(/[-_./@]+/u).find(word => !own.has(word)) ?? '';
}

function hostLike(url: string): Resemblance | undefined {
  const host = /^(?:https?|wss?):\/\/(?:[^/@\s]*@)?([^/:?#\s]{4,200})/iu.exec(url)?.[1]?.toLowerCase();
  if (host === undefined || knownHosts.includes(host)) return undefined;
  for (const target of knownHosts) {
    const how = howLike(host, target);
    if (how !== undefined) return { target, how };
  }
  return undefined;
}

function howLike(host: string, target: string): string | undefined {
  const read = skeleton(spelt(host));
  if (read === target || unleet(read) === target) return 'other signs that look like its letters';
  if (host.startsWith(`${target}.`) || host.startsWith(`${target}-`))
    return 'its whole name before the name of another host';
  if (host === target.replace(/\./u, '-')) return 'other separators';
  return distance(host, target, 1) === 1 && differing(host, target).length >= 4
    ? 'a slip of one letter'
    : undefined;
}

/** A URL may be written in letters or in their ASCII form; only the first can be read here without tables. */
const spelt = (host: string): string => decode(host).normalize('NFKC');

function decode(host: string): string {
  try {
    return decodeURIComponent(host);
  } catch {
    return host;
  }
}
