/**
 * The one wrapper around every handler: an exception becomes a logged problem and a degraded state, never a crash and
 * never silence. Pure.
 */
import type { Health } from './health.ts';

/** Runs handlers. */
export interface Runner {
  /** Runs work whose failure has a stand-in answer. */
  orElse<T>(task: string, fallback: (message: string) => T, work: () => T | Promise<T>): Promise<T>;
  /** Runs work whose caller is to learn of the failure: rejects with a plain error after having logged it. */
  orThrow<T>(task: string, work: () => T | Promise<T>): Promise<T>;
  /** Runs work that nobody waits for. */
  detached(task: string, work: () => void | Promise<void>): void;
}

/** Marks a bad request: the caller is at fault, so the guard is not degraded. */
export class BadRequest extends Error {}

/** Creates a runner that tells `health` about failures and writes causes to `log`. */
export function createRunner(health: Health, log: (message: string) => void): Runner {
  const fail = (task: string, error: unknown): string => {
    const message = error instanceof Error ? error.message : String(error);
    log(`${task}: ${error instanceof Error ? (error.stack ?? message) : message}`);
    const told = `Could not ${task}: ${message}`;
    if (!(error instanceof BadRequest)) health.problem(task, told);
    return told;
  };
  const attempt = async <T>(task: string, work: () => T | Promise<T>): Promise<T> => {
    const value = await work();
    health.solved(task);
    return value;
  };

  return {
    orElse: async (task, fallback, work) => {
      try {
        return await attempt(task, work);
      } catch (error) {
        return fallback(fail(task, error));
      }
    },
    orThrow: async (task, work) => {
      try {
        return await attempt(task, work);
      } catch (error) {
        throw new Error(fail(task, error), { cause: error });
      }
    },
    detached: (task, work) => {
      attempt(task, work).catch((error: unknown) => fail(task, error));
    },
  };
}
