/** Plans an install or a removal: which files would change, from what to what. Reads files, writes none. */
import { realpath } from 'node:fs/promises';
import { failure, success, type Problem, type Result } from '../../../common/result.ts';
import { readPlain } from '../../platform/plainFile.ts';
import type { AgentName } from '../denials.ts';
import { hookCommand, launcherFile } from '../launcher.ts';
import { addTrust, removeTrust, type TrustedHook } from './codexTrust.ts';
import { addEntries, findEntries, mark, removeEntries } from './hooksFile.ts';
import {
  joined,
  type HookEntry,
  type InstallSetting,
  type InstallSpec,
  type MergedFile,
  type OwnFile,
} from './spec.ts';

/** Is an agent whose hooks are installed into files. */
export interface Installable {
  readonly name: AgentName;
  readonly title: string;
  readonly install: InstallSpec;
}

/** Is one file that would change; undefined stands for a file that is not there. */
export interface PlannedFile {
  /** Absolute path, with links followed: a file that is kept elsewhere and linked stays linked. */
  readonly file: string;
  readonly before: Buffer | undefined;
  readonly after: Buffer | undefined;
  readonly executable?: boolean;
}

/** Plans to add our hooks. An agent that already has them exactly so needs no file to change. */
export async function planInstall(
  agent: Installable,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> {
  const { written } = agent.install;
  if (written.kind === 'own') {
    const files = ownFilesOf(agent, setting).map(own => planOwn(own, own.text));
    return together(await Promise.all(files));
  }
  const file = hooksFileOf(agent, written, setting);
  return await planMerged({ agent, written, setting }, async () => {
    const hooks = await read(file);
    if (!hooks.ok) return hooks;
    const text = addEntries(hooks.value.text, hookEntries(agent, setting), {
      ...written,
      file: hooks.value.file,
    });
    if (!text.ok) return text;
    return success({
      hooks: plannedFile(hooks.value, text.value),
      trust: (source, trust) => addTrust(source, trust, trustedHooks(agent, setting, file, text.value)),
    });
  });
}

/** Plans to take our part out of the files as they are now, whatever else changed in them since. */
export async function planRemoval(
  agent: Installable,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> {
  const { written } = agent.install;
  if (written.kind === 'own') {
    const files = ownFilesOf(agent, setting).map(own => planOwn(own, undefined));
    return together(await Promise.all(files));
  }
  return await planMerged({ agent, written, setting }, async () => {
    const hooks = await read(hooksFileOf(agent, written, setting));
    if (!hooks.ok) return hooks;
    const { file, text } = hooks.value;
    const removed = text === undefined ? success(undefined) : removeEntries(file, text);
    if (!removed.ok) return removed;
    return success({
      hooks: plannedFile(hooks.value, removed.value),
      trust: (_, trust) => success(trust === undefined ? undefined : removeTrust(trust)),
    });
  });
}

/** Returns the file with an agent's hooks, as the agent names it. */
export const hooksFileOf = (
  { install }: Installable,
  { file }: MergedFile,
  setting: InstallSetting,
): string => joined(setting, install.folder(setting), file);

/** Returns the file with an agent's trust in hooks; undefined when it needs none. */
export const trustFileOf = (
  { install }: Installable,
  { trustFile }: MergedFile,
  setting: InstallSetting,
): string | undefined =>
  trustFile === undefined ? undefined : joined(setting, install.folder(setting), trustFile);

/** Returns the files of an agent that are wholly ours, with absolute paths. */
export function ownFilesOf(agent: Installable, setting: InstallSetting): readonly OwnFile[] {
  const { written, folder } = agent.install;
  if (written.kind !== 'own') return [];
  const files = written.files(hookEntries(agent, setting), setting);
  return files.map(own => ({ ...own, file: joined(setting, folder(setting), own.file) }));
}

/** Returns our hooks for an agent. */
export function hookEntries({ name, install }: Installable, setting: InstallSetting): readonly HookEntry[] {
  const launcher = launcherFile(setting.folders, setting.platform);
  return install.events.map(event => ({
    event: event.name,
    command: hookCommand(launcher, name, event.name, setting.platform),
    timeout: install.timeout,
  }));
}

/** Returns what Codex has to trust: our hooks at the places where they stand in their file. */
export function trustedHooks(
  agent: Installable,
  setting: InstallSetting,
  file: string,
  text: string,
): readonly TrustedHook[] {
  const found = findEntries(text);
  return agent.install.events.flatMap(({ name, key, matches }) => {
    const entry = hookEntries(agent, setting).find(each => each.event === name);
    const index = found.find(each => each.event === name)?.index;
    if (entry === undefined || index === undefined) return [];
    return [{ file, event: key, index, command: entry.command, timeout: entry.timeout, matches }];
  });
}

interface MergedChange {
  readonly hooks: PlannedFile;
  readonly trust: (file: string, text: string | undefined) => Result<string | undefined>;
}

interface MergedPlace {
  readonly agent: Installable;
  readonly written: MergedFile;
  readonly setting: InstallSetting;
}

async function planMerged(
  { agent, written, setting }: MergedPlace,
  change: () => Promise<Result<MergedChange>>,
): Promise<Result<readonly PlannedFile[]>> {
  const changed = await change();
  if (!changed.ok) return changed;
  const planned = [changed.value.hooks];
  const trustFile = trustFileOf(agent, written, setting);
  if (trustFile !== undefined) {
    const trust = await read(trustFile);
    if (!trust.ok) return trust;
    const trustText = changed.value.trust(trust.value.file, trust.value.text);
    if (!trustText.ok) return trustText;
    planned.push(plannedFile(trust.value, trustText.value));
  }
  return success(changing(planned));
}

/** Somebody else's file in the place of ours is left alone: it is named, and nothing is installed. */
async function planOwn(
  { file: named, executable }: OwnFile,
  text: string | undefined,
): Promise<Result<PlannedFile>> {
  const found = await read(named);
  if (!found.ok) return found;
  const theirs = found.value.text !== undefined && !found.value.text.includes(mark);
  if (theirs && text === undefined) return success(plannedFile(found.value, found.value.text));
  if (theirs) {
    return failure({
      source: found.value.file,
      message: 'A hook that is not of Ringfence is here already, and the agent takes one only.',
      remedy: 'Move it away and try again; nothing was changed.',
    });
  }
  return success({ ...plannedFile(found.value, text), ...(executable === true ? { executable } : {}) });
}

function together(files: readonly Result<PlannedFile>[]): Result<readonly PlannedFile[]> {
  const problems = files.flatMap(file => (file.ok ? [] : file.problems));
  if (problems.length > 0) return failure(...problems);
  return success(changing(files.flatMap(file => (file.ok ? [file.value] : []))));
}

const changing = (files: readonly PlannedFile[]): readonly PlannedFile[] =>
  files.filter(({ before, after }) => !sameBytes(before, after));

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
    const bytes = await readPlain(file);
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
