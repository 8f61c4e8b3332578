import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  inspectPlainSync,
  ordinaryLimit,
  readPlain,
  readPlainSync,
  readPlainText,
  readPlainTextSync,
  UnfitFileError,
} from '../../../server/platform/plainFile.ts';
import { makePipes } from '../../support/pipe.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'rf-plain-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => path.join(folder, name);

/** Returns what both forms say of a file: they must not differ. */
async function said(name: string, limit?: number): Promise<string> {
  const told = (error: unknown): string =>
    error instanceof UnfitFileError ? `${error.code} ${error.message}` : String(error);
  const later = await readPlainText(at(name), limit).catch(told);
  let now: string;
  try {
    now = readPlainTextSync(at(name), limit);
  } catch (error) {
    now = told(error);
  }
  expect(now).toBe(later);
  return now.replace(folder, '.');
}

describe('a regular file', () => {
  it('is read whole, whatever its length', async () => {
    for (const length of [0, 1, 4_095, 4_096, 100_000]) {
      writeFileSync(at('file'), 'x'.repeat(length));
      expect(await said('file')).toBe('x'.repeat(length));
    }
  });

  it('is read through a link, unless links are refused', async () => {
    writeFileSync(at('target'), 'text');
    symlinkSync(at('target'), at('link'));
    expect(await said('link')).toBe('text');
    expect(() => inspectPlainSync(at('link'), { noLink: true })).toThrow(/ELOOP/u);
    expect(inspectPlainSync(at('target'), { noLink: true }).bytes.toString()).toBe('text');
  });

  it('is read up to the limit and not beyond', async () => {
    writeFileSync(at('limited'), 'x'.repeat(2_048));
    expect(await said('limited', 2_048)).toHaveLength(2_048);
    expect(await said('limited', 2_047)).toBe('EFBIG ./limited is larger than 1 KiB');
    truncateSync(at('limited'), 10 * 1024 ** 3);
    expect(await said('limited')).toBe('EFBIG ./limited is larger than 16 MiB');
    expect(ordinaryLimit).toBe(16 * 1024 ** 2);
  });

  it.runIf(process.platform === 'linux')('is read to its end where the system tells no size', async () => {
    expect(readPlainTextSync('/proc/self/status')).toMatch(/^Name:[^]*nonvoluntary_ctxt_switches:/u);
    expect((await readPlain('/proc/self/status')).length).toBeGreaterThan(200);
    expect(() => readPlainSync('/proc/self/maps', 1_000)).toThrow(/is larger than/u);
  });

  it('that is absent is told as the system does', async () => {
    expect(await said('absent')).toMatch(/^Error: ENOENT/u);
  });
});

describe.runIf(process.platform !== 'win32')('what is no regular file', () => {
  it('is refused at once', async () => {
    mkdirSync(at('folder'));
    symlinkSync('/dev/zero', at('endless'));
    makePipes(folder, ['pipe']);
    const server = createServer();
    await new Promise<void>(resolve => server.listen(at('socket'), resolve));
    const started = performance.now();
    expect(await Promise.all(['folder', 'endless', 'pipe', 'socket'].map(name => said(name)))).toEqual([
      'EISDIR ./folder is a folder',
      'ENXIO ./endless is no regular file',
      'ENXIO ./pipe is no regular file',
      'ENXIO ./socket is no regular file',
    ]);
    expect(performance.now() - started).toBeLessThan(1_000);
    server.close();
  });
});
