/**
 * A pool of scan threads: tasks wait in one line, each thread takes the next. A thread that does not come back in time is
 * ended and replaced; its text is reported as skipped, never forgotten.
 */
import { Worker } from 'node:worker_threads';
import type {
  FromThread,
  RuleSet,
  RuleSummary,
  ScanAnswer,
  ScanTask,
  ThreadData,
  ToThread,
} from './messages.ts';
import { cancelledAnswer, skippedAnswer } from './answers.ts';

/** Says how a pool is made. */
export interface PoolOptions {
  /** File of the thread's bundle, and the folder of grammars and packs. */
  readonly entry: string | URL;
  readonly assets: string;
  readonly threads: number;
  /** Milliseconds that one text may take before its thread is ended. */
  readonly patienceMs?: number;
  /** Megabytes of memory for one thread's objects. */
  readonly memoryMb?: number;
}

/** Scans texts in threads of their own. */
export interface Scanner {
  /** Loads rules in every thread; tasks that come later use them. */
  setRules(rules: RuleSet): Promise<RuleSummary>;
  /** Scans one text; never rejects. An aborted scan answers `cancelled` at once. */
  scan(task: ScanTask, signal?: AbortSignal): Promise<ScanAnswer>;
  /** Ends the threads; scans under way answer `cancelled`. */
  dispose(): Promise<void>;
}

interface Job {
  readonly id: number;
  readonly task: ScanTask;
  readonly done: (answer: ScanAnswer) => void;
}

/** Creates a pool; threads start with the first rules. */
export function createScanner(options: PoolOptions): Scanner {
  const line: Job[] = [];
  const threads: Thread[] = [];
  let rules: RuleSet | undefined;
  let nextId = 1;
  let disposed = false;

  const feed = (): void => {
    if (threads.length === 0 && rules !== undefined)
      for (const job of line.splice(0)) job.done(skippedAnswer('cannot be scanned: no scan thread starts'));
    for (const thread of threads) {
      if (!thread.free) continue;
      const job = line.shift();
      if (job === undefined) return;
      thread.run(job);
    }
  };
  const grow = (): void => {
    while (threads.length < options.threads && !disposed) {
      const thread = new Thread(options, feed, gone => {
        threads.splice(threads.indexOf(gone), 1);
        if (disposed || rules === undefined) return;
        // One that could not even load its rules would end again and again.
        if (gone.loaded) grow();
        feed();
      });
      threads.push(thread);
      if (rules !== undefined) thread.load(nextId++, rules).catch(() => undefined);
    }
  };

  return {
    setRules: async next => {
      rules = undefined;
      grow();
      rules = next;
      const summary = await loadAll(threads, thread => thread.load(nextId++, next));
      feed();
      return summary;
    },
    scan: (task, signal) =>
      disposed || signal?.aborted === true
        ? Promise.resolve(cancelledAnswer)
        : new Promise(resolve => {
            const job = jobOf({ id: nextId++, task, signal, resolve }, () => {
              const at = line.indexOf(job);
              if (at >= 0) line.splice(at, 1);
              else threads.find(thread => thread.isRunning(job.id))?.cancel(job.id);
            });
            line.push(job);
            feed();
          }),
    dispose: async () => {
      disposed = true;
      for (const job of line.splice(0)) job.done(cancelledAnswer);
      await Promise.all(threads.map(thread => thread.end(cancelledAnswer)));
    },
  };
}

/** Loads rules in every thread; where all of them ended over earlier tasks, in those that took their place. */
async function loadAll(
  threads: readonly Thread[],
  load: (thread: Thread) => Promise<RuleSummary>,
  isLast = false,
): Promise<RuleSummary> {
  const ends = await Promise.allSettled(threads.map(load));
  const done = ends.find(end => end.status === 'fulfilled');
  if (done !== undefined) return done.value;
  const failed = ends.find(end => end.status === 'rejected');
  if (failed === undefined) return { rules: [], skipped: [], problems: [] };
  if (isLast || threads.length === 0) throw failed.reason;
  return loadAll(threads, load, true);
}

