/**
 * Sends a harmless marked call through the launcher as an agent would, and says whether the guard answers. It proves
 * launcher, hook and guard; that the agent itself calls them is proven by what the ledger holds of it.
 */
import { spawn } from 'node:child_process';
import type { Agent } from '../../agents/adapter.ts';
import { launcherFile, type InstallSetting } from '../../agents/index.ts';
import { canaryMark, ownSession } from './proof.ts';

/** Is how the hook of one agent answered. */
export interface CanaryReport {
  readonly answered: boolean;
  readonly detail: string;
}

const patienceMs = 20_000;

/** Runs the hook of an agent with a marked call; a guard is started for it when none runs. */
export async function flyCanary(
  { name, sees }: Pick<Agent, 'name' | 'sees'>,
  setting: InstallSetting,
  cwd: string,
): Promise<CanaryReport> {
  const event = sees.shell ?? 'PreToolUse';
  const payload = {
    hook_event_name: event,
    session_id: ownSession,
    cwd,
    tool_name: 'Bash',
    tool_input: { command: `true # ${canaryMark}` },
  };
  const started = performance.now();
  const { code, out, err } = await run(setting, ['--agent', name, '--event', event], JSON.stringify(payload));
  const ms = Math.round(performance.now() - started);
  if (code === 0 && isPass(out)) return { answered: true, detail: `The guard answered in ${ms} ms.` };
  const said = (err.trim() || out.trim()).slice(0, 200);
  return { answered: false, detail: `The guard did not answer as it should (exit ${code}): ${said}` };
}

function isPass(out: string): boolean {
  try {
    const answer: unknown = JSON.parse(out);
    return typeof answer === 'object' && answer !== null && Object.keys(answer).length === 0;
  } catch {
    return false;
  }
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(setting: InstallSetting, args: readonly string[], input: string): Promise<Ended> {
  const launcher = launcherFile(setting.folders, setting.platform);
  const windows = setting.platform === 'win32';
  const [file, first] = windows ? [`"${launcher}"`, []] : ['/bin/sh', [launcher]];
  return new Promise(resolve => {
    const child = spawn(file, [...first, ...args], {
      shell: windows,
      timeout: patienceMs,
      windowsHide: true,
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
    child.stdin.on('error', () => undefined);
    child.on('error', error => resolve({ code: null, out: '', err: error.message }));
    child.on('close', code => resolve({ code, ...said }));
    child.stdin.end(input);
  });
}
