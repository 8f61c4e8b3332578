/** Judges rows by the same way as `ringfence check`, in this process, and sums up each source. */
import path from 'node:path';
import { parseGuardEvent } from '../../common/parseEvent.ts';
import { describeProblem } from '../../common/result.ts';
import type { Finding } from '../../common/finding.ts';
import { stricter, type VerdictKind } from '../../common/verdict.ts';
import { findAtRest } from '../../server/detect/atRest.ts';
import type { Core } from '../../server/guard/core.ts';
import type { Source } from './corpus.ts';
import type { ScanCode } from './code.ts';
import type { PartialEvent, Row } from './row.ts';

/** Is what came of a row. */
export interface Outcome {
  readonly id: string;
  readonly label: 'bad' | 'good';
  readonly shown: string;
  /** Strictest verdict; undefined for code and files at rest, which are scanned, so that nothing can be stopped. */
  readonly verdict: VerdictKind | undefined;
  /** Whether anything was found that is graver than "info". */
  readonly flagged: boolean;
  readonly rules: readonly string[];
  readonly policies: readonly string[];
}

/** Is a source with what came of its rows. */
export interface SourceResult {
  readonly topic: string;
  readonly source: string;
  readonly outcomes: readonly Outcome[];
  readonly skipped: Readonly<Record<string, number>>;
  /** Milliseconds, summed. */
  readonly ms: number;
}

/** Is what judges. */
export interface Judge {
  readonly core: Core;
  readonly workspace: string;
  readonly scanCode: () => Promise<ScanCode>;
}

/** Judges the rows of a source; rows of one file that are judged in two ways make two sources. */
export async function judgeSource(judge: Judge, source: Source): Promise<readonly SourceResult[]> {
  const variants = [...new Set(source.rows.map(row => row.variant))];
  const results: SourceResult[] = [];
  for (const variant of variants.length === 0 ? [''] : variants) {
    const skipped = new Map(source.skipped);
    const outcomes: Outcome[] = [];
    const started = performance.now();
    for (const row of source.rows.filter(each => each.variant === variant)) {
      const outcome = await judgeRow(judge, row);
      if (typeof outcome === 'string') skipped.set(outcome, (skipped.get(outcome) ?? 0) + 1);
      else outcomes.push(outcome);
    }
    results.push({
      topic: source.topic,
      source: variant === '' ? source.name : `${source.name} (${variant})`,
      outcomes,
      skipped: Object.fromEntries(skipped),
      ms: performance.now() - started,
    });
  }
  return results;
}

async function judgeRow(judge: Judge, row: Row): Promise<Outcome | string> {
  if (row.task.kind === 'code') {
    const found = (await judge.scanCode())(row.task);
    return found === undefined
      ? 'is code of a language without bundled rules'
      : outcomeOf(row, undefined, found, []);
  }
  if (row.task.kind === 'rest') {
    const found = row.task.files.flatMap(({ path: name, text }) => findAtRest(placeOf(name, judge), text));
    return outcomeOf(row, undefined, found, []);
  }
  let verdict: VerdictKind = 'pass';
  const findings: Finding[] = [];
  const policies: string[] = [];
  for (const event of row.task.events) {
    const answer = await judgeEvent(judge, event);
    if (typeof answer === 'string') return answer;
    verdict = stricter(verdict, answer.verdict);
    findings.push(...answer.findings);
    policies.push(...answer.policies.map(({ id }) => id));
  }
  return outcomeOf(row, verdict, findings, policies);
}

/** A file of a corpus lies in the workspace unless its path says otherwise. */
const placeOf = (name: string, { workspace }: Judge) =>
  /^(?:\/|~|[a-z]:)/iu.test(name) ? { path: name } : { path: path.join(workspace, name), relative: name };

/** Judges one event as `ringfence check` would; returns what is wrong with an event that it would refuse to read. */
export async function judgeEvent({ core, workspace }: Pick<Judge, 'core' | 'workspace'>, raw: PartialEvent) {
  const event = parseGuardEvent(raw, { id: '1', cwd: workspace, roots: [workspace], ts: 0, surface: 'cli' });
  if (!event.ok) return `is no event: ${event.problems.map(describeProblem).join(' ')}`;
  return core.pipeline.judge(event.value);
}

function outcomeOf(
  { id, label, shown }: Row,
  verdict: VerdictKind | undefined,
  findings: readonly Finding[],
  policies: readonly string[],
): Outcome {
  const grave = findings.filter(({ severity }) => severity !== 'info');
  return {
    id,
    label,
    shown,
    verdict,
    flagged: grave.length > 0,
    rules: [...new Set(grave.map(({ ruleId, severity }) => `${ruleId} ${severity}`))],
    policies: [...new Set(policies)],
  };
}
