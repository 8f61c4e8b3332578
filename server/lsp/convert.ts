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

/** Converts a finding; one that is unsure of itself never shows as an error, and one that is waived is a hint. */
export function toDiagnostic(finding: Finding, link: string | undefined): Diagnostic {
  const { waived } = finding;
  const severity = waived === undefined ? severityOf[finding.severity] : DiagnosticSeverity.Hint;
  return {
    range: firstLine(toRange(finding)),
    severity:
      finding.confidence === 'low'
        ? (Math.max(severity, DiagnosticSeverity.Warning) as DiagnosticSeverity)
        : severity,
    source: 'Ringfence',
    code: finding.ruleId,
    ...(link === undefined ? {} : { codeDescription: { href: link } }),
    // Editors show this as plain text; the remedy and the rest are in the hover.
    message:
      `${finding.message}${waived === undefined ? '' : ` Waived until ${waived.expires}: ${sentence(waived.reason)}`}`.replaceAll(
        '`',
        '',
      ),
  };
}

const sentence = (text: string): string => (/[.!?]$/u.test(text) ? text : `${text}.`);

/** Says in a hover that a finding is waived, by whom and why; nothing of one that is not. */
export const waiverLines = ({ waived }: Finding): readonly string[] =>
  waived === undefined
    ? []
    : [
        `**Waived** until ${waived.expires}${waived.approvedBy === undefined ? '' : ` by ${escape(waived.approvedBy)}`}: ${escape(waived.reason)}`,
      ];

/** Longer than any line that people write; editors cut it to the line's length. */
const endOfLine = 10_000;

/** Marks the first line of a long value only: a squiggle under a whole block hides more than it shows. */
const firstLine = ({ start, end }: Range): Range =>
  end.line === start.line ? { start, end } : { start, end: { line: start.line, character: endOfLine } };

/** Tells whether a range holds a position; its end counts, since a hover there still means it. */
export const holds = ({ start, end }: Range, at: LspPosition): boolean =>
  !before(at, start) && !before(end, at);

/** Tells whether two ranges share a place. */
export const overlaps = (a: Range, b: Range): boolean => !before(a.end, b.start) && !before(b.end, a.start);

const before = (a: LspPosition, b: LspPosition): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

/** Is what a rule knows beyond its finding. */
export interface HoverDetails {
  readonly affects: string;
  readonly cve: readonly string[];
}

/** Says whether the editor already shows the finding's message above the hover. */
export type HoverPlace = 'beside-diagnostic' | 'alone';

/** Writes a finding as markdown for a hover: what it does, who is affected, what to do, and where it is known from. */
export function toMarkdown(finding: Finding, place: HoverPlace, details?: HoverDetails): string {
  const risks = risksOf(finding).map(risk => riskClasses[risk]);
  const tags = finding.tags.filter(tag => tag.scheme !== 'ringfence').map(tag => tag.id);
  const known = [...new Set([...(details?.cve ?? []), ...tags])].map(reference);
  return [
    `**Ringfence** · ${finding.severity} · \`${finding.ruleId}\``,
    ...waiverLines(finding),
    ...(place === 'alone' ? [escape(finding.message)] : []),
    ...(risks.length === 0 ? [] : [`It ${risks.join('; ')}.`]),
    ...(details === undefined ? [] : [`**Affects:** ${escape(details.affects)}`]),
    ...(finding.remedy === undefined ? [] : [`**Instead:** ${escape(finding.remedy)}`]),
    ...(known.length === 0 ? [] : [`**Known as:** ${known.join(', ')}`]),
  ].join('\n\n');
}

const reference = (id: string): string =>
  /^CVE-\d{4}-\d{4,}$/.test(id) ? `[${id}](https://nvd.nist.gov/vuln/detail/${id})` : escape(id);

/**
 * Escapes a text for markdown. Findings may name keys of the file; nothing of them is to become a link or an image. Pairs of backticks stay, since
 * findings set names in them.
 */
export function escape(text: string): string {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return escapeProse(text);
  return parts.map((part, index) => (index % 2 === 0 ? escapeProse(part) : `\`${part}\``)).join('');
}

const escapeProse = (text: string): string => text.replaceAll(/[\\`*_{}[\]()#+!|<>~]/g, '\\$&');
