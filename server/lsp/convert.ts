/** Findings as LSP shapes. Pure. */
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic, Position as LspPosition, Range } from 'vscode-languageserver';
import { riskClasses, risksOf } from '../../common/finding.ts';
import type { Finding, Position, Severity } from '../../common/finding.ts';

const severityOf: Readonly<Record<Severity, DiagnosticSeverity>> = {
  info: DiagnosticSeverity.Hint,
  low: DiagnosticSeverity.Information,
  medium: DiagnosticSeverity.Warning,
  high: DiagnosticSeverity.Error,
  critical: DiagnosticSeverity.Error,
};

/** Converts a place: LSP counts from 0. */
export const toPosition = ({ line, column }: Position): LspPosition => ({
  line: Math.max(0, line - 1),
  character: Math.max(0, column - 1),
});

/** Converts the span of a finding or fix. */
export const toRange = (span: { readonly start: Position; readonly end: Position }): Range => ({
  start: toPosition(span.start),
  end: toPosition(span.end),
});

/** Converts a finding; one that is unsure of itself never shows as an error. */
export function toDiagnostic(finding: Finding, link: string | undefined): Diagnostic {
  const severity = severityOf[finding.severity];
  return {
    range: toRange(finding),
    severity:
      finding.confidence === 'low'
        ? (Math.max(severity, DiagnosticSeverity.Warning) as DiagnosticSeverity)
        : severity,
    source: 'Ringfence',
    code: finding.ruleId,
    ...(link === undefined ? {} : { codeDescription: { href: link } }),
    message: [finding.message, finding.remedy ?? ''].join(' ').trim(),
  };
}

/** Tells whether a range holds a position; its end counts, since a hover there still means it. */
export const holds = ({ start, end }: Range, at: LspPosition): boolean =>
  !before(at, start) && !before(end, at);

/** Tells whether two ranges share a place. */
export const overlaps = (a: Range, b: Range): boolean => !before(a.end, b.start) && !before(b.end, a.start);

const before = (a: LspPosition, b: LspPosition): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

/** Writes a finding as markdown for a hover: what it does, what is at stake, what to do, and where it is known from. */
export function toMarkdown(finding: Finding): string {
  const risks = risksOf(finding).map(risk => riskClasses[risk]);
  const known = finding.tags
    .filter(tag => tag.scheme !== 'ringfence')
    .map(tag => reference(tag.scheme, tag.id));
  return [
    `**Ringfence** · ${finding.severity} · \`${finding.ruleId}\``,
    escape(finding.message),
    ...(risks.length === 0 ? [] : [`This ${risks.join('; ')}.`]),
    ...(finding.remedy === undefined ? [] : [`**Instead:** ${escape(finding.remedy)}`]),
    ...(known.length === 0 ? [] : [`Known as ${known.join(', ')}.`]),
  ].join('\n\n');
}

const reference = (scheme: string, id: string): string =>
  /^CVE-\d{4}-\d{4,}$/.test(id)
    ? `[${id}](https://nvd.nist.gov/vuln/detail/${id})`
    : `${escape(scheme)} ${escape(id)}`;

/** Findings may name keys and values of the file; nothing of them is to become a link or an image. */
const escape = (text: string): string => text.replaceAll(/[\\*_{}[\]()#+!|<>~]/g, '\\$&');
