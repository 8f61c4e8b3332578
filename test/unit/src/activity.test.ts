import { describe, expect, test } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import { activityNodes } from '../../../src/models/activity.ts';
import { entry, then, verdict } from './samples.ts';

const held: LedgerBody = {
  type: 'item',
  itemId: 'i1',
  path: '/work/app/.vscode/settings.json',
  action: 'held',
  by: 'guard',
  keys: ['chat.permissions.default'],
};
const expired = {
  ...{ type: 'approval', requestId: 'a1b2c3d4', agent: 'codex', sessionId: 's', policies: [] },
  action: 'expired',
} as const satisfies LedgerBody;
const guard = (action: 'started' | 'stopped' | 'degraded' | 'recovered'): LedgerBody => ({
  type: 'guard',
  action,
  detail: 'Disk is full.',
});

describe('lines', () => {
  test.each<readonly [LedgerBody, string, string, string]>([
    [verdict(), 'Denied: reading .env', 'Copilot · now', 'circle-slash'],
    [
      verdict({ verdict: 'ask', kind: 'shell.exec', paths: [] }),
      'Asked about: running a command',
      'Copilot · now',
      'question',
    ],
    [
      verdict({ verdict: 'pass', paths: ['/a', '/b', '/c'] }),
      'Let through: reading a and 2 more',
      'Copilot · now',
      'pass',
    ],
    [
      verdict({ verdict: 'quarantine', kind: 'config.change', agent: '', origin: 'external' }),
      'Held back: changing .env',
      'another program · now',
      'lock',
    ],
    [held, 'Held back .vscode/settings.json', '1 key · now', 'lock'],
    [
      { ...held, action: 'approved', by: 'user', keys: [] },
      'Approved .vscode/settings.json',
      'by you · now',
      'check',
    ],
    [
      { ...held, action: 'reapplied', by: 'policy' },
      'Allowed .vscode/settings.json',
      '1 key · by policy · now',
      'redo',
    ],
    [expired, 'Not decided in time, so denied', 'Codex · now', 'watch'],
    [{ ...expired, scope: 'session' }, 'Approval ran out', 'for the session · Codex · now', 'watch'],
    [guard('degraded'), 'Guard degraded', 'Disk is full. · now', 'warning'],
  ])('%#', (body, label, description, icon) => {
    const [node] = activityNodes([entry(1, body)], 'all', then);
    expect(node?.line).toMatchObject({ label, description, icon: { id: icon } });
    expect(node?.line.accessible).toBe(`${label}, ${description}`);
  });

  test('details name policy, harm and entry', () => {
    const [node] = activityNodes([entry(7, verdict())], 'all', then);
    expect(node?.line.tooltip).toContain('It touches secrets or credentials.');
    expect(node?.line.tooltip).toContain('`deny-secrets`');
    expect(node?.line.tooltip).toContain('Ledger entry 7');
  });
});

test('enforcement leaves out what passed and mere starts, and keeps the order', () => {
  const entries = [verdict(), verdict({ verdict: 'pass' }), held, guard('started'), guard('degraded')].map(
    (body, index) => entry(9 - index, body),
  );
  expect(activityNodes(entries, 'enforcement', then).map(node => node.entry.seq)).toEqual([9, 7, 5]);
  expect(activityNodes(entries, 'all', then).map(node => node.entry.seq)).toEqual([9, 8, 7, 6, 5]);
});

test('a verdict that became a held item is told once, another one is told', () => {
  const quarantined = verdict({
    verdict: 'quarantine',
    kind: 'config.change',
    paths: ['/work/app/.vscode/settings.json'],
  });
  const elsewhere = verdict({ verdict: 'quarantine', kind: 'config.change', paths: ['/work/app/.mcp.json'] });
  const entries = [entry(3, held), entry(2, quarantined), entry(1, elsewhere)];
  expect(activityNodes(entries, 'enforcement', then).map(node => node.entry.seq)).toEqual([3, 1]);
  expect(activityNodes(entries, 'all', then)).toHaveLength(3);
});
