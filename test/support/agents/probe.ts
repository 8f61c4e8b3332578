/**
 * Installs a looking hook into an agent by the vendor's documented format alone, so that what an agent sends and
 * how it takes an answer is measured without any code of the product.
 */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isObject } from '../model/shape.ts';
import type { JsonObject } from '../model/shape.ts';
import { addSettings } from './json.ts';
import type { AgentName } from './launch.ts';

/** What the hook answers. */
export interface ProbeAnswer {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
}

/** One call of the hook. */
export interface ProbeCall {
  readonly event: string;
  readonly payload: JsonObject;
}

/** A hook that is installed. */
export interface Probe {
  /** Reads what the hook has been given so far. */
  readonly calls: () => readonly ProbeCall[];
}

/** The events of each agent that a run without a person can cause, except those that carry the whole prompt. */
export const probedEvents: Readonly<Record<AgentName, readonly string[]>> = {
  codex: ['SessionStart', 'UserPromptSubmit', 'PreToolUse', 'PermissionRequest', 'PostToolUse', 'Stop'],
  gemini: [
    'SessionStart',
    'BeforeAgent',
    'BeforeTool',
    'AfterTool',
    'AfterAgent',
    'Notification',
    'SessionEnd',
  ],
  'claude-code': [
    'SessionStart',
    'UserPromptSubmit',
    'PreToolUse',
    'PostToolUse',
    'PostToolUseFailure',
    'SubagentStart',
    'SubagentStop',
    'Stop',
    'SessionEnd',
  ],
  qwen: [
    'SessionStart',
    'UserPromptSubmit',
    'PreToolUse',
    'PostToolUse',
    'PostToolUseFailure',
    'SubagentStart',
    'SubagentStop',
    'Stop',
    'SessionEnd',
  ],
  'copilot-cli': [
    'SessionStart',
    'UserPromptSubmit',
    'PreToolUse',
    'PostToolUse',
    'SubagentStop',
    'Stop',
    'SessionEnd',
  ],
  droid: [
    'SessionStart',
    'UserPromptSubmit',
    'PreToolUse',
    'PostToolUse',
    'SubagentStop',
    'Stop',
    'SessionEnd',
  ],
  opencode: ['tool.execute.before', 'tool.execute.after', 'chat.message'],
  cline: ['TaskStart', 'UserPromptSubmit', 'PreToolUse', 'PostToolUse', 'TaskComplete'],
};

/** The event that may block a tool call. */
export const blockingEvent: Readonly<Record<AgentName, string>> = {
  codex: 'PreToolUse',
  gemini: 'BeforeTool',
  'claude-code': 'PreToolUse',
  qwen: 'PreToolUse',
  'copilot-cli': 'PreToolUse',
  droid: 'PreToolUse',
  opencode: 'tool.execute.before',
  cline: 'PreToolUse',
};

/** Where a probe goes and what it answers; `{}` where nothing is said. */
export interface ProbeSetup {
  readonly agent: AgentName;
  readonly home: string;
  readonly node: string;
  readonly answers?: Readonly<Record<string, ProbeAnswer>>;
  /** Replaces the command of the blocking event, to see what becomes of one that cannot start. */
  readonly command?: string;
}

/** Installs a probe for every event of an agent. */
export function installProbe(setup: ProbeSetup): Probe {
  const folder = path.join(setup.home, 'probe');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'answers.json'), JSON.stringify(setup.answers ?? {}));
  const script = fileURLToPath(new URL('probe.mjs', import.meta.url));
  const command = (event: string): string =>
    setup.command !== undefined && event === blockingEvent[setup.agent]
      ? setup.command
      : [setup.node, script, event, folder].map(word => JSON.stringify(word)).join(' ');
  installers[setup.agent](setup.home, probedEvents[setup.agent], command);
  return { calls: () => readCalls(path.join(folder, 'payloads.jsonl')) };
}

type Installer = (home: string, events: readonly string[], command: (event: string) => string) => void;

