import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readNow } from '../../support/readNow.ts';

it('reads a file, and waits for nothing that is none', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rf-read-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, 'file'), 'text');
  mkdirSync(path.join(folder, 'folder'));
  expect(['file', 'folder', 'none'].map(name => readNow(path.join(folder, name)))).toEqual([
    'text',
    undefined,
    undefined,
  ]);
  if (process.platform === 'win32') return;
  execFileSync('mkfifo', [path.join(folder, 'pipe')]);
  expect(readNow(path.join(folder, 'pipe'))).toBe('');
});
