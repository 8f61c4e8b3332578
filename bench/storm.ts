/**
 * Measures a storm: hook calls that come all at once, to a real guard in a process of its own. Once over its socket, as the
 * shim asks, which is what the guard adds; once as processes, where starting so many is most of the time. Every call must be
 * answered, every attack among them refused. Needs `npm run build`; arguments: calls over the socket, and processes.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HookAnswer } from '../server/agents/denials.ts';
import { readRegistrations } from '../server/gate/registry.ts';
import { askGuard } from '../server/hook/ask.ts';
import { ringfenceFolders } from '../server/platform/folders.ts';
import { payloadOf, removeScratch, scratchFolder } from '../test/gate/support.ts';
import { scratchEnvironment, startGuardProcess } from '../test/support/product.ts';
import { quantile, report, type Measurement } from './report.ts';

const calls = Number(process.argv[2] ?? 500);
const started = Number(process.argv[3] ?? calls);
const budgetMs = 400;
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const folder = scratchFolder('bench-storm');
const [home, workspace] = [path.join(folder, 'home'), path.join(folder, 'work')];
mkdirSync(home);
mkdirSync(workspace);
const { run } = ringfenceFolders({ env: {}, home, platform: process.platform });
const guard = await startGuardProcess({ cli: path.join(dist, 'cli.js') }, [workspace], {
  home,
  cwd: workspace,
});
const [registered] = readRegistrations(run);
if (registered === undefined) throw new Error('The guard is not registered.');
const env = scratchEnvironment(home);

/** Is how one call went. */
interface Call {
  readonly ms: number;
  readonly answer: string;
  readonly attacks: boolean;
}

/** Every second call reads a secret; each fifth belongs to the same session, as with several agents at work. */
function payload(index: number): string {
  const command = index % 2 === 0 ? `cat src/file${String(index)}.ts` : `cat packages/p${String(index)}/.env`;
  const text = payloadOf(workspace, 'Bash', { command });
  return text.replace('session-1', `session-${String(index % 100)}`);
}

async function ask(index: number): Promise<Call> {
  const from = performance.now();
  const asked = await askGuard(
    registered as NonNullable<typeof registered>,
    { agent: 'claude-code', cwd: workspace },
    Buffer.from(payload(index)),
  );
  const answer: Partial<HookAnswer> = asked.kind === 'answered' ? asked.answer : {};
  return { ms: performance.now() - from, answer: answer.stdout ?? '', attacks: index % 2 === 1 };
}

function runHook(index: number): Promise<Call> {
  const from = performance.now();
  const args = [path.join(dist, 'hook.js'), '--run', run, '--agent', 'claude-code', '--event', 'PreToolUse'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: workspace, env, stdio: ['pipe', 'pipe', 'inherit'] });
    let answer = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
    child.once('error', reject);
    child.once('close', () => resolve({ ms: performance.now() - from, answer, attacks: index % 2 === 1 }));
    child.stdin.on('error', () => undefined).end(payload(index));
  });
}

const isRefusal = ({ answer }: Call): boolean => answer.includes('"deny"');

function measured(how: string, made: readonly Call[], budget?: number): readonly Measurement[] {
  const times = made.map(({ ms }) => ms);
  const open = made.filter(call => call.attacks && !isRefusal(call)).length;
  const unanswered = made.filter(({ answer }) => answer === '').length;
  const disturbed = made.filter(call => !call.attacks && isRefusal(call)).length;
  return [
    { what: `${how}, p50`, value: quantile(times, 0.5), unit: 'ms' },
    {
      what: `${how}, p99`,
      value: quantile(times, 0.99),
      unit: 'ms',
      ...(budget === undefined ? {} : { budget }),
    },
    { what: `${how}, unanswered`, value: unanswered, unit: 'calls', budget: 0 },
    { what: `${how}, open`, value: open, unit: 'calls', budget: 0 },
    { what: `${how}, ordinary calls refused`, value: disturbed, unit: 'calls' },
  ];
}

const all = async (call: (index: number) => Promise<Call>, count: number): Promise<readonly Call[]> =>
  await Promise.all(Array.from({ length: count }, (_, index) => call(index)));

// What an idle guard has not loaded yet is not what a storm is about.
await all(ask, 20);
const asked = await all(ask, calls);
const processes = await all(runHook, started);
await guard.stop();
removeScratch();
process.exitCode = report('storm', [
  ...measured(`${String(calls)} calls at once over the socket`, asked, budgetMs),
  ...measured(`${String(started)} hook processes at once`, processes),
]);
