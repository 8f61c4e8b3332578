import { describe, expect, test } from 'vitest';
import type { SessionLabel, TimelineLine } from '../../../common/session.ts';
import { sessionChildren, sessionRoots, timelineLine } from '../../../src/models/sessions.ts';
import { session, then } from './samples.ts';

const nodeOf = (...labels: readonly SessionLabel[]) => sessionRoots([session(labels)], then)[0]!;
const did = (text: string, over: Partial<TimelineLine> = {}): TimelineLine => ({
  ts: then,
  text,
  count: 1,
  verdict: 'pass',
  ...over,
});

describe('a session', () => {
  test('tells agent, folder, labels and age', () =>
    expect(nodeOf('untrusted', 'config-touched').line).toMatchObject({
      label: 'Codex in app',
      description: '#untrusted #config-touched · now',
      icon: { id: 'comment-discussion', color: 'ringfence.held' },
      context: 'session',
    }));

  test('is red once a secret and outside text have met', () => {
    expect(nodeOf('secret').line.icon?.color).toBe('ringfence.held');
    expect(nodeOf('secret', 'untrusted').line.icon?.color).toBe('ringfence.denied');
    expect(nodeOf('secret', 'untrusted').line.tooltip).toContain('whatever it sends out is asked about');
  });
});

describe('under a session', () => {
  test('labels come first, with cause and time, then what it did in order', () => {
    const lines = sessionChildren(nodeOf('secret'), [did('read .env'), did('denied: ran a command')], then);
    expect(lines.map(({ kind, line }) => [kind, line.label, line.description])).toEqual([
      ['label', 'Has seen a secret', '.env · now'],
      ['did', 'Read .env', 'now'],
      ['did', 'Denied: ran a command', 'now'],
    ]);
  });

  test('a long story keeps its end, and says what is left out', () => {
    const timeline = Array.from({ length: 100 }, (_, index) => did(`step ${index}`));
    const lines = sessionChildren(nodeOf('secret'), timeline, then).map(({ line }) => line.label);
    expect(lines).toHaveLength(62);
    expect(lines[1]).toBe('40 earlier lines left out');
    expect(lines.at(-1)).toBe('Step 99');
  });

  test('equal lines have ids of their own', () => {
    const lines = sessionChildren(nodeOf('secret'), [did('a'), did('b'), did('a')], then);
    expect(new Set(lines.map(({ line }) => line.id)).size).toBe(4);
  });

  test('only sessions have anything under them', () =>
    expect(
      sessionChildren(nodeOf('secret'), [did('a')], then).flatMap(node =>
        sessionChildren(node, [did('b')], then),
      ),
    ).toEqual([]));
});

test('a line that tells of a label needs no arrow', () => {
  const line: TimelineLine = { ts: then, text: '→ the session has seen it', count: 1, label: 'secret' };
  expect(timelineLine('x', line, then).label).toBe('The session has seen it');
});

test.each<readonly [string, TimelineLine, string]>([
  ['what passed', did('read a'), 'circle-small'],
  ['a denial', did('denied: read', { verdict: 'deny' }), 'circle-slash'],
  ['a label', { ts: then, text: '→', count: 1, label: 'secret' }, 'tag'],
  ['a person', { ts: then, text: 'a person allowed it', count: 1 }, 'person'],
])('%s has an icon of its own', (_name, line, icon) =>
  expect(timelineLine('x', line, then).icon?.id).toBe(icon),
);
