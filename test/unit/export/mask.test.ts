import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { maskSecrets, redactBody } from '../../../server/export/redact.ts';
import { openLedger } from '../../../server/ledger/ledger.ts';
import { verifyLedger } from '../../../server/ledger/verify.ts';
import { onlySegment, steppingClock, verdict } from '../ledger/stories.ts';
import { everyBody } from './bodies.ts';
import { key, makeStage } from './stage.ts';

const token = ['ghp', 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5'].join('_');

describe('secrets', () => {
  it('never reach the disk with an entry', async () => {
    const { folder } = await makeStage();
    const ledger = openLedger({
      folder: path.join(folder, 'ledger'),
      clock: steppingClock(),
      mask: body => redactBody(body, { key, paths: false }),
    });
    await ledger.record({ type: 'guard', action: 'degraded', detail: `cannot read /w/${token}.env` });
    await ledger.close();
    const { file } = await onlySegment(path.join(folder, 'ledger'));
    expect(await readFile(file, 'utf8')).not.toContain(token);
    expect(await readFile(file, 'utf8')).toMatch(/cannot read \/w\/masked:[0-9a-f]{16}/u);
    expect(await verifyLedger(path.join(folder, 'ledger'))).toMatchObject({ ok: true });
  });

  it('are masked alone: what is none stays as it is', () => {
    expect(maskSecrets('/home/ada/src/index.ts', key)).toBe('/home/ada/src/index.ts');
    for (const body of everyBody) expect(redactBody(body, { key, paths: false })).toEqual(body);
    expect(redactBody(verdict('e', 'deny'), { key, paths: true })).not.toEqual(verdict('e', 'deny'));
  });
});
