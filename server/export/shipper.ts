/**
 * Ships the ledger to all targets of a user: claims the right to, runs one pump a target, waits where a target must be
 * left alone, and tells of trouble and of its end.
 */
import type { Problem } from '../../common/result.ts';
import { claimShipping, type ShippingClaim } from './claim.ts';
import type { TargetState } from './positions.ts';
import type { Pump } from './pump.ts';

/** Hears how a target fares. */
export interface ShipperNews {
  wrong(target: string, problem: Problem): void;
  well(target: string): void;
}

/** Says what a shipper works with. */
export interface ShipperParts {
  /** Folder of the states. */
  readonly folder: string;
  readonly pumps: readonly Pump[];
  readonly news: ShipperNews;
  /** Milliseconds between two looks at the ledger when everything was sent. */
  readonly every?: number;
}

/** Ships until it is stopped. */
export interface Shipper {
  /** Ends after the batches under way. */
  stop(): Promise<void>;
}

/** Is how a target stands after a pass. */
export interface PassResult {
  readonly target: string;
  readonly state: TargetState;
  /** Everything was taken, and nothing was rejected in this pass. */
  readonly complete: boolean;
  readonly reason: string;
}

/** Sends what waits to every target once; a target that must be left alone is left. Undefined while somebody else ships. */
export async function shipOnce(
  folder: string,
  pumps: readonly Pump[],
): Promise<readonly PassResult[] | undefined> {
  const claim = await claimShipping(folder);
  if (claim === undefined) return undefined;
  try {
    return await Promise.all(pumps.map(pump => passOf(pump, claim)));
  } finally {
    await claim.release();
  }
}

async function passOf(pump: Pump, claim: ShippingClaim): Promise<PassResult> {
  const before = await pump.state();
  for (;;) {
    const step = await pump.step();
    if (step.kind === 'more' && (await claim.renew())) continue;
    const state = await pump.state();
    const rejected = state.rejected > before.rejected || state.lost > before.lost;
    return {
      target: pump.target.name,
      state,
      complete: step.kind === 'done' && !rejected,
      reason: step.kind === 'wait' ? step.reason : state.problem,
    };
  }
}

const longestIdle = 60_000;

/** Starts shipping in the background; what cannot be sent is told, and tried again for as long as it takes. */
export function startShipper({ folder, pumps, news, every = 5000 }: ShipperParts): Shipper {
  let stopped = false;
  const sleepers = new Set<() => void>();
  const sleep = (ms: number): Promise<void> =>
    new Promise(resolve => {
      if (stopped) {
        resolve();
        return;
      }
      const wake = (): void => {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      timer.unref();
      sleepers.add(wake);
    });
  const isStopped = (): boolean => stopped;

  const run = async (pump: Pump, holds: () => Promise<boolean>): Promise<void> => {
    while (!isStopped() && (await holds())) {
      const step = await pump.step();
      tell(news, pump, step.kind === 'wait' ? step.reason : (await pump.state()).problem);
      if (step.kind !== 'more') await sleep(step.kind === 'wait' ? step.ms : every);
    }
  };
  const main = async (): Promise<void> => {
    while (!isStopped()) {
      const claim = await claimShipping(folder).catch((error: unknown) => {
        for (const pump of pumps) tell(news, pump, error instanceof Error ? error.message : String(error));
        return undefined;
      });
      if (claim !== undefined) {
        const holds = (): Promise<boolean> => claim.renew().catch(() => false);
        const renewing = setInterval(() => void holds(), longestIdle);
        renewing.unref();
        for (const pump of pumps) pump.reload();
        await Promise.all(pumps.map(pump => run(pump, holds)));
        clearInterval(renewing);
        await claim.release().catch(() => undefined);
      }
      await sleep(Math.max(every, 1000) * 3);
    }
  };
  const running = pumps.length === 0 ? Promise.resolve() : main();
  return {
    async stop() {
      stopped = true;
      for (const wake of sleepers) wake();
      await running;
    },
  };
}

function tell(news: ShipperNews, { target }: Pump, reason: string): void {
  const source = `export ${target.id}`;
  if (reason === '') {
    news.well(source);
    return;
  }
  news.wrong(source, {
    source: 'ledger export',
    message: `The ledger is not taken whole by ${target.name}: ${reason}.`,
    remedy: 'Nothing is lost here; see "ringfence ledger ship --status".',
  });
}
