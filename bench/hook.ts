/**
 * Measures the hook's whole process with a real guard, a process of its own, against bare `node -e 0` and against
 * cc-safety-net, another hook that judges commands, in the same run: interleaved, medians, ratios. Needs `npm run build`;
 * cc-safety-net is fetched into the cache, or left out where that fails.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureSafetyNet } from '../scripts/environment/safetyNet.mjs';
import { launcherFile } from '../server/agents/launcher.ts';
import { ringfenceFolders } from '../server/platform/folders.ts';
import { payloadOf, removeScratch, scratchFolder } from '../test/gate/support.ts';
import { runCli, scratchEnvironment, startGuardProcess } from '../test/support/product.ts';
import { quantile, report, type Measurement } from './report.ts';

const rounds = Number(process.argv[2] ?? 60);
const budget = 1.35;

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const product = { cli: path.join(dist, 'cli.js') };
const folder = scratchFolder('bench-hook');
const [home, workspace] = [path.join(folder, 'home'), path.join(folder, 'work')];
mkdirSync(path.join(home, '.claude'), { recursive: true });
mkdirSync(workspace);
const folders = ringfenceFolders({ env: {}, home, platform: process.platform });
await runCli(product, ['install', '--agent', 'claude-code'], { home, cwd: workspace });
const guard = await startGuardProcess(product, [workspace], { home, cwd: workspace });
const safetyNet = await ensureSafetyNet().catch(() => undefined);

// Its launcher takes the variable away as well.
const env = { ...scratchEnvironment(home), NODE_COMPILE_CACHE: undefined };
const question = ['--agent', 'claude-code', '--event', 'PreToolUse'];
const node = process.execPath;
const input = payloadOf(workspace, 'Bash', { command: 'git status --short' });
type Program = readonly [file: string, ...args: readonly string[]];
const programs: Readonly<Record<string, Program>> = {
  bare: [node, '-e', '0'],
  hook: [node, path.join(dist, 'hook.js'), '--run', folders.run, ...question],
  launcher: [launcherFile(folders, process.platform), ...question],
  ...(safetyNet === undefined ? {} : { safetyNet: [node, safetyNet, 'hook', '--claude-code'] as const }),
};
const times: Record<string, number[]> = {};
for (let round = 0; round < rounds + 3; round++) {
  for (const [name, [file, ...args]] of Object.entries(programs)) {
    const started = performance.now();
    const ended = spawnSync(file, args, { input, cwd: workspace, env });
    const took = performance.now() - started;
    const answer = ended.stdout.toString();
    const isOurs = name === 'hook' || name === 'launcher';
    if (ended.status !== 0 || (isOurs && answer !== '{}'))
      throw new Error(`${name} ended with ${String(ended.status)}: ${answer}${ended.stderr.toString()}`);
    // The first rounds fill caches of the disk and of compiled code.
    if (round >= 3) (times[name] ??= []).push(took);
  }
}
await guard.stop();
removeScratch();

const median = (name: string): number => quantile(times[name] ?? [], 0.5);
const rival: readonly Measurement[] =
  safetyNet === undefined
    ? []
    : [
        { what: 'cc-safety-net, median', value: median('safetyNet'), unit: 'ms' },
        {
          what: 'hook against cc-safety-net',
          value: median('hook') / median('safetyNet'),
          unit: '×',
          budget: 1,
        },
      ];
process.exitCode = report('hook', [
  { what: 'bare `node -e 0`, median', value: median('bare'), unit: 'ms' },
  { what: 'hook with its guard, median', value: median('hook'), unit: 'ms' },
  { what: 'hook by its launcher, median', value: median('launcher'), unit: 'ms' },
  { what: 'hook against bare node', value: median('hook') / median('bare'), unit: '×', budget },
  { what: 'launcher against bare node', value: median('launcher') / median('bare'), unit: '×' },
  ...rival,
]);
