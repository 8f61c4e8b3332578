/** Slips in what verbs about the ledger are told: times, keys and places. */
import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evidenceCommand } from '../../../server/cli/evidence/evidence.ts';
import { ledgerCommand } from '../../../server/cli/ledger/ledger.ts';
import { profileCommand } from '../../../server/cli/profile/profile.ts';
import { openLedger } from '../../../server/ledger/ledger.ts';
import { runInProcess, type Ended } from '../../support/commandLine.ts';
import { steppingClock, verdict } from '../ledger/stories.ts';

let home = '';
beforeAll(async () => {
  home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'rf-ledger-verbs-')));
  const start = Date.parse('2026-11-30T12:00:00Z');
  const ledger = openLedger({ folder: path.join(home, 'ledger'), clock: steppingClock(start) });
  await ledger.record(verdict('e1'));
  await ledger.close();
  fs.writeFileSync(path.join(home, 'file'), 'no key\n');
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  fs.writeFileSync(path.join(home, 'rsa.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
});
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

const ledger = (...args: readonly string[]): Promise<Ended> =>
  runInProcess(ledgerCommand, args, { home, cwd: home });
const exported = async (...args: readonly string[]): Promise<number> => {
  const { out } = await ledger('export', '--folder', 'ledger', ...args);
  return out.split('\n').filter(line => line.includes('"verdict"')).length;
};

it('a period has its last day', async () => {
  expect(await exported('--since', '2026-11-30', '--until', '2026-11-30')).toBe(1);
  expect(await exported('--until', '2026-11-29')).toBe(0);
  expect(await exported('--since', '2026-12-01')).toBe(0);
  expect(await exported('--until', '2026-11-30T12:00')).toBe(0);
  expect(await exported('--since', '2026-11-30T13:00+02:00')).toBe(1);
});

it.each(['2026-02-30', '2026-13-01', '5', 'Nov 3', '2026', '2026-11-30T25:00'])(
  'a period does not begin at %s',
  async since => {
    expect(await ledger('export', '--folder', 'ledger', '--since', since)).toMatchObject({
      code: 2,
      out: '',
    });
  },
);

it.each(['file', 'rsa.pem', 'nowhere'])(
  'a ledger is not called changed because of %s in place of its key',
  async file => {
    const said = { code: 2, out: '', err: expect.stringContaining(file) };
    expect(await ledger('verify', '--folder', 'ledger', '--public-key', file)).toMatchObject(said);
    const evidence = ['--ledger', 'ledger', '--ledger-key', file];
    expect(await runInProcess(evidenceCommand, evidence, { home, cwd: home })).toMatchObject(said);
  },
);

it('a place that cannot be written is wrong use', async () => {
  expect(await ledger('export', '--folder', 'ledger', '--output', 'file/x')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--output file/x cannot be written'),
  });
  const args = ['export', '--for', 'codex', '--level', 'locked', '--output', 'file'];
  expect(await runInProcess(profileCommand, args, { home, cwd: home })).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot be written'),
  });
});
