import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { walk } from '../../../server/cli/scan/walk.ts';

let folder = '';
const put = async (name: string): Promise<void> => {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), 'x');
};
const everything = (): boolean => true;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'walk-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a walk', () => {
  it('lists wanted files with the path that a report shows', async () => {
    await put('.vscode/settings.json');
    await put('src/a.js');
    const { files } = await walk('.', folder, name => name.endsWith('.json'));
    expect(files.map(f => [f.display, f.relative])).toEqual([
      ['.vscode/settings.json', '.vscode/settings.json'],
    ]);
  });

  it('passes over other people’s code and git’s storage, but not what git runs', async () => {
    for (const name of [
      'node_modules/x/.mcp.json',
      '.git/objects/aa/b',
      '.git/hooks/pre-commit',
      '.git/config',
    ])
      await put(name);
    const { files } = await walk('.', folder, everything);
    expect(files.map(f => f.relative)).toEqual(['.git/config', '.git/hooks/pre-commit']);
  });

  it('follows no link, and says that it did not', async () => {
    await put('real/settings.json');
    await symlink(folder, path.join(folder, 'loop'));
    const { files, skipped } = await walk('.', folder, everything);
    expect(files.map(f => f.relative)).toEqual(['real/settings.json']);
    expect(skipped).toEqual([{ path: 'loop', reason: 'is a symbolic link' }]);
  });

  it('takes one file by name, even outside the folder', async () => {
    await put('a/.mcp.json');
    const { files } = await walk(path.join(folder, 'a/.mcp.json'), os.tmpdir(), everything);
    expect(files).toHaveLength(1);
  });

  it('names a path that does not exist', async () => {
    expect((await walk('nothing', folder, everything)).skipped).toEqual([
      { path: 'nothing', reason: 'does not exist' },
    ]);
  });
});
