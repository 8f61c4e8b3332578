/**
 * The ledger of one process: takes entries at once, writes them in order, and resolves enforcing ones when they are
 * safe on disk. When the disk refuses, entries wait in memory, the guard hears of it, and writing is tried again.
 */
import type { LedgerBody, LedgerEntry } from '../../common/ledger.ts';
import type { Clock } from '../ports/clock.ts';
import type { Recorder } from '../pipeline/types.ts';
import { ForeignChange, NotSynced, openChain, type Chain, type Dated } from './chain.ts';
import { systemDisk, type LedgerDisk } from './disk.ts';
import { readTail } from './tail.ts';

/** Says how the ledger fares; the guard shows `degraded` until `recovered`. */
export type LedgerNews =
  | { readonly kind: 'degraded'; readonly message: string }
  | { readonly kind: 'recovered'; readonly message: string };

/** Says where and how a ledger is kept. */
export interface LedgerOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** Hears of trouble once, and of its end. */
  readonly onNews?: (news: LedgerNews) => void;
  readonly disk?: LedgerDisk;
  /** Takes secrets out of an entry before it is kept anywhere, even in memory. */
  readonly mask?: (body: LedgerBody) => LedgerBody;
  /** Entries that wait in memory while the disk refuses; beyond, the oldest are given up and counted. */
  readonly spool?: number;
  /** Milliseconds that entries which enforce nothing may wait to be written together. */
  readonly batchFor?: number;
  /** Milliseconds before writing is tried again; doubles up to 30 s. */
  readonly retryAfter?: number;
}

/** Keeps the record of one process. */
export interface Ledger extends Recorder {
  /** Returns the newest entries of all processes, newest first. */
  tail(limit: number): Promise<readonly LedgerEntry[]>;
  /** Resolves when what was recorded so far is written, or waits in memory since the disk refuses. */
  flush(): Promise<void>;
  /** Writes everything, signs and gives the segment free; later records reject. */
  close(): Promise<void>;
}

const longestRetry = 30_000;
const batchSize = 512;

/** Opens the ledger of a folder; touches the disk at the first record only. */
export function openLedger(options: LedgerOptions): Ledger {
  const writer = new LedgerWriter(options);
  return {
    record: body => writer.record(body),
    flush: () => writer.flush(),
    tail: async limit => {
      await writer.flush();
      return readTail(options.folder, limit);
    },
    close: () => writer.close(),
  };
}

/** What enforces, and what tells of the guard itself, must survive a power cut. */
const enforces = (body: LedgerBody): boolean =>
  body.type !== 'verdict' || (body.verdict !== 'pass' && body.verdict !== 'redact');

interface Recovery extends Dated {
  readonly body: Extract<LedgerBody, { type: 'guard' }>;
}

function recoveryEntry(ts: number, lost: number): Recovery {
  const loss = lost === 0 ? 'nothing was lost' : `${lost} of the oldest waiting entries were lost`;
  return {
    ts,
    body: { type: 'guard', action: 'recovered', detail: `The ledger can be written again; ${loss}.` },
  };
}

class LedgerWriter {
  readonly #options: Required<Omit<LedgerOptions, 'onNews'>> & Pick<LedgerOptions, 'onNews'>;
  #waiting: Dated[] = [];
  #chain: Chain | undefined;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #degraded = false;
  #lost = 0;
  #retry: number;
  #closed = false;