interface Wanted {
  readonly id: number;
  readonly task: ScanTask;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: ScanAnswer) => void;
}

/** Makes a job that answers once; an abort answers at once and then calls `stop`. */
function jobOf({ id, task, signal, resolve }: Wanted, stop: () => void): Job {
  const abort = (): void => {
    stop();
    done(cancelledAnswer);
  };
  const done = (answer: ScanAnswer): void => {
    signal?.removeEventListener('abort', abort);
    resolve(answer);
  };
  signal?.addEventListener('abort', abort, { once: true });
  return { id, task, done };
}

interface Loading {
  readonly resolve: (summary: RuleSummary) => void;
  readonly reject: (error: Error) => void;
}

/** Is one thread with at most one task under way. */
class Thread {
  readonly #worker: Worker;
  readonly #cancelled = new SharedArrayBuffer(4);
  readonly #options: PoolOptions;
  readonly #idle: () => void;
  readonly #gone: (thread: Thread) => void;
  readonly #loading = new Map<number, Loading>();
  #job: Job | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;
  #loaded = false;
  #trouble = 'did not finish: its thread ended';

  constructor(options: PoolOptions, idle: () => void, gone: (thread: Thread) => void) {
    const data: ThreadData = { assets: options.assets, cancelled: this.#cancelled };
    this.#options = options;
    this.#idle = idle;
    this.#gone = gone;
    this.#worker = new Worker(options.entry, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb ?? 768 },
    });
    this.#worker.on('message', (message: FromThread) => this.#take(message));
    this.#worker.on('error', error => {
      this.#trouble = `did not finish: ${error instanceof Error ? error.message : String(error)}`;
    });
    this.#worker.on('exit', () => this.#exit());
    this.#worker.unref();
  }

  get free(): boolean {
    return this.#job === undefined && this.#loading.size === 0 && !this.#ended;
  }

  /** Tells whether it ever had rules. */
  get loaded(): boolean {
    return this.#loaded;
  }

  isRunning(id: number): boolean {
    return this.#job?.id === id;
  }

  load(id: number, rules: RuleSet): Promise<RuleSummary> {
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#loading.set(id, { resolve, reject });
      this.#send({ kind: 'rules', id, rules });
    });
  }

  run(job: Job): void {
    this.#job = job;
    this.#worker.ref();
    this.#timer = setTimeout(() => {
      this.#trouble = 'took too long, and was given up';
      void this.#worker.terminate();
    }, this.#options.patienceMs ?? 30_000);
    this.#send({ kind: 'scan', id: job.id, task: job.task });
  }

  /** Raises the flag that the thread's work asks for; the answer is thrown away. */
  cancel(id: number): void {
    Atomics.store(new Int32Array(this.#cancelled), 0, id + 1);
  }

  async end(answer: ScanAnswer): Promise<void> {
    this.#ended = true;
    this.#settle(answer);
    await this.#worker.terminate();
  }

  #send(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #take(message: FromThread): void {
    if (message.kind === 'rules') {
      this.#loaded = true;
      this.#loading.get(message.id)?.resolve(message.summary);
      this.#loading.delete(message.id);
    } else if (message.last === true) {
      this.#leave(message.answer);
      return;
    } else if (this.#job?.id === message.id) this.#settle(message.answer);
    if (!this.free) return;
    this.#worker.unref();
    this.#idle();
  }

  /** Ends a thread that can serve no more, before it is given anything else. */
  #leave(answer: ScanAnswer): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#settle(answer);
    void this.#worker.terminate();
    this.#gone(this);
  }

  #settle(answer: ScanAnswer): void {
    clearTimeout(this.#timer);
    const job = this.#job;
    this.#job = undefined;
    job?.done(answer);
  }

  #exit(): void {
    const ended = this.#ended;
    this.#ended = true;
    this.#settle(skippedAnswer(this.#trouble));
    for (const { reject } of this.#loading.values())
      reject(new Error(`The scan thread ended while it loaded rules: ${this.#trouble}.`));
    this.#loading.clear();
    if (!ended) this.#gone(this);
  }
}