const installers: Readonly<Record<AgentName, Installer>> = {
  codex: installCodex,
  gemini: (home, events, command) => {
    // Gemini counts in milliseconds.
    addSettings(path.join(home, '.gemini', 'settings.json'), hookGroups(events, command, 30_000));
  },
  'claude-code': (home, events, command) => {
    addSettings(path.join(home, '.claude', 'settings.json'), hookGroups(events, command, 30));
  },
  qwen: (home, events, command) => {
    // Qwen Code counts in milliseconds as well.
    addSettings(path.join(home, '.qwen', 'settings.json'), hookGroups(events, command, 30_000));
  },
  'copilot-cli': (home, events, command) => {
    const hook = (event: string) => [{ type: 'command', bash: command(event), timeoutSec: 30 }];
    const hooks = Object.fromEntries(events.map(event => [event, hook(event)]));
    addSettings(path.join(home, '.copilot', 'settings.json'), { hooks });
  },
  droid: (home, events, command) => {
    addSettings(path.join(home, '.factory', 'settings.json'), hookGroups(events, command, 30));
  },
  opencode: installOpencode,
  cline: (home, events, command) => {
    for (const event of events) {
      const file = path.join(home, '.cline', 'hooks', event);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `#!/bin/sh\nexec ${command(event)}\n`);
      chmodSync(file, 0o755);
    }
  },
};

/** A plugin runs inside OpenCode; it hands every call to the probe as the other agents do. */
function installOpencode(home: string, events: readonly string[], command: (event: string) => string): void {
  const handlers = events.map(
    event => `  ${JSON.stringify(event)}: async (input, output) => {
    const run = spawnSync('/bin/sh', ['-c', ${JSON.stringify(command(event))}], { input: JSON.stringify({ input, output }) });
    const answer = JSON.parse(String(run.stdout) || '{}');
    if (answer.throw !== undefined) throw new Error(answer.throw);
    Object.assign(output, answer.output ?? {});
  },`,
  );
  const file = path.join(home, '.config', 'opencode', 'plugin', 'probe.js');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    `import { spawnSync } from 'node:child_process';\nexport const probe = async () => ({\n${handlers.join('\n')}\n});\n`,
  );
}

function hookGroups(
  events: readonly string[],
  command: (event: string) => string,
  timeout: number,
): JsonObject {
  const group = (event: string): JsonObject => ({
    matcher: '*',
    hooks: [{ type: 'command', command: command(event), timeout }],
  });
  return { hooks: Object.fromEntries(events.map(event => [event, [group(event)]])) };
}

/** Codex passes over the hooks of a user until their exact text is trusted, by a hash in config.toml. */
function installCodex(home: string, events: readonly string[], command: (event: string) => string): void {
  const folder = path.join(home, '.codex');
  const file = path.join(folder, 'hooks.json');
  addSettings(file, hookGroups(events, command, 30));
  const trust = events.map(event => {
    const name = event.replace(/(?<=[a-z])[A-Z]/gu, letter => `_${letter}`).toLowerCase();
    const key = JSON.stringify(`${file}:${name}:0:0`);
    return `[hooks.state.${key}]\ntrusted_hash = "${codexHash(name, command(event))}"\n`;
  });
  const config = path.join(folder, 'config.toml');
  const present = existsSync(config) ? readFileSync(config, 'utf8') : '';
  writeFileSync(config, present + trust.join('\n'));
}

/** Events that have no matcher in Codex, whatever hooks.json says. */
const codexWithoutMatcher = new Set(['user_prompt_submit', 'stop']);

function codexHash(name: string, command: string): string {
  const hooks = [{ async: false, command, timeout: 30, type: 'command' }];
  const identity = codexWithoutMatcher.has(name)
    ? { event_name: name, hooks }
    : { event_name: name, hooks, matcher: '*' };
  return `sha256:${createHash('sha256').update(JSON.stringify(identity)).digest('hex')}`;
}

function readCalls(file: string): readonly ProbeCall[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map(line => {
    const [event, text]: unknown[] = JSON.parse(line);
    const payload: unknown = JSON.parse(String(text));
    return { event: String(event), payload: isObject(payload) ? payload : {} };
  });
}
