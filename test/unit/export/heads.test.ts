import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatRecord } from '../../../server/export/format.ts';
import { otlpRequest } from '../../../server/export/otlpBody.ts';
import type { ExportRecord } from '../../../server/export/record.ts';
import { redactRecord } from '../../../server/export/redact.ts';
import { syslogMessage } from '../../../server/export/syslogMessage.ts';
import { readShippedHeads } from '../../../server/ledger/shippedHeads.ts';
import { verifyLedger } from '../../../server/ledger/verify.ts';
import { onlySegment } from '../ledger/stories.ts';
import { key, makeStage, pass, playedTransport, source } from './stage.ts';

const masked = (record: ExportRecord): ExportRecord => redactRecord(record, { key, paths: true });

describe('heads are read back from every format that leaves', () => {
  it.each<[string, (records: readonly ExportRecord[]) => string]>([
    ['OCSF', records => records.map(record => formatRecord(record, source, 'ocsf')).join('\n')],
    ['jsonl', records => records.map(record => formatRecord(record, source, 'jsonl')).join('\n')],
    ['masked', records => records.map(record => formatRecord(masked(record), source, 'ocsf')).join('\n')],
    ['syslog', records => records.map(record => syslogMessage(record, source)).join('\n')],
    ['OTLP', records => JSON.stringify(otlpRequest(records, source))],
    ['only where all chains stand', records => formatRecord(records.at(-1) as ExportRecord, source, 'ocsf')],
  ])('%s', async (_story, write) => {
    const stage = await makeStage();
    await stage.write(1, 2, 3);
    const transport = playedTransport();
    await pass(stage.pump(transport, { headsEvery: 0 }));
    const file = path.join(stage.folder, 'kept');
    await writeFile(file, `${write(transport.sent.flat())}\n`);
    const { heads, unknown } = await readShippedHeads(file);
    const { lines } = await onlySegment(stage.ledger);
    expect(unknown).toBe(0);
    expect(heads.at(-1)).toMatchObject({ seq: lines.length });
    expect(await verifyLedger(stage.ledger, { shipped: heads })).toMatchObject({ ok: true });
    const forged = heads.map(head => ({ ...head, hash: '0'.repeat(64) }));
    expect(await verifyLedger(stage.ledger, { shipped: forged })).toMatchObject({ ok: false });
  });
});

describe('a ledger of 50,000 entries', () => {
  it('is written, verified and read from where a target stands', { timeout: 60_000 }, async () => {
    const stage = await makeStage();
    await stage.write(...Array.from({ length: 50_000 }, (_, at) => at));
    expect(await verifyLedger(stage.ledger)).toMatchObject({ ok: true, entries: 50_000 });
  });
});
