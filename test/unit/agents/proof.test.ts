/** What the ledger proves of an agent's hooks. */
import { utimesSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { EventKind, Phase } from '../../../common/event.ts';
import type { LedgerEntry } from '../../../common/ledger.ts';
import { actKinds } from '../../../server/agents/adapter.ts';
import { adapterOf, adapters } from '../../../server/agents/index.ts';
import { coverageOf, ownSession, sightingsIn } from '../../../server/cli/doctor/proof.ts';
import { makePlace, removePlaces } from './place.ts';

afterAll(removePlaces);

interface Seen {
  readonly ts: number;
  readonly kind: EventKind;
  readonly phase?: Phase;
  readonly surface?: string;
  readonly sessionId?: string;
  readonly paths?: readonly string[];
}

const entry = ({ ts, kind, phase, surface, sessionId, paths }: Seen): LedgerEntry => ({
  v: 1,
  seq: ts,
  ts,
  prev: '',
  body: {
    type: 'verdict',
    eventId: 'e',
    agent: 'claude-code',
    surface: surface ?? 'hook',
    sessionId: sessionId ?? 's',
    phase: phase ?? 'pre',
    kind,
    origin: 'agent',
    paths: paths ?? [],
    verdict: 'pass',
    policies: [],
    findings: [],
    ms: 1,
  },
});

const seen = (...entries: readonly Seen[]) => [
  ...(sightingsIn(entries.map(entry)).get('claude-code')?.entries() ?? []),
];

describe('sightings', () => {
  test('the newest counts, and a marked call is the canary', () => {
    expect(
      seen({ ts: 9, kind: 'fs.read', paths: ['/w/.ringfence-canary'] }, { ts: 8, kind: 'fs.search' }),
    ).toEqual([['read', { ts: 9, proof: 'canary' }]]);
    expect(seen({ ts: 7, kind: 'shell.exec' })).toEqual([['shell', { ts: 7, proof: 'event' }]]);
  });

  test('what a tool brought back is a result, and a call that is told of afterwards is no call', () => {
    expect(
      seen({ ts: 9, kind: 'context.attach', phase: 'post' }, { ts: 8, kind: 'fs.write', phase: 'post' }),
    ).toEqual([['result', { ts: 9, proof: 'event' }]]);
  });

  test('what the file watch or doctor itself did proves nothing', () => {
    expect(
      seen(
        { ts: 9, kind: 'fs.write', surface: 'sentinel' },
        { ts: 8, kind: 'shell.exec', sessionId: ownSession },
      ),
    ).toEqual([]);
  });
});

describe('coverage', () => {
  const claude = adapterOf('claude-code');
  if (claude === undefined) throw new Error('Claude Code is missing.');
  const sightings = sightingsIn([entry({ ts: 2_000_000, kind: 'fs.read' })]);

  test('proven, configured, not covered, switched off', async () => {
    const { folders } = makePlace();
    const installed = await coverageOf(claude, { kind: 'installed' }, sightings, folders);
    expect(installed.map(({ kind, state }) => [kind, state])).toEqual([
      ['read', 'proven'],
      ...actKinds.slice(1).map(kind => [kind, 'configured']),
    ]);
    expect(installed[0]).toMatchObject({ by: 'PreToolUse', at: '1970-01-01T00:33:20.000Z', proof: 'event' });
    const absent = await coverageOf(claude, { kind: 'absent' }, sightings, folders);
    expect(new Set(absent.map(({ state }) => state))).toEqual(new Set(['not-covered']));
    const by = { file: 'f', line: 1, key: 'k' };
    const off = await coverageOf(claude, { kind: 'switched-off', by: [by] }, sightings, folders);
    expect(new Set(off.map(({ state }) => state))).toEqual(new Set(['switched-off']));
  });

  test('what was seen before the hooks were installed proves nothing', async () => {
    const place = makePlace();
    const record = path.join(place.folders.state, 'installs', 'claude-code.json');
    utimesSync(place.write(path.relative(place.home, record), ''), 3_000, 3_000);
    const [read] = await coverageOf(claude, { kind: 'installed' }, sightings, place.folders);
    expect(read?.state).toBe('configured');
  });

  test('a kind without a hook is said to be uncovered', async () => {
    const windsurf = adapterOf('windsurf') ?? claude;
    const found = await coverageOf(windsurf, { kind: 'installed' }, sightings, makePlace().folders);
    expect(found.find(({ kind }) => kind === 'fetch')).toEqual({ kind: 'fetch', state: 'not-covered' });
  });

  test('every event that is said to tell of something is asked for', () => {
    for (const { sees, install } of adapters) {
      if (install === undefined) continue;
      const asked = install.events.map(({ name }) => name);
      for (const event of Object.values(sees)) expect(asked).toContain(event);
    }
  });
});
