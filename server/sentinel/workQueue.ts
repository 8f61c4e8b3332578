/** Does work in short strokes, so that the thread is never busy for long. Owns its timers. */

/** Runs jobs named by text; a job that is queued twice runs once. */
export class WorkQueue {
  readonly #run: (job: string) => void;
  readonly #budget: number;
  readonly #jobs = new Set<string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #idle: (() => void)[] = [];
  #stroke: NodeJS.Immediate | undefined;
  #busy = false;
  #closed = false;

  /** Creates a queue; a stroke ends with the first job that finishes after `budget` milliseconds. */
  constructor(run: (job: string) => void, budget = 25) {
    this.#run = run;
    this.#budget = budget;
  }

  /** Queues a job, and does it at once when nothing else waits. */
  now(job: string): void {
    if (this.#closed) return;
    this.#jobs.add(job);
    if (!this.#busy && !this.#stroke) this.#drain();
  }

  /** Queues a job for the next stroke. */
  soon(job: string): void {
    if (this.#closed) return;
    this.#jobs.add(job);
    if (!this.#busy) this.#stroke ??= setImmediate(() => this.#drain());
  }

  /** Queues a job for later; an equal one that is due already stays as it is. */
  later(job: string, milliseconds: number): void {
    const key = `${milliseconds > 100 ? 'far' : Math.ceil(milliseconds)}:${job}`;
    if (this.#closed || this.#timers.has(key)) return;
    const fire = (): void => {
      this.#timers.delete(key);
      this.now(job);
    };
    this.#timers.set(key, setTimeout(fire, milliseconds));
  }

  /** Resolves when no job is queued for now; jobs for later do not count. */
  async idle(): Promise<void> {
    if (this.#jobs.size === 0 && !this.#busy) return;
    await new Promise<void>(resolve => this.#idle.push(resolve));
  }

  /** Drops everything. */
  close(): void {
    this.#closed = true;
    if (this.#stroke) clearImmediate(this.#stroke);
    this.#timers.forEach(timer => clearTimeout(timer));
    this.#timers.clear();
    this.#jobs.clear();
    this.#idle.splice(0).forEach(resolve => resolve());
  }

  #drain(): void {
    this.#stroke = undefined;
    this.#busy = true;
    const start = performance.now();
    try {
      for (const job of this.#jobs) {
        this.#jobs.delete(job);
        this.#run(job);
        if (performance.now() - start > this.#budget) break;
      }
    } finally {
      this.#busy = false;
      if (this.#jobs.size > 0) this.#stroke = setImmediate(() => this.#drain());
      else this.#idle.splice(0).forEach(resolve => resolve());
    }
  }
}
