/** Says in one text what a person decides about, with secrets masked. Pure. */
import { risksOf, type Finding } from '../../common/finding.ts';
import type { Observation } from '../pipeline/types.ts';

const longest = 2000;

/** Returns the command line, files or addresses of an event, at most 2,000 characters. */
export function subjectOf({ event, paths }: Observation, findings: readonly Finding[]): string {
  const text = masked(
    event.command ??
      [
        ...(event.mcp === undefined ? [] : [`${event.mcp.server}/${event.mcp.tool}`]),
        ...(event.urls ?? []),
        ...paths.map(({ relative, path }) => relative ?? path),
      ].join(', '),
    findings,
  );
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const shown = line === '' ? event.kind : line;
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown;
}

/** A command line that holds a secret is shown without its words that are long enough to be one. */
const masked = (text: string, findings: readonly Finding[]): string =>
  findings.some(finding => risksOf(finding).includes('SECRET') && finding.ruleId.startsWith('secrets/'))
    ? text.replaceAll(/[^\s"'=:@/]{8,}/gu, '…')
    : text;
