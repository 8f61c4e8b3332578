import { describe, expect, it } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import { createBoard } from '../../../server/guard/board.ts';
import { createTroubles } from '../../../server/guard/troubles.ts';

function troubles(record: (body: LedgerBody) => Promise<void>) {
  const board = createBoard(() => undefined);
  board.started();
  let pending: (() => void)[] = [];
  const after = (_ms: number, task: () => void) => {
    pending.push(task);
    return () => void (pending = pending.filter(other => other !== task));
  };
  return {
    board,
    troubles: createTroubles({ board, record, after }),
    later: () => pending.splice(0).forEach(task => task()),
  };
}

describe('internal failures', () => {
  it('are recorded, shown, and forgotten when nothing fails any more', () => {
    const recorded: LedgerBody[] = [];
    const {
      board,
      troubles: t,
      later,
    } = troubles(body => {
      recorded.push(body);
      return Promise.resolve();
    });
    t.failed('detect files', new Error('boom'));
    t.failed('detect files', 'again');
    expect(board.state).toMatchObject({ status: 'degraded', detail: expect.stringContaining('again') });
    expect(recorded).toEqual([
      { type: 'guard', action: 'degraded', detail: 'detect files: boom' },
      { type: 'guard', action: 'degraded', detail: 'detect files: again' },
    ]);
    later();
    expect(board.state.status).toBe('guarding');
  });

  it('are told apart from calls that an agent sent broken', () => {
    const { board, troubles: t } = troubles(() => Promise.resolve());
    t.failed('payload', 'it is empty');
    expect(board.state.detail).toContain("An agent's hook sent a call that cannot be read: it is empty.");
  });

  it('are still shown when they cannot be recorded', async () => {
    const { board, troubles: t } = troubles(() => Promise.reject(new Error('full')));
    t.failed('record', new Error('boom'));
    await Promise.resolve();
    expect(board.state.status).toBe('degraded');
  });
});
