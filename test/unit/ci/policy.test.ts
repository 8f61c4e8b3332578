/** Tests what the gate makes of a policy folder whose signature is right. */
import { describe, expect, it } from 'vitest';
import { checkPolicy, type GatePolicy, type VerifiedPolicy } from '../../../server/ci/policy.ts';

const profile = JSON.stringify({
  waivers: [{ rule: 'python.eval', reason: 'Known.', expires: '2999-01-01' }],
  approvalRequired: ['infra/**'],
});
const unasked = (): never => expect.fail('What is signed is judged as it was signed.');
const verified = (faults: Extract<VerifiedPolicy, { ok: true }>['faults']): Promise<GatePolicy> =>
  checkPolicy({
    git: { run: unasked, line: unasked, objects: unasked },
    span: { base: 'a', head: 'b', chosen: '--base', first: false },
    changes: [],
    folder: '/repo/.ringfence',
    relative: '.ringfence',
    verify: () =>
      Promise.resolve({ ok: true, files: new Map([['profile.jsonc', profile]]), detail: 'Signed.', faults }),
    read: unasked,
  });

describe('a signed policy folder', () => {
  it('passes when it loads, and says what counts', async () => {
    expect(await verified([])).toMatchObject({
      check: { state: 'passed', detail: 'Signed.', findings: [] },
      approvalRequired: ['infra/**'],
      signed: { waivers: [{ rule: 'python.eval' }] },
    });
  });

  it('holds the change back when it does not load: machines keep the one before, and it excuses nothing', async () => {
    const fault = {
      source: '/repo/.ringfence/policy.cedar',
      line: 2,
      message: 'This is no Cedar policy: it ends.',
      remedy: 'Mend it.',
    };
    const { check, approvalRequired, signed } = await verified([fault]);
    expect(check).toMatchObject({
      state: 'failed',
      detail: 'Signed. It cannot be loaded, so that machines do not take it: 1 problem.',
      findings: [
        {
          ruleId: 'gate/policy-unreadable',
          path: '.ringfence/policy.cedar',
          start: { line: 2 },
          remedy: 'Mend it.',
        },
      ],
    });
    expect(approvalRequired).toEqual(['infra/**']);
    expect(signed).toEqual({});
  });
});
