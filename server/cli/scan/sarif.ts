/** Renders a scan as SARIF 2.1.0 (OASIS Standard), one run. Pure. */
import { pathToFileURL } from 'node:url';
import type { Finding, Fix, WaivedBy } from '../../../common/finding.ts';
import type { ScanReport } from './report.ts';

/** Maps severities to the three levels of SARIF. */
const levels = { info: 'note', low: 'note', medium: 'warning', high: 'error', critical: 'error' } as const;

/** Maps severities to the number by which code hosts order security findings. */
const scores = { info: '0.0', low: '3.0', medium: '5.5', high: '8.0', critical: '9.5' } as const;

/** Is what SARIF tells of a scan; what a waiver or a baseline excuses is marked as accepted outside of the code. */
type SarifReport = Pick<ScanReport, 'version' | 'findings' | 'suppressed' | 'known' | 'errors'>;

/** Code hosts refuse a rule with more tags. */
const mostTags = 20;

/** Renders SARIF 2.1.0; columns are UTF-16 units, as in our findings. */
export function renderSarif({ version, findings, suppressed, known, errors }: SarifReport): string {
  const all = [
    ...findings.map(finding => ({ finding, excuses: waiverOf(finding) })),
    ...suppressed.map(finding => ({ finding, excuses: [{ kind: 'inSource' }] })),
    ...known.map(finding => ({ finding, excuses: [inBaseline] })),
  ];
  const rules = [...new Map(all.map(({ finding }) => [finding.ruleId, finding])).values()];
  // Where one result has suppressions, the standard wants them on each: an empty list says that it has none.
  const excused = all.some(({ excuses }) => excuses.length > 0);
  const ids = rules.map(({ ruleId }) => ruleId);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Ringfence', version, rules: rules.map(sarifRule) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: errors.map(error => ({
              level: 'warning',
              message: { text: error.message },
            })),
          },
        ],
        results: all.map(({ finding, excuses }) => ({
          ...sarifResult(finding, ids),
          ...(excused ? { suppressions: excuses } : {}),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const inBaseline = { kind: 'external', status: 'accepted', justification: 'Known from the baseline.' };

const waiverOf = ({ waived }: Finding) => (waived === undefined ? [] : [suppressionOf(waived)]);

const suppressionOf = ({ reason, expires, approvedBy }: WaivedBy) => ({
  kind: 'external',
  status: 'accepted',
  justification: `${reason} (Waived until ${expires}${approvedBy === undefined ? '' : ` by ${approvedBy}`}.)`,
  properties: { expires, ...(approvedBy === undefined ? {} : { approvedBy }) },
});

function sarifRule({ ruleId, severity, tags }: Finding) {
  return {
    id: ruleId,
    defaultConfiguration: { level: levels[severity] },
    properties: {
      'security-severity': scores[severity],
      tags: ['security', ...new Set(tags.map(({ scheme, id }) => `${scheme}/${id}`))].slice(0, mostTags),
    },
  };
}

function sarifResult(finding: Finding, ids: readonly string[]) {
  const { ruleId, severity, confidence, message, remedy, path, fix, tags } = finding;
  return {
    ruleId,
    ruleIndex: ids.indexOf(ruleId),
    level: levels[severity],
    message: { text: remedy === undefined ? message : `${message} ${remedy}` },
    locations: [
      { physicalLocation: { artifactLocation: { uri: relativeUri(path) }, region: region(finding) } },
    ],
    ...(fix === undefined ? {} : { fixes: [sarifFix(fix, path)] }),
    properties: {
      severity,
      confidence,
      tags: tags.map(({ scheme, edition, id }) => `${scheme}/${edition}/${id}`),
    },
  };
}

const region = ({ start, end }: Pick<Finding, 'start' | 'end'>) => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
});

const sarifFix = (fix: Fix, path: string) => ({
  description: { text: fix.title },
  artifactChanges: [
    {
      artifactLocation: { uri: relativeUri(path) },
      replacements: [{ deletedRegion: region(fix), insertedContent: { text: fix.text } }],
    },
  ],
});

/** Viewers resolve relative URIs against the repository; an absolute path becomes a file URL. */
function relativeUri(path: string): string {
  const normal = path.replaceAll('\\', '/');
  if (/^(?:[a-z]:)?\//iu.test(normal)) return pathToFileURL(path).href;
  return normal.split('/').map(encodeURIComponent).join('/');
}
