/** Scans one text with the rules on text: secrets, hidden and foreign orders, packages. Reads no files. */
import { textsAtRest } from '../detect/atRest.ts';
import { nothing, skippedAnswer } from './answers.ts';
import type { ScanAnswer, ScanTask } from './messages.ts';
import { partSuppressed } from './suppressed.ts';

/** Is the largest file whose text is scanned: these rules are linear, so that it takes about a second. */
export const largestFile = 10_000_000;
/** Is the largest open document whose text is scanned; it changes with every key. */
export const largestDocument = 1_000_000;

/** Scans a text, where the task asks for it; `disabled` names rules that are off. */
export function scanTexts(
  task: ScanTask & { readonly text: string },
  disabled: ReadonlySet<string>,
): ScanAnswer {
  const { texts, text, display } = task;
  if (texts === undefined) return nothing;
  const largest = task.document === undefined ? largestFile : largestDocument;
  if (text.length > largest) return skippedAnswer(`has more than ${largest.toLocaleString('en')} characters`);
  return { ...nothing, ...partSuppressed(textsAtRest({ ...texts, path: display }, text, disabled), text) };
}
