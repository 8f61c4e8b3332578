/** Plans, writes and undoes the files that tell agents what not to read. */
import { createHash } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { failure, success, type Result } from '../../../common/result.ts';
import { readPlain } from '../../platform/plainFile.ts';
import { claudeCode } from '../claudeCode.ts';
import { sameBytes, type PlannedFile } from '../install/plan.ts';
import {
  forgetInstall,
  recordedInstall,
  rememberInstall,
  withOriginals,
  writeAtomically,
  type RecordedFile,
} from '../install/record.ts';
import { joined, type InstallSetting } from '../install/spec.ts';
import { addEntries, denyEntry, removeEntries } from './denyList.ts';
import { addBlock, removeBlock } from './ignoreFile.ts';
import { secretPatterns, type Excluding } from './lists.ts';

/** Plans what would be written for an agent, in its files of this user or of the first workspace folder. */
export const planExclusion = (
  agent: Excluding,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> =>
  planned(agent, setting, (file, text) =>
    agent.written.kind === 'claude'
      ? addEntries(file, text, entries)
      : success(addBlock(text, secretPatterns)),
  );

/** Plans what an undo would write: the bytes from before where nobody touched the file since, else without our part. */
export async function planUndo(
  agent: Excluding,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> {
  const recorded = await recordedInstall(setting.folders, recordName(agent, setting));
  if (recorded.length === 0) return success([]);
  const plan = await planned(agent, setting, (file, text) => {
    if (text === undefined) return success(undefined);
    return agent.written.kind === 'claude'
      ? removeEntries(file, text, added(recorded, file))
      : success(removeBlock(text));
  });
  return plan.ok ? success(withOriginals(plan.value, recorded)) : plan;
}

/** Writes the files of a plan, and remembers their bytes from before. */
export async function exclude(
  agent: Excluding,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> {
  const plan = await planExclusion(agent, setting);
  if (!plan.ok || plan.value.length === 0) return plan;
  await rememberInstall(setting.folders, recordName(agent, setting), plan.value);
  await write(plan.value);
  return plan;
}

/** Undoes what was written for an agent. */
export async function undo(
  agent: Excluding,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> {
  const plan = await planUndo(agent, setting);
  if (!plan.ok) return plan;
  await write(plan.value);
  await forgetInstall(setting.folders, recordName(agent, setting));
  return plan;
}

/** Returns the file that is written for an agent. */
export function exclusionFile({ written }: Excluding, setting: InstallSetting): string {
  if (written.kind === 'lines') return path.join(setting.roots[0] ?? setting.home, written.file);
  const folder = claudeCode.install?.folder(setting) ?? joined(setting, setting.home, '.claude');
  return joined(setting, folder, 'settings.json');
}

const entries = secretPatterns.map(denyEntry);

/** What the user had denied before stays denied. */
function added(recorded: readonly RecordedFile[], file: string): readonly string[] {
  const before = recorded.find(each => each.file === file)?.before?.toString('utf8') ?? '';
  return entries.filter(entry => !before.includes(JSON.stringify(entry)));
}

/** One record for a file of the user, one a folder for those of a workspace. */
function recordName(agent: Excluding, setting: InstallSetting): string {
  const file = exclusionFile(agent, setting);
  return `exclude.${agent.name}.${createHash('sha256').update(file).digest('hex').slice(0, 12)}`;
}

type Change = (file: string, text: string | undefined) => Result<string | undefined>;

async function planned(
  agent: Excluding,
  setting: InstallSetting,
  change: Change,
): Promise<Result<readonly PlannedFile[]>> {
  const named = exclusionFile(agent, setting);
  const file = await realpath(named).catch(() => named);
  const before = await bytesOf(file);
  if (!before.ok) return before;
  const text = before.value?.toString('utf8');
  if (text !== undefined && !sameBytes(before.value, Buffer.from(text)))
    return failure({ source: file, message: 'The file is not UTF-8.', remedy: 'Save it as UTF-8 first.' });
  const changed = change(file, text);
  if (!changed.ok) return changed;
  const after = changed.value === undefined ? undefined : Buffer.from(changed.value);
  return success(sameBytes(before.value, after) ? [] : [{ file, before: before.value, after }]);
}

async function bytesOf(file: string): Promise<Result<Buffer | undefined>> {
  try {
    return success(await readPlain(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return success(undefined);
    const message = `The file cannot be read (${error instanceof Error ? error.message : String(error)}).`;
    return failure({ source: file, message, remedy: 'Make it readable and try again; nothing was changed.' });
  }
}

async function write(files: readonly PlannedFile[]): Promise<void> {
  for (const { file, after } of files) {
    if (after === undefined) await rm(file, { force: true });
    else await writeAtomically(file, after);
  }
}
