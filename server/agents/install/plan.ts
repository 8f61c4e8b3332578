/** Plans an install or a removal: which files would change, from what to what. Reads files, writes none. */
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { failure, success, type Problem, type Result } from '../../../common/result.ts';
import { hookCommand, launcherFile } from '../launcher.ts';
import { addTrust, removeTrust, type TrustedHook } from './codexTrust.ts';
import { addEntries, findEntries, removeEntries, type HookEntry } from './hooksFile.ts';
import type { InstallSetting, InstallSpec } from './spec.ts';

/** Is one file that would change; undefined stands for a file that is not there. */
export interface PlannedFile {
  /** Absolute path, with links followed: a file that is kept elsewhere and linked stays linked. */
  readonly file: string;
  readonly before: Buffer | undefined;
  readonly after: Buffer | undefined;
}

/** Plans to add our hooks. An agent that already has them exactly so needs no file to change. */
export async function planInstall(
  spec: InstallSpec,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> {
  return await plan(spec, setting, {
    hooks: (file, text) => addEntries(file, text, hookEntries(spec, setting)),
    trust: (file, text, hooksText) =>
      addTrust(file, text, trustedHooks(spec, setting, hooksFileOf(spec, setting), hooksText)),
  });
}

/** Plans to take our part out of the files as they are now, whatever else changed in them since. */
export async function planRemoval(
  spec: InstallSpec,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> {
  return await plan(spec, setting, {
    hooks: (file, text) => (text === undefined ? success(undefined) : removeEntries(file, text)),
    trust: (_, text) => success(text === undefined ? undefined : removeTrust(text)),
  });
}

/** Returns the file with an agent's hooks, as the agent names it. */
export const hooksFileOf = (spec: InstallSpec, setting: InstallSetting): string =>
  joined(setting, spec.folder(setting), spec.hooksFile);

/** Returns the file with an agent's trust in hooks; undefined when it needs none. */
export const trustFileOf = (spec: InstallSpec, setting: InstallSetting): string | undefined =>
  spec.trustFile === undefined ? undefined : joined(setting, spec.folder(setting), spec.trustFile);

/** Returns our hook groups for an agent. */
export function hookEntries(spec: InstallSpec, setting: InstallSetting): readonly HookEntry[] {
  const launcher = launcherFile(setting.folders, setting.platform);
  return spec.events.map(({ name }) => ({
    event: name,
    command: hookCommand(launcher, spec.agent, name, setting.platform),
    timeout: spec.timeout,
  }));
}

/** Returns what Codex has to trust: our hooks at the places where they stand in their file. */
export function trustedHooks(
  spec: InstallSpec,
  setting: InstallSetting,
  file: string,
  text: string,
): readonly TrustedHook[] {
  const found = findEntries(text);
  return spec.events.flatMap(({ name, key, matches }) => {
    const entry = hookEntries(spec, setting).find(each => each.event === name);
    const index = found.find(each => each.event === name)?.index;
    if (entry === undefined || index === undefined) return [];
    return [{ file, event: key, index, command: entry.command, timeout: entry.timeout, matches }];
  });
}

interface Changes {
  readonly hooks: (file: string, text: string | undefined) => Result<string | undefined>;
  readonly trust: (file: string, text: string | undefined, hooksText: string) => Result<string | undefined>;
}

async function plan(
  spec: InstallSpec,
  setting: InstallSetting,
  changes: Changes,
): Promise<Result<readonly PlannedFile[]>> {
  const hooks = await read(hooksFileOf(spec, setting));
  if (!hooks.ok) return hooks;
  const hooksText = changes.hooks(hooks.value.file, hooks.value.text);
  if (!hooksText.ok) return hooksText;
  const planned = [plannedFile(hooks.value, hooksText.value)];
  const trustFile = trustFileOf(spec, setting);
  if (trustFile !== undefined) {
    const trust = await read(trustFile);
    if (!trust.ok) return trust;
    const trustText = changes.trust(trust.value.file, trust.value.text, hooksText.value ?? '');
    if (!trustText.ok) return trustText;
    planned.push(plannedFile(trust.value, trustText.value));
  }
  return success(planned.filter(({ before, after }) => !sameBytes(before, after)));
}

/** A file that holds nothing of anybody's after our part has gone is still the user's, and stays. */
const plannedFile = ({ file, bytes }: ReadFile, text: string | undefined): PlannedFile => ({
  file,
  before: bytes,
  after: text === undefined ? undefined : Buffer.from(text),
});

interface ReadFile {
  readonly file: string;
  readonly bytes: Buffer | undefined;
  readonly text: string | undefined;
}

async function read(named: string): Promise<Result<ReadFile>> {
  const file = await realpath(named).catch(() => named);
  try {
    const bytes = await readFile(file);
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return success({ file, bytes, text });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return success({ file, bytes: undefined, text: undefined });
    }
    return failure(unreadable(file, error));
  }
}

const unreadable = (source: string, error: unknown): Problem =>
  error instanceof TypeError
    ? {
        source,
        message: 'The file is not UTF-8.',
        remedy: 'Save it as UTF-8 and try again; nothing was changed.',
      }
    : {
        source,
        message: `The file cannot be read (${error instanceof Error ? error.message : 'unknown cause'}).`,
        remedy: 'Make it readable and try again; nothing was changed.',
      };

/** Tells whether two contents are the same, byte for byte. */
export const sameBytes = (a: Buffer | undefined, b: Buffer | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.equals(b);

const joined = ({ platform }: InstallSetting, folder: string, file: string): string =>
  (platform === 'win32' ? path.win32 : path.posix).join(folder, file);
