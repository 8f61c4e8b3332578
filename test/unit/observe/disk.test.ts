import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { realDisk } from '../../../server/observe/disk.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ringfence-disk-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the real disk', () => {
  test('reads text, with its byte-order mark taken off', async () => {
    writeFileSync(path.join(folder, 'a'), '\uFEFFhi');
    expect(await realDisk.text(path.join(folder, 'a'), 100)).toEqual({ kind: 'text', text: 'hi' });
  });

  test('says why there is no text', async () => {
    writeFileSync(path.join(folder, 'big'), 'x'.repeat(200));
    writeFileSync(path.join(folder, 'binary'), Buffer.from([65, 0, 66]));
    const read = (name: string) => realDisk.text(path.join(folder, name), 100);
    expect(await read('none')).toEqual({ kind: 'absent' });
    expect(await read('big/below')).toEqual({ kind: 'absent' });
    expect(await read('big')).toEqual({ kind: 'unreadable', reason: 'is too large' });
    expect(await read('binary')).toEqual({ kind: 'unreadable', reason: 'is not text' });
    expect(await read('.')).toEqual({ kind: 'unreadable', reason: 'is no plain file' });
  });

  test('knows links and identities', async () => {
    mkdirSync(path.join(folder, 'd'));
    writeFileSync(path.join(folder, 'a'), 'x');
    symlinkSync('a', path.join(folder, 'soft'));
    linkSync(path.join(folder, 'a'), path.join(folder, 'hard'));
    const [a, hard] = await Promise.all(
      ['a', 'hard'].map(name => realDisk.identity(path.join(folder, name))),
    );
    expect(a).toMatchObject({ links: 2, isFile: true });
    expect(hard?.key).toBe(a?.key);
    expect(await realDisk.link(path.join(folder, 'soft'))).toBe('a');
    expect(await realDisk.link(path.join(folder, 'a'))).toBeUndefined();
    expect(await realDisk.list(folder)).toHaveLength(4);
    expect(await realDisk.list(path.join(folder, 'a'))).toBeUndefined();
    expect(await realDisk.identity(path.join(folder, 'none'))).toBeUndefined();
    expect(await realDisk.real(path.join(folder, 'none'))).toBeUndefined();
  });
});
