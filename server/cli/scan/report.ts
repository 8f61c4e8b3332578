/** Renders a scan for people and for programs (a public contract). Pure. */
import { describeWaiver, type Finding, type Severity } from '../../../common/finding.ts';
import { logPath, logText } from '../../../common/plain.ts';
import type { Skipped } from './walk.ts';

/** Holds what a scan found. */
export interface ScanReport {
  readonly version: string;
  readonly findings: readonly Finding[];
  /** Findings that a comment suppresses. */
  readonly suppressed: readonly Finding[];
  /** Findings that the baseline knows. */
  readonly known: readonly Finding[];
  readonly skipped: readonly Skipped[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  /** Counts what is not waived; `waived` is there when something is. */
  readonly stats: {
    readonly files: number;
    readonly findings: Readonly<Record<Severity, number>>;
    readonly waived?: number;
  };
  /** True when a path that was named does not exist. */
  readonly missing: boolean;
}

/** Renders findings one a paragraph: place, severity, rule, what and what to do. */
export function renderText({ findings, skipped, errors, stats }: ScanReport): string {
  const paragraphs = findings.map(
    ({ path, start, severity, ruleId, message, remedy, waived }) =>
      `${logPath(path)}:${start.line}:${start.column}  ${severity}  ${ruleId}${waived === undefined ? '' : `  ${logText(describeWaiver(waived))}`}\n  ${logText(message)}${remedy === undefined ? '' : `\n  → ${logText(remedy)}`}\n`,
  );
  const notes = [
    ...errors.map(
      ({ path, message }) => `! ${message.startsWith(path) ? '' : `${logPath(path)}: `}${logText(message)}\n`,
    ),
    ...skipped.map(({ path, reason }) => `- ${logPath(path)} was skipped: it ${logText(reason)}.\n`),
  ];
  const waived = findings.filter(finding => finding.waived !== undefined).length;
  const total = findings.length - waived;
  return `${[...paragraphs, ...notes].join('\n')}${findings.length > 0 ? '\n' : ''}${total} finding${total === 1 ? '' : 's'} in ${stats.files} file${stats.files === 1 ? '' : 's'}${waived === 0 ? '' : `, ${waived} waived`}.\n`;
}

/** Renders the public JSON contract, one object. */
export function renderJson({ version, findings, skipped, errors, stats }: ScanReport): string {
  return `${JSON.stringify({ version, findings, skipped, errors, stats }, null, 2)}\n`;
}