  constructor(options: LedgerOptions) {
    this.#options = {
      disk: systemDisk,
      mask: body => body,
      spool: 10_000,
      batchFor: 100,
      retryAfter: 1000,
      ...options,
    };
    this.#retry = this.#options.retryAfter;
  }

  async record(body: LedgerBody): Promise<void> {
    if (this.#closed) throw new Error('The ledger is closed; nothing can be recorded any more.');
    this.#waiting.push({ ts: this.#options.clock.now(), body: this.#options.mask(body) });
    this.#boundSpool();
    if (this.#degraded) return;
    if (enforces(body)) await this.flush();
    else this.#later(this.#options.batchFor);
  }

  /** A run takes what waits when it starts, so what came later needs another one. */
  async flush(): Promise<void> {
    if (this.#running !== undefined) await this.#running;
    if (this.#waiting.length === 0 || this.#degraded) return;
    await this.#run();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#running !== undefined) await this.#running;
    this.#degraded = false;
    if (this.#waiting.length > 0) await this.#run();
    this.#cancelTimer();
    const chain = this.#chain;
    this.#chain = undefined;
    if (chain === undefined) return;
    try {
      await chain.close();
    } catch (error) {
      this.#degrade(error);
    }
    this.#cancelTimer();
  }

  #run(): Promise<void> {
    this.#running ??= this.#writeAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** After trouble the run ends with an entry that says so: only what reaches the disk proves that it is over. */
  async #writeAll(): Promise<void> {
    this.#cancelTimer();
    const lost = this.#lost;
    const recovery = this.#degraded ? recoveryEntry(this.#options.clock.now(), lost) : undefined;
    if (recovery !== undefined) this.#waiting.push(recovery);
    try {
      while (this.#waiting.length > 0) await this.#writeBatch(this.#waiting.slice(0, batchSize));
      if (recovery !== undefined) this.#recovered(recovery, lost);
    } catch (error) {
      this.#waiting = this.#waiting.filter(each => each !== recovery);
      this.#degrade(error);
    }
  }

  async #writeBatch(batch: readonly Dated[]): Promise<void> {
    const chain = (this.#chain ??= await this.#open());
    try {
      await chain.write(
        batch,
        batch.some(each => enforces(each.body)),
      );
    } catch (error) {
      if (error instanceof NotSynced) this.#taken(batch);
      if (error instanceof ForeignChange) return this.#startOver(chain, error);
      throw error;
    }
    this.#taken(batch);
    if (!chain.isFull()) return;
    this.#chain = undefined;
    await chain.close();
  }

  async #open(): Promise<Chain> {
    const chain = await openChain(this.#options);
    const now = this.#options.clock.now();
    this.#waiting.unshift(
      ...chain.remarks.map(detail => ({
        ts: now,
        body: { type: 'guard' as const, action: 'recovered' as const, detail },
      })),
    );
    return chain;
  }

  /** Somebody touched our file: it stays as evidence, and the record goes on in another, which says so. */
  async #startOver(chain: Chain, cause: ForeignChange): Promise<void> {
    this.#chain = undefined;
    const message = `Somebody changed the ledger while it was being written: ${cause.message}. It is kept as evidence and a new one is begun.`;
    this.#options.onNews?.({ kind: 'degraded', message });
    const body = { type: 'guard', action: 'degraded', detail: message } as const;
    this.#waiting.unshift({ ts: this.#options.clock.now(), body });
    await chain.abandon();
  }

  /** Takes out what was written: by identity, since the spool may have given up its oldest meanwhile. */
  #taken(batch: readonly Dated[]): void {
    const written = new Set(batch);
    this.#waiting = this.#waiting.filter(each => !written.has(each));
  }

  #boundSpool(): void {
    const excess = this.#waiting.length - this.#options.spool;
    if (excess <= 0 || !this.#degraded) return;
    this.#waiting.splice(0, excess);
    this.#lost += excess;
  }

  #degrade(error: unknown): void {
    if (!this.#degraded) {
      const cause = error instanceof Error ? error.message : String(error);
      const message = `The ledger cannot be written (${cause}); entries wait in memory. Free disk space or mend the permissions of ${this.#options.folder}.`;
      this.#options.onNews?.({ kind: 'degraded', message });
    }
    this.#degraded = true;
    if (this.#closed) return;
    this.#later(this.#retry);
    this.#retry = Math.min(this.#retry * 2, longestRetry);
  }

  #recovered(entry: Recovery, lost: number): void {
    this.#retry = this.#options.retryAfter;
    this.#degraded = false;
    this.#lost -= lost;
    this.#options.onNews?.({ kind: 'recovered', message: entry.body.detail });
  }

  #later(delay: number): void {
    if (this.#timer !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, delay);
    // A guard that has nothing else to do may end; `close` writes what waits.
    this.#timer.unref();
  }

  #cancelTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
