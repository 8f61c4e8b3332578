/** Ships the ledger of a guard where the floor and the user say, and shows and records when that fails. */
import { setTimeout as delay } from 'node:timers/promises';
import type { LedgerBody } from '../../common/ledger.ts';
import type { LedgerProfile } from '../../common/profile.ts';
import manifest from '../../package.json' with { type: 'json' };
import { createShipping } from '../export/shipping.ts';
import type { Folders } from '../platform/folders.ts';
import { systemClock } from '../ports/clock.ts';
import type { Board } from './board.ts';
import type { Troubles } from './troubles.ts';

/** Says what shipping works with. */
export interface ShippingDeskParts extends Troubles {
  readonly folders: Folders;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly board: Pick<Board, 'wrong' | 'well'>;
  readonly record: (body: LedgerBody) => Promise<void>;
  /** Returns what the floor and the user ask for at present; no workspace. */
  readonly profile: () => LedgerProfile | undefined;
  /** Milliseconds between two looks at the profile. */
  readonly every?: number;
}

/** Ships until it is stopped. */
export interface ShippingDesk {
  stop(): Promise<void>;
}

const longestStop = 2000;

/** Starts shipping; without a target it does nothing but look at the profile now and then. */
export function openShippingDesk(parts: ShippingDeskParts): ShippingDesk {
  const { folders, env, board, record, failed, profile, every = 30_000 } = parts;
  const wrong = new Set<string>();
  const note = (action: 'degraded' | 'recovered', detail: string): void => {
    record({ type: 'guard', action, detail }).catch(() => undefined);
  };
  const shipping = createShipping({
    folders,
    env,
    version: manifest.version,
    clock: systemClock,
    failed,
    lost: lines =>
      note('degraded', `${lines} lines of the ledger were removed by retention before they were sent`),
    news: {
      // An entry for each attempt would itself have to be sent: only the first failure is told, and its end.
      wrong(source, problem) {
        board.wrong(source, problem);
        if (!wrong.has(source)) note('degraded', problem.message);
        wrong.add(source);
      },
      well(source) {
        board.well(source);
        if (wrong.delete(source)) note('recovered', 'The ledger is taken again.');
      },
    },
  });
  const look = (): void => shipping.configure(profile());
  look();
  const timer = setInterval(look, every);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      // A receiver that hangs must not hold a window open; what it did not take waits for the next guard.
      await Promise.race([shipping.stop(), delay(longestStop, undefined, { ref: false })]);
    },
  };
}
