/** Installs Ringfence's hooks into agents, takes them out again, and says how they stand. */
import { access, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { failure, success, type Problem, type Result } from '../../../common/result.ts';
import { readPlainText } from '../../platform/plainFile.ts';
import { launcherFile, writeLauncher } from '../launcher.ts';
import type { Agent } from '../adapter.ts';
import { agentOf, agents } from '../list.ts';
import { isTrusted } from './codexTrust.ts';
import { findEntries, mark } from './hooksFile.ts';
import { findKillSwitches, type KillSwitch } from './killSwitch.ts';
import {
  hookEntries,
  hooksFileOf,
  ownFilesOf,
  planInstall,
  planRemoval,
  trustedHooks,
  trustFileOf,
  type Installable,
  type PlannedFile,
} from './plan.ts';
import { forgetInstall, recordedInstall, rememberInstall, withOriginals, writeAtomically } from './record.ts';
import type { InstallSetting, MergedFile } from './spec.ts';

/** Is an agent that Ringfence can guard, and whether it seems to be used here. */
export interface KnownAgent {
  readonly name: string;
  readonly title: string;
  /** True when the agent's folder exists; VS Code's own agent is always there. */
  readonly present: boolean;
}

/** Says how an agent's hooks stand. */
export type AgentStatus =
  | { readonly kind: 'installed' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'altered'; readonly file: string; readonly why: string }
  | { readonly kind: 'switched-off'; readonly by: readonly [KillSwitch, ...KillSwitch[]] };

/** Lists the agents, VS Code's own first. */
export async function knownAgents(setting: InstallSetting): Promise<readonly KnownAgent[]> {
  return await Promise.all(
    agents.map(async ({ name, title, install }) => {
      if (install === undefined) return { name, title, present: true };
      const traces = install.traces ?? [install.folder];
      const found = await Promise.all(traces.map(folder => exists(folder(setting))));
      return { name, title, present: found.includes(true) };
    }),
  );
}

/** Plans what `installAgent` would write, to be shown first. Writes nothing. */
export async function planAgent(
  agent: string,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> {
  const known = agentOf(agent);
  if (known === undefined) return failure(unknownAgent(agent));
  return isInstallable(known) ? await planInstall(known, setting) : success([]);
}

/** Writes the launcher and the agent's files; the files that changed come back. Nothing changes on failure. */
export async function installAgent(
  agent: string,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> {
  const planned = await planAgent(agent, setting);
  if (!planned.ok) return planned;
  return await guarded(agent, async () => {
    await writeLauncher(setting);
    await rememberInstall(setting.folders, agent, planned.value);
    await writePlanned(planned.value);
    return planned.value;
  });
}

/** Plans what `uninstallAgent` would write, to be shown first. Writes nothing. */
export async function planRemovalOf(
  agent: string,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> {
  const known = agentOf(agent);
  if (known === undefined) return failure(unknownAgent(agent));
  if (!isInstallable(known)) return success([]);
  const planned = await planRemoval(known, setting);
  if (!planned.ok) return planned;
  return success(withOriginals(planned.value, await recordedInstall(setting.folders, agent)));
}

/** Takes Ringfence out of the agent's files: byte for byte where nobody touched them since, else only our part. */
export async function uninstallAgent(
  agent: string,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> {
  const planned = await planRemovalOf(agent, setting);
  if (!planned.ok) return planned;
  return await guarded(agent, async () => {
    await writePlanned(planned.value);
    await forgetInstall(setting.folders, agent);
    return planned.value;
  });
}

/** Says how an agent's hooks stand; a setting that switches them off weighs more than that they are there. */
export async function agentStatus(agent: string, setting: InstallSetting): Promise<AgentStatus> {
  const [first, ...rest] = await findKillSwitches(agent, setting);
  if (first !== undefined) return { kind: 'switched-off', by: [first, ...rest] };
  const known = agentOf(agent);
  const launcher = launcherFile(setting.folders, setting.platform);
  const launched = (await textOf(launcher)) !== undefined;
  if (known === undefined || !isInstallable(known))
    return launched ? { kind: 'installed' } : { kind: 'absent' };
  const { written } = known.install;
  const stands =
    written.kind === 'own' ? await filesStand(known, setting) : await hooksStand(known, written, setting);
  if (stands.kind === 'installed' && !launched)
    return { kind: 'altered', file: launcher, why: 'The launcher is missing.' };
  return stands;
}

const isInstallable = (agent: Agent): agent is Agent & Installable => agent.install !== undefined;

async function filesStand(agent: Installable, setting: InstallSetting): Promise<AgentStatus> {
  const files = await Promise.all(
    ownFilesOf(agent, setting).map(async own => ({ own, found: await textOf(own.file) })),
  );
  if (files.every(({ found }) => found?.includes(mark) !== true)) return { kind: 'absent' };
  const [other] = files.filter(({ own, found }) => found !== own.text);
  if (other !== undefined)
    return { kind: 'altered', file: other.own.file, why: 'The hook is not as it was installed.' };
  const idle = await Promise.all(
    files.map(async ({ own }) => ({ ...own, idle: own.executable === true && !(await mayRun(own.file)) })),
  );
  const [stuck] = idle.filter(each => each.idle && setting.platform !== 'win32');
  return stuck === undefined
    ? { kind: 'installed' }
    : { kind: 'altered', file: stuck.file, why: 'It may not be executed.' };
}

const mayRun = async (file: string): Promise<boolean> => ((await stat(file)).mode & 0o100) !== 0;

async function hooksStand(
  agent: Installable,
  written: MergedFile,
  setting: InstallSetting,
): Promise<AgentStatus> {
  const file = hooksFileOf(agent, written, setting);
  const text = (await textOf(file)) ?? '';
  const found = findEntries(text);
  if (found.length === 0) return { kind: 'absent' };
  // The whole group counts: another matcher, a time-out of a second or one more field can make a hook idle.
  const missing = hookEntries(agent, setting).find(
    entry =>
      !found.some(
        ({ event, group }) => event === entry.event && isDeepStrictEqual(group, written.shape(entry)),
      ),
  );
  if (missing !== undefined)
    return { kind: 'altered', file, why: `The ${missing.event} hook is not as it was installed.` };
  const trustFile = trustFileOf(agent, written, setting);
  if (trustFile === undefined) return { kind: 'installed' };
  const trust = (await textOf(trustFile)) ?? '';
  const untrusted = trustedHooks(agent, setting, file, text).some(hook => !isTrusted(trust, hook));
  if (untrusted)
    return {
      kind: 'altered',
      file: trustFile,
      why: `${agent.title} does not trust the hooks as they stand.`,
    };
  return { kind: 'installed' };
}

async function writePlanned(files: readonly PlannedFile[]): Promise<void> {
  for (const { file, after, executable } of files) {
    if (after !== undefined) await writeAtomically(file, after, executable);
    else {
      await rm(file, { force: true });
      // A folder that held nothing else was made for it; one that does stays.
      await rmdir(path.dirname(file)).catch(() => undefined);
    }
  }
}

async function guarded<T>(agent: string, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return success(await work());
  } catch (error) {
    const cause = error instanceof Error ? error.message : 'unknown cause';
    return failure({
      source: agent,
      message: `The agent's files could not be written (${cause}).`,
      remedy: 'Make them writable and try again; `ringfence uninstall` restores what was there.',
    });
  }
}

const unknownAgent = (agent: string): Problem => ({
  source: '--agent',
  message: `Ringfence cannot install hooks for "${agent}".`,
  remedy: `Use one of: ${agents.map(({ name }) => name).join(', ')}.`,
});

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const textOf = (file: string): Promise<string | undefined> => readPlainText(file).catch(() => undefined);
