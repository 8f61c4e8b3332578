/** Real programs that tests compare ours with; a test whose program is missing is skipped, and says why. */
import { findTool, whyMissing } from '../../scripts/environment/debianTools.mjs';

/** Is a program to test with, or the reason why there is none. */
export interface DebianTool {
  readonly file: string | undefined;
  /** Ends the name of a test that is skipped without the program. */
  readonly note: string;
}

/** Returns a program that the set-up installs. */
export function debianTool(name: Parameters<typeof findTool>[0]): DebianTool {
  const file = findTool(name);
  return { file, note: file === undefined ? ` (skipped: ${whyMissing(name)})` : '' };
}
