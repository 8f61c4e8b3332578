import { describe, expect, test } from 'vitest';
import type { GuardState, RulesState } from '../../../common/protocol.ts';
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

describe('rules', () => {
  const rules = (floor: RulesState['floor'], layers: RulesState['layers'] = []): Life =>
    state({ rules: { level: 'locked', floor, layers, onUnavailable: 'default', problems: [] } });
  const named = { name: 'Platform team', serial: 3, expires: '2027-02-24T05:14:01.660Z' };

  test.each<readonly [RulesState['floor'], string]>([
    [
      { status: 'in force', ...named },
      'The team’s floor “Platform team”, serial 3 is in force, until 2027-02-24.',
    ],
    [
      { status: 'last good', ...named },
      'The team’s floor is broken; the last good one, “Platform team”, serial 3, stays in force.',
    ],
    [
      { status: 'expired', ...named },
      'The team’s floor “Platform team”, serial 3 has expired and stays in force.',
    ],
    [{ status: 'missing' }, 'The team’s floor is missing: everything is as strict as can be.'],
    [
      { status: 'missing', ...named },
      'The team’s floor “Platform team”, serial 3, cannot be loaded: everything is as strict as can be.',
    ],
  ])('of a floor are told: %j', (floor, sentence) => {
    expect(statusModel(rules(floor)).lines).toEqual(['Guarding 1 folder.', `${sentence} Level: locked.`]);
  });

  test('that others add are told by whose they are', () => {
    const own = (layer: 'user' | 'workspace') => ({ layer, folder: '/x', policies: 1, problems: 0 });
    expect(
      statusModel(rules({ status: 'none' }, [own('user'), own('workspace'), own('workspace')])).lines,
    ).toEqual(['Guarding 1 folder.', 'Rules of your own and of this workspace are added.']);
    expect(statusModel(rules({ status: 'none' })).lines).toEqual(['Guarding 1 folder.']);
  });
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
