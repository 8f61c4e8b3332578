/**
 * Masks secrets for everything that is kept or shown. The hash is keyed, so that a short secret cannot be found by
 * trying values, and equal secrets can still be told to be equal on this machine. Pure.
 */
import { createHmac } from 'node:crypto';

/** Returns a mark that stands for a secret: equal for equal secrets under one key, and useless without the key. */
export function maskSecret(value: string, key: Uint8Array): string {
  if (key.byteLength < 16) throw new RangeError('A masking key needs at least 16 bytes.');
  const mark = createHmac('sha256', key).update('ringfence mask v1\0').update(value, 'utf8').digest('hex');
  return `masked:${mark.slice(0, 16)}`;
}
