/** What the sentinel asks of detection. Pure interface; the worker entry wires the real one. */
import type { Finding } from '../../common/finding.ts';

/** Judges protected files. Must be fast (a few milliseconds) and may throw: that counts as risky. */
export interface Classifier {
  /** Globs of protected files below a root, `/` separators, all starting with `**` + `/`, braces expanded. */
  readonly globs: readonly string[];
  /** Returns what a change of a file (path relative to its root) brings in; `undefined` means no such file. */
  assess(file: string, before: string | undefined, after: string | undefined): readonly Finding[];
}
