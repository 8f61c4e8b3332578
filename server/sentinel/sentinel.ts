/** Starts the sentinel thread and talks to it. The thread is started again when it dies: that is never silent. */
import { Worker } from 'node:worker_threads';
import type { Outcome, SettleOutcome } from '../../common/protocol.ts';
import type { Folders } from '../platform/folders.ts';
import type {
  SentinelCommand,
  SentinelEvent,
  SentinelScope,
  SentinelStart,
  SettleAction,
} from './messages.ts';

/** Is a running sentinel. */
export interface Sentinel {
  /** Changes what is guarded. */
  configure(scope: SentinelScope): void;
  /** Settles an item; never rejects. */
  settle(
    action: SettleAction,
    id: string,
    keys?: readonly (readonly (string | number)[])[],
  ): Promise<SettleOutcome>;
  /** Decides about what was there when a root was opened, see the message `rest`; never rejects. */
  rest(file: string, action: 'undo' | 'keep', rules: readonly string[]): Promise<Outcome>;
  /** Writes a protected file because a person asked for it, as known-good content; never rejects. */
  write(file: string, text: string): Promise<Outcome>;
  /** Ends the thread once known-good content is on disk. */
  stop(): Promise<void>;
}

/** Says what a sentinel needs. */
export interface SentinelOptions {
  readonly scope: SentinelScope;
  readonly folders: Pick<Folders, 'quarantine' | 'snapshots'>;
  /** File of the thread: `dist/sentinel.mjs` when bundled, `worker.ts` from source. */
  readonly entry: URL | string;
  readonly onEvent: (event: SentinelEvent) => void;
}

const firstPause = 200;
const longestPause = 10_000;
const stopWithin = 3_000;

/** Starts a sentinel. */
export function startSentinel(options: SentinelOptions): Sentinel {
  return new SentinelThread(options);
}

class SentinelThread implements Sentinel {
  readonly #options: SentinelOptions;
  readonly #waiting = new Map<number, (outcome: SettleOutcome) => void>();
  readonly #writing = new Map<number, (outcome: Outcome) => void>();
  #scope: SentinelScope;
  #worker: Worker;
  #seq = 0;
  #pause = firstPause;
  #stopping = false;
  #restart: NodeJS.Timeout | undefined;
  #troubled = false;

  constructor(options: SentinelOptions) {
    this.#options = options;
    this.#scope = options.scope;
    this.#worker = this.#spawn();
  }

  configure(scope: SentinelScope): void {
    this.#scope = scope;
    this.#send({ type: 'configure', scope });
  }

  settle(
    action: SettleAction,
    id: string,
    keys?: readonly (readonly (string | number)[])[],
  ): Promise<SettleOutcome> {
    const seq = ++this.#seq;
    return new Promise(resolve => {
      this.#waiting.set(seq, resolve);
      this.#send({ type: 'settle', seq, action, id, ...(keys ? { keys } : {}) });
    });
  }

  rest(file: string, action: 'undo' | 'keep', rules: readonly string[]): Promise<Outcome> {
    const seq = ++this.#seq;
    return new Promise(resolve => {
      this.#writing.set(seq, resolve);
      this.#send({ type: 'rest', seq, path: file, action, rules });
    });
  }

  write(file: string, text: string): Promise<Outcome> {
    const seq = ++this.#seq;
    return new Promise(resolve => {
      this.#writing.set(seq, resolve);
      this.#send({ type: 'write', seq, path: file, text });
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const ended = new Promise<void>(resolve => this.#worker.once('exit', () => resolve()));
    this.#send({ type: 'stop' });
    const timer = setTimeout(() => void this.#worker.terminate(), stopWithin);
    if (this.#worker.threadId !== -1) await ended;
    clearTimeout(timer);
    this.#release('The sentinel was stopped.');
  }

  #send(command: SentinelCommand): void {
    this.#worker.postMessage(command);
  }

  #spawn(): Worker {
    const { entry, folders } = this.#options;
    const workerData: SentinelStart = {
      scope: this.#scope,
      quarantine: folders.quarantine,
      snapshots: folders.snapshots,
    };
    const worker = new Worker(entry, { workerData, name: 'ringfence-sentinel' });
    worker.on('message', (event: SentinelEvent) => this.#receive(event));
    worker.on('error', error => this.#trouble(error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => this.#ended());
    return worker;
  }

  #receive(event: SentinelEvent): void {
    if (event.type === 'ready') this.#recovered();
    if (event.type === 'answer') {
      this.#waiting.get(event.seq)?.(event.outcome);
      this.#waiting.delete(event.seq);
    } else if (event.type === 'written') {
      this.#writing.get(event.seq)?.(event.outcome);
      this.#writing.delete(event.seq);
    } else this.#options.onEvent(event);
  }

  #recovered(): void {
    if (this.#troubled) this.#options.onEvent({ type: 'recovered', key: 'thread' });
    this.#troubled = false;
    this.#pause = firstPause;
  }

  #trouble(cause: string): void {
    this.#troubled = true;
    const problem = {
      source: 'sentinel',
      message: `The thread that guards files ended (${cause}).`,
      remedy: 'It is started again by itself; if this stays, reload the window.',
    };
    this.#options.onEvent({ type: 'problem', key: 'thread', problem });
  }

  #ended(): void {
    this.#release('The sentinel ended before it could answer. Try again.');
    if (this.#stopping) return;
    if (!this.#troubled) this.#trouble('without a word');
    this.#restart = setTimeout(() => (this.#worker = this.#spawn()), this.#pause);
    this.#pause = Math.min(this.#pause * 2, longestPause);
  }

  #release(message: string): void {
    for (const resolve of [...this.#waiting.values(), ...this.#writing.values()])
      resolve({ ok: false, message });
    this.#waiting.clear();
    this.#writing.clear();
  }
}
