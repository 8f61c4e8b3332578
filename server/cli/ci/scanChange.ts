/** Scans what a change brings in: each file as it is after the change, less what it already held before. */
import type { Finding } from '../../../common/finding.ts';
import { describeProblem } from '../../../common/result.ts';
import type { Change } from '../../ci/changes.ts';
import { sizesOf } from '../../ci/changes.ts';
import type { Git, ObjectReader } from '../../ci/git.ts';
import { assessConfig, configKind } from '../../detect/settings/index.ts';
import { decodeSource } from '../../platform/text.ts';
import { fingerprint, toBaseline, withoutKnown } from '../../scan/baseline.ts';
import type { ScanAnswer } from '../../scan/messages.ts';
import type { Scanner } from '../../scan/pool.ts';
import { isExpected, mayBeCode, wanted } from '../scan/choose.ts';
import type { Skipped } from '../scan/walk.ts';

/** Is what a change brings in. */
export interface ChangeReport {
  /** Findings of the settings guard. */
  readonly configuration: readonly Finding[];
  /** Findings of the rules on code and text. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly skipped: readonly Skipped[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

/** Says what a change is scanned with. */
export interface ChangeScan {
  readonly git: Git;
  readonly scanner: Scanner;
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** Is told after each file. */
  readonly progress: () => void;
}

/** Is the largest file that is read. */
const largestFile = 10_000_000;

/** Scans the changed files; rejects only when git fails. */
export async function scanChange(changes: readonly Change[], options: ChangeScan): Promise<ChangeReport> {
  const chosen = changes.filter(({ is, path }) => is === 'file' && wanted(path, false));
  const ids = chosen.flatMap(({ before, after }) => [before, after].filter(id => id !== undefined));
  const sizes = await sizesOf(options.git, [...new Set(ids)]);
  const objects = options.git.objects();
  const waiting = chosen.values();
  const reports: ChangeReport[] = [];
  // So many at a time as there are threads, twice: the next text is there when a thread is free, and memory stays flat.
  const work = async (): Promise<void> => {
    for (const change of waiting) {
      if (options.signal.aborted) return;
      reports.push(await scanFile(change, { ...options, objects, sizes }));
      options.progress();
    }
  };
  try {
    await Promise.all(Array.from({ length: options.jobs * 2 }, work));
  } finally {
    objects.close();
  }
  return {
    configuration: reports.flatMap(({ configuration }) => configuration),
    findings: reports.flatMap(({ findings }) => findings),
    suppressed: reports.flatMap(({ suppressed }) => suppressed),
    skipped: [...reports.flatMap(({ skipped }) => skipped), ...linksAmong(changes)],
    errors: reports.flatMap(({ errors }) => errors),
  };
}

const linksAmong = (changes: readonly Change[]): readonly Skipped[] =>
  changes
    .filter(({ is, path, after }) => is === 'link' && after !== undefined && wanted(path, true))
    .map(({ path }) => ({ path, reason: 'is a symbolic link' }));

interface FileScan extends ChangeScan {
  readonly objects: ObjectReader;
  readonly sizes: ReadonlyMap<string, number>;
}

const nothing: ChangeReport = { configuration: [], findings: [], suppressed: [], skipped: [], errors: [] };

async function scanFile(change: Change, scan: FileScan): Promise<ChangeReport> {
  const { path, after } = change;
  if (after !== undefined && (scan.sizes.get(after) ?? 0) > largestFile)
    return { ...nothing, skipped: [{ path, reason: `is larger than ${largestFile / 1_000_000} MB` }] };
  const text = await textOf(after, scan);
  if (text === undefined && after !== undefined)
    return { ...nothing, skipped: isExpected(path) ? [{ path, reason: 'is binary' }] : [] };
  const configured = await configuration(change, text, scan);
  if (text === undefined) return configured;
  const scanned = await newInText(change, text, scan);
  return {
    ...scanned,
    configuration: configured.configuration,
    errors: [...configured.errors, ...scanned.errors],
  };
}

async function textOf(id: string | undefined, { objects, sizes }: FileScan): Promise<string | undefined> {
  if (id === undefined || (sizes.get(id) ?? 0) > largestFile) return undefined;
  const bytes = await objects.read(id);
  return bytes === undefined ? undefined : decodeSource(bytes);
}

/** A harmless file that is moved to where it is configuration brings in all that it holds. */
async function configuration(
  change: Change,
  text: string | undefined,
  scan: FileScan,
): Promise<ChangeReport> {
  const { path, from = path } = change;
  const place = { path, relative: path };
  const kind = configKind(place);
  if (kind === undefined) return nothing;
  const same = kind === configKind({ path: from, relative: from });
  const before = same ? await textOf(change.before, scan) : undefined;
  const assessment = assessConfig(place, before, text);
  return {
    ...nothing,
    configuration: assessment?.introduced ?? [],
    errors: (assessment?.problems ?? []).map(problem => ({ path, message: describeProblem(problem) })),
  };
}

async function newInText(change: Change, text: string, scan: FileScan): Promise<ChangeReport> {
  const { path, from = path, before } = change;
  const answer = await scanText(path, text, scan);
  const found = [...answer.findings, ...answer.suppressed];
  const old = found.length === 0 ? undefined : await textOf(before, scan);
  const known = old === undefined ? [] : await knownPrints(from, old, { ...scan, path });
  // What was reported before and is suppressed now is news: the comment is part of the change.
  const baseline = toBaseline(known.flatMap(each => (each.suppressed ? [] : [each.print])));
  const excused = toBaseline(known.flatMap(each => (each.suppressed ? [each.print] : [])));
  return {
    ...nothing,
    findings: withoutKnown(answer.findings, text, baseline).fresh,
    suppressed: withoutKnown(answer.suppressed, text, excused).fresh,
    skipped: answer.skipped === undefined ? [] : [{ path, reason: answer.skipped }],
    errors: errorsOf(path, answer),
  };
}

interface Known {
  readonly print: string;
  readonly suppressed: boolean;
}

/** Scans a file as it was, where it was, and names what it held as if it had been where it is now. */
async function knownPrints(
  from: string,
  text: string,
  scan: FileScan & { readonly path: string },
): Promise<readonly Known[]> {
  const answer = await scanText(from, text, scan);
  const print = (finding: Finding): string => fingerprint({ ...finding, path: scan.path }, text);
  return [
    ...answer.findings.map(finding => ({ print: print(finding), suppressed: false })),
    ...answer.suppressed.map(finding => ({ print: print(finding), suppressed: true })),
  ];
}

const scanText = (path: string, text: string, { scanner, signal }: ChangeScan): Promise<ScanAnswer> =>
  scanner.scan(
    {
      path,
      display: path,
      text,
      texts: { relative: path },
      ...(mayBeCode(path) ? {} : { textsOnly: true as const }),
    },
    signal,
  );

const errorsOf = (path: string, { remark, exceeded }: ScanAnswer): ChangeReport['errors'] => [
  ...(remark === undefined ? [] : [{ path, message: `The file ${remark}.` }]),
  ...exceeded.map(({ ruleId, reason }) => ({ path, message: `The rule ${ruleId} ${reason}.` })),
];
