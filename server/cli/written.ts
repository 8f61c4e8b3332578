/** Turns what a disk refuses into wrong use: where a verb writes to is what its user named. */
import { UsageError } from './command.ts';

/** Returns what writing gives; throws UsageError with the place when the system refuses. */
export async function written<T>(place: string, write: () => T | Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new UsageError(`${place} cannot be written: ${error.message}`);
  }
}
