/**
 * Writes a ledger of a million entries and verifies it in a process of its own, beside one of half as many: time, and the
 * most memory that each took. `node bench/ledger.ts 50000` measures another number.
 */
import { fork } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { recordsOf } from '../server/export/all.ts';
import { formatRecord } from '../server/export/format.ts';
import { openLedger } from '../server/ledger/ledger.ts';
import { verifyLedger } from '../server/ledger/verify.ts';
import { systemClock } from '../server/ports/clock.ts';
import { report } from './report.ts';

const [, , first = '1000000', folder] = process.argv;
if (first === 'verify' && folder !== undefined) await verifyAlone(folder);
else await compare(Number(first));

/** Verifies, then exports, and tells its parent what it took. */
async function verifyAlone(ledger: string): Promise<void> {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const started = performance.now();
  const { ok, entries } = await verifyLedger(ledger);
  const verified = performance.now() - started;
  const verifyPeak = Math.max(peak, process.memoryUsage.rss());
  let bytes = 0;
  const source = { version: '0', host: 'bench', user: 'bench', platform: process.platform };
  for await (const record of recordsOf(ledger, { since: 0, until: Infinity }))
    if (record !== undefined) bytes += formatRecord(record, source, 'ocsf').length;
  const exported = performance.now() - started - verified;
  clearInterval(timer);
  process.send?.({
    ok,
    entries,
    verified,
    verifyPeak,
    exported,
    exportPeak: Math.max(peak, process.memoryUsage.rss()),
    bytes,
  });
}

interface Taken {
  readonly ok: boolean;
  readonly entries: number;
  readonly verified: number;
  readonly verifyPeak: number;
  readonly exported: number;
  readonly exportPeak: number;
  readonly bytes: number;
}

async function compare(count: number): Promise<void> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'ringfence-bench-ledger-'));
  try {
    const half = await measure(path.join(scratch, 'half'), Math.ceil(count / 2));
    const large = await measure(path.join(scratch, 'large'), count);
    const megabytes = (bytes: number): number => bytes / 1024 / 1024;
    process.exitCode = report('ledger', [
      { what: `writing ${count} entries, each`, value: (large.written / count) * 1000, unit: 'µs' },
      { what: 'size of the ledger', value: megabytes(large.size), unit: 'MB' },
      { what: `verifying ${large.entries} entries`, value: large.verified / 1000, unit: 's', budget: 60 },
      { what: 'most memory while verifying', value: megabytes(large.verifyPeak), unit: 'MB', budget: 256 },
      {
        what: 'the same against half as many entries',
        value: large.verifyPeak / half.verifyPeak,
        unit: '×',
        budget: 1.3,
      },
      { what: 'exporting as OCSF', value: large.exported / 1000, unit: 's' },
      { what: 'most memory while exporting', value: megabytes(large.exportPeak), unit: 'MB' },
    ]);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function measure(
  ledger: string,
  count: number,
): Promise<Taken & { readonly written: number; readonly size: number }> {
  const started = performance.now();
  const opened = openLedger({ folder: ledger, clock: systemClock });
  for (let at = 0; at < count; at += 1) {
    await opened.record({
      type: 'verdict',
      eventId: `event-${at}`,
      agent: 'codex',
      surface: 'hook',
      sessionId: `session-${at % 100}`,
      phase: 'pre',
      kind: 'fs.write',
      origin: 'agent',
      paths: [`src/module${at % 1000}/index.ts`],
      verdict: 'pass',
      policies: [],
      findings:
        at % 20 === 0
          ? [{ ruleId: 'code/example', severity: 'low', risks: ['BUILD'], path: 'src/index.ts' }]
          : [],
      ms: 1.25,
    });
    if (at % 512 === 511) await opened.flush();
  }
  await opened.close();
  const written = performance.now() - started;
  const sizes = await Promise.all(
    (await readdir(ledger)).map(async name => (await stat(path.join(ledger, name))).size),
  );
  const taken = await new Promise<Taken>((resolve, reject) => {
    const child = fork(import.meta.filename, ['verify', ledger]);
    child.once('message', message => resolve(message as Taken));
    child.once('exit', code => reject(new Error(`The verification ended with ${code}.`)));
  });
  if (!taken.ok || taken.entries !== count)
    throw new Error(`The ledger does not verify: ${JSON.stringify(taken)}`);
  return { ...taken, written, size: sizes.reduce((sum, size) => sum + size, 0) };
}
