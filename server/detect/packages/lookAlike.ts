/** Tells names that look like a popular package's from other names. Pure. */
import { looks } from './looks/all.ts';
import { plainName, popularNames } from './popular.ts';
import type { Ecosystem } from './popular.ts';

/** Is what is known of a name. */
export type NameJudgement =
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'look-alike'; readonly target: string; readonly how: string; readonly sure: boolean };

/** Several rules ask about the same names. */
const judged = new Map<string, NameJudgement>();
const mostJudged = 2_000;

/** Judges a name by the popular ones of its ecosystem. */
export function judgeName(raw: string, ecosystem: Ecosystem): NameJudgement {
  const key = `${ecosystem} ${raw}`;
  const answer = judged.get(key) ?? judge(raw.slice(0, 214), ecosystem);
  if (judged.size >= mostJudged) judged.clear();
  judged.set(key, answer);
  return answer;
}

function judge(raw: string, ecosystem: Ecosystem): NameJudgement {
  const name = plainName(raw, ecosystem);
  const names = popularNames(ecosystem);
  if (names.byName.has(name)) return { kind: 'known' };
  for (const look of looks) {
    const found = look(name, names, ecosystem);
    if (found !== undefined) return { kind: 'look-alike', ...found };
  }
  return { kind: 'unknown' };
}
