/** Measures the editor's side in a real VS Code: activation on the host's thread, memory of the guard, package size. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { packageExtension } from '../scripts/package.mjs';
import { writeDemoWorkspace } from '../test/drill/workspace.ts';
import { connectBystander, packBystander } from '../test/support/bystander/client.ts';
import { startCodeServer } from '../test/support/vscode/codeServer.ts';
import { openWorkbench } from '../test/support/vscode/workbench.ts';
import { quantile, report } from './report.ts';

const rounds = 3;
const extensionId = 'ringfence.ringfence';

/** Stands before the product's entry and times it. */
const timedEntry = `const started = performance.now();
const extension = require('./extension.js');
const loaded = performance.now() - started;
exports.activate = context => {
  const called = performance.now();
  const result = extension.activate(context);
  require('node:fs').writeFileSync(process.env.RINGFENCE_TIMING, String(loaded + performance.now() - called));
  return result;
};
exports.deactivate = () => extension.deactivate?.();
`;

interface Round {
  /** Loading the bundle and the call of activate, as VS Code's own list of running extensions counts it. */
  readonly activationMs: number;
  /** What the host's thread did until activate resolved, ours and everybody's. */
  readonly busyMs: number;
  readonly memoryMb: number;
}

const { size } = await packageExtension();
const vsix = packLazily();
const bystander = await packBystander();
const measured: Round[] = [];
for (let round = 0; round < rounds; round++) measured.push(await measure(bystander));
const middle = (pick: (round: Round) => number): number => quantile(measured.map(pick), 0.5);
process.exitCode = report('editor', [
  {
    what: 'loading and activating in the host',
    value: middle(({ activationMs }) => activationMs),
    unit: 'ms',
    budget: 50,
  },
  { what: 'host busy until activated (everybody)', value: middle(({ busyMs }) => busyMs), unit: 'ms' },
  { what: 'guard process, idle (RSS)', value: middle(({ memoryMb }) => memoryMb), unit: 'MB', budget: 180 },
  { what: 'package', value: size / 1024 / 1024, unit: 'MB', budget: 6 },
]);

async function measure(bystanderVsix: string): Promise<Round> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'ringfence-bench-'));
  const workspace = path.join(scratch, 'project');
  await writeDemoWorkspace(workspace);
  const portFile = path.join(scratch, 'port');
  const timing = path.join(scratch, 'timing');
  const server = await startCodeServer({
    vsix: [vsix, bystanderVsix],
    env: { RINGFENCE_BYSTANDER: portFile, RINGFENCE_TIMING: timing },
  });
  try {
    const workbench = await openWorkbench({ server, folder: workspace });
    const client = await connectBystander(portFile);
    // The host is busy with its own start for some seconds; the number is to be ours alone.
    await delay(10_000);
    const busyMs = await client.activate(extensionId);
    const activationMs = Number(readFileSync(timing, 'utf8'));
    await delay(8_000);
    const memoryMb =
      (await residentOf(`${path.sep}dist${path.sep}server.mjs`, server.extensionsDir)) / 1024 / 1024;
    await workbench.close();
    return { activationMs, busyMs, memoryMb };
  } finally {
    await server.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Packs the product so that it activates only when told: then nothing else happens in the host meanwhile. */
function packLazily(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ringfence-lazy-'));
  const root = path.join(import.meta.dirname, '..');
  for (const name of ['dist', 'media', 'README.md', 'LICENSE', '.vscodeignore']) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  writeFileSync(path.join(folder, 'dist/timed.js'), timedEntry);
  const timed = { ...manifest, activationEvents: [], main: './dist/timed.js' };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(timed));
  const packagePath = path.join(folder, 'lazy.vsix');
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const options = [
    '--no-dependencies',
    '--allow-missing-repository',
    '--skip-license',
    '--no-rewrite-relative-links',
  ];
  execFileSync(process.execPath, [vsce, 'package', ...options, '--out', packagePath], {
    cwd: folder,
    stdio: 'ignore',
  });
  return packagePath;
}

/** Returns the resident bytes of the process whose command line names a script below a folder (Linux). */
async function residentOf(script: string, below: string): Promise<number> {
  for (const pid of await readdir('/proc')) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes(script) || !command.includes(below)) continue;
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? Number.NaN) * 1024;
  }
  return Number.NaN;
}
