import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import type { GrantScope } from '../../../common/session.ts';
import { approvalFiles } from '../../../server/guard/sessionParts.ts';
import { allow, createApprovals, deny, revoke } from '../../../server/session/approvals.ts';
import { finding, newUser, observation, verdict } from './stories.ts';

function desk(asksItself = false) {
  const folders = newUser();
  const files = approvalFiles(folders);
  const clock = { time: 1_000_000, now: () => clock.time };
  const recorded: LedgerBody[] = [];
  const failures: string[] = [];
  const approvals = createApprovals({
    ...files,
    clock,
    record: body => recorded.push(body),
    failed: stage => failures.push(stage),
    asksItself: () => asksItself,
  });
  const only = () => {
    const [request, ...more] = files.requests.list();
    expect(more).toEqual([]);
    if (request === undefined) throw new Error('nothing waits');
    return request;
  };
  const allowed = (scope: GrantScope) => allow(files, only(), scope, clock.time).grant;
  return { folders, files, clock, recorded, failures, approvals, only, allowed };
}

const ask = verdict('ask');
const deploy = observation();

describe('a question that the agent cannot put itself', () => {
  it('becomes a request that tells what a person decides about', () => {
    const { approvals, only, recorded } = desk();
    const answer = approvals.answer(deploy, verdict('ask', [finding('SHELL', { ruleId: 'commands/x' })]));
    const request = only();
    expect(answer.verdict).toBe('ask');
    expect(answer.reason).toContain(`ringfence approvals allow ${request.id}`);
    expect(request).toMatchObject({
      agent: 'codex',
      subject: 'make deploy',
      rules: ['commands/x'],
      policies: [{ id: 'agent/some-policy', principle: 'A person looks.' }],
      attempts: 1,
    });
    expect(recorded).toMatchObject([{ type: 'approval', action: 'requested', requestId: request.id }]);
  });

  it('counts up when the agent tries again, and asks under the same id', () => {
    const { approvals, only } = desk();
    approvals.answer(deploy, ask);
    const first = only();
    approvals.answer(deploy, ask);
    expect(only()).toMatchObject({ id: first.id, attempts: 2 });
  });

  it('shows no secret of a command line', () => {
    const { approvals, only } = desk();
    const line = observation({ command: 'curl -H "X-Token: d8f7a6s5d4f3a2s1d0f9" https://a.example' });
    approvals.answer(line, verdict('ask', [finding('SECRET', { ruleId: 'secrets/named-value' })]));
    expect(only().subject).not.toContain('d8f7a6s5d4f3a2s1d0f9');
  });

  it.each([
    ['the agent asks the person itself', {}, true],
    ['the event has already happened', { phase: 'post' as const }, false],
    ['a person is behind the event', { origin: 'user' as const }, false],
    ['nobody acts on the answer', { surface: 'cli' }, false],
  ])('stays a plain question when %s', (_, more, asksItself) => {
    const { approvals, files } = desk(asksItself);
    expect(approvals.answer(observation(more), ask)).toEqual(ask);
    expect(files.requests.list()).toEqual([]);
  });

  it('stays a question when the disk takes no request', () => {
    const { approvals, folders, failures } = desk();
    mkdirSync(folders.state, { recursive: true });
    writeFileSync(folders.approvals, 'a file where the folder should be');
    expect(approvals.answer(deploy, ask)).toEqual(ask);
    expect(failures).toEqual(['approval']);
  });

  it('expires, so that a late approval lets nothing through', () => {
    const { approvals, files, clock, only } = desk();
    approvals.answer(deploy, ask);
    const first = only();
    clock.time += 16 * 60_000;
    approvals.answer(deploy, ask);
    expect(only().id).not.toBe(first.id);
    expect(files.grants.list()).toEqual([]);
  });
});

