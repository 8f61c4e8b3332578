/** Port for time, so that tests can hold it still and clock jumps can be played. */

/** Tells the time. */
export interface Clock {
  /** Returns milliseconds since the epoch; may jump when the user sets the clock. */
  now(): number;
  /** Returns milliseconds that only ever grow, for durations. */
  monotonic(): number;
}

/** Reads the machine's clocks. */
export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
