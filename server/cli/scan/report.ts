/** Renders a scan for people and for programs (a public contract). Pure. */
import type { Finding, Severity } from '../../../common/finding.ts';
import type { Skipped } from './walk.ts';

/** Holds what a scan found. */
export interface ScanReport {
  readonly version: string;
  readonly findings: readonly Finding[];
  /** Findings that a comment or the baseline suppresses. */
  readonly suppressed: readonly Finding[];
  readonly skipped: readonly Skipped[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly stats: { readonly files: number; readonly findings: Readonly<Record<Severity, number>> };
  /** True when a path that was named does not exist. */
  readonly missing: boolean;
}

/** Renders findings one a paragraph: place, severity, rule, what and what to do. */
export function renderText({ findings, skipped, errors, stats }: ScanReport): string {
  const paragraphs = findings.map(
    ({ path, start, severity, ruleId, message, remedy, waived }) =>
      `${path}:${start.line}:${start.column}  ${severity}  ${ruleId}${waived === undefined ? '' : `  waived until ${waived.expires}: ${waived.reason}`}\n  ${message}${remedy === undefined ? '' : `\n  → ${remedy}`}\n`,
  );
  const notes = [
    ...errors.map(
      error => `! ${error.message.startsWith(error.path) ? '' : `${error.path}: `}${error.message}\n`,
    ),
    ...skipped.map(({ path, reason }) => `- ${path} was skipped: it ${reason}.\n`),
  ];
  const total = findings.length;
  return `${[...paragraphs, ...notes].join('\n')}${total > 0 ? '\n' : ''}${total} finding${total === 1 ? '' : 's'} in ${stats.files} file${stats.files === 1 ? '' : 's'}.\n`;
}

/** Renders the public JSON contract, one object. */
export function renderJson({ version, findings, skipped, errors, stats }: ScanReport): string {
  return `${JSON.stringify({ version, findings, skipped, errors, stats }, null, 2)}\n`;
}
