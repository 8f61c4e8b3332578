import { expect, test } from 'vitest';
import { createPace } from '../../../src/models/pace.ts';
import { handTimers } from './samples.ts';

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

test('ten thousand requests lead to one run', async () => {
  const timers = handTimers();
  let runs = 0;
  const pace = createPace({
    delayMs: 50,
    after: timers.after,
    run: () => {
      runs += 1;
      return Promise.resolve();
    },
  });
  for (let n = 0; n < 10_000; n++) pace.request();
  expect(timers.waiting()).toEqual([50]);
  timers.fire();
  await settled();
  expect([runs, timers.waiting()]).toEqual([1, []]);
});

test.each(['resolves', 'rejects'])('a request during a run that %s leads to one more run', async outcome => {
  const timers = handTimers();
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const pace = createPace({ delayMs: 50, after: timers.after, run: () => promise });
  pace.request();
  timers.fire();
  pace.request();
  pace.request();
  expect(timers.waiting()).toEqual([]);
  if (outcome === 'resolves') resolve(undefined);
  else reject(new Error('no'));
  await settled();
  expect(timers.waiting()).toEqual([50]);
});

test('nothing runs after disposal', () => {
  const timers = handTimers();
  const pace = createPace({ delayMs: 50, after: timers.after, run: () => Promise.resolve() });
  pace.request();
  pace.dispose();
  expect(timers.waiting()).toEqual([]);
});
