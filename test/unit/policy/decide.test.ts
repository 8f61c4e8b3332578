import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventKinds, origins } from '../../../common/event.ts';
import { riskClasses, severities } from '../../../common/finding.ts';
import { profiles } from '../../../common/settings.ts';
import { verdictKinds } from '../../../common/verdict.ts';
import { createDecider } from '../../../server/policy/decide.ts';
import type { PolicySource } from '../../../server/policy/policy.ts';
import { constitution, finding, mustLoad, observation, observedPath } from './stories.ts';

const policy = (
  id: string,
  effect: string,
  rest: string,
  layer: PolicySource['layer'] = 'user',
): PolicySource => ({
  layer,
  name: `${id}.cedar`,
  text: `@id("${id}") @effect("${effect}") @principle("A sentence.") ${rest};`,
});

const write = observation({ kind: 'fs.write', paths: [observedPath('a.json', 'write')] });
const balanced = { profile: 'balanced' } as const;

describe('a policy that fails', () => {
  // Valid by its types, but the product overflows for every severity above 0: Cedar then skips the policy.
  const overflowing = policy(
    'overflow',
    'ask',
    'forbid (principal, action, resource is Finding) when { resource.severity * 9223372036854775807 > 0 && resource.severity * 2 > 0 }',
  );

  it('denies, though Cedar itself would skip it', () => {
    const decider = createDecider(mustLoad(constitution, overflowing), balanced);
    expect(decider.decide(write, [finding('critical')])).toEqual({
      verdict: 'deny',
      policies: [{ id: 'overflow', effect: 'deny', principle: 'A policy that cannot be evaluated denies.' }],
    });
    expect(decider.decide(write, []).verdict).toBe('pass');
  });

  it('throws when Cedar cannot answer at all', () => {
    const broken = {
      policies: [],
      ask: () => {
        throw new Error('no answer');
      },
    };
    expect(() => createDecider(broken, balanced).decide(write, [])).toThrow('no answer');
  });

  it('throws on an event that the schema does not know', () => {
    const odd = { ...write, event: { ...write.event, kind: 'fs.teleport' as 'fs.write' } };
    expect(() => createDecider(mustLoad(constitution), balanced).decide(odd, [])).toThrow(
      /could not be asked/,
    );
  });
});

it('lets no effect mask another: every forbid that applies is cited', () => {
  const all = ['redact', 'ask', 'quarantine', 'deny'].map(effect =>
    policy(`all-${effect}`, effect, 'forbid (principal, action, resource is Event)'),
  );
  const { verdict, policies } = createDecider(mustLoad(...all), balanced).decide(write, []);
  expect(verdict).toBe('deny');
  expect(policies.map(each => each.id)).toEqual(['all-deny', 'all-quarantine', 'all-ask', 'all-redact']);
});

describe('a floor with permits', () => {
  const floor = policy(
    'only-reads',
    'ask',
    'permit (principal, action in Action::"read", resource)',
    'floor',
  );
  const set = mustLoad(constitution, floor);

  it('asks about what is not on its list', () => {
    const { verdict, policies } = createDecider(set, balanced).decide(write, []);
    expect(verdict).toBe('ask');
    expect(policies.map(each => each.id)).toEqual(['floor/not-permitted']);
  });

  it('permits nothing that a policy forbids', () => {
    const read = observation({ kind: 'fs.read', paths: [observedPath('.env', 'read')] });
    const decider = createDecider(set, balanced);
    expect(decider.decide(read, []).verdict).toBe('pass');
    expect(decider.decide(read, [finding('high SECRET', { path: '.env' })]).verdict).toBe('deny');
  });
});

it('refuses a flood of findings, and reads equal ones once', () => {
  const flood = (count: number) =>
    Array.from({ length: count }, (_, index) => finding('low', { ruleId: `r/${index}` }));
  const decider = createDecider(mustLoad(constitution), balanced);
  expect(decider.decide(write, flood(400)).verdict).toBe('pass');
  expect(decider.decide(write, flood(401)).policies.map(each => each.id)).toEqual([
    'guard/too-many-findings',
  ]);
  expect(
    decider.decide(
      write,
      Array.from({ length: 5000 }, () => finding('low')),
    ).verdict,
  ).toBe('pass');
});

it('tells policies whether the workspace is trusted, untrusted unless said otherwise', () => {
  const set = mustLoad(
    policy('careful', 'ask', 'forbid (principal, action, resource) unless { context.trusted }'),
  );
  expect(createDecider(set, balanced).decide(write, []).verdict).toBe('ask');
  expect(createDecider(set, { ...balanced, trusted: true }).decide(write, []).verdict).toBe('pass');
});

const anyFinding = fc.record({
  severity: fc.constantFrom(...severities),
  risks: fc.subarray(Object.keys(riskClasses), { maxLength: 3 }),
});
const anyEvent = fc.record({
  kind: fc.constantFrom(...eventKinds),
  origin: fc.constantFrom(...origins),
  opaque: fc.constantFrom([], ['x']),
  command: fc.constantFrom('ls', 'cat .env'),
});
const conditions = [
  'forbid (principal, action, resource)',
  'forbid (principal is Agent, action in Action::"write", resource is Event) when { resource.paths.contains("a.json") }',
  'forbid (principal, action, resource is Finding) when { resource.path like "*.json" && resource.severity < 2 }',
  'forbid (principal, action, resource is Finding) unless { resource.risks.contains("AUTO") }',
  'forbid (principal, action == Action::"shell.exec", resource is Event) when { resource.opaque }',
];

it('never decides more leniently with a workspace policy than without', () => {
  const base = mustLoad(constitution);
  const tighter = conditions.flatMap((condition, index) =>
    ['redact', 'deny'].map(effect =>
      mustLoad(constitution, policy(`w-${index}`, effect, condition, 'workspace')),
    ),
  );
  fc.assert(
    fc.property(
      anyEvent,
      fc.array(anyFinding, { maxLength: 3 }),
      fc.constantFrom(...profiles),
      fc.nat(tighter.length - 1),
      (words, drawn, profile, index) => {
        const asked = observation({ ...words, paths: [observedPath('a.json', 'write')] });
        const findings = drawn.map(({ severity, risks }) =>
          finding([severity, ...risks].join(' '), { path: 'a.json' }),
        );
        const before = createDecider(base, { profile }).decide(asked, findings);
        const after = createDecider(tighter[index] ?? base, { profile }).decide(asked, findings);
        expect(verdictKinds.indexOf(after.verdict)).toBeGreaterThanOrEqual(
          verdictKinds.indexOf(before.verdict),
        );
        expect(after.policies).toEqual(expect.arrayContaining([...before.policies]));
      },
    ),
    { numRuns: 150 },
  );
});
