/** Paces a refresh: bursts of requests lead to few runs, never two at once, and the last request is never lost. */

/** Says what pacing depends on. */
export interface PaceOptions {
  readonly run: () => Promise<unknown>;
  /** Milliseconds between a request and its run. */
  readonly delayMs: number;
  /** Runs a task after a delay; returns what cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void;
}

/** Takes requests. */
export interface Pace {
  readonly request: () => void;
  readonly dispose: () => void;
}

/** Creates a pace; a rejected run counts as done, so `run` has to tell of its own failures. */
export function createPace({ run, delayMs, after }: PaceOptions): Pace {
  let cancel: (() => void) | undefined;
  let running = false;
  let again = false;

  const start = (): void => {
    cancel = undefined;
    running = true;
    const done = (): void => {
      running = false;
      if (!again) return;
      again = false;
      request();
    };
    run().then(done, done);
  };
  const request = (): void => {
    if (running) again = true;
    else cancel ??= after(delayMs, start);
  };
  return {
    request,
    dispose: () => {
      cancel?.();
      again = false;
    },
  };
}
