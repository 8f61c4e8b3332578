/** What has to be written where, so that an agent asks Ringfence. Data, and paths; nothing here touches a disk. */
import path from 'node:path';
import type { AgentName } from '../denials.ts';
import type { LauncherSetting } from '../launcher.ts';

/** Says on whose behalf and with which launcher hooks are installed. */
export interface InstallSetting extends LauncherSetting {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Workspace folders, whose own settings may switch hooks off. */
  readonly roots: readonly string[];
}

/** Names a hook event to register for, and the key that Codex trusts it under. */
export interface HookEvent {
  readonly name: string;
  readonly key: string;
  /** False where Codex leaves the matcher out of what it trusts. */
  readonly matches: boolean;
}

/** Says how hooks of one agent are installed. */
export interface InstallSpec {
  readonly agent: AgentName;
  readonly title: string;
  /** Returns the agent's folder of the user. */
  readonly folder: (setting: InstallSetting) => string;
  /** Name of the file with the hooks, in that folder. */
  readonly hooksFile: string;
  readonly events: readonly HookEvent[];
  /** Time-out as the agent counts it. */
  readonly timeout: number;
  /** Name of the file in which hooks must be trusted by hash, in that folder. */
  readonly trustFile?: string;
}

const event = (name: string, matches = true): HookEvent => ({
  name,
  key: name.replace(/(?<=[a-z])[A-Z]/gu, letter => `_${letter}`).toLowerCase(),
  matches,
});

const inHome =
  (variable: string | undefined, folder: string) =>
  ({ env, home, platform }: InstallSetting): string => {
    const stated = variable === undefined ? undefined : env[variable];
    if (stated !== undefined && stated !== '') return stated;
    return (platform === 'win32' ? path.win32 : path.posix).join(home, folder);
  };

/** Lists the agents whose hooks are installed into a file of theirs. */
export const installSpecs: readonly InstallSpec[] = [
  {
    agent: 'claude-code',
    title: 'Claude Code',
    folder: inHome('CLAUDE_CONFIG_DIR', '.claude'),
    hooksFile: 'settings.json',
    events: [event('PreToolUse'), event('UserPromptSubmit')],
    timeout: 60,
  },
  {
    agent: 'codex',
    title: 'Codex',
    folder: inHome('CODEX_HOME', '.codex'),
    hooksFile: 'hooks.json',
    events: [event('PreToolUse'), event('UserPromptSubmit', false)],
    timeout: 60,
    trustFile: 'config.toml',
  },
  {
    agent: 'gemini',
    title: 'Gemini CLI',
    folder: inHome(undefined, '.gemini'),
    hooksFile: 'settings.json',
    events: [event('BeforeTool'), event('BeforeAgent')],
    // Gemini counts in milliseconds.
    timeout: 60_000,
  },
];

/** Returns how an agent's hooks are installed; undefined when they are not, or need not be. */
export const installSpec = (agent: string): InstallSpec | undefined =>
  installSpecs.find(spec => spec.agent === agent);
