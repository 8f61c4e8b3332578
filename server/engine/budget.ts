/** Budgets: a deterministic number of steps a rule and file, and a flag that another thread may raise. */
import { BudgetExceeded, Cancelled, type Budget } from './match/context.ts';

/** Says how much work one rule may do on one file. */
export interface Limits {
  readonly steps: number;
  /** Is asked every few hundred steps; true ends the work. */
  readonly cancelled?: (() => boolean) | undefined;
}

/** Is enough for every ordinary rule on a file of a megabyte, and ends within about a second. */
export const defaultLimits: Limits = { steps: 4_000_000 };

const askEvery = 512;

/** Creates the budget of one rule on one file. */
export function createBudget({ steps, cancelled }: Limits): Budget {
  let left = steps;
  let untilAsked = askEvery;
  return {
    spend: (steps = 1) => {
      left -= steps;
      if (left < 0) throw new BudgetExceeded();
      untilAsked -= steps;
      if (untilAsked > 0) return;
      untilAsked = askEvery;
      if (cancelled?.() === true) throw new Cancelled();
    },
  };
}
