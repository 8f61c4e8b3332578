/** Installs Ringfence's hooks into agents, takes them out again, and says how they stand. */
import { access, readFile, rm } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { failure, success, type Problem, type Result } from '../../../common/result.ts';
import { launcherFile, writeLauncher } from '../launcher.ts';
import { isTrusted } from './codexTrust.ts';
import { findEntries, hookGroup } from './hooksFile.ts';
import { findKillSwitches, type KillSwitch } from './killSwitch.ts';
import {
  hookEntries,
  hooksFileOf,
  planInstall,
  planRemoval,
  trustedHooks,
  trustFileOf,
  type PlannedFile,
} from './plan.ts';
import { forgetInstall, recordedInstall, rememberInstall, withOriginals, writeAtomically } from './record.ts';
import { installSpec, installSpecs, type InstallSetting, type InstallSpec } from './spec.ts';

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
  const others = installSpecs.map(async ({ agent, title, folder }) => {
    const present = await access(folder(setting)).then(
      () => true,
      () => false,
    );
    return { name: agent, title, present };
  });
  return [{ name: 'vscode', title: 'VS Code (Local agent)', present: true }, ...(await Promise.all(others))];
}

/** Plans what `installAgent` would write, to be shown first. Writes nothing. */
export async function planAgent(
  agent: string,
  setting: InstallSetting,
): Promise<Result<readonly PlannedFile[]>> {
  const spec = installSpec(agent);
  if (spec !== undefined) return await planInstall(spec, setting);
  return agent === 'vscode' ? success([]) : failure(unknownAgent(agent));
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
  const spec = installSpec(agent);
  if (spec === undefined) return agent === 'vscode' ? success([]) : failure(unknownAgent(agent));
  const planned = await planRemoval(spec, setting);
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
  const spec = installSpec(agent);
  const launcher = launcherFile(setting.folders, setting.platform);
  const launched = (await textOf(launcher)) !== undefined;
  if (spec === undefined) return launched ? { kind: 'installed' } : { kind: 'absent' };
  const stands = await hooksStand(spec, setting);
  if (stands.kind === 'installed' && !launched)
    return { kind: 'altered', file: launcher, why: 'The launcher is missing.' };
  return stands;
}

async function hooksStand(spec: InstallSpec, setting: InstallSetting): Promise<AgentStatus> {
  const file = hooksFileOf(spec, setting);
  const text = (await textOf(file)) ?? '';
  const found = findEntries(text);
  if (found.length === 0) return { kind: 'absent' };
  // The whole group counts: another matcher, a time-out of a second or one more field can make a hook idle.
  const missing = hookEntries(spec, setting).find(
    entry =>
      !found.some(({ event, group }) => event === entry.event && isDeepStrictEqual(group, hookGroup(entry))),
  );
  if (missing !== undefined)
    return { kind: 'altered', file, why: `The ${missing.event} hook is not as it was installed.` };
  const trustFile = trustFileOf(spec, setting);
  if (trustFile === undefined) return { kind: 'installed' };
  const trust = (await textOf(trustFile)) ?? '';
  const untrusted = trustedHooks(spec, setting, file, text).some(hook => !isTrusted(trust, hook));
  if (untrusted)
    return { kind: 'altered', file: trustFile, why: `${spec.title} does not trust the hooks as they stand.` };
  return { kind: 'installed' };
}

async function writePlanned(files: readonly PlannedFile[]): Promise<void> {
  for (const { file, after } of files) {
    if (after === undefined) await rm(file, { force: true });
    else await writeAtomically(file, after);
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
  remedy: `Use one of: ${['vscode', ...installSpecs.map(spec => spec.agent)].join(', ')}.`,
});

const textOf = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);
