/** Starts the fuzzer's thread and watches it: a case that does not come back is a violation as well. */
import { Worker } from 'node:worker_threads';
import { processorTime } from '../../../support/processorTime.ts';

/** Is handed to the thread. */
export interface FuzzOrder {
  /** Seed of the first case; the next ones count up. */
  readonly seed: number;
  /** Folder of rules and targets. */
  readonly corpus: string;
  readonly milliseconds: number;
  readonly cases: number;
  /** Milliseconds of processor time for one step. */
  readonly mostPerStep: number;
  /** One number: the seed of the case that is under way. */
  readonly current: SharedArrayBuffer;
}

/** Comes from the thread. */
export type FromFuzzer =
  | { readonly kind: 'violation'; readonly seed: number; readonly what: string }
  | { readonly kind: 'done'; readonly cases: number; readonly cpu: number };

/** Is what a run found. */
export interface FuzzReport {
  readonly violations: readonly { readonly seed: number; readonly what: string }[];
  readonly cases: number;
  readonly cpu: number;
}

/** Milliseconds of processor time for one case, after which the thread counts as hanging. */
const patience = 60_000;

/** Fuzzes for a while; a thread that hangs or dies ends the run with the seed of its case. */
export function fuzz(
  order: Omit<FuzzOrder, 'current'>,
  heard: (violation: FuzzReport['violations'][number]) => void = () => undefined,
): Promise<FuzzReport> {
  const current = new SharedArrayBuffer(4);
  const at = new Int32Array(current);
  const violations: { seed: number; what: string }[] = [];
  const note = (violation: { seed: number; what: string }): void => {
    violations.push(violation);
    heard(violation);
  };
  return new Promise(resolve => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: { ...order, current } satisfies FuzzOrder,
      resourceLimits: { maxOldGenerationSizeMb: 1_024 },
    });
    let last = { seed: 0, cpu: processorTime() };
    let end: FuzzReport | undefined;
    const timer = setInterval(() => {
      const now = Atomics.load(at, 0);
      if (now !== last.seed) last = { seed: now, cpu: processorTime() };
      if (processorTime() - last.cpu < patience) return;
      note({ seed: now, what: `did not come back within ${patience} ms` });
      clearInterval(timer);
      void worker.terminate();
    }, 1_000);
    worker.on('message', (message: FromFuzzer) => {
      if (message.kind === 'violation') note({ seed: message.seed, what: message.what });
      else end = { violations, cases: message.cases, cpu: message.cpu };
    });
    worker.on('error', (error: unknown) =>
      note({
        seed: Atomics.load(at, 0),
        what: `ended the thread: ${error instanceof Error ? error.stack : String(error)}`,
      }),
    );
    worker.on('exit', () => {
      clearInterval(timer);
      resolve(end ?? { violations, cases: Math.max(0, Atomics.load(at, 0) - order.seed), cpu: 0 });
    });
  });
}
