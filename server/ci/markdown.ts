/** Renders a gate's report as Markdown, for a job's summary or a comment. Pure. */
import { compareSeverity, describeWaiver, type Finding } from '../../common/finding.ts';
import { plain } from '../../common/plain.ts';
import {
  checkTitles,
  counted,
  findingsOf,
  isClosed,
  waivedOf,
  type Check,
  type GateReport,
} from './report.ts';

/** Code hosts cut a summary at a megabyte, and a person reads fewer. */
const mostFindings = 100;
const longestMessage = 400;

/** Renders the report; whatever comes from the repository is shown as text, never as markup. */
export function renderMarkdown(report: GateReport): string {
  const { checks, files, base, head, chosen, notes, errors, version } = report;
  const excused = [...report.suppressed, ...waivedOf(report)];
  const findings = findingsOf(report).toSorted((a, b) => compareSeverity(b.severity, a.severity));
  const shown = findings.slice(0, mostFindings);
  const rest = findings.length - shown.length;
  return [
    `## Ringfence: ${isClosed(report) ? '❌ this change is held back' : '✅ nothing in this change holds it back'}`,
    '',
    `${counted(files, 'changed file')} between ${code(base.slice(0, 12))} (${text(chosen)}) and ${code(head.slice(0, 12))}. Only what the change brings in counts.`,
    '',
    '| Check | Result | |',
    '| --- | --- | --- |',
    ...checks.map(checkRow),
    '',
    ...(shown.length === 0 ? [] : ['### Findings', '', ...shown.map(findingItem), '']),
    ...(rest === 0 ? [] : [`${counted(rest, 'more finding')} in the SARIF report.`, '']),
    ...(excused.length === 0
      ? []
      : [
          '### Excused in this change',
          '',
          'A comment in the code or a waiver of the team excuses these. Look whether it should.',
          '',
          ...excused.slice(0, mostFindings).map(excusedItem),
          '',
        ]),
    ...(notes.length + errors.length === 0
      ? []
      : [
          '### Notes',
          '',
          ...notes.map(note => `- ${text(note)}`),
          ...errors.slice(0, mostFindings).map(({ path, message }) => `- ${code(path)}: ${text(message)}`),
          '',
        ]),
    `<sub>ringfence ${text(version)}</sub>`,
    '',
  ].join('\n');
}

const marks = { passed: '✅ passed', failed: '❌ failed', unchecked: '⚪ not checked' } as const;

const checkRow = ({ id, state, detail }: Check): string =>
  `| ${checkTitles[id]} | ${marks[state]} | ${text(detail)} |`;

function findingItem(finding: Finding): string {
  const { severity, ruleId, message, remedy } = finding;
  return [
    `- **${severity}** ${place(finding)} ${code(ruleId)}`,
    `  ${text(message)}`,
    ...(remedy === undefined ? [] : [`  → ${text(remedy)}`]),
  ].join('  \n');
}

function excusedItem(finding: Finding): string {
  const { ruleId, waived } = finding;
  const why = waived === undefined ? '' : `: ${text(describeWaiver(waived))}`;
  return `- ${place(finding)} ${code(ruleId)}${why}`;
}

const place = ({ path, start }: Finding): string => (path === '' ? '' : code(`${path}:${start.line}`));

/** A code span ends at the first run of as many backticks as it began with; names hold none after this. */
const code = (name: string): string => `\`${plain(name).replaceAll('`', 'ʼ').replaceAll('|', '¦')}\``;

/** Characters that mark Markdown or HTML up are escaped, so that no text can become a link, an image or a mention. */
function text(sentence: string): string {
  const line = plain(sentence.replaceAll(/\s+/gu, ' ').trim());
  const cut = line.length <= longestMessage ? line : `${line.slice(0, longestMessage - 1)}…`;
  return cut
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]()#+!|~>@]/gu, mark => `&#${mark.codePointAt(0) ?? 32};`)
    .replaceAll(/\b(https?|ftp):\/\//giu, '$1&#58;//')
    .replaceAll(/\bwww\./giu, 'www&#46;');
}
