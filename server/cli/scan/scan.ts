/** `ringfence scan`: reports risky configuration that is already there. */
import { readFile, stat } from 'node:fs/promises';
import { compareSeverity, severities, type Finding, type Severity } from '../../../common/finding.ts';
import { describeProblem } from '../../../common/result.ts';
import { assessConfig, configKind } from '../../detect/settings/index.ts';
import { decodeText } from '../../platform/text.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { renderJson, renderSarif, renderText, type ScanReport } from './report.ts';
import { walk, type ScanFile, type Skipped } from './walk.ts';

/** Is the largest configuration file that is read: beyond it a file is no configuration that a person wrote. */
const largestFile = 50 * 1024 * 1024;

const renderers = { text: renderText, json: renderJson, sarif: renderSarif } as const;

/** Scans configuration files at rest; the JSON form is a public contract. */
export const scanCommand: Command = {
  name: 'scan',
  usage: 'ringfence scan [PATH]… [--format text|json|sarif]',
  summary: 'Report risky configuration below the given paths (default: this folder).',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      format: { type: 'string' },
      config: { type: 'string', multiple: true },
    });
    if (values.config !== undefined) {
      throw new UsageError(
        '--config needs the code rule engine, which this version does not have; configuration files are scanned without it.',
      );
    }
    const format = choice('format', values.format, ['text', 'json', 'sarif']);
    const report = await scan(positionals.length > 0 ? positionals : ['.'], context);
    await context.out(renderers[format](report));
    if (report.missing) return exitCodes.usage;
    return report.findings.some(finding => finding.severity !== 'info')
      ? exitCodes.findings
      : exitCodes.clean;
  },
};

async function scan(
  paths: readonly string[],
  { cwd, version, surroundings }: CommandContext,
): Promise<ScanReport> {
  const walked = await Promise.all(
    paths.map(named => walk(named, cwd, relative => configKind({ path: relative, relative }) !== undefined)),
  );
  const files = walked.flatMap(result => result.files);
  const skipped: Skipped[] = walked.flatMap(result => result.skipped);
  const errors: { path: string; message: string }[] = [];
  const findings: Finding[] = [];
  for (const file of files) {
    const text = await readConfig(file, skipped);
    if (text === undefined) continue;
    const assessment = assessConfig(
      { path: file.display, relative: file.relative, ...homeRelative(file, surroundings.home) },
      undefined,
      text,
    );
    if (assessment === undefined) {
      skipped.push({ path: file.display, reason: 'is no configuration file that Ringfence knows' });
      continue;
    }
    findings.push(...assessment.findings);
    errors.push(
      ...assessment.problems.map(problem => ({ path: file.display, message: describeProblem(problem) })),
    );
  }
  return {
    version,
    findings: findings.toSorted(byPlace),
    skipped,
    errors,
    stats: { files: files.length, findings: countBySeverity(findings) },
    missing: skipped.some(({ reason }) => reason === 'does not exist'),
  };
}

async function readConfig(file: ScanFile, skipped: Skipped[]): Promise<string | undefined> {
  const skip = (reason: string): string | undefined => {
    skipped.push({ path: file.display, reason });
    return undefined;
  };
  try {
    const { size } = await stat(file.absolute);
    if (size > largestFile) return skip(`is larger than ${largestFile / 1024 / 1024} MiB`);
    return decodeText(await readFile(file.absolute))?.text ?? skip('is binary');
  } catch (error) {
    return skip(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function homeRelative({ absolute }: ScanFile, home: string): { readonly homeRelative?: string } {
  const prefix = `${home.replaceAll('\\', '/')}/`;
  const normal = absolute.replaceAll('\\', '/');
  return normal.startsWith(prefix) ? { homeRelative: normal.slice(prefix.length) } : {};
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
