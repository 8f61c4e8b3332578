import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../common/ledger.ts';
import { allRules } from '../../../server/detect/detectors.ts';
import { decisionIn, type Decision } from '../../../server/learning/decisions.ts';
import { pairOf } from '../../../server/learning/pairs.ts';
import { parseProfile } from '../../../server/layers/profile.ts';
import { proposedFiles } from '../../../server/learning/proposal.ts';
import { suggest } from '../../../server/learning/suggest.ts';

const now = Date.parse('2026-03-01T00:00:00Z');
const decision = (more: Partial<Decision> = {}): Decision => ({
  ...{ id: 'r1', ts: now - 1000, agent: 'codex', sessionId: 's1', allowed: true, kind: 'fs.write' },
  ...{ shape: 'write src/a.ts', rules: ['settings/program-path'], policies: ['agent/look'] },
  ...more,
});
/** Returns the same decision of several sessions. */
const often = (count: number, more: Partial<Decision> = {}): readonly Decision[] =>
  Array.from({ length: count }, (_, at) => decision({ sessionId: `s${at}`, ...more }));
const from = (decisions: readonly Decision[]) => suggest({ decisions, rules: allRules(), least: 3, now });

describe('a decision in a ledger', () => {
  const body = { type: 'approval', requestId: 'r', agent: 'codex', sessionId: 's', policies: ['p'] } as const;
  const entry = (more: object): LedgerEntry => ({
    v: 1,
    seq: 1,
    ts: 5,
    prev: '',
    body: { ...body, action: 'allowed', ...more },
  });

  it('is a person’s answer, not a request, a use or a revocation', () => {
    expect(decisionIn(entry({ kind: 'fs.write', shape: 'write a' }))).toMatchObject({ allowed: true });
    expect(decisionIn(entry({ kind: 'fs.write', shape: 'write a', action: 'denied' }))).toMatchObject({
      allowed: false,
    });
    for (const action of ['requested', 'used', 'revoked'])
      expect(decisionIn(entry({ kind: 'fs.write', shape: 'write a', action }))).toBeUndefined();
  });

  it('of an earlier version does not tell what was wanted', () => {
    expect(decisionIn(entry({}))).toBe('unknown');
  });
});

describe('a preference pair', () => {
  const titles = {
    ruleTitle: (id: string) => `Title of ${id}`,
    principle: (id: string) => `Principle of ${id}.`,
  };

  it('tells what was wanted and what the person chose', () => {
    expect(pairOf(decision({ allowed: false, waited: 5 }), titles, false)).toEqual({
      version: 1,
      id: 'r1',
      time: '2026-02-28T23:59:59.000Z',
      agent: 'codex',
      session: expect.stringMatching(/^[0-9a-f]{8}$/u),
      context: {
        kind: 'fs.write',
        shape: 'write src/a.ts',
        findings: [{ rule: 'settings/program-path', title: 'Title of settings/program-path' }],
        principles: [{ policy: 'agent/look', principle: 'Principle of agent/look.' }],
      },
      chosen: 'denied',
      rejected: 'allowed',
      waitedMs: 5,
    });
  });

  it('leaves names of files out where the team wants that', () => {
    const { context } = pairOf(decision({ shape: 'write src/a b.ts, delete x' }), titles, true);
    expect(context.shape).toBe('write PATH, delete PATH');
  });
});

