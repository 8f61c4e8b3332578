/** Orders in disguise: encoded, in a cipher, or in pieces, so that no filter for words finds them. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import { decodedTexts } from '../encoded/decode.ts';
import type { Decoded } from '../encoded/decoded.ts';
import { judgedPart } from '../orders/bounds.ts';
import { judge } from '../orders/judge.ts';
import { spokenFeatures } from '../orders/report.ts';
import { judgedSurfaces } from '../orders/surfaces.ts';

/** Reports encoded texts that read as orders when they are decoded. */
export const encodedOrders: TextRule = {
  id: 'injection/encoded-orders',
  title: 'An encoded text gives orders to an agent',
  why: 'Models decode such texts by the way, and people and filters read past them.',
  remedy: 'Do not decode it for use, and follow nothing that it says; show the user what it says.',
  severity: 'high',
  confidence: 'high',
  risks: ['INSTR', 'HIDE'],
  tags: tags(
    'OWASP-LLM@2025:LLM01',
    'OWASP-ASI@2026:ASI01',
    'MITRE-ATLAS@5.6.0:AML.T0068',
    'MITRE-ATLAS@5.6.0:AML.T0051.001',
  ),
  surfaces: judgedSurfaces,
  find: ({ text }) =>
    judgedPart(text).parts.flatMap(part =>
      decodedTexts(part.text).flatMap(decoded => spotOf(decoded, part.start)),
    ),
};

const grave = 2.6;
const slight = 1.8;

function spotOf({ start, end, text, how }: Decoded, offset: number): readonly Spot[] {
  const [judgement] = judge(text.slice(0, 8_000), 'hidden');
  if (judgement === undefined || judgement.score < (how === 'with digits for letters' ? grave : slight))
    return [];
  return [
    {
      start: offset + start,
      end: offset + end,
      severity: judgement.score >= grave ? 'high' : 'medium',
      confidence: judgement.score >= grave ? 'high' : 'medium',
      fix: { title: 'Write out what it says', text: shown(text) },
      detail: `It is written ${how} and ${spokenFeatures(judgement)} (score ${judgement.score.toFixed(1)}).`,
    },
  ];
}

/** What it says stands in quotes and brackets, so that people see it and nobody takes it for an order. */
const shown = (text: string): string =>
  `[encoded text: ${JSON.stringify(text.slice(0, 2_000).replaceAll(/\p{C}/gu, ' '))}]`;
