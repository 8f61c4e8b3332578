import { describe, expect, it } from 'vitest';
import type { GuardState } from '../../../common/protocol.ts';
import { createBoard } from '../../../server/guard/board.ts';

const problem = { source: 'disk', message: 'is full.', remedy: 'Free some space.' };

function board() {
  const told: GuardState[] = [];
  return { told, board: createBoard(state => told.push(state)) };
}

describe('the board', () => {
  it('goes from starting to guarding, and tells each change once', () => {
    const { told, board: b } = board();
    expect(b.state.status).toBe('starting');
    b.started();
    b.started();
    b.held(0);
    expect(told.map(state => state.status)).toEqual(['guarding']);
  });

  it('shows what is held before what was there', () => {
    const { board: b } = board();
    b.started();
    b.atRest(2);
    expect(b.state.detail).toBe('Guarding. 2 risky settings were already here.');
    b.held(1);
    expect(b.state).toMatchObject({ held: 1, atRest: 2, detail: '1 change held back, waiting for you.' });
  });

  it('is degraded until every source is well, even when a problem came before the start', () => {
    const { board: b } = board();
    b.wrong('ledger', problem);
    b.wrong('watch', { ...problem, source: 'watch' });
    b.started();
    expect(b.state).toMatchObject({
      status: 'degraded',
      detail: 'disk: is full. Free some space. (and 1 more)',
    });
    b.well('ledger');
    expect(b.state.status).toBe('degraded');
    b.well('watch');
    expect(b.state.status).toBe('guarding');
  });

  it('is stopped whatever is wrong', () => {
    const { board: b } = board();
    b.wrong('ledger', problem);
    b.stopped();
    expect(b.state.status).toBe('stopped');
  });
});
