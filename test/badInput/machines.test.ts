/** Machines that misbehave: disks that refuse, folders nobody may read, two windows at once, clocks that jump. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { buildProduct, startGuardProcess, type Product } from '../support/product.ts';
import { callOf, good, makePlace, risky, settings, until } from './place.ts';

let product: Product;
beforeAll(async () => {
  product = await buildProduct({ own: true });
});
afterAll(() => product.remove());

const evil = `{ "a": 1, ${risky} }`;
const run = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

const mayMount = ((): boolean => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ringfence-mount-'));
  const may = run('mount', '-t', 'tmpfs', 'tmpfs', folder) && run('umount', folder);
  fs.rmdirSync(folder);
  return may;
})();

describe.runIf(mayMount)('a read-only disk', () => {
  const readOnly = (folder: string): (() => boolean) => {
    expect(run('mount', '--bind', folder, folder)).toBe(true);
    onTestFinished(() => void run('umount', '-l', folder));
    expect(run('mount', '-o', 'remount,bind,ro', folder)).toBe(true);
    return () => run('mount', '-o', 'remount,bind,rw', folder);
  };

  test('under the workspace: the change is safe, the message names file and remedy, and it is restored later', async () => {
    const place = makePlace({ [settings]: good });
    const other = fs.mkdtempSync(path.join(os.tmpdir(), 'ringfence-side-'));
    onTestFinished(() => fs.rmSync(other, { recursive: true, force: true }));
    expect(run('mount', '--bind', place.root, other)).toBe(true);
    onTestFinished(() => void run('umount', '-l', other));
    const writable = readOnly(place.root);
    const guard = await place.guard(product);
    fs.writeFileSync(path.join(other, settings), evil);
    await until(() =>
      expect(guard.said()).toContain(`${place.at(settings)}: Cannot restore the file (EROFS)`),
    );
    expect(guard.said()).toContain('give yourself write permission');
    expect(place.quarantine().list()).toHaveLength(1);
    expect(writable()).toBe(true);
    await place.reads(settings, '{ "a": 1 }');
    await expect(guard.stop()).resolves.toBe(0);
  });

  test('under the state folder: the guard refuses to start and says which folder, never silently unguarded', async () => {
    const place = makePlace({ [settings]: good });
    const state = path.join(place.home, '.local');
    fs.mkdirSync(state);
    readOnly(state);
    const { code, stderr } = await place.cli(product, ['guard', '.']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/Cannot open the quarantine .*can be written/u);
    expect(stderr).toContain(state);
    const answer = async (tool: string, input: object): Promise<string> =>
      (await place.hook(product, 'claude-code', callOf(place.root, tool, input))).stdout;
    expect(await answer('Bash', { command: 'ls' })).toContain('"deny"');
    expect(await answer('Read', { file_path: '.env' })).toContain('"deny"');
    expect(await answer('Read', { file_path: 'README.md' })).toContain('could not judge');
  });
});

describe.runIf(process.getuid?.() === 0)('a folder that may not be read', () => {
  test('is named with a remedy; the rest is guarded', async () => {
    const place = makePlace({ [settings]: good, 'packages/a/.vscode/settings.json': good });
    const nobody = 65_534;
    fs.chmodSync(path.dirname(place.root), 0o755);
    for (const name of ['', 'home', 'workspace', 'workspace/.vscode', `workspace/${settings}`])
      fs.chownSync(path.join(path.dirname(place.root), name), nobody, nobody);
    const closed = place.at('packages/a/.vscode');
    fs.chmodSync(closed, 0);
    // The bundle lies in a folder of the user who built it.
    fs.chmodSync(path.dirname(product.cli), 0o755);
    const guard = await startGuardProcess(product, [place.root], {
      home: place.home,
      cwd: place.root,
      user: nobody,
    });
    onTestFinished(async () => {
      await guard.stop();
    });
    await until(() => expect(guard.said()).toContain(`${closed}: This folder cannot be read (EACCES)`));
    expect(guard.said()).toContain('Give yourself permission to read it');
    place.write(settings, evil);
    await place.reads(settings, '{ "a": 1 }');
  });
});

test('two windows on one folder hold a change once, and either may go', async () => {
  const place = makePlace({ [settings]: good, '.env': 'K=1' });
  const first = await place.guard(product);
  const second = await place.guard(product);
  place.write(settings, evil);
  await place.reads(settings, '{ "a": 1 }');
  await until(() => expect(first.said() + second.said()).toContain('held '));
  expect(place.quarantine().list()).toHaveLength(1);
  await expect(first.stop()).resolves.toBe(0);
  place.write(settings, `{ "b": 2, ${risky} }`);
  await place.reads(settings, '{ "b": 2 }');
  const answer = await place.hook(product, 'claude-code', callOf(place.root, 'Read', { file_path: '.env' }));
  expect(answer.stdout).toContain('"deny"');
  await expect(second.stop()).resolves.toBe(0);
  await expect(place.cli(product, ['ledger', 'verify'])).resolves.toMatchObject({ code: 0 });
});

test.each([
  ['back by a year', -365],
  ['forward by a year', 365],
])('a clock that jumps %s changes nothing about holding, items or the ledger', async (_, days) => {
  const place = makePlace({ [settings]: good, '.env': 'K=1' });
  const jump = path.join(place.home, 'jump');
  const preload = path.join(place.home, 'clock.cjs');
  fs.writeFileSync(
    preload,
    `const now = Date.now, fs = require('fs');
     Date.now = () => now() + (fs.existsSync(${JSON.stringify(jump)}) ? ${days * 86_400_000} : 0);`,
  );
  const guard = await place.guard(product, { nodeArguments: ['--require', preload] });
  place.write(settings, evil);
  await place.reads(settings, '{ "a": 1 }');
  fs.writeFileSync(jump, '');
  place.write(settings, `{ "b": 2, ${risky} }`);
  await place.reads(settings, '{ "b": 2 }');
  fs.rmSync(jump);
  place.write(settings, `{ "c": 3, ${risky} }`);
  await place.reads(settings, '{ "c": 3 }');
  await until(() => {
    const texts = place.quarantine().list();
    const kept = fs
      .readdirSync(place.folders.quarantine, { recursive: true, encoding: 'utf8' })
      .filter(name => /attempted|variant/u.test(path.basename(name)))
      .map(name => fs.readFileSync(path.join(place.folders.quarantine, name), 'utf8'));
    expect(texts.length).toBeGreaterThan(0);
    for (const key of ['"a": 1', '"b": 2', '"c": 3'])
      expect(kept.some(text => text.includes(key) && text.includes('autoApprove'))).toBe(true);
  });
  const answer = await place.hook(product, 'claude-code', callOf(place.root, 'Read', { file_path: '.env' }));
  expect(answer.stdout).toContain('"deny"');
  await expect(guard.stop()).resolves.toBe(0);
  await expect(place.cli(product, ['ledger', 'verify'])).resolves.toMatchObject({ code: 0 });
});
