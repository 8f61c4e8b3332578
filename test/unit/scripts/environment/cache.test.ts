/** Tests that the shared cache holds a download whole or not at all, whoever else installs it. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheRoot, installOnce, withLock } from '../../../../scripts/environment/cache.mjs';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ringfence-cache-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('cacheRoot', () => {
  it.each([
    [{ RINGFENCE_CACHE: '/somewhere' }, '/somewhere'],
    [{ XDG_CACHE_HOME: '/xdg' }, '/xdg/ringfence-dev'],
    [{ XDG_CACHE_HOME: '' }, '/home/user/.cache/ringfence-dev'],
    [{}, '/home/user/.cache/ringfence-dev'],
  ])('with %j is %s', (env, expected) => {
    expect(cacheRoot({ env, home: '/home/user', join: (...parts) => path.posix.join(...parts) })).toBe(
      expected,
    );
  });
});

describe('installOnce', () => {
  it('builds once and then leaves the folder alone', async () => {
    const target = path.join(folder, 'tool-1');
    let builds = 0;
    const build = async (partial: string): Promise<void> => {
      builds += 1;
      await writeFile(path.join(partial, 'tool'), 'x');
    };
    await installOnce(target, build);
    expect(await installOnce(target, build)).toBe(target);
    expect(builds).toBe(1);
    expect(await readdir(target)).toContain('tool');
  });

  it('lets two set-ups that start together build once', async () => {
    const target = path.join(folder, 'tool-1');
    let builds = 0;
    const build = async (): Promise<void> => {
      builds += 1;
      await Promise.resolve();
    };
    await Promise.all([installOnce(target, build), installOnce(target, build)]);
    expect(builds).toBe(1);
  });

  it('leaves nothing behind when the build fails, and tries again next time', async () => {
    const target = path.join(folder, 'tool-1');
    const failing = installOnce(target, () => Promise.reject(new Error('no network')));
    await expect(failing).rejects.toThrow('no network');
    expect(await readdir(folder)).toEqual([]);
    await installOnce(target, () => Promise.resolve());
    expect(await readdir(folder)).toEqual(['tool-1']);
  });

  it('replaces a folder that an older set-up left incomplete', async () => {
    const target = path.join(folder, 'tool-1');
    await mkdir(target);
    await writeFile(path.join(target, 'torn'), '');
    await installOnce(target, partial => writeFile(path.join(partial, 'whole'), ''));
    expect((await readdir(target)).sort()).toEqual(['.complete', 'whole']);
  });

  it('says which folder cannot be made', async () => {
    await writeFile(path.join(folder, 'file'), '');
    const blocked = installOnce(path.join(folder, 'file', 'tool-1'), () => Promise.resolve());
    await expect(blocked).rejects.toMatchObject({ remedy: expect.stringContaining('RINGFENCE_CACHE') });
  });
});

describe('withLock', () => {
  it('takes over from a process that died', async () => {
    const lock = path.join(folder, 'lock');
    await mkdir(lock);
    // No process has this id: Linux's limit is 2^22.
    await writeFile(path.join(lock, 'owner'), '99999999');
    expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
    expect(await readdir(folder)).toEqual([]);
  });
});
