/**
 * Keeps a guard process alive: starts it, starts it again with growing delays when it dies, never gives up, and tells
 * its life as it changes. Must not import vscode: what it launches is a parameter.
 */

/** Is a running guard process. */
export interface Running {
  stop(): Promise<void>;
}

/** Tells the supervisor's view of the process. */
export type Phase =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'waiting'; readonly reason: string; readonly delayMs: number }
  | { readonly kind: 'stopped' };

/** Says what the supervisor depends on. */
export interface SupervisorOptions<R extends Running> {
  /** Starts a process; `died` is called at most once, when it ends without having been asked to. */
  readonly launch: (died: (reason: string) => void) => Promise<R>;
  readonly report: (phase: Phase, running: R | undefined) => void;
  /** Runs a task after a delay; returns what cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void;
  readonly now: () => number;
}

/** Controls a supervised process. */
export interface Supervisor<R extends Running> {
  readonly start: () => Promise<void>;
  /** Stops what runs and starts anew without delay. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly current: () => R | undefined;
}

/** Delays before each further start, in milliseconds; the last one repeats. */
export const delays: readonly number[] = [250, 1000, 2000, 5000, 10_000, 30_000];
/** A process that lived this long has recovered: the next death starts with the first delay again. */
export const recoveredAfterMs = 60_000;

/** Creates a supervisor; nothing starts before `start`. */
export function createSupervisor<R extends Running>(options: SupervisorOptions<R>): Supervisor<R> {
  let running: R | undefined;
  let cancelWait: (() => void) | undefined;
  let attempts = 0;
  let startedAt = 0;
  // Every launch and stop begins a new generation: what an older process still reports no longer counts.
  let generation = 0;

  const died = (born: number, reason: string): void => {
    if (born !== generation) return;
    generation += 1;
    running = undefined;
    if (options.now() - startedAt >= recoveredAfterMs) attempts = 0;
    const delayMs = delays[Math.min(attempts, delays.length - 1)] ?? 0;
    attempts += 1;
    options.report({ kind: 'waiting', reason, delayMs }, undefined);
    cancelWait = options.after(delayMs, () => void launch());
  };

  const launch = async (): Promise<void> => {
    cancelWait?.();
    generation += 1;
    const born = generation;
    startedAt = options.now();
    options.report({ kind: 'starting' }, undefined);
    try {
      const launched = await options.launch(reason => died(born, reason));
      if (born !== generation) {
        await launched.stop();
        return;
      }
      running = launched;
      options.report({ kind: 'running' }, launched);
    } catch (error) {
      died(born, error instanceof Error ? error.message : String(error));
    }
  };

  const halt = async (): Promise<void> => {
    cancelWait?.();
    generation += 1;
    const old = running;
    running = undefined;
    await old?.stop();
  };

  return {
    start: launch,
    restart: async () => {
      attempts = 0;
      await halt();
      await launch();
    },
    stop: async () => {
      await halt();
      options.report({ kind: 'stopped' }, undefined);
    },
    current: () => running,
  };
}
