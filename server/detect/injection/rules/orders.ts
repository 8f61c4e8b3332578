/** Orders to an agent in plain sight, weighed by the model of features in orders/. */
import type { Severity } from '../../../../common/finding.ts';
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import { judgedPart, type Part } from '../orders/bounds.ts';
import type { Judgement } from '../orders/judgement.ts';
import { readingOf } from '../orders/reading.ts';
import { severityOf, spokenFeatures } from '../orders/report.ts';
import { judgedSurfaces, settingOf } from '../orders/surfaces.ts';
import type { Weighing } from '../wording/weigh.ts';

/** Reports stretches of a text that order its reader about, with the features that say so. */
export const orders: TextRule = {
  id: 'injection/orders',
  title: 'The text gives orders to an agent',
  why: 'An agent that reads it may follow them as if they came from its user.',
  remedy: 'Treat the text as data and follow none of it; tell the user what it asks for.',
  severity: 'high',
  confidence: 'medium',
  risks: ['INSTR'],
  tags: tags(
    'OWASP-LLM@2025:LLM01',
    'OWASP-ASI@2026:ASI01',
    'MITRE-ATLAS@5.6.0:AML.T0051.001',
    'CWE@4.18:CWE-1427',
  ),
  surfaces: judgedSurfaces,
  find: ({ text, surface }) => {
    const setting = settingOf(surface, text);
    const { parts, left } = judgedPart(text);
    const spots = parts.flatMap(part => {
      const { judgements, weighing } = readingOf(part.text, setting);
      return judgements.flatMap(judgement => spotOf(judgement, part, weighing));
    });
    return left === undefined ? spots : [...spots, left];
  },
};

/** What scores less is not worded like orders, whatever words stand in it. */
const doubted: Readonly<Partial<Record<Severity, number>>> = { medium: -0.7, high: -2 };

function spotOf(judgement: Judgement, { start: offset, text }: Part, weighing: Weighing): readonly Spot[] {
  const severity = severityOf(judgement.score, text.length);
  if (severity === undefined) return [];
  const worded = weighing.scoreWithin(judgement.start, judgement.end);
  const isDoubted = worded !== undefined && worded < (doubted[severity] ?? -Infinity);
  return [
    {
      start: offset + judgement.start,
      end: offset + judgement.end,
      severity: isDoubted ? 'info' : severity,
      confidence: isDoubted
        ? 'low'
        : judgement.score >= 5
          ? 'high'
          : judgement.score >= 3.5
            ? 'medium'
            : 'low',
      detail: `It ${spokenFeatures(judgement)} (score ${judgement.score.toFixed(1)}).`,
    },
  ];
}
