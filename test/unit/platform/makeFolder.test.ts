import { mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFolder } from '../../../server/platform/makeFolder.ts';

describe('makeFolder', () => {
  let folder = '';
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rf-folder-')));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('makes a folder and those above it, and takes one that is there', () => {
    const deep = path.join(folder, 'a', 'b', 'c');
    makeFolder(deep);
    makeFolder(deep);
    expect(statSync(deep).isDirectory()).toBe(true);
  });

  test.skipIf(process.platform === 'win32')('gives new folders the mode', () => {
    makeFolder(path.join(folder, 'private', 'key'), 0o700);
    expect(statSync(path.join(folder, 'private', 'key')).mode & 0o777).toBe(0o700);
  });

  test('says what stands in the way', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(() => makeFolder(file)).toThrow('EEXIST');
    expect(() => makeFolder(path.join(file, 'below'))).toThrow(/ENOTDIR|ENOENT/u);
  });

  test.skipIf(process.platform !== 'linux')('ends where the system lets nobody make one', () => {
    expect(() => makeFolder('/proc/reports/of/today')).toThrow('ENOENT');
  });
});
