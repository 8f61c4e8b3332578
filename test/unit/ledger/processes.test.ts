/** Several processes on one ledger, some killed without warning. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openLedger } from '../../../server/ledger/ledger.ts';
import { systemClock } from '../../../server/ports/clock.ts';
import { verifyLedger } from '../../../server/ledger/verify.ts';
import { scratch, segmentFiles, verdict } from './stories.ts';

const program = path.join(path.dirname(fileURLToPath(import.meta.url)), 'writing.ts');

const start = (...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

it('keeps whole chains when processes write at once', async () => {
  const folder = await scratch();
  const children = ['a', 'b', 'c'].map(name => start(folder, name, '150'));
  const codes = await Promise.all(children.map(async child => ((await once(child, 'exit')) as unknown[])[0]));
  expect(codes).toEqual([0, 0, 0]);
  expect(await verifyLedger(folder)).toMatchObject({ ok: true, entries: 450, problems: [] });
});

it('loses no acknowledged entry and goes on with the chain after kill -9', async () => {
  const folder = await scratch();
  let acknowledged = 0;
  for (let round = 0; round < 4; round += 1) {
    const child = start(folder, `r${round}`, 'endless');
    let seen = 0;
    child.stdout?.on('data', (data: Buffer) => {
      seen += data.toString().split('\n').length - 1;
      if (seen >= 20 + round * 13) child.kill('SIGKILL');
    });
    await once(child, 'close');
    acknowledged += seen;
  }
  const ledger = openLedger({ folder, clock: systemClock });
  await ledger.record(verdict('after', 'deny'));
  const entries = await ledger.tail(100_000);
  await ledger.close();
  const { ok, problems } = await verifyLedger(folder);
  expect({ ok, problems }).toEqual({ ok: true, problems: [] });
  expect(entries.length).toBeGreaterThanOrEqual(acknowledged + 1);
  expect(await segmentFiles(folder)).toHaveLength(1);
});
