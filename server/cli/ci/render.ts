/** Renders a gate's report for a terminal and as SARIF. Pure. */
import { compareSeverity, describeWaiver, type Finding } from '../../../common/finding.ts';
import { logPath, logText } from '../../../common/plain.ts';
import { checkTitles, counted, findingsOf, isClosed, waivedOf, type GateReport } from '../../ci/report.ts';
import { renderSarif } from '../scan/sarif.ts';

/** Code hosts show so many results of a run. */
const mostResults = 5_000;

/** Renders SARIF with the gravest 5,000 results; one that is cut says so. */
export function renderGateSarif(report: GateReport): string {
  const { version, suppressed, errors } = report;
  const all = findingsOf(report).toSorted((a, b) => compareSeverity(b.severity, a.severity));
  const findings = all.slice(0, mostResults).map(placed);
  const left = Math.max(0, mostResults - findings.length);
  const waived = waivedOf(report).slice(0, left).map(placed);
  const cut = all.length - findings.length;
  return renderSarif({
    version,
    findings: [...findings, ...waived],
    suppressed: suppressed.slice(0, left - waived.length),
    known: [],
    errors:
      cut === 0
        ? errors
        : [...errors, { path: '', message: `${counted(cut, 'more finding')} not listed here.` }],
  });
}

/** A result needs a file; what concerns none stands at the policy folder. */
const placed = (finding: Finding): Finding =>
  finding.path === '' ? { ...finding, path: '.ringfence' } : finding;

const marks = { passed: '✓', failed: '✗', unchecked: '-' } as const;

/** More of them nobody reads in a job's log. */
const mostWaived = 100;

const waivedLine = ({ path, start, ruleId, waived }: Finding): string =>
  `- ${path === '' ? '' : `${logPath(path)}:${start.line}:${start.column}  `}${ruleId}${waived === undefined ? '' : `  ${logText(describeWaiver(waived))}`}`;

function excusedLine(byComment: number, byWaiver: number): readonly string[] {
  const ways = [
    ...(byComment === 0 ? [] : [`${byComment} by a comment`]),
    ...(byWaiver === 0 ? [] : [`${byWaiver} by a waiver`]),
  ];
  return ways.length === 0 ? [] : [`- New findings excused: ${ways.join(', ')}.`];
}

/** Renders the report for a person at a terminal or in a job's log. */
export function renderGateText(report: GateReport): string {
  const { checks, base, head, chosen, files, notes, errors, suppressed } = report;
  const findings = findingsOf(report).map(
    ({ path, start, severity, ruleId, message, remedy }) =>
      `${path === '' ? '' : `${logPath(path)}:${start.line}:${start.column}  `}${severity}  ${ruleId}\n  ${logText(message)}${remedy === undefined ? '' : `\n  → ${logText(remedy)}`}\n`,
  );
  const waived = waivedOf(report);
  return [
    ...findings,
    ...notes.map(note => `- ${logText(note)}`),
    ...errors.map(({ path, message }) => `! ${logPath(path)}: ${logText(message)}`),
    ...waived.slice(0, mostWaived).map(waivedLine),
    ...excusedLine(suppressed.length, waived.length),
    `${counted(files, 'changed file')} between ${base.slice(0, 12)} (${logText(chosen)}) and ${head.slice(0, 12)}:`,
    ...checks.map(({ id, state, detail }) => `${marks[state]} ${checkTitles[id]}: ${logText(detail)}`),
    isClosed(report) ? 'This change is held back.' : 'Nothing in this change holds it back.',
    '',
  ].join('\n');
}