describe('an exception', () => {
  it('is suggested for the files that people kept allowing, for ninety days', () => {
    expect(from(often(3)).waivers).toEqual([
      {
        rule: 'settings/program-path',
        paths: ['/src/a.ts'],
        reason: expect.stringContaining('3 sessions'),
        expires: '2026-05-30',
      },
    ]);
  });

  it.each<[string, readonly Decision[]]>([
    ['of two sessions', often(2)],
    ['of one session that asked often', often(9, { sessionId: 's' })],
    ['that somebody refused once', [...often(5), decision({ allowed: false, sessionId: 'x' })]],
    ['of different wishes', often(3).map((each, at) => ({ ...each, shape: `write ${at}` }))],
  ])('is not suggested for answers %s', (_, decisions) => {
    expect(from(decisions)).toEqual({ waivers: [], policies: [], notes: [] });
  });

  it.each<[string, Partial<Decision>, string]>([
    ['a command line, which no file narrows', { kind: 'shell.exec', shape: 'git push ARG' }, 'everywhere'],
    ['files outside of the workspace', { shape: 'write OUTSIDE' }, 'everywhere'],
    ['files of the home folder', { shape: 'write ~/.bashrc' }, 'everywhere'],
    ['a name that is a pattern', { shape: 'write **' }, 'everywhere'],
    ['a list that was cut', { shape: 'write a, write b…' }, 'everywhere'],
    ['a policy that asked without a finding', { rules: [] }, 'Look at the policy'],
    [
      'what protects Ringfence itself',
      { rules: [allRules().find(({ risks }) => risks.includes('SELF'))?.id ?? ''] },
      'never excused',
    ],
  ])('is only told of for %s', (_, more, why) => {
    const { waivers, notes } = from(often(4, more));
    expect(waivers).toEqual([]);
    expect(notes).toEqual([expect.stringContaining(why)]);
  });
});

describe('a principle', () => {
  it.each<[string, Partial<Decision>, string]>([
    [
      'a finding in a file',
      {},
      'resource.rule == "settings/program-path" && resource.severity >= 2 && resource.path == "src/a.ts"',
    ],
    [
      'a finding of a command',
      { kind: 'shell.exec', shape: 'curl URL' },
      'resource.rule == "settings/program-path"',
    ],
    ['a file', { rules: [] }, 'resource.paths.contains("src/a.ts")'],
    [
      'a program',
      { rules: [], kind: 'shell.exec', shape: 'terraform apply' },
      'resource.programs.contains("terraform")',
    ],
  ])('is suggested where people kept refusing %s', (_, more, condition) => {
    const { policies } = from(often(3, { allowed: false, ...more }));
    expect(policies).toHaveLength(1);
    expect(policies[0]?.text).toContain(condition);
  });

  it('is never made of a name that could write Cedar of its own', () => {
    const shape = 'write a") };\npermit(principal, action, resource);//';
    const { policies, notes } = from(often(3, { allowed: false, rules: [], shape }));
    expect(policies).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('too little')]);
  });
});

describe('the files', () => {
  const both = { ...from([...often(3), ...often(3, { allowed: false, shape: 'write b.ts' })]) };

  it('keep what stands there, comments included, and load', () => {
    const policy =
      '// Ours.\n@id("team/x") @effect("deny") @principle("No.") forbid (principal, action, resource) when { false };\n';
    const profile =
      '{\n  // Ours.\n  "level": "balanced",\n  "waivers": [\n    { "rule": "a/b", "reason": "Known.", "expires": "2026-12-31" }, // Kept.\n  ]\n}\n';
    const files = proposedFiles(both, { policy, profile });
    expect(files.map(({ name }) => name)).toEqual(['policy.cedar', 'profile.jsonc']);
    expect(files[0]?.after.startsWith(policy)).toBe(true);
    const text = files[1]?.after ?? '';
    for (const kept of ['// Ours.', '// Kept.', '"level": "balanced"']) expect(text).toContain(kept);
    const read = parseProfile(text, 'profile.jsonc', 'floor');
    expect(read.problems).toEqual([]);
    expect(read.profile.waivers?.map(({ rule }) => rule)).toEqual(['a/b', 'settings/program-path']);
  });

  it('are made where there are none, and not suggested twice', () => {
    const files = proposedFiles(both, { policy: undefined, profile: undefined });
    const [policy, profile] = files.map(({ after }) => after);
    expect(parseProfile(profile ?? '', 'profile.jsonc', 'floor').problems).toEqual([]);
    expect(proposedFiles(both, { policy, profile })).toEqual([]);
  });
});
