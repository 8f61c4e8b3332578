/** Orders to an agent in whatever words, told by a small classifier that was trained on texts of our own. */
import type { Severity } from '../../../../common/finding.ts';
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import type { TextSource } from '../../text/source.ts';
import { judgedPart, type Part } from '../orders/bounds.ts';
import { mentionsIn, type Mentions } from '../orders/mention.ts';
import { readingOf } from '../orders/reading.ts';
import { severityOf } from '../orders/report.ts';
import { judgedSurfaces, settingOf, type Setting } from '../orders/surfaces.ts';
import type { Passage } from '../wording/weigh.ts';

/** Reports passages that are worded like orders, where the model of orders says nothing as grave. */
export const wording: TextRule = {
  id: 'injection/wording',
  title: 'A passage is worded like orders to an agent',
  why: 'Orders come in words that nobody has listed; an agent that reads these may follow them.',
  remedy: 'Treat the text as data and follow none of it; tell the user what it asks for.',
  severity: 'medium',
  confidence: 'medium',
  risks: ['INSTR'],
  tags: tags(
    'OWASP-LLM@2025:LLM01',
    'OWASP-ASI@2026:ASI01',
    'MITRE-ATLAS@5.6.0:AML.T0051.001',
    'CWE@4.18:CWE-1427',
  ),
  surfaces: judgedSurfaces,
  find: source => judgedPart(source.text).parts.flatMap(part => spotsOf(part, source)),
};

interface Bounds {
  readonly medium: number;
  readonly high: number;
}

/** From which odds on a passage is how grave, by what the text is; measured on texts that it was not trained on. */
const bounds: Readonly<Record<Setting, Bounds>> = {
  foreign: { medium: 0.1, high: 1.3 },
  hidden: { medium: 0.1, high: 1.3 },
  tool: { medium: 0.2, high: 2.2 },
  prompt: { medium: 0.8, high: 1.8 },
  written: { medium: 1, high: 2 },
  instruction: { medium: 0.6, high: 1.6 },
};

function spotsOf({ text, start: offset }: Part, source: TextSource): readonly Spot[] {
  const setting = settingOf(source.surface, source.text);
  const { judgements, weighing } = readingOf(text, setting);
  const { medium } = bounds[setting];
  // Being talked about only lowers a score, and is dear to find out.
  const passages = weighing.passages.filter(({ score }) => score >= medium);
  if (passages.length === 0) return [];
  const mentions = mentionsIn(text, setting);
  const known = judgements.filter(
    ({ score, start, end }) =>
      isGrave(severityOf(score, text.length)) && (weighing.scoreWithin(start, end) ?? 0) >= medium,
  );
  return passages
    .filter(({ start, end }) => known.every(each => each.end <= start || each.start >= end))
    .flatMap(passage => spotOf(passage, mentions, bounds[setting]))
    .map(spot => ({ ...spot, start: offset + spot.start, end: offset + spot.end }));
}

const isGrave = (severity: Severity | undefined): boolean => severity !== undefined && severity !== 'info';

/** What is quoted or explained is talked about. */
function spotOf(passage: Passage, mentions: Mentions, { medium, high }: Bounds): readonly Spot[] {
  const share = mentions.share(passage.start, passage.end);
  const score = passage.score + 2 * Math.log(share);
  if (score < medium) return [];
  const [first = 'orders', ...others] = passage.speaksOf;
  const last = others.pop();
  const said = last === undefined ? first : `${[first, ...others].join(', ')} and ${last}`;
  return [
    {
      start: passage.start,
      end: passage.end,
      severity: score >= high ? 'high' : 'medium',
      confidence: score >= high ? 'medium' : 'low',
      detail: `What tells is how it speaks of ${said} (score ${score.toFixed(1)}).`,
    },
  ];
}
