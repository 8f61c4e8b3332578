/** Answers of scans that found nothing, for whatever reason. Knows no engine, so that a pool need not hold one. */
import type { ScanAnswer } from './messages.ts';

/** Is the answer of a text in which nothing was found. */
export const nothing: ScanAnswer = { findings: [], suppressed: [], exceeded: [], cancelled: false };

/** Is the answer of a scan that is no longer wanted. */
export const cancelledAnswer: ScanAnswer = { ...nothing, cancelled: true };

/** Returns an answer that says why a text was not scanned. */
export const skippedAnswer = (skipped: string): ScanAnswer => ({ ...nothing, skipped });

/** Says that a file is no text. */
export const binaryReason = 'is binary';
