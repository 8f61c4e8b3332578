/** Renders a scan for people, for programs (a public contract) and as SARIF 2.1.0. Pure. */
import { pathToFileURL } from 'node:url';
import type { Finding, Severity } from '../../../common/finding.ts';
import type { Skipped } from './walk.ts';

/** Holds what a scan found. */
export interface ScanReport {
  readonly version: string;
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly stats: { readonly files: number; readonly findings: Readonly<Record<Severity, number>> };
  /** True when a path that was named does not exist. */
  readonly missing: boolean;
}

/** Renders findings one a paragraph: place, severity, rule, what and what to do. */
export function renderText({ findings, skipped, errors, stats }: ScanReport): string {
  const paragraphs = findings.map(
    ({ path, start, severity, ruleId, message, remedy }) =>
      `${path}:${start.line}:${start.column}  ${severity}  ${ruleId}\n  ${message}${remedy === undefined ? '' : `\n  → ${remedy}`}\n`,
  );
  const notes = [
    ...errors.map(
      error => `! ${error.message.startsWith(error.path) ? '' : `${error.path}: `}${error.message}\n`,
    ),
    ...skipped.map(({ path, reason }) => `- ${path} was skipped: it ${reason}.\n`),
  ];
  const total = findings.length;
  return `${[...paragraphs, ...notes].join('\n')}${total > 0 ? '\n' : ''}${total} finding${total === 1 ? '' : 's'} in ${stats.files} configuration file${stats.files === 1 ? '' : 's'}.\n`;
}

/** Renders the public JSON contract, one object. */
export function renderJson({ version, findings, skipped, errors, stats }: ScanReport): string {
  return `${JSON.stringify({ version, findings, skipped, errors, stats }, null, 2)}\n`;
}

/** Maps severities to the three levels of SARIF. */
const levels = { info: 'note', low: 'note', medium: 'warning', high: 'error', critical: 'error' } as const;

/** Renders SARIF 2.1.0 (OASIS), one run; columns are UTF-16 units, as in our findings. */
export function renderSarif({ version, findings, errors }: ScanReport): string {
  const rules = [...new Set(findings.map(finding => finding.ruleId))];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Ringfence', version, rules: rules.map(id => ({ id })) } },
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
        results: findings.map(finding => sarifResult(finding, rules.indexOf(finding.ruleId))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function sarifResult(
  { ruleId, severity, message, remedy, path, start, end, tags }: Finding,
  ruleIndex: number,
) {
  return {
    ruleId,
    ruleIndex,
    level: levels[severity],
    message: { text: remedy === undefined ? message : `${message} ${remedy}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(path) },
          region: {
            startLine: start.line,
            startColumn: start.column,
            endLine: end.line,
            endColumn: end.column,
          },
        },
      },
    ],
    properties: { severity, tags: tags.map(({ scheme, edition, id }) => `${scheme}/${edition}/${id}`) },
  };
}

/** Viewers resolve relative URIs against the repository; an absolute path becomes a file URL. */
function relativeUri(path: string): string {
  const normal = path.replaceAll('\\', '/');
  if (/^(?:[a-z]:)?\//iu.test(normal)) return pathToFileURL(path).href;
  return normal.split('/').map(encodeURIComponent).join('/');
}
