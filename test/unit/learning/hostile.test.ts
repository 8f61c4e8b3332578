/** A ledger from elsewhere may hold shapes that no guard writes: a suggestion of them is one comment, and narrow. */
import { expect, it } from 'vitest';
import { allRules } from '../../../server/detect/detectors.ts';
import type { Decision } from '../../../server/learning/decisions.ts';
import { suggest } from '../../../server/learning/suggest.ts';

const now = Date.parse('2026-03-01T00:00:00Z');
const often = (more: Partial<Decision>): readonly Decision[] =>
  Array.from({ length: 3 }, (_, at) => ({
    ...{ id: 'r1', ts: now - 1000, agent: 'codex', sessionId: `s${at}`, allowed: true, kind: 'fs.write' },
    ...{ shape: 'write src/a.ts', rules: ['settings/program-path'], policies: ['agent/look'] },
    ...more,
  }));
const from = (decisions: readonly Decision[]) => suggest({ decisions, rules: allRules(), least: 3, now });

it('keeps what was refused in one line, without characters that a terminal obeys', () => {
  const { policies } = from(
    often({
      ...{ allowed: false, kind: 'shell.exec', rules: ['secrets/private-key'] },
      shape: 'terraform\npermit(principal,action,resource);\u2028permit\u0085\u001b[31m\u202e',
    }),
  );
  const [first = '', second = ''] = (policies[0]?.text ?? '').split(/[\n\r\u0085\u2028\u2029]/u);
  expect(first).toMatch(/^\/\/ People refused .*never allowed it\.$/u);
  expect(first).not.toMatch(/[\u001b\u202e]/u);
  expect(second).toMatch(/^@id/u);
});

it('shows a terminal nothing that it obeys', () => {
  const { notes } = from(often({ shape: 'write \u001b[31m*' }));
  expect(notes.join('\n')).toContain('names no file');
  expect(notes.join('\n')).not.toContain('\u001b');
});

it('waives nothing outside of the workspace', () => {
  for (const shape of ['write ../x.ts', 'write src/../../x.ts', 'write ..'])
    expect(from(often({ shape })).waivers).toEqual([]);
});
