/** Runs fuzz cases in a thread, so that one that hangs can be ended and named. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../../../../server/engine/engine.ts';
import { readCorpus } from './corpus.ts';
import { makeCase, runCase } from './fuzz.ts';
import type { FromFuzzer, FuzzOrder } from './watch.ts';

const { seed, corpus: folder, milliseconds, cases, current, mostPerStep } = workerData as FuzzOrder;
const require = createRequire(import.meta.url);
const at = new Int32Array(current);
const corpus = readCorpus(folder);
const say = (message: FromFuzzer): void => parentPort?.postMessage(message);
const cpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
const start = (): ReturnType<typeof createEngine> =>
  createEngine({ wasmOf: grammar => readFileSync(require.resolve(grammar)) });

let engine = await start();
const until = performance.now() + milliseconds;
let done = 0;
for (; done < cases && performance.now() < until; done += 1) {
  const each = seed + done;
  Atomics.store(at, 0, each);
  // Engines remember compiled patterns; a fresh one now and then keeps memory small.
  if (done % 2_000 === 1_999) engine = await start();
  for (const { what } of runCase(makeCase(each, corpus), { engine, cpu, mostPerStep }))
    say({ kind: 'violation', seed: each, what });
  // From here on every text would be refused, and nothing tested.
  if (!engine.damaged()) continue;
  say({ kind: 'violation', seed: each, what: 'trapped the runtime of the parsers' });
  break;
}
say({ kind: 'done', cases: done, cpu: cpu() });
