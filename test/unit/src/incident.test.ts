import { describe, expect, test } from 'vitest';
import type { QuarantineItem } from '../../../common/quarantine.ts';
import { createCoalescer, gatherMs, incidentNotice, quietMs } from '../../../src/models/incident.ts';
import { handTimers, item, key } from './samples.ts';

describe('notices', () => {
  test.each<readonly [string, readonly QuarantineItem[], string, number]>([
    [
      'one key',
      [item()],
      'Held back in .vscode/settings.json: chat.permissions.default, set by Codex. It removes approval or oversight.',
      3,
    ],
    [
      'three keys',
      [item({ keys: [key('a'), key('b'), key('c'), key('d', { restored: false })] })],
      'Held back in .vscode/settings.json: a and 2 more keys, set by Codex. It removes approval or oversight.',
      3,
    ],
    [
      'a created file',
      [item({ keys: [], findings: [], restoredAbsent: true })],
      'Held back: .vscode/settings.json was created by Codex.',
      3,
    ],
    [
      'two changes of a file',
      [item(), item({ id: 'i2' })],
      'Held back 2 changes in .vscode/settings.json, by Codex.',
      2,
    ],
    [
      'two files, two sources',
      [item(), item({ id: 'i2', path: '/work/app/x', agent: '', origin: 'external' })],
      'Held back 2 changes in 2 files, by Codex and another program.',
      2,
    ],
  ])('%s', (_name, items, message, buttons) => {
    const notice = incidentNotice(items);
    expect(notice?.message).toBe(message);
    expect(notice?.buttons).toHaveLength(buttons);
  });

  test('the first button only looks, and many changes are never approved blindly', () => {
    expect(incidentNotice([item()])?.buttons[0]).toBe('Review');
    expect(incidentNotice([item(), item({ id: 'i2' })])?.buttons).not.toContain('Approve');
  });

  test('a hostile key becomes no link', () =>
    expect(incidentNotice([item({ keys: [key('[ok](command:e)')] })])?.message).not.toMatch(/[[\]]/));

  test('nothing is told of no items', () => expect(incidentNotice([])).toBeUndefined());
});

describe('storms', () => {
  const play = () => {
    const timers = handTimers();
    const shown: string[][] = [];
    const coalescer = createCoalescer({
      after: timers.after,
      now: () => timers.now,
      show: items => shown.push(items.map(({ id }) => id)),
    });
    return { timers, shown, coalescer };
  };

  test('the items of one burst are told together', () => {
    const { timers, shown, coalescer } = play();
    coalescer.add([item({ id: 'a' })]);
    coalescer.add([item({ id: 'b' }), item({ id: 'a' })]);
    expect(timers.waiting()).toEqual([gatherMs]);
    timers.fire();
    expect(shown).toEqual([['b', 'a']]);
  });

  test('while a storm lasts one notification comes every quiet time', () => {
    const { timers, shown, coalescer } = play();
    coalescer.add([item({ id: 'a' })]);
    timers.fire();
    timers.now = 1000;
    coalescer.add([item({ id: 'b' })]);
    coalescer.add([item({ id: 'c' })]);
    expect(timers.waiting()).toEqual([quietMs - 1000]);
    timers.fire();
    expect(shown).toEqual([['a'], ['b', 'c']]);
  });

  test('after a quiet time the next incident shows at once', () => {
    const { timers, coalescer } = play();
    coalescer.add([item()]);
    timers.fire();
    timers.now = quietMs * 2;
    coalescer.add([item({ id: 'later' })]);
    expect(timers.waiting()).toEqual([gatherMs]);
  });

  test('an incident without held items tells nothing, and none shows after disposal', () => {
    const { timers, coalescer } = play();
    coalescer.add([]);
    expect(timers.waiting()).toEqual([]);
    coalescer.add([item()]);
    coalescer.dispose();
    expect(timers.waiting()).toEqual([]);
  });
});
