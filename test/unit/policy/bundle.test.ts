/** The bundle with its engine beside it, on every Node of this machine that we support. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cedarWasmName, findCedarWasm } from '../../../server/policy/cedar.ts';
import { repository } from './stories.ts';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ringfence-bundle-'));
  const { warnings } = await build({
    entryPoints: [path.join(repository, 'test/unit/policy/manyCalls.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile: path.join(folder, 'bundle.cjs'),
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  await copyFile(findCedarWasm(repository), path.join(folder, cedarWasmName));
});
afterAll(() => rm(folder, { recursive: true }));

async function version(node: string): Promise<number> {
  try {
    return Number((await run(node, ['-p', 'process.versions.node.split(".")[0]'])).stdout);
  } catch {
    return 0;
  }
}

/** Returns this Node and every other one on the search path, since Node 20 is where V8 crashed. */
async function supportedNodes(): Promise<readonly string[]> {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const found = [process.execPath, ...folders.map(each => path.join(each, name))];
  const versions = new Map<number, string>();
  for (const node of found) {
    const major = await version(node);
    if (major >= 20 && !versions.has(major)) versions.set(major, node);
  }
  return [...versions.values()];
}

it('survives thousands of calls on each', async () => {
  const nodes = await supportedNodes();
  expect(nodes.length).toBeGreaterThan(0);
  for (const node of nodes) {
    const { stdout } = await run(node, [
      path.join(folder, 'bundle.cjs'),
      path.join(repository, 'rules/policy'),
      '8000',
    ]);
    expect(JSON.parse(stdout)).toEqual({ calls: 8000, denied: 4000 });
  }
}, 300_000);
