import { expect, test } from 'vitest';
import { createOverseer } from '../../../server/guard/oversight.ts';
import { approvalFiles } from '../../../server/guard/sessionParts.ts';
import { openLedger } from '../../../server/ledger/ledger.ts';
import { sessionName } from '../../../server/session/fingerprint.ts';
import { request } from '../src/samples.ts';
import { newUser } from '../session/stories.ts';

test('a session is told by its own name, and by that of a request that waits in it', async () => {
  const folders = newUser();
  const clock = { now: () => 5, monotonic: () => 5 };
  const ledger = openLedger({ folder: folders.ledger, clock, onNews: () => undefined });
  await ledger.record({
    type: 'session',
    agent: 'codex',
    sessionId: 's',
    action: 'labelled',
    label: 'secret',
    by: 'guard',
    eventId: 'e',
  });
  await ledger.close();
  const overseer = createOverseer({ folders, clock, by: 'user', record: () => Promise.resolve() });
  const waiting = request({ agent: 'codex', sessionId: 's', expires: 1000 });
  approvalFiles(folders).requests.write(waiting.id, waiting);
  const told = await overseer.timeline(waiting.id);
  expect(told.map(({ label }) => label)).toEqual(['secret']);
  expect(await overseer.timeline(sessionName('codex', 's'))).toEqual(told);
  expect(await overseer.timeline('00000000')).toEqual([]);
});
