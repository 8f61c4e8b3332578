/**
 * Fuzzes the engine for about twenty seconds: no exception escapes, nothing hangs, no match leaves its file, and two runs
 * agree. `RINGFENCE_FUZZ_MINUTES` makes it longer, `RINGFENCE_FUZZ_SEED` starts elsewhere.
 */
import path from 'node:path';
import { expect, test } from 'vitest';
import { fuzz } from './watch.ts';

const minutes = Number(process.env['RINGFENCE_FUZZ_MINUTES'] ?? 0);
const seed = Number(process.env['RINGFENCE_FUZZ_SEED'] ?? 1);
const milliseconds = minutes > 0 ? minutes * 60_000 : 20_000;

test('the engine takes whatever it is given', { timeout: milliseconds + 150_000 }, async () => {
  const report = await fuzz({
    seed,
    corpus: path.resolve('test/conformance'),
    milliseconds,
    cases: minutes > 0 ? Infinity : 4_000,
    mostPerStep: 3_000,
  });
  // A violation names the seed: RINGFENCE_FUZZ_SEED=… makes that case the first.
  expect(report.violations).toEqual([]);
  expect(report.cases).toBeGreaterThan(0);
});
