/**
 * The one wrapper around every handler: an exception becomes a logged problem and a degraded state, never a crash and
 * never silence. Pure.
 */
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Health } from './health.ts';

/** Runs handlers. */
export interface Runner {
  /** Runs work whose failure has a stand-in answer. */
  orElse<T>(task: string, fallback: (message: string) => T, work: () => T | Promise<T>): Promise<T>;
  /** Runs work whose caller is to learn of the failure: rejects with a plain answer after having logged it. */
  orThrow<T>(task: string, work: () => T | Promise<T>): Promise<T>;
  /** Runs work that nobody waits for. */
  detached(task: string, work: () => void | Promise<void>): void;
}

/** Marks a bad request: the caller is at fault, so the guard is not degraded. */
export class BadRequest extends Error {}

/** Creates a runner that tells `health` about failures and writes causes to `log`. */
export function createRunner(health: Health, log: (message: string) => void): Runner {
  const attempt = async <T>(task: string, work: () => T | Promise<T>): Promise<T> => {
    const value = await work();
    health.solved(task);
    return value;
  };
  const tell = (task: string, error: unknown): string => {
    const message = error instanceof Error ? error.message : String(error);
    log(`${task}: ${error instanceof Error ? (error.stack ?? message) : message}`);
    return `Could not ${task}: ${message}`;
  };
  const degrade = (task: string, error: unknown): string => {
    const told = tell(task, error);
    health.problem(task, told);
    return told;
  };
  /** The caller of a bad request learns of it in the answer; nobody does for work that nobody waits for. */
  const answer = (task: string, error: unknown): string =>
    error instanceof BadRequest ? tell(task, error) : degrade(task, error);

  return {
    orElse: async (task, fallback, work) => {
      try {
        return await attempt(task, work);
      } catch (error) {
        return fallback(answer(task, error));
      }
    },
    orThrow: async (task, work) => {
      try {
        return await attempt(task, work);
      } catch (error) {
        throw new ResponseError(LSPErrorCodes.RequestFailed, answer(task, error));
      }
    },
    detached: (task, work) => {
      attempt(task, work).catch((error: unknown) => degrade(task, error));
    },
  };
}
