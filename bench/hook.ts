/**
 * Measures the hook's whole process against bare `node -e 0` in the same run: interleaved, medians, ratio.
 * The guard runs in a process of its own, as it does in life, and passes everything.
 */
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundle, makeHome, payloadOf, removeScratch, scratchFolder } from '../test/gate/support.ts';
import { readRegistrations } from '../server/gate/registry.ts';
import { quantile, report } from './report.ts';

const rounds = Number(process.argv[2] ?? 60);
const budget = 1.35;

const folder = scratchFolder('bench-hook');
const shim = await bundle('server/hook/main.ts', folder);
const guard = await bundle('test/gate/standInGuard.ts', folder);
writeFileSync(path.join(folder, 'reply'), '{}');
const home = makeHome('bench');
const running = spawn(process.execPath, [guard, 'guard', '--standalone'], { env: home.env, stdio: 'ignore' });
while (readRegistrations(home.folders.run).length === 0)
  await new Promise(resolve => setTimeout(resolve, 20));

const payload = payloadOf(home.workspace, 'read_file', {
  filePath: 'src/index.ts',
  startLine: 1,
  endLine: 80,
});
const programs = {
  bare: { args: ['-e', '0'], input: '' },
  hook: {
    args: [shim, '--run', home.folders.run, '--agent', 'vscode', '--event', 'PreToolUse'],
    input: payload,
  },
};
const times: Record<keyof typeof programs, number[]> = { bare: [], hook: [] };
for (let round = 0; round < rounds + 3; round++) {
  for (const name of ['bare', 'hook'] as const) {
    const { args, input } = programs[name];
    const started = performance.now();
    const ended = spawnSync(process.execPath, args, { input, cwd: home.workspace, env: home.env });
    if (ended.status !== 0 || (name === 'hook' && ended.stdout.toString() !== '{}')) {
      throw new Error(
        `${name} ended with ${ended.status}: ${ended.stdout.toString()}${ended.stderr.toString()}`,
      );
    }
    // The first rounds fill the disk cache.
    if (round >= 3) times[name].push(performance.now() - started);
  }
}
running.kill();
removeScratch();

const median = (name: keyof typeof programs): number => quantile(times[name], 0.5);
const ratio = median('hook') / median('bare');
process.exitCode = report('hook', [
  { what: 'bare `node -e 0`, median', value: median('bare'), unit: 'ms' },
  { what: 'hook with its guard, median', value: median('hook'), unit: 'ms' },
  { what: 'hook against bare node', value: ratio, unit: '×', budget },
]);
