import { describe, expect, test } from 'vitest';
import { createSupervisor, delays, recoveredAfterMs } from '../../../src/models/supervisor.ts';
import { handTimers } from './samples.ts';

/** Plays a supervised process that starts or fails as told. */
function play(outcomes: readonly ('run' | 'fail')[] = []) {
  const timers = handTimers();
  const told: string[] = [];
  const deaths: ((reason: string) => void)[] = [];
  const stopped: number[] = [];
  let launches = 0;
  const supervisor = createSupervisor({
    launch: async died => {
      const number = launches++;
      deaths.push(died);
      if (outcomes[number] === 'fail') throw new Error('no such file');
      return Promise.resolve({
        stop: () => {
          stopped.push(number);
          return Promise.resolve();
        },
      });
    },
    report: phase =>
      told.push(phase.kind === 'waiting' ? `waiting ${phase.delayMs}: ${phase.reason}` : phase.kind),
    after: timers.after,
    now: () => timers.now,
  });
  return { supervisor, timers, told, die: (n: number) => deaths[n]?.('it died'), stopped };
}

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('a supervised process', () => {
  test('starts, and runs', async () => {
    const { supervisor, told } = play();
    await supervisor.start();
    expect(told).toEqual(['starting', 'running']);
    expect(supervisor.current()).toBeDefined();
  });

  test('starts again after it died, and meanwhile nobody can use it', async () => {
    const { supervisor, told, die, timers } = play();
    await supervisor.start();
    die(0);
    expect(supervisor.current()).toBeUndefined();
    timers.fire();
    await settled();
    expect(told).toEqual(['starting', 'running', 'waiting 250: it died', 'starting', 'running']);
  });

  test('waits longer each time and never gives up', async () => {
    const { supervisor, timers } = play(Array.from({ length: 20 }, () => 'fail'));
    const waits: number[] = [];
    await supervisor.start();
    for (let round = 0; round < 9; round++) {
      waits.push(...timers.waiting());
      timers.fire();
      await settled();
    }
    expect(waits).toEqual([...delays, 30_000, 30_000, 30_000]);
  });

  test('begins with the first delay again after it lived long', async () => {
    const { supervisor, timers, die } = play(['fail', 'run']);
    await supervisor.start();
    timers.fire();
    await settled();
    timers.now = recoveredAfterMs;
    die(1);
    expect(timers.waiting()).toEqual([delays[0]]);
  });

  test('a failed start tells its cause', async () => {
    const { supervisor, told } = play(['fail']);
    await supervisor.start();
    expect(told).toEqual(['starting', 'waiting 250: no such file']);
  });

  test('a restart stops the old process, does not wait, and ignores what the old one still says', async () => {
    const { supervisor, told, die, stopped, timers } = play();
    await supervisor.start();
    await supervisor.restart();
    die(0);
    expect(stopped).toEqual([0]);
    expect(timers.waiting()).toEqual([]);
    expect(told.slice(2)).toEqual(['starting', 'running']);
  });

  test('a stop ends the waiting for a next start', async () => {
    const { supervisor, told, timers } = play(['fail']);
    await supervisor.start();
    await supervisor.stop();
    expect(timers.waiting()).toEqual([]);
    expect(told.at(-1)).toBe('stopped');
  });

  test('a process that is up only after the stop is stopped too', async () => {
    const { supervisor, stopped } = play();
    const starting = supervisor.start();
    await supervisor.stop();
    await starting;
    expect(stopped).toEqual([0]);
    expect(supervisor.current()).toBeUndefined();
  });
});
