/**
 * `ringfence drill`: plays harmless attacks against this installation: every agent's hook as the real process that the
 * agent would start, and the file watch, in a scratch workspace with a guard of its own.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startGuard } from '../../guard/guard.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import { readPlainText } from '../../platform/plainFile.ts';
import { exitCodes, type Command, type CommandContext } from '../command.ts';
import { choice, profileOption, readOptions } from '../options.ts';
import {
  agentAttacks,
  drilledAgents,
  fileAttacks,
  payloadOf,
  type AgentAttack,
  type DrilledAgent,
  type FileAttack,
} from './attacks.ts';

/** Says how one story ended; `as it should` is what the drill is about. */
export interface DrillResult {
  readonly agent: string;
  readonly title: string;
  readonly outcome: 'denied' | 'passed' | 'restored' | 'got through' | 'prevented' | 'failed';
  readonly good: boolean;
  readonly ms: number;
}

/** Plays the attacks and prints a table; exit 1 when anything got through or ordinary work was prevented. */
export const drillCommand: Command = {
  name: 'drill',
  usage: 'ringfence drill [--profile observe|balanced|locked] [--format text|json]',
  summary: 'Play harmless attacks against hooks and file watch; exit 1 if anything gets through.',
  run: async (args, context) => {
    const { values } = readOptions(args, { profile: { type: 'string' }, format: { type: 'string' } });
    const profile = profileOption(values.profile);
    const format = choice('format', values.format, ['text', 'json']);
    const results = await inScratch(place => play(place, profile, context));
    await context.out(format === 'json' ? `${JSON.stringify({ results }, null, 2)}\n` : table(results));
    return results.every(({ good }) => good) ? exitCodes.clean : exitCodes.findings;
  },
};

interface Place {
  readonly workspace: string;
  readonly home: string;
}

async function inScratch<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const scratch = await realpath(await mkdtemp(path.join(os.tmpdir(), 'ringfence-drill-')));
  const place = { workspace: path.join(scratch, 'home', 'project'), home: path.join(scratch, 'home') };
  try {
    for (const folder of ['src', '.vscode', '.git/hooks', '.claude'])
      await mkdir(path.join(place.workspace, folder), { recursive: true });
    await writeFile(path.join(place.workspace, '.env'), 'KEY=drill\n');
    await writeFile(path.join(place.workspace, '.vscode/settings.json'), '{}\n');
    return await work(place);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function play(
  { workspace, home }: Place,
  profile: string,
  context: CommandContext,
): Promise<readonly DrillResult[]> {
  const env = {
    ...context.surroundings.env,
    HOME: home,
    USERPROFILE: home,
    XDG_STATE_HOME: undefined,
    XDG_CONFIG_HOME: undefined,
    LOCALAPPDATA: undefined,
    APPDATA: undefined,
  };
  const guard = await startGuard({
    configure: { roots: [workspace], settings: { profile }, trusted: true },
    folders: ringfenceFolders({ env: {}, home, platform: process.platform }),
    assets: context.assets,
    events: { state: () => undefined, incident: () => undefined, changed: () => undefined },
  });
  try {
    const results: DrillResult[] = [];
    for (const agent of drilledAgents) {
      for (const attack of agentAttacks)
        results.push(
          await playHook({ agent, attack, workspace, env, hook: path.join(context.assets, 'hook.js') }),
        );
    }
    for (const attack of fileAttacks) results.push(await playFile(attack, workspace));
    return results;
  } finally {
    await guard.stop();
  }
}

interface HookPlay {
  readonly agent: DrilledAgent;
  readonly attack: AgentAttack;
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  readonly hook: string;
}

async function playHook({ agent, attack, workspace, env, hook }: HookPlay): Promise<DrillResult> {
  const started = performance.now();
  const answer = await runHook(
    [hook, '--agent', agent],
    JSON.stringify(payloadOf(agent, attack.deed, workspace)),
    { cwd: workspace, env },
  );
  const passed = answer.trim() === '{}';
  const outcome =
    attack.intent === 'work' ? (passed ? 'passed' : 'prevented') : passed ? 'got through' : 'denied';
  return {
    agent,
    title: attack.title,
    outcome,
    good: passed === (attack.intent === 'work'),
    ms: Math.round(performance.now() - started),
  };
}

/** An `ask` counts as stopped: a person decides. */
function runHook(
  args: readonly string[],
  payload: string,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { ...options, stdio: ['pipe', 'pipe', 'ignore'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.once('error', reject);
    child.once('close', () => resolve(stdout));
    // A shim that answers before it has read everything closes its end; that is its right.
    child.stdin.on('error', () => undefined).end(payload);
  });
}

async function playFile(attack: FileAttack, workspace: string): Promise<DrillResult> {
  const file = path.join(workspace, attack.file);
  const started = performance.now();
  await writeFile(file, attack.content);
  const text = (): Promise<string> => readPlainText(file).catch(() => '');
  let now = await text();
  while (now.includes(attack.risky) && performance.now() - started < 3_000) {
    await delay(1);
    now = await text();
  }
  const ms = Math.round(performance.now() - started);
  const gone = !now.includes(attack.risky);
  const kept = attack.harmless === undefined || now.includes(attack.harmless);
  return {
    agent: 'file watch',
    title: attack.title,
    outcome: gone ? 'restored' : 'got through',
    good: gone && kept,
    ms,
  };
}

function table(results: readonly DrillResult[]): string {
  const rows = results.map(({ agent, title, outcome, good, ms }) => [
    good ? '✓' : '✗',
    agent,
    title,
    outcome,
    `${ms} ms`,
  ]);
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const lines = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const bad = results.filter(({ good }) => !good).length;
  return `${lines.join('\n')}\n\n${bad === 0 ? 'Everything ended as it should.' : `${bad} of ${results.length} did not end as they should.`}\n`;
}