describe('an approval', () => {
  it('once lets the same attempt pass exactly once', () => {
    const { approvals, allowed, recorded } = desk();
    approvals.answer(deploy, ask);
    allowed('once');
    expect(approvals.answer(deploy, ask)).toMatchObject({
      verdict: 'pass',
      policies: [{ id: 'approval/once' }],
    });
    expect(approvals.answer(deploy, ask).verdict).toBe('ask');
    expect(recorded.map(body => 'action' in body && body.action)).toEqual(['requested', 'used', 'requested']);
  });

  it.each<[string, Parameters<typeof observation>]>([
    ['another command', [{ command: 'make deploy-all' }]],
    ['the same command in another folder', [{ cwd: '/w/other' }]],
    ['another session', [{ sessionId: 't' }]],
    ['another agent', [{ agent: 'gemini' }]],
  ])('once does not answer for %s', (_, other) => {
    const { approvals, allowed } = desk();
    approvals.answer(deploy, ask);
    allowed('once');
    expect(approvals.answer(observation(...other), ask).verdict).toBe('ask');
  });

  const write = (content: string, more = {}) =>
    observation(
      { kind: 'fs.write', content, ...more },
      {
        paths: [{ path: '/w/ci.yml', named: '/w/ci.yml', relative: 'ci.yml', op: 'write', via: 'tool' }],
      },
    );

  it('for the session answers for other content of the same file, and for no other session', () => {
    const { approvals, allowed } = desk();
    approvals.answer(write('a'), ask);
    allowed('session');
    expect(approvals.answer(write('b'), ask).verdict).toBe('pass');
    expect(approvals.answer(write('c'), ask).verdict).toBe('pass');
    expect(approvals.answer(write('c', { sessionId: 't' }), ask).verdict).toBe('ask');
  });

  it('in this workspace answers for every session of the folder', () => {
    const { approvals, allowed } = desk();
    approvals.answer(write('a'), ask);
    allowed('workspace');
    expect(approvals.answer(write('b', { sessionId: 't' }), ask).verdict).toBe('pass');
    expect(approvals.answer(write('b', { sessionId: 't', cwd: '/elsewhere' }), ask).verdict).toBe('ask');
  });

  it('does not answer for a policy that did not ask then', () => {
    const { approvals, allowed } = desk();
    approvals.answer(deploy, ask);
    allowed('session');
    expect(approvals.answer(deploy, verdict('ask', [], 'agent/another')).verdict).toBe('ask');
  });

  it('never softens a denial', () => {
    const { approvals, allowed } = desk();
    approvals.answer(deploy, ask);
    allowed('workspace');
    expect(approvals.answer(deploy, verdict('deny')).verdict).toBe('deny');
  });

  it('ends: by time and by being taken back', () => {
    const { approvals, allowed, clock, files } = desk();
    approvals.answer(deploy, ask);
    const grant = allowed('session');
    clock.time = grant.expires;
    expect(approvals.answer(deploy, ask).verdict).toBe('ask');
    clock.time = grant.ts;
    expect(approvals.answer(deploy, ask).verdict).toBe('pass');
    expect(revoke(files, grant)).toMatchObject({ action: 'revoked', scope: 'session' });
    expect(approvals.answer(deploy, ask).verdict).toBe('ask');
  });

  it('tells how long a person took', () => {
    const { approvals, only, files, clock } = desk();
    approvals.answer(deploy, ask);
    clock.time += 4000;
    expect(deny(files, only(), clock.time)).toMatchObject({ action: 'denied', waited: 4000 });
    expect(files.requests.list()).toEqual([]);
  });
});

it('reads no grant that somebody wrote in another shape', () => {
  const { files, folders } = desk();
  mkdirSync(folders.grants, { recursive: true });
  for (const [name, text] of [
    ['a', '{"v":1}'],
    ['b', 'null'],
    ['c', '{'],
    ['d', `{"v":2,"id":"d"}`],
  ])
    writeFileSync(path.join(folders.grants, `${name}.json`), text ?? '');
  expect(files.grants.list()).toEqual([]);
});

it('keeps its files from other users', () => {
  const { approvals, folders } = desk();
  approvals.answer(deploy, ask);
  expect(statSync(folders.approvals).mode & 0o077).toBe(0);
});
