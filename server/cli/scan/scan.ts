/** `ringfence scan`: reports risky configuration, insecure code, secrets, hidden orders and doubtful packages that are already there. */
import { compareSeverity, severities, type Finding, type Severity } from '../../../common/finding.ts';
import { describeProblem } from '../../../common/result.ts';
import { chainsAtRest, type FileText } from '../../detect/settings/index.ts';
import { toBaseline, type Baseline } from '../../scan/baseline.ts';
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { openLayers } from '../../layers/open.ts';
import { plainPlaces, rulingOf } from '../../layers/rulings.ts';
import { systemClock } from '../../ports/clock.ts';
import { layersAbove } from '../layersAbove.ts';
import { choice, readOptions } from '../options.ts';
import { readBaseline, writeBaseline } from './baselineFile.ts';
import { isConfig, isExpected, mayBeCode, wanted } from './choose.ts';
import {
  defaultJobs,
  scanCode,
  startScanner,
  type CodeReport,
  type CodeTask,
  type ReadyScanner,
} from './code.ts';
import { homeRelative, scanConfiguration } from './configuration.ts';
import { createProgress } from './progress.ts';
import { renderJson, renderText, type ScanReport } from './report.ts';
import { renderSarif } from './sarif.ts';
import { walk, type ScanFile, type Skipped } from './walk.ts';

const renderers = { text: renderText, json: renderJson, sarif: renderSarif } as const;

/** Is what the command line asks for. */
interface Request {
  readonly paths: readonly string[];
  readonly named: readonly string[];
  readonly format: keyof typeof renderers;
  readonly severity: Severity;
  readonly jobs: number;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
}

/** Scans configuration, code and texts at rest; the JSON form is a public contract. */
export const scanCommand: Command = {
  name: 'scan',
  usage:
    'ringfence scan [PATH]… [--config RULES]… [--format text|json|sarif] [--severity LEVEL] [--baseline FILE] [--write-baseline FILE] [--jobs N]',
  summary:
    'Report risky configuration, insecure code, secrets, hidden orders and doubtful packages below the given paths (default: this folder).',
  run: async (args, context) => {
    const request = readRequest(args);
    const report = await scan(request, context);
    await context.out(renderers[request.format](report));
    if (report.missing) return exitCodes.usage;
    return exitCodeOf(report);
  },
};

/** What is waived counts for itself. */
function countsOf(findings: readonly Finding[]): Pick<ScanReport['stats'], 'findings' | 'waived'> {
  const counted = findings.filter(({ waived }) => waived === undefined);
  const waived = findings.length - counted.length;
  return { findings: countBySeverity(counted), ...(waived === 0 ? {} : { waived }) };
}

const exitCodeOf = ({ findings }: ScanReport): ExitCode =>
  findings.some(({ severity, waived }) => severity !== 'info' && waived === undefined)
    ? exitCodes.findings
    : exitCodes.clean;

function readRequest(args: readonly string[]): Request {
  const { values, positionals } = readOptions(args, {
    format: { type: 'string' },
    config: { type: 'string', multiple: true },
    severity: { type: 'string' },
    baseline: { type: 'string' },
    'write-baseline': { type: 'string' },
    jobs: { type: 'string' },
  });
  const jobs = values.jobs === undefined ? defaultJobs() : Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64)
    throw new UsageError('--jobs takes a whole number from 1 to 64.');
  return {
    paths: positionals.length > 0 ? positionals : ['.'],
    named: values.config ?? [],
    format: choice('format', values.format, ['text', 'json', 'sarif']),
    severity: choice('severity', values.severity, severities),
    jobs,
    baseline: values.baseline,
    writeBaseline: values['write-baseline'],
  };
}

async function scan(request: Request, context: CommandContext): Promise<ScanReport> {
  const baseline = await readBaseline(request.baseline, context);
  const isNamed = request.named.length > 0;
  const walked = await Promise.all(request.paths.map(named => walk(named, context.cwd, wanted)));
  const files = walked.flatMap(result => result.files);
  const configs = isNamed ? [] : files.filter(({ relative }) => isConfig(relative));
  const configured = await scanConfigurations(configs, context);
  const ready = files.length === 0 && !isNamed ? undefined : await prepare(request, files.length, context);
  const tasks = files.map(file => taskOf(file, request, context));
  const scanned = ready === undefined ? nothing : await run(tasks, ready, baseline, context);
  if (request.writeBaseline !== undefined)
    await writeBaseline(request.writeBaseline, toBaseline(scanned.fingerprints), context);
  const shown = ({ severity }: Finding): boolean => compareSeverity(severity, request.severity) >= 0;
  const ruled = await ruling(context);
  const findings = [...configured.findings, ...scanned.findings].flatMap(ruled).filter(shown);
  const skipped = [...walked.flatMap(result => result.skipped), ...configured.skipped, ...scanned.skipped];
  return {
    version: context.version,
    findings: findings.toSorted(byPlace),
    suppressed: scanned.suppressed,
    known: scanned.known,
    skipped: uniqueSkips(skipped),
    errors: [...configured.errors, ...(ready === undefined ? [] : ruleErrors(ready)), ...scanned.errors],
    stats: { files: files.length - scanned.passedOver, ...countsOf(findings) },
    missing: skipped.some(({ reason }) => reason === 'does not exist'),
  };
}

