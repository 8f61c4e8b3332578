/** `ringfence ci`: the gate that a change passes through before it is merged. */
import type { Command, CommandContext } from '../command.ts';
import { exitCodes, UsageError } from '../command.ts';
import { findSpan, type Span } from '../../ci/base.ts';
import { changesOf, type Change } from '../../ci/changes.ts';
import { openGit, type Git } from '../../ci/git.ts';
import { isClosed, type GateReport } from '../../ci/report.ts';
import { describeProblem } from '../../../common/result.ts';
import { systemClock } from '../../ports/clock.ts';
import { readOptions } from '../options.ts';
import { defaultJobs, startScanner } from '../scan/code.ts';
import { createProgress } from '../scan/progress.ts';
import { approvalsOf } from './approvals.ts';
import { newChains } from './chains.ts';
import { checksOf } from './checks.ts';
import { excuse } from './excuse.ts';
import { policyOf } from './policy.ts';
import { renderGateText } from './render.ts';
import { scanChange, type ChangeReport } from './scanChange.ts';
import { writeReports } from './writeReports.ts';

/** Is what the command line asks for. */
export interface CiRequest {
  readonly base: string | undefined;
  readonly policy: string;
  readonly keys: readonly string[];
  readonly ledger: string | undefined;
  readonly ledgerKey: string | undefined;
  readonly sarif: string | undefined;
  readonly junit: string | undefined;
  readonly markdown: string | undefined;
}

/** Is the change that the gate looks at. */
export interface Subject {
  readonly git: Git;
  /** Top folder of the repository. */
  readonly top: string;
  readonly span: Span;
  readonly changes: readonly Change[];
}

/** Checks a change. */
export const ciCommand: Command = {
  name: 'ci',
  usage:
    'ringfence ci [--base REV] [--policy DIR] [--public-key KEY]… [--ledger DIR] [--ledger-key FILE] [--sarif FILE] [--junit FILE] [--markdown FILE]',
  summary:
    'Hold back in CI what a change should not bring in: verify the policy, scan the change, ask for approvals.',
  run: async (args, context) => {
    const request = readRequest(args);
    const report = await gate(request, context);
    await writeReports(report, request, context);
    await context.out(renderGateText(report));
    return isClosed(report) ? exitCodes.findings : exitCodes.clean;
  },
};

function readRequest(args: readonly string[]): CiRequest {
  const { values, positionals } = readOptions(args, {
    base: { type: 'string' },
    policy: { type: 'string' },
    'public-key': { type: 'string', multiple: true },
    ledger: { type: 'string' },
    'ledger-key': { type: 'string' },
    sarif: { type: 'string' },
    junit: { type: 'string' },
    markdown: { type: 'string' },
  });
  if (positionals.length > 0) throw new UsageError(`"${positionals[0] ?? ''}" is no option.`);
  return {
    base: values.base,
    policy: values.policy ?? '.ringfence',
    keys: values['public-key'] ?? [],
    ledger: values.ledger,
    ledgerKey: values['ledger-key'],
    sarif: values.sarif,
    junit: values.junit,
    markdown: values.markdown,
  };
}

async function gate(request: CiRequest, context: CommandContext): Promise<GateReport> {
  const started = systemClock.monotonic();
  const subject = await subjectOf(request, context);
  const { span, changes } = subject;
  const policy = await policyOf(request, subject, context);
  const approvals = await approvalsOf(request, subject, policy, context);
  const scanned = await scan(subject, context);
  const now = systemClock.now();
  const found = {
    configuration: excuse(scanned.configuration, policy.signed, now),
    findings: excuse(scanned.findings, policy.signed, now),
  };
  return {
    version: context.version,
    ts: now,
    ms: systemClock.monotonic() - started,
    base: span.base,
    head: span.head,
    chosen: span.chosen,
    files: changes.length,
    checks: [policy.check, approvals, ...checksOf(found, changes.length)],
    suppressed: scanned.suppressed,
    notes: scanned.skipped.map(({ path: file, reason }) => `${file} was not scanned: it ${reason}.`),
    errors: scanned.errors,
  };
}

async function subjectOf({ base }: CiRequest, context: CommandContext): Promise<Subject> {
  const { cwd, surroundings } = context;
  const found = await openGit(cwd, surroundings.env).run(['rev-parse', '--show-toplevel']);
  if (found.code !== 0)
    throw new UsageError(
      found.code === -1
        ? `Git cannot be started: ${found.stderr.trim()}`
        : `${cwd} is no folder of a git repository that can be read: ${found.stderr.trim()}`,
    );
  const top = found.stdout.toString('utf8').replace(/\r?\n$/u, '');
  const git = openGit(top, surroundings.env);
  const span = await findSpan(git, { named: base, env: surroundings.env });
  if (!span.ok) throw new UsageError(span.problems.map(describeProblem).join('\n'));
  return { git, top, span: span.value, changes: await changesOf(git, span.value) };
}

/** A thread takes about as long to start as it takes to scan so many files. */
const filesPerThread = 20;

async function scan({ git, top, span, changes }: Subject, context: CommandContext): Promise<ChangeReport> {
  const { assets, terminal, interrupted } = context;
  const jobs = Math.min(defaultJobs(), Math.max(1, Math.ceil(changes.length / filesPerThread)));
  const ready = await startScanner({ named: [], cwd: top, assets }, jobs);
  const progress = createProgress(changes.length, terminal, () => performance.now());
  const controller = new AbortController();
  void interrupted().then(() => controller.abort());
  const { signal } = controller;
  try {
    const report = await scanChange(changes, {
      git,
      scanner: ready.scanner,
      jobs,
      signal,
      progress: () => progress.step(),
    });
    const chains = await newChains(git, span, changes);
    return { ...report, configuration: [...report.configuration, ...chains] };
  } finally {
    progress.end();
    await ready.scanner.dispose();
    if (signal.aborted) throw new UsageError('The check was interrupted.');
  }
}
