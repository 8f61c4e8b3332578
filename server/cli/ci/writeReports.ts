/** Writes a gate's reports to the files that were named, and to the summary of a job that has one. */
import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderJUnit } from '../../ci/junit.ts';
import { renderMarkdown } from '../../ci/markdown.ts';
import type { GateReport } from '../../ci/report.ts';
import { makeFolder } from '../../platform/makeFolder.ts';
import { UsageError, type CommandContext } from '../command.ts';
import type { CiRequest } from './ci.ts';
import { renderGateSarif } from './render.ts';

/** Writes each report that is asked for; throws UsageError for a file that cannot be written. */
export async function writeReports(
  report: GateReport,
  { sarif, junit, markdown }: CiRequest,
  { cwd, err, surroundings }: CommandContext,
): Promise<void> {
  const named = [
    { option: 'sarif', file: sarif, render: renderGateSarif },
    { option: 'junit', file: junit, render: renderJUnit },
    { option: 'markdown', file: markdown, render: renderMarkdown },
  ];
  for (const { option, file, render } of named) {
    if (file === undefined) continue;
    const target = path.resolve(cwd, file);
    try {
      makeFolder(path.dirname(target));
      await writeFile(target, render(report));
    } catch (error) {
      throw new UsageError(
        `--${option} ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  const summary = surroundings.env['GITHUB_STEP_SUMMARY'];
  if (markdown !== undefined || summary === undefined || summary === '') return;
  // The verdict does not depend on a page that shows it.
  await appendFile(summary, renderMarkdown(report)).catch((error: unknown) => {
    err(`ringfence ci: the job's summary cannot be written: ${String(error)}\n`);
  });
}
