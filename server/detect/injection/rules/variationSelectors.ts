/** Variation selectors: each picks one of 256 looks of the character before it, so a row of them holds bytes. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import { surfaces } from '../../text/source.ts';
import { characterBefore, lengthOf } from '../hidden/characters.ts';

/** Reports variation selectors that carry data instead of choosing the look of a character. */
export const variationSelectors: TextRule = {
  id: 'injection/variation-selectors',
  title: 'Invisible selectors carry hidden data',
  why: 'A row of variation selectors shows nothing and can hold any text, for a model or a program to unpack.',
  remedy: 'Take the selectors out, or replace the text by a copy from its source.',
  severity: 'high',
  confidence: 'high',
  risks: ['INSTR', 'HIDE'],
  tags: tags(
    'OWASP-LLM@2025:LLM01',
    'OWASP-ASI@2026:ASI01',
    'MITRE-ATLAS@5.6.0:AML.T0068',
    'CWE@4.18:CWE-176',
    'CWE@4.18:CWE-451',
  ),
  surfaces,
  find: ({ text }) => {
    const runs = [...text.matchAll(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+/gu)];
    const rows = runs.filter(([run]) => isPayload(run)).map(spotOf);
    return [...rows, ...strewn(text, runs)];
  },
};

/** An emoji selector that stands twice is a slip of the keyboard; nothing else honest has two in a row. */
const isPayload = (run: string): boolean => {
  const count = lengthOf(run);
  return count > 3 || (count > 1 && !/^[\ufe0e\ufe0f]+$/u.test(run));
};

function spotOf(run: RegExpExecArray): Spot {
  const [text] = run;
  const count = lengthOf(text);
  return {
    start: run.index,
    end: run.index + text.length,
    detail: `${count} selectors stand in a row.`,
    ...(count >= 8 ? { severity: 'critical' as const } : {}),
    fix: { title: 'Remove the selectors', text: '' },
  };
}

/** Bases that have variants: ideographs, symbols, digits of keycaps, and the scripts with standardised forms. */
const hasVariants =
  /[\p{Script=Han}\p{Emoji}\p{S}\p{P}\p{Script=Mongolian}\p{Script=Myanmar}\p{Script=Phags_Pa}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{M}\u200d]/u;

/** Data can also be strewn over the letters of a text, one selector each. */
function strewn(text: string, runs: readonly RegExpExecArray[]): readonly Spot[] {
  const odd = runs.filter(
    run => lengthOf(run[0]) === 1 && !hasVariants.test(characterBefore(text, run.index)),
  );
  const [first] = odd;
  const last = odd.at(-1);
  if (first === undefined || last === undefined || odd.length < 4) return [];
  return [
    {
      start: first.index,
      end: last.index + last[0].length,
      detail: `${odd.length} selectors follow characters that have no variants.`,
    },
  ];
}
