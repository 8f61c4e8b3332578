/** Renders a gate's report for a terminal and as SARIF. Pure. */
import { compareSeverity, type Finding } from '../../../common/finding.ts';
import { checkTitles, counted, findingsOf, isClosed, plain, type GateReport } from '../../ci/report.ts';
import { renderSarif } from '../scan/sarif.ts';

/** Code hosts show so many results of a run. */
const mostResults = 5_000;

/** Renders SARIF with the gravest 5,000 results; one that is cut says so. */
export function renderGateSarif(report: GateReport): string {
  const { version, suppressed, waived, errors } = report;
  const all = findingsOf(report).toSorted((a, b) => compareSeverity(b.severity, a.severity));
  const findings = all.slice(0, mostResults).map(placed);
  const left = Math.max(0, mostResults - findings.length);
  const cut = all.length - findings.length;
  return renderSarif({
    version,
    findings,
    suppressed: suppressed.slice(0, left),
    waived: waived.slice(0, Math.max(0, left - suppressed.length)),
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

/** Renders the report for a person at a terminal or in a job's log. */
export function renderGateText(report: GateReport): string {
  const { checks, base, head, chosen, files, notes, errors, suppressed, waived } = report;
  const findings = findingsOf(report).map(
    ({ path, start, severity, ruleId, message, remedy }) =>
      `${path === '' ? '' : `${path}:${start.line}:${start.column}  `}${severity}  ${ruleId}\n  ${message}${remedy === undefined ? '' : `\n  → ${remedy}`}\n`,
  );
  const excused = suppressed.length + waived.length;
  return [
    ...findings,
    ...notes.map(note => `- ${note}`),
    ...errors.map(({ path, message }) => `! ${path}: ${message}`),
    ...(excused === 0 ? [] : [`- ${counted(excused, 'new finding')} excused by a comment or a waiver.`]),
    `${counted(files, 'changed file')} between ${base.slice(0, 12)} (${chosen}) and ${head.slice(0, 12)}:`,
    ...checks.map(({ id, state, detail }) => `${marks[state]} ${checkTitles[id]}: ${detail}`),
    isClosed(report) ? 'This change is held back.' : 'Nothing in this change holds it back.',
    '',
  ]
    .map(line => line.split('\n').map(plain).join('\n'))
    .join('\n');
}
