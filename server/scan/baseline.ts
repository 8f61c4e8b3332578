/**
 * Baselines: findings that were there before and are not to be shown again. A finding is known by its rule, its file and
 * the code of its first line, so that it stays known when lines above it come and go. Pure.
 */
import { createHash } from 'node:crypto';
import type { Finding } from '../../common/finding.ts';
import { failure, success, type Result } from '../../common/result.ts';

/** Is where a workspace keeps its baseline. */
export const baselineFile = '.ringfence/baseline.json';

/** Is a baseline: how often each fingerprint was found. */
export type Baseline = ReadonlyMap<string, number>;

/** Returns the fingerprint of a finding: its rule, its path, and a digest of its first line, white space folded. */
export function fingerprint({ ruleId, path, start }: Finding, text: string): string {
  const line = text.split('\n')[start.line - 1] ?? '';
  const digest = createHash('sha256').update(line.replace(/\s+/g, ' ').trim()).digest('hex').slice(0, 16);
  return `${ruleId} ${path.replaceAll('\\', '/')} ${digest}`;
}

/** Returns the findings that a baseline does not know; each entry covers as many as it counts. */
export function withoutKnown(
  findings: readonly Finding[],
  text: string,
  baseline: Baseline,
): { readonly fresh: readonly Finding[]; readonly known: readonly Finding[] } {
  if (baseline.size === 0) return { fresh: findings, known: [] };
  const left = new Map(baseline);
  const fresh: Finding[] = [];
  const known: Finding[] = [];
  for (const finding of findings) {
    const print = fingerprint(finding, text);
    const count = left.get(print) ?? 0;
    if (count === 0) fresh.push(finding);
    else {
      left.set(print, count - 1);
      known.push(finding);
    }
  }
  return { fresh, known };
}

/** Counts fingerprints. */
export function toBaseline(fingerprints: readonly string[]): Baseline {
  const counts = new Map<string, number>();
  for (const print of fingerprints) counts.set(print, (counts.get(print) ?? 0) + 1);
  return counts;
}

/** Writes a baseline as JSON with sorted keys, so that changes to it are readable. */
export const renderBaseline = (baseline: Baseline): string =>
  `${JSON.stringify({ version: 1, findings: Object.fromEntries([...baseline].toSorted(([a], [b]) => (a < b ? -1 : 1))) }, null, 2)}\n`;

/** Reads a baseline; fails with what is wrong and how to mend it. */
export function parseBaseline(text: string, source: string): Result<Baseline> {
  const refuse = (message: string): Result<never> =>
    failure({ source, message, remedy: 'Write it again with "ringfence scan --write-baseline".' });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return refuse(`It is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (typeof raw !== 'object' || raw === null || !('findings' in raw)) return refuse('It has no "findings".');
  const { findings } = raw;
  if (typeof findings !== 'object' || findings === null) return refuse('Its "findings" are no object.');
  const counts = new Map<string, number>();
  for (const [print, count] of Object.entries(findings)) {
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1)
      return refuse(`The count of "${print}" is no whole number above 0.`);
    counts.set(print, count);
  }
  return success(counts);
}