/** Returns what the layers of this folder make of a finding: another severity, a waiver, or nothing at all. */
async function ruling(context: CommandContext): Promise<(finding: Finding) => readonly Finding[]> {
  const { folders, floor } = await layersAbove(context);
  const { layers } = openLayers({ folders, roots: [context.cwd], floor: floor() });
  const rule = rulingOf(layers, systemClock.now());
  if (rule === undefined) return finding => [finding];
  return finding => {
    const ruled = rule(finding, plainPlaces);
    return ruled === undefined ? [] : [ruled];
  };
}

const nothing: CodeReport = {
  findings: [],
  known: [],
  suppressed: [],
  skipped: [],
  errors: [],
  fingerprints: [],
  passedOver: 0,
};

async function scanConfigurations(
  files: readonly ScanFile[],
  { surroundings }: CommandContext,
): Promise<Pick<ScanReport, 'findings' | 'skipped' | 'errors'>> {
  const findings: Finding[] = [];
  const skipped: Skipped[] = [];
  const errors: { path: string; message: string }[] = [];
  const texts: FileText[] = [];
  for (const file of files) {
    const report = await scanConfiguration(file, surroundings.home);
    findings.push(...report.findings);
    if (report.text?.includes('chema') === true)
      texts.push({ path: file.display, relative: file.relative, text: report.text });
    if (report.skipped !== undefined) skipped.push({ path: file.display, reason: report.skipped });
    errors.push(...report.errors.map(message => ({ path: file.display, message })));
  }
  return { findings: [...findings, ...chainsAtRest(texts)], skipped, errors };
}

/** Rules that the user names run alone, on every file; else each file is scanned for what it may hold. */
function taskOf(file: ScanFile, { named, paths }: Request, { surroundings }: CommandContext): CodeTask {
  const { absolute, display, relative } = file;
  const isAsked = paths.includes(display);
  const task = { path: absolute, display };
  if (named.length > 0) return { task, mustBeText: isAsked || mayBeCode(relative) };
  const texts = { relative, ...homeRelative(file, surroundings.home) };
  return {
    task: { ...task, texts, ...(mayBeCode(relative) ? {} : { textsOnly: true }) },
    mustBeText: isAsked || isExpected(relative),
  };
}

/** A thread takes about as long to start as it takes to scan so many files. */
const filesPerThread = 20;

async function prepare(
  { named, jobs }: Request,
  count: number,
  { cwd, assets, err }: CommandContext,
): Promise<ReadyScanner> {
  const worthwhile = Math.max(1, Math.ceil(count / filesPerThread));
  const ready = await startScanner({ named, cwd, assets }, Math.min(jobs, worthwhile));
  // A scan without a single rule must not pass for one that found nothing.
  const errors = ruleErrors(ready);
  if (named.length > 0 && errors.length > 0 && ready.summary.rules.length === 0) {
    await ready.scanner.dispose();
    throw new UsageError(`--config: ${errors.map(({ message }) => message).join('\n')}`);
  }
  if (ready.own.length > 0) err(`Rules of this folder: ${ready.own.join(', ')}\n`);
  return ready;
}

async function run(
  files: readonly CodeTask[],
  ready: ReadyScanner,
  baseline: Baseline,
  { terminal, interrupted }: CommandContext,
): Promise<CodeReport> {
  const progress = createProgress(files.length, terminal, () => performance.now());
  const controller = new AbortController();
  void interrupted().then(() => {
    controller.abort();
  });
  try {
    return await scanCode(files, ready, {
      baseline,
      signal: controller.signal,
      progress: () => {
        progress.step();
      },
    });
  } finally {
    progress.end();
    await ready.scanner.dispose();
    if (controller.signal.aborted) throw new UsageError('The scan was interrupted.');
  }
}

const ruleErrors = ({ summary, problems }: ReadyScanner): ScanReport['errors'] => [
  ...[...problems, ...summary.problems].map(problem => ({
    path: problem.source,
    message: describeProblem(problem),
  })),
  ...summary.skipped.map(({ id, path: file, reason }) => ({
    path: file,
    message: `The rule ${id} was skipped: ${reason}`,
  })),
];

function uniqueSkips(skipped: readonly Skipped[]): readonly Skipped[] {
  const seen = new Set<string>();
  return skipped.filter(({ path: file }) => {
    if (seen.has(file)) return false;
    seen.add(file);
    return true;
  });
}

const byPlace = (a: Finding, b: Finding): number =>
  a.path < b.path
    ? -1
    : a.path > b.path
      ? 1
      : a.start.line - b.start.line ||
        a.start.column - b.start.column ||
        compareSeverity(b.severity, a.severity);

function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number =>
    findings.filter(finding => finding.severity === severity).length;
  return Object.fromEntries(severities.map(severity => [severity, count(severity)])) as Record<
    Severity,
    number
  >;
}
