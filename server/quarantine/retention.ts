/**
 * Retention: what was decided long ago goes, so that a machine does not fill up over the years. What nobody decided on
 * stays for ever, and so does what cannot be read. Nothing goes without an entry in the ledger.
 */
import type { LedgerBody } from '../../common/ledger.ts';
import type { Clock } from '../ports/clock.ts';
import type { QuarantineStore } from './store.ts';

const day = 86_400_000;
/** Days that an item is kept after its decision, where no profile says otherwise. */
export const keptDays = 90;
/** A first look at what has piled up over years must not keep the guard busy; the rest goes the next time. */
const mostAtOnce = 1_000;

/** Says what retention works with. */
interface RetentionParts {
  readonly store: Pick<QuarantineStore, 'decided' | 'setAside'>;
  readonly record: (body: LedgerBody) => Promise<void>;
  /** Returns for how many days; undefined while nobody knows, when nothing goes. */
  readonly days: () => number | undefined;
}

/** Removes what was decided long enough ago; returns how many items. Rejects when the ledger does not take an entry. */
export async function removeDecided({
  store,
  record,
  days,
  now,
}: RetentionParts & { readonly now: number }): Promise<number> {
  let removed = 0;
  const kept = days();
  if (kept === undefined) return 0;
  for (const { id, path } of store.decided(now - kept * day).slice(0, mostAtOnce)) {
    const aside = store.setAside(id);
    if (aside === undefined) continue;
    try {
      await record({ type: 'item', itemId: id, path, action: 'expired', by: 'guard', keys: [] });
    } catch (error) {
      aside.putBack();
      throw error;
    }
    aside.drop();
    removed += 1;
  }
  return removed;
}

/** Looks when everything is ready and every day after; returns what ends that. */
export function keepRetention({
  clock,
  failed,
  ready,
  ...parts
}: RetentionParts & {
  readonly clock: Pick<Clock, 'now'>;
  readonly failed: (stage: string, error: unknown) => void;
  /** Settles once nobody opens the quarantine any more, which would put back what is taken out just then. */
  readonly ready: Promise<unknown>;
}): () => void {
  let ended = false;
  const look = (): void => {
    if (ended) return;
    removeDecided({ ...parts, now: clock.now() }).catch((error: unknown) => failed('retention', error));
  };
  void ready.then(look, () => undefined);
  const timer = setInterval(look, day);
  timer.unref();
  return () => {
    ended = true;
    clearInterval(timer);
  };
}
