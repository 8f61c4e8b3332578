import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import { checkApprovals, protectedChanges, readTold, type LedgerTold } from '../../../server/ci/approvals.ts';
import type { Change } from '../../../server/ci/changes.ts';
import { openLedger } from '../../../server/ledger/ledger.ts';
import { textDigest } from '../../../server/platform/textDigest.ts';
import { systemClock } from '../../../server/ports/clock.ts';

const file = 'infra/main.tf';
const changed = (more: Partial<Change> = {}): Change => ({
  kind: 'modified',
  path: file,
  is: 'file',
  ...more,
});
const globs = ['infra/**'];
const told = (more: Partial<LedgerTold> = {}): LedgerTold => ({
  writers: new Map(),
  approved: new Map(),
  faults: [],
  entries: 0,
  ...more,
});
const byClaude = new Map([[file, 'claude-code']]);
const nobody = new Map<string, string>();
const check = (
  authors: ReadonlyMap<string, string>,
  ledger: LedgerTold | undefined,
  change: Change = changed(),
  digest: string = textDigest('x'),
) =>
  checkApprovals({
    globs,
    changes: [{ change, digest: digest === '' ? undefined : digest }],
    authors,
    told: ledger,
  });
const approvedAs = (text: string) => told({ approved: new Map([[file, new Set([textDigest(text)])]]) });

describe('protected changes', () => {
  it('are those that the globs name, before or after a move', () => {
    const moved = changed({ kind: 'renamed', path: 'old/main.tf', from: file });
    const other = changed({ path: 'src/a.ts' });
    expect(protectedChanges([changed(), moved, other], globs)).toEqual([changed(), moved]);
    expect(protectedChanges([changed()], [])).toEqual([]);
  });

  it.each([
    ['of an agent, approved as they are, pass', check(byClaude, approvedAs('x')), 'passed'],
    ['of an agent without an approval fail', check(byClaude, told()), 'failed'],
    ['of an agent, approved with other content, fail', check(byClaude, approvedAs('y')), 'failed'],
    ['of an agent without a ledger fail', check(byClaude, undefined), 'failed'],
    ['that the ledger ascribes to an agent fail', check(nobody, told({ writers: byClaude })), 'failed'],
    ['of nobody known pass with a ledger', check(nobody, told()), 'passed'],
    ['of nobody known are not checked without one', check(nobody, undefined), 'unchecked'],
    ['fail by a ledger that was changed', check(nobody, told({ faults: ['a.jsonl:3: edited'] })), 'failed'],
    [
      'that remove a file fail without an approval of that',
      check(byClaude, approvedAs('x'), changed({ kind: 'deleted' }), ''),
      'failed',
    ],
    [
      'that remove a file pass with one',
      check(
        byClaude,
        told({ approved: new Map([[file, new Set(['removed'])]]) }),
        changed({ kind: 'deleted' }),
        '',
      ),
      'passed',
    ],
    ['that are no text fail', check(byClaude, approvedAs('x'), changed(), ''), 'failed'],
  ] as const)('%s', (_, { state }, expected) => {
    expect(state).toBe(expected);
  });
});

describe('what a ledger tells', () => {
  it('of files is known by how their path ends; refused attempts are none', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'rf-told-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const ledger = openLedger({ folder, clock: systemClock, onNews: () => undefined });
    const verdict = (named: string, more: object = {}): LedgerBody => ({
      ...{ type: 'verdict', eventId: 'e', agent: 'codex', surface: 'hook', sessionId: 's', phase: 'pre' },
      ...{ kind: 'fs.write', origin: 'agent', verdict: 'pass', policies: [], findings: [], ms: 1 },
      paths: [named],
      ...more,
    });
    const sha256 = textDigest('x');
    for (const body of [
      verdict('/home/ada/app/infra/main.tf'),
      verdict('C:\\app\\infra\\other.tf'),
      verdict('infra/refused.tf', { verdict: 'deny' }),
      verdict('infra/read.tf', { kind: 'fs.read' }),
      verdict('infra/by-hand.tf', { origin: 'user' }),
      {
        type: 'item',
        itemId: 'i',
        path: '/home/ada/app/infra/held.tf',
        action: 'approved',
        by: 'user',
        keys: [],
        sha256,
      },
      {
        type: 'item',
        itemId: 'i',
        path: '/home/ada/app/infra/auto.tf',
        action: 'approved',
        by: 'policy',
        keys: [],
        sha256,
      },
    ] satisfies readonly LedgerBody[])
      await ledger.record(body);
    await ledger.close();
    const names = ['main', 'other', 'refused', 'read', 'by-hand', 'held', 'auto'].map(
      name => `infra/${name}.tf`,
    );
    const answer = await readTold(folder, names, undefined);
    expect([...answer.writers]).toEqual([
      ['infra/main.tf', 'codex'],
      ['infra/other.tf', 'codex'],
    ]);
    expect([...answer.approved.keys()]).toEqual(['infra/held.tf']);
    expect(answer).toMatchObject({ faults: [], entries: 7 });
  });
});
