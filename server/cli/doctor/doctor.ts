/** `ringfence doctor`: says what is covered here and what is not, and how to mend it. */
import { installSettingOf } from '../install/setting.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { uncoverable, type Uncoverable } from '../../agents/coverage.ts';
import { inspectAgents, type AgentReport } from './agents.ts';
import { inspectServers, type ServersReport } from './servers.ts';
import {
  inspectFolders,
  inspectGuards,
  inspectLauncher,
  inspectLedger,
  inspectPolicy,
  inspectUnavailable,
  inspectQuarantine,
  type Check,
  type FolderReport,
  type GuardReport,
} from './inspect.ts';
import { inspectShield, type ShieldReport } from './shield.ts';
import { renderReport } from './render.ts';

/** Is what doctor finds; its JSON form is for machines and may only grow. */
export interface DoctorReport {
  readonly version: string;
  readonly runtime: { readonly node: string; readonly path: string; readonly platform: string };
  readonly folders: readonly FolderReport[];
  readonly guards: readonly GuardReport[];
  readonly launcher: Check;
  readonly agents: readonly AgentReport[];
  /** Agents that no hook can guard. */
  readonly uncoverable: readonly Uncoverable[];
  readonly quarantine: Check & { readonly held: number };
  readonly ledger: Check;
  readonly policy: Check;
  readonly mcp: ServersReport;
  /** Whether extensions are asked about before they read secrets. */
  readonly readShield: ShieldReport;
  /** What becomes of calls that nobody can judge. */
  readonly onUnavailable: string;
  readonly limits: string;
  /** Every agent that is present is covered, and nothing that covers it is broken. */
  readonly covered: boolean;
}

/** Tells what no layer of Ringfence covers. */
const limits =
  'Code that runs as this user can kill the guard, race it or edit its state, and whatever reaches a model without a tool call (attached files, searches over a whole folder, the agent-host process, agents without hooks) is seen late or not at all. Prevention comes from an OS sandbox, a container or managed settings.';

/** Tells what a hook answers when no guard does; server/hook/unavailable.ts decides. */
const onUnavailable = {
  default:
    'When no guard answers in time, a hook refuses commands, fetches, MCP calls, unknown tools, secrets and protected places; ordinary files of the workspace can be read and written.',
  deny: 'When no guard answers in time, a hook refuses every call, as the setting ringfence.onUnavailable or a profile asks.',
} as const;

/** Reports on protection; exit 0 when every agent that is present is covered. */
export const doctorCommand: Command = {
  name: 'doctor',
  usage: 'ringfence doctor [--canary] [--format text|json]',
  summary:
    'Say what is covered here, what is not, and how to mend it; --canary sends a marked call through every hook. Exit 1 if anything is not covered.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      format: { type: 'string' },
      canary: { type: 'boolean' },
    });
    if (positionals.length > 0) throw new UsageError(`"${positionals.join(' ')}" is not understood.`);
    const format = choice('format', values.format, ['text', 'json']);
    const report = await examine(context, values.canary === true);
    await context.out(format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
    return report.covered ? exitCodes.clean : exitCodes.findings;
  },
};

async function examine(context: CommandContext, canary: boolean): Promise<DoctorReport> {
  const setting = installSettingOf(context);
  const { platform } = setting;
  const folders = ringfenceFolders(context.surroundings);
  const [stateFolders, launcher, agents, ledger, policy, mcp, readShield] = await Promise.all([
    inspectFolders(folders),
    inspectLauncher(setting),
    inspectAgents(setting, { folders, canary, cwd: context.cwd }),
    inspectLedger(folders),
    inspectPolicy(context.assets),
    inspectServers(context),
    inspectShield(setting),
  ]);
  const quarantine = inspectQuarantine(folders);
  const present = agents.filter(agent => agent.present);
  return {
    version: context.version,
    runtime: { node: process.versions.node, path: process.execPath, platform },
    folders: stateFolders,
    guards: inspectGuards(folders),
    launcher,
    agents,
    uncoverable,
    quarantine,
    ledger,
    policy,
    mcp,
    readShield,
    onUnavailable: onUnavailable[await inspectUnavailable(setting, context.cwd)],
    limits,
    covered:
      present.every(
        ({ status, canary: flown }) => status.kind === 'installed' && flown?.answered !== false,
      ) &&
      (present.length === 0 || launcher.ok) &&
      stateFolders.every(({ wrong }) => wrong === undefined) &&
      policy.ok &&
      ledger.ok,
  };
}
