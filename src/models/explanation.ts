/** A verdict explained as a markdown page. Foreign text is escaped or fenced. Must not import vscode. */
import { riskClasses, risksOf } from '../../common/finding.ts';
import type { Finding } from '../../common/finding.ts';
import type { LedgerEntry } from '../../common/ledger.ts';
import type { QuarantineItem } from '../../common/quarantine.ts';
import { activityNodes } from './activity.ts';
import {
  attempt,
  code,
  escapeMarkdown,
  fileName,
  keyChange,
  keyName,
  moment,
  prose,
  who,
} from './wording.ts';

/** Explains why an item was held back and what each decision would do. */
export function explainItem(item: QuarantineItem): string {
  const file = fileName(item.path, item.root);
  return [
    `# Why this change was held back`,
    `${code(file)} was ${attempt(item)} by **${escapeMarkdown(who(item.origin, item.agent))}**, ${moment(item.ts)}.`,
    escapeMarkdown(item.reason),
    ...section('Keys', item.keys.map(keyPoint)),
    ...section('Findings', item.findings.map(findingPoint)),
    ...section(
      'Policies that decided',
      item.policies.map(
        policy => `- ${code(policy.id)} (${policy.effect}): ${escapeMarkdown(policy.principle)}`,
      ),
    ),
    ...section('What you can do', [
      '- **Approve** puts the attempted change into the file, whole or key by key.',
      '- **Keep restored** leaves the file as it is; the attempt stays in History.',
      '- **Discard** leaves the file as it is and deletes the attempt.',
    ]),
  ].join('\n\n');
}

/** Explains a verdict of the ledger, as far as the ledger knows: it holds no content. */
export function explainEntry(entry: LedgerEntry): string {
  const [node] = activityNodes([entry], 'all', entry.ts);
  return [
    `# What happened`,
    node?.line.tooltip ?? '',
    'The ledger holds no file contents and no secrets.',
  ].join('\n\n');
}

const keyPoint = (key: QuarantineItem['keys'][number]): string =>
  `- ${code(keyName(key.keyPath))}: ${code(keyChange(key, 200), 400)} (${key.restored ? 'held back' : 'harmless, stayed'})`;

function findingPoint(finding: Finding): string {
  const risks = risksOf(finding).map(risk => riskClasses[risk]);
  const tags = finding.tags.filter(tag => tag.scheme !== 'ringfence').map(tag => tag.id);
  return [
    `- **${finding.severity}** ${code(finding.ruleId)}: ${prose(finding.message)}`,
    ...(risks.length === 0 ? [] : [`It ${risks.join('; ')}.`]),
    ...(finding.remedy === undefined ? [] : [`**Instead:** ${prose(finding.remedy)}`]),
    ...(tags.length === 0 ? [] : [`**Known as:** ${escapeMarkdown(tags.join(', '))}`]),
  ].join('  \n  ');
}

const section = (title: string, points: readonly string[]): readonly string[] =>
  points.length === 0 ? [] : [`## ${title}`, points.join('\n')];
