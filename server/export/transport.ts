/** The port of transports: takes a batch and says what became of it. Types and small helpers only. */
import type { ExportRecord, Source } from './record.ts';

/**
 * Says what became of a batch. Only `accepted` moves a target's position. `again` keeps the batch and waits, at least
 * `after` milliseconds where the receiver asked for it. `refused` means that these records will never be taken as they
 * are: a smaller batch is tried, and a single record that is refused is counted and passed over, visibly.
 */
export type Sent =
  | { readonly kind: 'accepted'; readonly rejected: number; readonly message: string }
  | { readonly kind: 'again'; readonly reason: string; readonly after?: number }
  | { readonly kind: 'refused'; readonly reason: string };

/** Sends batches to one target. */
export interface Transport {
  /** Never rejects. */
  send(records: readonly ExportRecord[], source: Source): Promise<Sent>;
}

/** Is everything taken, with nothing to say. */
export const accepted: Sent = { kind: 'accepted', rejected: 0, message: '' };

/** Turns a failure into a wish to try again. */
export const again = (error: unknown): Sent => ({
  kind: 'again',
  reason: (error instanceof Error ? error.message : String(error)).slice(0, 300),
});
