import { describe, expect, test } from 'vitest';
import type { GuardState } from '../../../common/protocol.ts';
import { statusModel, type Life } from '../../../src/models/status.ts';
import { request, then } from './samples.ts';

const state = (over: Partial<GuardState>): Life => ({
  kind: 'running',
  state: { status: 'guarding', detail: 'Guarding 1 folder.', held: 0, atRest: 0, ...over },
});

test.each<readonly [string, Life, string, string]>([
  ['a start', { kind: 'starting' }, 'starting', '$(loading~spin) Ringfence'],
  ['a guard that starts', state({ status: 'starting' }), 'starting', '$(loading~spin) Ringfence'],
  ['peace', state({}), 'guarding', '$(shield) Ringfence'],
  ['held changes', state({ held: 3 }), 'held', '$(shield) 3 held'],
  ['a degraded guard', state({ status: 'degraded', held: 3 }), 'degraded', '$(warning) Ringfence: degraded'],
  ['a guard that stopped', state({ status: 'stopped' }), 'degraded', '$(error) Ringfence: not guarding'],
  [
    'a dead process',
    { kind: 'waiting', reason: 'it died.', delayMs: 250 },
    'degraded',
    '$(error) Ringfence: not guarding',
  ],
  ['a stopped process', { kind: 'stopped' }, 'degraded', '$(error) Ringfence: not guarding'],
])('%s shows', (_name, life, mood, text) => {
  expect(statusModel(life)).toMatchObject({ mood, text });
});

test('a dead process says why and when it starts again', () => {
  const { lines, accessible } = statusModel({ kind: 'waiting', reason: 'out of memory.', delayMs: 5000 });
  expect(lines).toEqual([
    'The guard stopped: out of memory.',
    'It is started again in 5 seconds. Changes made meanwhile are checked then.',
  ]);
  expect(accessible).toBe(`Ringfence. ${lines.join(' ')}`);
});

test('the tooltip tells held changes first, then the detail', () => {
  expect(statusModel(state({ held: 1 })).lines).toEqual([
    '1 change held back, waiting for your decision.',
    'Guarding 1 folder.',
  ]);
});

describe('agents', () => {
  const waiting = { requests: [request(), request({ id: 'b' })] };
  const stopped = { v: 1 as const, ts: then, by: 'user' };

  test('that wait are counted before held changes, and a click leads to them', () =>
    expect(statusModel(state({ held: 1 }), waiting)).toMatchObject({
      mood: 'waiting',
      text: '$(shield) 2 waiting, 1 held',
      lines: [
        '2 actions of agents waiting for your decision.',
        '1 change held back, waiting for your decision.',
        'Guarding 1 folder.',
      ],
    }));

  test('that are stopped are all that counts', () =>
    expect(statusModel(state({ held: 1, status: 'degraded' }), { ...waiting, stopped })).toMatchObject({
      mood: 'stopped',
      text: '$(debug-stop) Agents stopped',
      accessible:
        'Ringfence. All agents are stopped since 2026-01-02 03:04:05 UTC: every call is denied. Click to release them. Guarding 1 folder.',
    }));

  test('may have been stopped elsewhere', () =>
    expect(statusModel(state({}), { requests: [], stopped: { ...stopped, by: 'cli' } }).lines[0]).toContain(
      'from the command line',
    ));

  test('cannot hide that the guard does not run', () =>
    expect(statusModel({ kind: 'stopped' }, { requests: [], stopped })).toMatchObject({ mood: 'degraded' }));
});
