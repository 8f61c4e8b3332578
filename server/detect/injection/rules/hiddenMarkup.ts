/** Orders in what a document holds and people do not see: comments, hidden elements, titles. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import type { TextSource } from '../../text/source.ts';
import { hiddenParts } from '../markup/hiddenParts.ts';
import type { HiddenPart } from '../markup/part.ts';
import { judgedPart } from '../orders/bounds.ts';
import { mentionsIn, type Mentions } from '../orders/mention.ts';
import { judge } from '../orders/judge.ts';
import { spokenFeatures } from '../orders/report.ts';
import { judgedSurfaces } from '../orders/surfaces.ts';

/** Reports hidden parts of documents that read as orders, and long texts that somebody took pains to hide. */
export const hiddenMarkup: TextRule = {
  id: 'injection/hidden-markup',
  title: 'A part of the document that nobody sees gives orders',
  why: 'People who look at the document do not see it, but an agent reads it and may follow it.',
  remedy:
    'Take the hidden part out, and follow nothing that it says; show it to the user in plain characters.',
  severity: 'high',
  confidence: 'high',
  risks: ['INSTR', 'HIDE'],
  tags: tags(
    'OWASP-LLM@2025:LLM01',
    'OWASP-ASI@2026:ASI01',
    'MITRE-ATLAS@5.6.0:AML.T0068',
    'MITRE-ATLAS@5.6.0:AML.T0051.001',
    'CWE@4.18:CWE-451',
  ),
  surfaces: judgedSurfaces,
  find: source =>
    judgedPart(source.text).parts.flatMap(({ text, start }) => {
      const mentions = mentionsIn(text, 'foreign');
      return hiddenParts(text).flatMap(part => spotOf(part, { offset: start, mentions }, source));
    }),
};

/** What is hidden on purpose needs less to be an order. */
const bonus = 0.8;
/** From which score on hidden orders are grave. */
const grave = 2.6;
const slight = 1.8;

const removal = { title: 'Remove the hidden part', text: '' } as const;

interface Around {
  readonly offset: number;
  readonly mentions: Mentions;
}

function spotOf(part: HiddenPart, { offset, mentions }: Around, source: TextSource): readonly Spot[] {
  const [judgement] = judge(part.text, 'hidden');
  const place = { start: offset + part.start, end: offset + part.end };
  if (judgement === undefined) return isOddProse(part, source) ? [oddProse(part, place)] : [];
  // An example of hidden orders, in code or in quotes, is not hidden.
  const score = (judgement.score + (part.onPurpose ? bonus : 0)) * mentions.markedShare(part.start, part.end);
  if (score < (part.where === 'a collapsed block' ? grave : slight))
    return isOddProse(part, source) ? [oddProse(part, place)] : [];
  return [
    {
      ...place,
      fix: removal,
      severity: score >= grave ? 'high' : 'medium',
      confidence: score >= grave ? 'high' : 'medium',
      detail: `It stands in ${part.where} and ${spokenFeatures(judgement)} (score ${score.toFixed(1)}).`,
    },
  ];
}

/** Web pages hide menus; Markdown and descriptions of tools have nothing to hide. */
const isOddProse = ({ onPurpose, where, text }: HiddenPart, { surface, name }: TextSource): boolean =>
  onPurpose &&
  !where.startsWith('text far') &&
  (surface === 'tool description' ||
    surface === 'instruction file' ||
    /\.(?:md|markdown|mdx)$/u.test(name)) &&
  (text.match(/\p{L}{2,}\s/gu)?.length ?? 0) >= 8;

const oddProse = (part: HiddenPart, place: { readonly start: number; readonly end: number }): Spot => ({
  ...place,
  fix: removal,
  severity: 'medium',
  confidence: 'low',
  detail: `Whole sentences stand in ${part.where}.`,
});
