/**
 * Runs the real agents, as their vendors ship them, headless and offline against the scripted model.
 * Nothing of the tester's own home, accounts or settings takes part.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureAgent } from '../../../scripts/environment/agents.mjs';
import { cacheRoot } from '../../../scripts/environment/cache.mjs';
import { developmentNode } from '../../../scripts/environment/dependencies.mjs';
import { agentPackages } from '../../../scripts/environment/versions.mjs';
import type { FakeModel } from '../model/fakeModel.ts';
import { launchClaudeCode } from './claudeCode.ts';
import { launchCline } from './cline.ts';
import { launchCodex } from './codex.ts';
import { launchCopilot } from './copilot.ts';
import { launchDroid } from './droid.ts';
import { launchGemini } from './gemini.ts';
import type { AgentName, Launch, Task } from './launch.ts';
import { runOffline } from './offline.ts';
import { launchOpencode } from './opencode.ts';
import { launchQwen } from './qwen.ts';
import type { Ended } from './offline.ts';

export type { AgentName } from './launch.ts';

const launchers: Readonly<Record<AgentName, (task: Task) => Launch>> = {
  codex: launchCodex,
  gemini: launchGemini,
  'claude-code': launchClaudeCode,
  qwen: launchQwen,
  'copilot-cli': launchCopilot,
  droid: launchDroid,
  opencode: launchOpencode,
  cline: launchCline,
};

/** Lists every agent that tests can drive. */
export const drivenAgents = Object.keys(launchers) as readonly AgentName[];

/**
 * Lists the agents to test on this machine: those of the default set-up, and those that somebody asked for, unless the
 * whole test command runs, which is to end in time.
 */
export function testedAgents(): readonly AgentName[] {
  return drivenAgents.filter(name => {
    const { onDemand, version } = agentPackages[name];
    if (onDemand && process.env['RINGFENCE_AGENTS'] === 'default') return false;
    return !onDemand || existsSync(path.join(cacheRoot(), `agent-${name}-${version}`));
  });
}

/** One headless run of an agent. */
export interface AgentRun {
  readonly agent: AgentName;
  /** Serves as HOME; a scratch folder of the test. */
  readonly home: string;
  readonly workspace: string;
  readonly model: Pick<FakeModel, 'port' | 'url'>;
  readonly prompt: string;
  /** Name that the fake model goes by. */
  readonly modelName?: string;
  /** Variables for the agent and its hooks, above those it needs itself. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** Command line that the agent's is given to, such as one that changes what it sees of the machine. */
  readonly wrap?: readonly string[];
}

/** Runs an agent to its end, installing it first where it is missing. */
export async function runAgent(run: AgentRun): Promise<Ended> {
  const file = await ensureAgent(run.agent);
  const node = await developmentNode();
  const {
    args,
    env,
    before = [],
  } = launchers[run.agent]({
    home: run.home,
    workspace: run.workspace,
    modelUrl: run.model.url,
    prompt: run.prompt,
    ...(run.modelName === undefined ? {} : { modelName: run.modelName }),
  });
  const program = {
    file,
    cwd: run.workspace,
    env: { ...plainEnvironment(run.home, path.dirname(node)), ...env, ...run.env },
    port: run.model.port,
    node,
    timeoutMs: run.timeoutMs ?? 120_000,
  };
  for (const first of before) await runOffline({ ...program, args: first });
  const [wrapper, ...rest] = run.wrap ?? [];
  if (wrapper === undefined) return await runOffline({ ...program, args });
  return await runOffline({ ...program, file: wrapper, args: [...rest, file, ...args] });
}

/** Makes an environment that says nothing of the tester. The agents' start scripts find their Node on PATH. */
function plainEnvironment(home: string, nodeFolder: string): Readonly<Record<string, string>> {
  const searched = [nodeFolder, ...(process.env['PATH'] ?? '').split(path.delimiter)];
  return {
    PATH: searched.join(path.delimiter),
    HOME: home,
    USERPROFILE: home,
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    NO_COLOR: '1',
    ...(process.env['TMPDIR'] === undefined ? {} : { TMPDIR: process.env['TMPDIR'] }),
    ...(process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] }),
  };
}
