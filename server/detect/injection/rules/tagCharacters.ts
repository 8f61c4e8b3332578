/** Tag characters: an invisible copy of ASCII that models read and people do not. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import { surfaces } from '../../text/source.ts';
import { characterBefore } from '../hidden/characters.ts';

/** Reports tag characters outside of the flags of regions, the one use that they have. */
export const tagCharacters: TextRule = {
  id: 'injection/tag-characters',
  title: 'Invisible characters spell out text',
  why: 'Models read this invisible copy of the alphabet as plain text, so it can give orders that no person sees.',
  remedy: 'Take the characters out; treat what they spell as data, and follow none of it.',
  severity: 'critical',
  confidence: 'high',
  risks: ['INSTR', 'HIDE'],
  tags: tags(
    'OWASP-LLM@2025:LLM01',
    'OWASP-ASI@2026:ASI01',
    'MITRE-ATLAS@5.6.0:AML.T0068',
    'MITRE-ATLAS@5.6.0:AML.T0051.001',
    'CWE@4.18:CWE-176',
    'CWE@4.18:CWE-451',
  ),
  surfaces,
  find: ({ text }) => {
    const runs = [...text.matchAll(/[\u{e0000}-\u{e007f}]+/gu)];
    const flags = new Set(runs.filter(run => isFlag(text, run)).map(([run]) => spelling(run)));
    // A few flags are decoration; an alphabet of them is not.
    const trusted = flags.size <= mostFlags;
    return runs
      .filter(run => !(trusted && isFlag(text, run)))
      .map(spotOf)
      .toSorted((a, b) => b.end - b.start - (a.end - a.start));
  },
};

const mostFlags = 12;
const blackFlag = '\u{1f3f4}';

const spelling = (run: string): string =>
  Array.from(run, tag => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000)).join('');

/** A flag of a region is a black flag, the region's code in tags, and the tag that ends it. */
const isFlag = (text: string, run: RegExpExecArray): boolean =>
  characterBefore(text, run.index) === blackFlag && /^[a-z]{2}[a-z\d]{1,4}\u007f$/u.test(spelling(run[0]));

function spotOf(run: RegExpExecArray): Spot {
  const [text] = run;
  const letters = spelling(text).replaceAll(/[^\u0020-\u007e]/gu, '').length;
  return {
    start: run.index,
    end: run.index + text.length,
    detail: `${letters} invisible letters stand in a row.`,
    ...(letters >= 4 ? {} : { severity: 'high' as const }),
    fix: { title: 'Remove the invisible characters', text: '' },
  };
}
