/** Builds ledgers and pumps for the tests of the export. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import { openLedger } from '../../../server/ledger/ledger.ts';
import { createPump, type Pump, type PumpParts, type Target } from '../../../server/export/pump.ts';
import { stateFiles } from '../../../server/export/positions.ts';
import type { ExportRecord, Source } from '../../../server/export/record.ts';
import { accepted, type Sent, type Transport } from '../../../server/export/transport.ts';
import { systemClock } from '../../../server/ports/clock.ts';
import { steppingClock, verdict } from '../ledger/stories.ts';

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true, force: true })));
});

/** Says where records of tests come from. */
export const source: Source = { version: '0.0.0', host: 'build-7', user: 'ada', platform: 'linux' };

/** Is a key of masks. */
export const key = Buffer.alloc(32, 7);

/** Is a home of one ledger and its targets. */
export interface Stage {
  readonly folder: string;
  readonly ledger: string;
  /** Writes entries, closed in good order; verdicts with these ids when numbers are given. */
  write(...bodies: readonly (LedgerBody | number)[]): Promise<void>;
  pump(transport: Transport, options?: Partial<PumpParts>): Pump;
}

/** Makes a stage that goes away after the test. */
export async function makeStage(): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ringfence-export-'));
  folders.push(folder);
  const ledger = path.join(folder, 'ledger');
  const clock = steppingClock(Date.now());
  return {
    folder,
    ledger,
    async write(...bodies) {
      const opened = openLedger({ folder: ledger, clock });
      for (const body of bodies) await opened.record(typeof body === 'number' ? verdict(`e${body}`) : body);
      await opened.close();
    },
    pump: (transport, options = {}) =>
      createPump({
        ledger,
        states: stateFiles(path.join(folder, 'export')),
        target: targetOf(transport),
        source,
        redaction: { key, paths: false },
        clock: systemClock,
        headsEvery: Number.MAX_SAFE_INTEGER,
        ...options,
      }),
  };
}

const targetOf = (transport: Transport): Target => ({ id: 'test', name: 'the test', transport });

/** Is a transport that keeps what it is sent and answers as it is told, then well. */
export function playedTransport(
  ...answers: readonly Sent[]
): Transport & { readonly sent: ExportRecord[][] } {
  const left = [...answers];
  const sent: ExportRecord[][] = [];
  return {
    sent,
    send: records => {
      sent.push([...records]);
      return Promise.resolve(left.shift() ?? accepted);
    },
  };
}

/** Steps until a pump says something else than `more`. */
export async function pass(pump: Pump): Promise<string> {
  for (;;) {
    const step = await pump.step();
    if (step.kind === 'wait') return step.reason;
    if (step.kind === 'done') return 'done';
  }
}

/** Lists the event ids of verdicts in records. */
export const eventIds = (records: readonly ExportRecord[]): readonly string[] =>
  records.flatMap(record =>
    record.kind === 'line' && record.line.body.type === 'verdict' ? [record.line.body.eventId] : [],
  );
