/** Scans code and texts with rules, in threads, as many at a time as there are cores. */
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Finding } from '../../../common/finding.ts';
import type { Problem } from '../../../common/result.ts';
import { readPlain } from '../../platform/plainFile.ts';
import { decodeSource } from '../../platform/text.ts';
import { fingerprint, withoutKnown, type Baseline } from '../../scan/baseline.ts';
import { binaryReason } from '../../scan/answers.ts';
import type { RuleSummary, ScanAnswer, ScanTask } from '../../scan/messages.ts';
import { createScanner, type Scanner } from '../../scan/pool.ts';
import { readOwnRules, readRuleFiles } from '../../scan/ruleFiles.ts';

/** Says which rules a scan uses. */
export interface RuleChoice {
  /** Rule files and folders that the user named; none: the bundled packs and the folder's own rules. */
  readonly named: readonly string[];
  readonly cwd: string;
  readonly assets: string;
}

/** Is a scanner with its rules loaded. */
export interface ReadyScanner {
  readonly scanner: Scanner;
  readonly summary: RuleSummary;
  readonly problems: readonly Problem[];
  /** Rule files that the folder brought itself, to be named to the user. */
  readonly own: readonly string[];
}

/** Starts threads and loads the rules into them. */
export async function startScanner({ named, cwd, assets }: RuleChoice, jobs: number): Promise<ReadyScanner> {
  const files =
    named.length > 0
      ? await Promise.all(named.map(each => readRuleFiles(each, cwd)))
      : [await readOwnRules(cwd)];
  const texts = files.flatMap(each => each.texts);
  const scanner = createScanner({ entry: path.join(assets, 'scan.mjs'), assets, threads: jobs });
  const packs = named.length > 0 ? [] : bundledPacks(assets);
  const summary = await scanner.setRules({ packs, texts, disabled: [] });
  return {
    scanner,
    summary,
    problems: files.flatMap(each => each.problems),
    own: named.length > 0 ? [] : texts.map(each => each.path),
  };
}

/** Lists the packs that were built into the product. */
export const bundledPacks = (assets: string): readonly string[] =>
  readdirSync(path.join(assets, 'rules'))
    .filter(name => name.endsWith('.json'))
    .map(name => name.slice(0, -'.json'.length))
    .toSorted();

/** Is how many threads a scan uses by default. */
export const defaultJobs = (): number => Math.max(1, Math.min(8, os.availableParallelism()));

/** Is a file to scan. */
export interface CodeTask {
  readonly task: ScanTask;
  /** False for a file that was taken along in case it is text: one that is binary then need not be named. */
  readonly mustBeText: boolean;
}

/** Is what the scan of all files gave. */
export interface CodeReport {
  readonly findings: readonly Finding[];
  readonly known: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly fingerprints: readonly string[];
  /** Files that turned out to be no text. */
  readonly passedOver: number;
}

/** Is how code is scanned. */
export interface CodeOptions {
  readonly baseline: Baseline;
  readonly signal: AbortSignal;
  /** Is told after each file. */
  readonly progress: () => void;
}

/** Scans files; never rejects. */
export async function scanCode(
  files: readonly CodeTask[],
  { scanner }: ReadyScanner,
  { baseline, signal, progress }: CodeOptions,
): Promise<CodeReport> {
  const reports = await Promise.all(
    files.map(async ({ task, mustBeText }) => {
      const answer = await scanner.scan(task, signal);
      progress();
      const text = answer.findings.length === 0 ? '' : await textOf(task.path);
      const { fresh, known } = withoutKnown(answer.findings, text, baseline);
      const prints = answer.findings.map(finding => fingerprint(finding, text));
      const isNoText = !mustBeText && answer.skipped === binaryReason;
      return { path: task.display, answer, fresh, known, prints, isNoText };
    }),
  );
  return {
    findings: reports.flatMap(({ fresh }) => fresh),
    known: reports.flatMap(({ known }) => known),
    suppressed: reports.flatMap(({ answer }) => answer.suppressed),
    skipped: reports.flatMap(({ path: file, answer, isNoText }) =>
      answer.skipped === undefined || isNoText ? [] : [{ path: file, reason: answer.skipped }],
    ),
    errors: reports.flatMap(({ path: file, answer }) => errorsOf(file, answer)),
    fingerprints: reports.flatMap(({ prints }) => prints),
    passedOver: reports.filter(({ isNoText }) => isNoText).length,
  };
}

const errorsOf = (file: string, { remark, exceeded }: ScanAnswer): CodeReport['errors'] => [
  ...(remark === undefined ? [] : [{ path: file, message: `The file ${remark}.` }]),
  ...exceeded.map(({ ruleId, reason }) => ({ path: file, message: `The rule ${ruleId} ${reason}.` })),
];

/** Is more than any file that is scanned has. */
const largestBytes = 40_000_000;

/** A file may vanish between its scan and this; then its findings are never taken for known ones. */
const textOf = async (file: string): Promise<string> => {
  try {
    return decodeSource(await readPlain(file, largestBytes)) ?? '';
  } catch {
    return '';
  }
};
