import { readdirSync, utimesSync, writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimShipping } from '../../../server/export/claim.ts';
import { fileTransport } from '../../../server/export/fileTransport.ts';
import { openMaskKey } from '../../../server/export/maskKey.ts';
import { shipOnce, startShipper } from '../../../server/export/shipper.ts';
import { createShipping } from '../../../server/export/shipping.ts';
import { systemClock } from '../../../server/ports/clock.ts';
import { diskFull, playedDisk } from '../ledger/stories.ts';
import { readFile } from 'node:fs/promises';
import { eventIds, makeStage, pass, playedTransport } from './stage.ts';

async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200 && !(await check()); attempt += 1)
    await new Promise(resolve => setTimeout(resolve, 20));
  expect(await check()).toBe(true);
}

describe('the claim to ship', () => {
  it('has one owner at a time', async () => {
    const { folder } = await makeStage();
    const first = await claimShipping(folder);
    expect(await claimShipping(folder)).toBeUndefined();
    expect(await first?.renew()).toBe(true);
    await first?.release();
    const second = await claimShipping(folder);
    expect(second).toBeDefined();
    expect(await first?.renew()).toBe(false);
    // What is no longer ours is left alone.
    await first?.release();
    expect(await second?.renew()).toBe(true);
  });
  it.each([
    ['is gone', JSON.stringify({ pid: 2 ** 22 - 1, machine: undefined, token: 't' }), 10 * 60_000],
    ['is silent', '', 10 * 60_000],
  ])('is taken over from one that %s', async (_story, text, age) => {
    const { folder } = await makeStage();
    const file = path.join(folder, 'shipping.lock');
    writeFileSync(file, text);
    expect(await claimShipping(folder)).toBeUndefined();
    const then = (Date.now() - age) / 1000;
    utimesSync(file, then, then);
    expect(await claimShipping(folder)).toBeDefined();
    expect(readdirSync(folder)).toEqual(['shipping.lock']);
  });
});

describe('a shipper', () => {
  it('sends what comes, tells of trouble and of its end, and stops', async () => {
    const stage = await makeStage();
    await stage.write(1);
    const transport = playedTransport({ kind: 'again', reason: 'away' });
    const news: string[] = [];
    const shipper = startShipper({
      folder: path.join(stage.folder, 'export'),
      pumps: [stage.pump(transport)],
      every: 20,
      news: { wrong: (_, { message }) => void news.push(message), well: () => void news.push('well') },
    });
    await eventually(() => news.includes('well'));
    expect(news[0]).toBe('The ledger is not taken whole by the test: away.');
    await stage.write(2);
    await eventually(() => eventIds(transport.sent.flat()).includes('e2'));
    await shipper.stop();
    expect(readdirSync(path.join(stage.folder, 'export'))).toEqual(['test.json']);
    await stage.write(3);
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(eventIds(transport.sent.flat())).not.toContain('e3');
  });

  it('is one at a time', async () => {
    const stage = await makeStage();
    const folder = path.join(stage.folder, 'export');
    const claim = await claimShipping(folder);
    expect(await shipOnce(folder, [stage.pump(playedTransport())])).toBeUndefined();
    await claim?.release();
    expect(await shipOnce(folder, [stage.pump(playedTransport())])).toMatchObject([{ complete: true }]);
  });

  it('does not call a pass complete in which records were rejected', async () => {
    const stage = await makeStage();
    await stage.write(1);
    const pump = stage.pump(playedTransport({ kind: 'accepted', rejected: 1, message: 'old' }));
    expect(await shipOnce(path.join(stage.folder, 'export'), [pump])).toMatchObject([
      { complete: false, reason: '1 record was rejected: old' },
    ]);
  });
});

describe('shipping from a guard', () => {
  it('follows the profile and ends with the guard', async () => {
    const stage = await makeStage();
    await stage.write(1);
    const wrong: string[] = [];
    const shipping = createShipping({
      folders: { state: stage.folder, ledger: stage.ledger },
      env: {},
      version: '0',
      clock: systemClock,
      news: {
        wrong: (source, { message }) => void wrong.push(`${source}: ${message}`),
        well: () => undefined,
      },
      lost: () => undefined,
      failed: (stageName, error) => void wrong.push(`${stageName}: ${String(error)}`),
    });
    const file = path.join(stage.folder, 'out.jsonl');
    shipping.configure({
      export: [
        { type: 'file', path: file, format: 'jsonl' },
        { type: 'file', path: 'relative' },
      ],
    });
    await eventually(async () => (await readFile(file, 'utf8').catch(() => '')).includes('"e1"'));
    expect(wrong).toEqual([expect.stringContaining('not absolute')]);
    shipping.configure(undefined);
    await shipping.stop();
    expect(readdirSync(path.join(stage.folder, 'export')).filter(name => name.endsWith('.lock'))).toEqual([]);
  });
});

describe('a file', () => {
  it.each(['append', 'half', 'sync', 'open'] as const)(
    'that cannot be written keeps no half of a batch: %s',
    async kind => {
      const stage = await makeStage();
      await stage.write(1, 2);
      const file = path.join(stage.folder, 'out.jsonl');
      const disk = playedDisk();
      const pump = stage.pump(fileTransport({ path: file, format: 'ocsf', disk }));
      disk.fail = { [kind]: diskFull() };
      expect(await pass(pump)).toMatch(/no space left/);
      expect(await readFile(file, 'utf8').catch(() => '')).toBe('');
      disk.fail = {};
      expect(await pass(pump)).toBe('done');
      const uids = (await readFile(file, 'utf8'))
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).metadata.uid);
      expect(new Set(uids).size).toBe(uids.length);
      expect(uids.length).toBe((await pump.state()).accepted);
    },
  );
});

describe('the key of masks', () => {
  it('is one for all processes, and private', async () => {
    const { folder } = await makeStage();
    const state = path.join(folder, 'state');
    const keys = await Promise.all([1, 2, 3].map(() => openMaskKey(state)));
    expect(new Set(keys.map(key => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(readdirSync(state)).toEqual(['mask.key']);
  });
  it('is refused when it is none', async () => {
    const { folder } = await makeStage();
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'mask.key'), 'short');
    await expect(openMaskKey(folder)).rejects.toThrow(/no key of 32 bytes/);
  });
});
