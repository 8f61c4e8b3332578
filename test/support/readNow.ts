/** Reads what a test watches while a guard mends it: whatever stands there, the test does not wait for it. */
import { closeSync, constants, openSync, readFileSync } from 'node:fs';

/** Returns a file's text; undefined when there is none, or something that is no file. A pipe reads as empty, at once. */
export function readNow(file: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    return readFileSync(descriptor, 'utf8');
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
