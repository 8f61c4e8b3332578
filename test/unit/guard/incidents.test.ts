import { describe, expect, it } from 'vitest';
import type { QuarantineItem } from '../../../common/quarantine.ts';
import { createIncidents } from '../../../server/guard/incidents.ts';

const item = (id: string): QuarantineItem => ({
  id,
  path: `/w/${id}`,
  root: '/w',
  ts: 0,
  state: 'held',
  origin: 'external',
  agent: '',
  attemptedAbsent: false,
  restoredAbsent: false,
  keys: [],
  findings: [],
  policies: [],
  reason: 'x',
});

/** A clock that a test moves. */
function time() {
  let now = 0;
  let tasks: { at: number; task: () => void }[] = [];
  return {
    after: (ms: number, task: () => void) => {
      const entry = { at: now + ms, task };
      tasks.push(entry);
      return () => void (tasks = tasks.filter(other => other !== entry));
    },
    pass(ms: number) {
      now += ms;
      for (const entry of tasks.filter(({ at }) => at <= now)) {
        tasks = tasks.filter(other => other !== entry);
        entry.task();
      }
    },
  };
}

function incidents() {
  const told: string[][] = [];
  const clock = time();
  return {
    told,
    clock,
    incidents: createIncidents(({ items }) => told.push(items.map(i => i.id)), clock.after),
  };
}

describe('incidents', () => {
  it('tell of a burst once', () => {
    const { told, clock, incidents: i } = incidents();
    i.add(item('a'));
    clock.pass(100);
    i.add(item('b'));
    i.add(item('a'));
    clock.pass(399);
    expect(told).toEqual([]);
    clock.pass(1);
    expect(told).toEqual([['a', 'b']]);
  });

  it('do not stay silent in a storm that never pauses', () => {
    const { told, clock, incidents: i } = incidents();
    for (let n = 0; n < 31; n++) {
      i.add(item(`i${n}`));
      clock.pass(100);
    }
    expect(told).toHaveLength(1);
  });

  it('tell what is left at the end, and nothing when nothing is left', () => {
    const { told, clock, incidents: i } = incidents();
    i.add(item('a'));
    i.flush();
    clock.pass(10_000);
    i.flush();
    expect(told).toEqual([['a']]);
  });
});
