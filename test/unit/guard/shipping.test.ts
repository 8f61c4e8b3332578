import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import type { LedgerProfile } from '../../../common/profile.ts';
import { openShippingDesk } from '../../../server/guard/shipping.ts';
import { ringfenceFolders } from '../../../server/platform/folders.ts';
import { makeStage } from '../export/stage.ts';

async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 400 && !(await check()); attempt += 1)
    await new Promise(resolve => setTimeout(resolve, 25));
  expect(await check()).toBe(true);
}

describe('the ledger of a guard', () => {
  it('goes where the profile says, shows and records trouble once, and its end', async () => {
    const stage = await makeStage();
    await stage.write(1);
    const [board, recorded]: [string[], LedgerBody[]] = [[], []];
    const asked: { profile?: LedgerProfile } = {};
    const desk = openShippingDesk({
      folders: {
        ...ringfenceFolders({ env: {}, home: stage.folder, platform: 'linux' }),
        state: stage.folder,
        ledger: stage.ledger,
      },
      env: {},
      board: {
        wrong: source => void board.push(`wrong ${source}`),
        well: source => void board.push(`well ${source}`),
      },
      record: body => {
        recorded.push(body);
        return Promise.resolve();
      },
      failed: (stageName, error) => void board.push(`${stageName} ${String(error)}`),
      profile: () => asked.profile,
      every: 20,
    });
    const file = path.join(stage.folder, 'there', 'out.jsonl');
    asked.profile = { export: [{ type: 'file', path: file }] };
    await eventually(() => recorded.length > 0);
    expect(recorded).toMatchObject([
      { type: 'guard', action: 'degraded', detail: expect.stringContaining('ENOENT') as string },
    ]);
    await mkdir(path.dirname(file));
    await eventually(() => recorded.length > 1);
    expect(recorded[1]).toMatchObject({ action: 'recovered' });
    expect(await readFile(file, 'utf8')).toContain('e1');
    await desk.stop();
    expect(board.filter(each => each.startsWith('wrong')).length).toBeGreaterThan(0);
    expect(board.at(-1)).toMatch(/^well/);
  });
});
