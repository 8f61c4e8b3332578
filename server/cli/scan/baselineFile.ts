/** The files that `--baseline` and `--write-baseline` name. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describeProblem } from '../../../common/result.ts';
import { isAlive, readRegistrations } from '../../gate/registry.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import { makeFolder } from '../../platform/makeFolder.ts';
import { readPlainText } from '../../platform/plainFile.ts';
import { baselineFile, parseBaseline, renderBaseline, type Baseline } from '../../scan/baseline.ts';
import { UsageError, type CommandContext } from '../command.ts';

/** Reads the baseline that is named; throws UsageError when it cannot be read. */
export async function readBaseline(
  named: string | undefined,
  { cwd }: Pick<CommandContext, 'cwd'>,
): Promise<Baseline> {
  if (named === undefined) return new Map();
  const text = await readPlainText(path.resolve(cwd, named)).catch((error: unknown) => {
    throw new UsageError(
      `--baseline ${named} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  const parsed = parseBaseline(text, named);
  if (!parsed.ok) throw new UsageError(parsed.problems.map(describeProblem).join('\n'));
  return parsed.value;
}

/**
 * Writes a baseline. A running guard takes one at the usual place back, since nobody but a person may hide findings, and
 * a program cannot tell a person's terminal from an agent's: then this says what to do.
 */
export async function writeBaseline(
  named: string,
  baseline: Baseline,
  { cwd, err, surroundings }: Pick<CommandContext, 'cwd' | 'err' | 'surroundings'>,
): Promise<void> {
  const file = path.resolve(cwd, named);
  const text = renderBaseline(baseline);
  try {
    makeFolder(path.dirname(file));
    await writeFile(file, text);
  } catch (error) {
    throw new UsageError(
      `--write-baseline ${named} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const guards = readRegistrations(ringfenceFolders(surroundings).run).filter(({ pid }) => isAlive(pid));
  if (guards.length > 0 && isProtected(file) && (await isTakenBack(file, text)))
    err(
      `A running Ringfence guard holds this change of ${named} back until you approve it in Ringfence's view in the editor. ` +
        'Without an editor: end the guard, scan again, and start it.\n',
    );
}

const isProtected = (file: string): boolean =>
  path.dirname(file).split(path.sep).includes(path.dirname(baselineFile));

/** Guards take a change back within moments; on a busy machine it takes longer. */
const longestWaitMs = 1_500;

async function isTakenBack(file: string, text: string): Promise<boolean> {
  for (let waited = 0; waited < longestWaitMs; waited += 50) {
    await delay(50);
    if ((await readPlainText(file).catch(() => undefined)) !== text) return true;
  }
  return false;
}
