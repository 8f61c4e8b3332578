/** Holds the guard of a connection from the moment its start begins; who asks earlier waits. */
import type { Guard } from '../guard/guard.ts';

/** Is the place of one guard. */
export interface GuardSlot {
  /** Puts in a guard that is starting; only the first one counts. */
  fill(starting: Promise<Guard>): void;
  /** Waits for the guard; rejects when it failed to start. */
  get(): Promise<Guard>;
  /** Returns the guard once it runs; undefined while it starts or when it failed to. */
  running(): Guard | undefined;
  /** Returns the guard's start; undefined when it was never begun. */
  begun(): Promise<Guard> | undefined;
}

/** Creates an empty slot. */
export function createGuardSlot(): GuardSlot {
  const { promise, resolve } = Promise.withResolvers<Guard>();
  let begun: Promise<Guard> | undefined;
  let running: Guard | undefined;
  promise.then(
    guard => (running = guard),
    // A start that fails is told where it was begun; here it must not count as unhandled as well.
    () => undefined,
  );
  return {
    fill: starting => {
      begun ??= starting;
      resolve(starting);
    },
    get: () => promise,
    running: () => running,
    begun: () => begun,
  };
}
