/**
 * Decides when a file is worth a verdict. Writers truncate and then write, or delete and then create: an empty, broken
 * or missing file is looked at again for a few milliseconds. VS Code applies a write after 85 ms at the earliest.
 */
import { decode } from '../quarantine/content.ts';
import { parseDocument } from '../quarantine/jsonTree.ts';
import { isJson } from './judge.ts';
import type { Reading } from './reading.ts';

/** Is the longest that a file is waited for, in milliseconds. */
export const longestWait = 60;

/** Tells how far a reading is from being a whole file. */
export type Ripeness = 'whole' | 'plain' | 'broken' | 'blank' | 'absent';

const waits: Readonly<Record<Ripeness, number>> = { whole: 0, plain: 4, broken: 12, blank: 25, absent: 25 };

/** Tells how complete a reading looks; a text that is no JSON could always go on. */
export function ripenessOf(file: string, reading: Reading): Ripeness {
  if (reading.kind === 'absent') return 'absent';
  if (reading.kind === 'large') return 'broken';
  if (reading.kind !== 'file') return 'whole';
  if (reading.bytes.length === 0) return 'blank';
  if (!isJson(file)) return 'plain';
  const document = parseDocument(decode(reading.bytes).text.replace(/^\uFEFF/, ''));
  if (!document) return 'broken';
  return document.root ? 'whole' : 'blank';
}

/** Tells whether a ripeness is doubtful enough that a harmless change is not taken as known-good at once. */
export const isDoubtful = (ripeness: Ripeness): boolean => ripeness !== 'whole' && ripeness !== 'plain';

interface Waiting {
  readonly first: number;
  readonly stamp: string;
  readonly since: number;
}

/** Remembers which files are being waited for. */
export class Settling {
  readonly #waiting = new Map<string, Waiting>();

  /**
   * Returns 0 when a file may be judged now, else the milliseconds after which to look again. Nothing is waited for
   * longer than 60 ms, however often it changes.
   */
  wait(file: string, reading: Reading, now: number): number {
    const need = waits[ripenessOf(file, reading)];
    const known = this.#waiting.get(file);
    const since = known?.stamp === reading.stamp ? known.since : now;
    const first = known?.first ?? now;
    if (now - since >= need || now - first >= longestWait) {
      this.#waiting.delete(file);
      return 0;
    }
    this.#waiting.set(file, { first, stamp: reading.stamp, since });
    return Math.max(1, need - (now - since));
  }

  /** Tells whether any file is being waited for. */
  get busy(): boolean {
    return this.#waiting.size > 0;
  }

  /** Stops waiting for a file. */
  clear(file: string): void {
    this.#waiting.delete(file);
  }
}
