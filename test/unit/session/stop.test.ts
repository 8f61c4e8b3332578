import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { engageStop, readStop, releaseStop } from '../../../server/session/stop.ts';
import { stateFiles } from '../../../server/session/stateFiles.ts';
import { timelineOf } from '../../../server/session/timeline.ts';
import { sessionName } from '../../../server/session/fingerprint.ts';
import { newUser } from './stories.ts';

it('is in force from engaging to releasing, across restarts', () => {
  const { stop } = newUser();
  expect(readStop(stop)).toBeUndefined();
  engageStop(stop, { v: 1, ts: 5, by: 'cli' });
  expect(readStop(stop)).toEqual({ v: 1, ts: 5, by: 'cli' });
  expect([releaseStop(stop), releaseStop(stop)]).toEqual([true, false]);
  expect(readStop(stop)).toBeUndefined();
});

it.each(['', '{', 'null', '{"v":9}'])('stops as well when its file holds %j', text => {
  const { stop, state } = newUser();
  mkdirSync(state, { recursive: true });
  writeFileSync(stop, text);
  expect(readStop(stop)).toMatchObject({ by: 'unknown' });
});

it('is released whatever lies in its place', () => {
  const { stop } = newUser();
  mkdirSync(stop, { recursive: true });
  expect(readStop(stop)).toMatchObject({ by: 'unknown' });
  expect(releaseStop(stop)).toBe(true);
  expect(readStop(stop)).toBeUndefined();
});

it.each(['../x', '', 'A', 'a/b', 'a'.repeat(65)])('a file of state is not named %j', id => {
  const files = stateFiles(newUser().sessions, raw => raw);
  expect(() => files.read(id)).toThrow(RangeError);
});

it('a timeline tells a session in order, with runs put together', () => {
  const common = {
    agent: 'codex',
    surface: 'hook',
    sessionId: 's',
    phase: 'pre',
    origin: 'agent',
    policies: [],
    findings: [],
    ms: 1,
  } as const;
  const read = {
    ...common,
    type: 'verdict',
    eventId: 'a',
    kind: 'fs.read',
    paths: ['/w/a'],
    verdict: 'pass',
  } as const;
  const bodies = [
    read,
    read,
    {
      type: 'session',
      agent: 'codex',
      sessionId: 's',
      action: 'labelled',
      label: 'secret',
      by: 'guard',
      eventId: 'a',
    },
    { ...read, sessionId: 'another' },
    {
      ...read,
      kind: 'net.fetch',
      paths: [],
      verdict: 'ask',
      findings: [{ ruleId: 'session/secret-egress', severity: 'high', risks: ['EXFIL-FETCH'], path: '' }],
    },
  ] as const;
  const entries = bodies.map((body, at) => ({ v: 1 as const, seq: at + 1, ts: at, prev: '', body }));
  expect(timelineOf(sessionName('codex', 's'), entries.toReversed()).map(({ text }) => text)).toEqual([
    'read /w/a (2 times)',
    '→ the session has seen a secret or credentials',
    'asked: fetched from the network; it makes the editor or an agent fetch from or send to the network',
  ]);
});
