/**
 * Makes internal failures visible (invariant 4): each is recorded and shown. It stays shown for a while after the last
 * one of its kind, long enough to be seen, and goes away by itself when nothing fails any more.
 */
import type { LedgerBody } from '../../common/ledger.ts';
import type { Problem } from '../../common/result.ts';
import type { Board } from './board.ts';

/** Takes note of failures inside the guard. */
export interface Troubles {
  /** Notes that a stage failed; never throws. */
  readonly failed: (stage: string, error: unknown) => void;
}

/** Says what a collector works with. */
export interface TroubleParts {
  readonly board: Pick<Board, 'wrong' | 'well'>;
  readonly record: (body: LedgerBody) => Promise<void>;
  readonly after: (ms: number, task: () => void) => () => void;
}

/** A person who looks at the status bar now and then should still see it. */
const shownMs = 60_000;

/** Creates a collector of failures. */
export function createTroubles({ board, record, after }: TroubleParts): Troubles {
  const cancels = new Map<string, () => void>();
  return {
    failed(stage, error) {
      const problem = problemOf(stage, error);
      board.wrong(stage, problem);
      cancels.get(stage)?.();
      cancels.set(
        stage,
        after(shownMs, () => board.well(stage)),
      );
      // When the record itself fails, the ledger shows that on its own.
      record({ type: 'guard', action: 'degraded', detail: `${stage}: ${messageOf(error)}` }).catch(
        () => undefined,
      );
    },
  };
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 300);

const problemOf = (stage: string, error: unknown): Problem => ({
  source: stage,
  message:
    stage === 'payload'
      ? `An agent's hook sent a call that cannot be read: ${messageOf(error)}.`
      : `Something failed inside Ringfence: ${messageOf(error)}.`,
  remedy: 'What could not be judged was refused. Run "ringfence doctor".',
});
