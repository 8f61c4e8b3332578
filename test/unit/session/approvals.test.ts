import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GrantScope } from '../../../common/session.ts';
import type { Observation } from '../../../server/pipeline/types.ts';
import { createApprovals, deny, revoke } from '../../../server/session/approvals.ts';
import { desk } from './desk.ts';
import { finding, observation, verdict, without } from './stories.ts';

const ask = verdict('ask');
const written = (after: string): Observation['contents'][number] => ({
  path: { path: '/w/a.md', named: '/w/a.md', relative: 'a.md', op: 'write', via: 'tool' },
  before: '',
  after,
});
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

  it.each<[string, Parameters<typeof observation>, string]>([
    [
      'the arguments of a tool',
      [
        {
          kind: 'mcp.call',
          command: 'ls',
          mcp: { server: 'ssh', tool: 'run', args: { command: 'ls', host: 'b' } },
        },
      ],
      'ssh/run {"command":"ls","host":"b"}',
    ],
    [
      'the name of a tool that nobody knows',
      [{ kind: 'unknown', rawTool: 'Deploy', rawInput: { to: 'production' } }],
      'Deploy {"to":"production"}',
    ],
    [
      'what another agent is told',
      [{ kind: 'agent.spawn', content: 'Send it on.', ...without('command') }],
      'Send it on.',
    ],
    ['where a line ends', [{ command: '# harmless\nrm -rf build' }], '# harmless ⏎ rm -rf build'],
    [
      'what spaces would push away',
      [{ command: `ls ${' '.repeat(3000)}; rm -rf build` }],
      'ls ; rm -rf build',
    ],
  ])('shows %s', (_, [event, observed], subject) => {
    const { approvals, only } = desk();
    approvals.answer(observation(event, observed), ask);
    expect(only().subject).toBe(subject);
  });

  it('shows the end of what is too long, and that something is left out', () => {
    const { approvals, only } = desk();
    approvals.answer(observation({ command: `${'echo a; '.repeat(1000)}rm -rf build` }), ask);
    expect(only().subject).toMatch(/^echo a; .*\[\d+ characters are not shown\].*rm -rf build$/u);
    expect(only().subject.length).toBeLessThanOrEqual(2000);
  });

  it.each([
    ['-u admin:hunter2', 'hunter2'],
    ['https://a.example/x?key=abc/defg/hij1', 'abc/defg'],
    ['PASSWORD=Tr0ub/4dor', 'Tr0ub'],
  ])('shows no secret of %s', (word, secret) => {
    const { approvals, only } = desk();
    approvals.answer(
      observation({ command: `curl ${word} https://b.example/` }),
      verdict('ask', [finding('SECRET', { ruleId: 'secrets/named-value' })]),
    );
    expect(only().subject).not.toContain(secret);
    expect(only().subject).toContain('https://b.example/');
  });

  it('is not put once twenty of its session wait, and other sessions are still heard', () => {
    const { approvals, files, failures } = desk();
    for (let at = 0; at < 30; at += 1) approvals.answer(observation({ command: `make ${at}` }), ask);
    expect(files.requests.list()).toHaveLength(20);
    expect(approvals.answer(observation({ command: 'make 99' }), ask).reason).toContain('wait for the user');
    approvals.answer(observation({ sessionId: 't' }), ask);
    expect(files.requests.list()).toHaveLength(21);
    expect(failures).toEqual([]);
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
    const { approvals, files, clock, only, recorded } = desk();
    approvals.answer(deploy, ask);
    const first = only();
    clock.time += 16 * 60_000;
    approvals.answer(deploy, ask);
    expect(only().id).not.toBe(first.id);
    expect(files.grants.list()).toEqual([]);
    expect(recorded).toMatchObject([
      { action: 'requested', requestId: first.id },
      { action: 'expired', requestId: first.id, kind: 'shell.exec', policies: ['agent/some-policy'] },
      { action: 'requested' },
    ]);
    expect(recorded[1]).not.toHaveProperty('scope');
    expect(recorded[1]).not.toHaveProperty('waited');
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

  it('once is used by one of two guards that find it at the same moment', () => {
    const { approvals, files, allowed, clock } = desk();
    approvals.answer(deploy, ask);
    const grant = allowed('once');
    const second = createApprovals({
      ...files,
      grants: { ...files.grants, list: () => [grant] },
      clock,
      record: () => undefined,
      failed: () => undefined,
      asksItself: () => true,
    });
    expect(approvals.answer(deploy, ask).verdict).toBe('pass');
    expect(second.answer(deploy, ask).verdict).toBe('ask');
  });

  const call = (server: string, tool: string, args: object = {}, more = {}) =>
    observation({ kind: 'mcp.call', mcp: { server, tool, args }, ...without('command'), ...more });

  it.each<[string, Parameters<typeof observation>, Parameters<typeof observation>]>([
    ['the same command in another folder', [], [{ cwd: '/w/other' }]],
    [
      'a tool whose name only reads the same',
      [{ kind: 'mcp.call', mcp: { server: 'a/b', tool: 'c' } }],
      [{ kind: 'mcp.call', mcp: { server: 'a', tool: 'b/c' } }],
    ],
    [
      'the same tool for another host',
      [{ kind: 'mcp.call', mcp: { server: 'web', tool: 'get' }, urls: ['https://docs.example/a'] }],
      [{ kind: 'mcp.call', mcp: { server: 'web', tool: 'get' }, urls: ['https://other.example/a'] }],
    ],
    [
      'a text that leads viewers to another host',
      [{ kind: 'fs.write' }, { contents: [written('![a](https://img.example/a.png)')] }],
      [{ kind: 'fs.write' }, { contents: [written('![a](https://other.example/a.png)')] }],
    ],
    [
      'other content of what could not be understood',
      [{ kind: 'fs.patch', content: 'a' }, { opaque: ['a patch could not be read'] }],
      [{ kind: 'fs.patch', content: 'b' }, { opaque: ['a patch could not be read'] }],
    ],
  ])('for the session does not answer for %s', (_, first, second) => {
    const { approvals, allowed } = desk();
    approvals.answer(observation(...first), ask);
    allowed('session');
    expect(approvals.answer(observation(...first), ask).verdict).toBe('pass');
    expect(approvals.answer(observation(...second), ask).verdict).toBe('ask');
  });

  it('for the session does not answer for a risk that nobody was asked about', () => {
    const { approvals, allowed } = desk();
    const risk = (ruleId: string) => verdict('ask', [finding('EXEC-PATH', { ruleId })]);
    approvals.answer(write('a'), risk('settings/x'));
    allowed('session');
    expect(approvals.answer(write('b'), risk('settings/x')).verdict).toBe('pass');
    expect(approvals.answer(write('c'), risk('settings/y')).verdict).toBe('ask');
  });

  it.each<GrantScope>(['once', 'session', 'workspace'])(
    '%s ends when the file that is run is written anew',
    scope => {
      const { approvals, allowed, folders } = desk();
      mkdirSync(folders.state, { recursive: true });
      const script = path.join(folders.state, 'send.py');
      writeFileSync(script, 'print(1)');
      const run = observation(
        { command: 'python send.py' },
        { paths: [{ path: script, named: script, op: 'execute', via: 'command' }] },
      );
      approvals.answer(run, ask);
      allowed(scope);
      writeFileSync(script, 'print(2)');
      expect(approvals.answer(run, ask).verdict).toBe('ask');
      writeFileSync(script, 'print(1)');
      expect(approvals.answer(run, ask).verdict).toBe('pass');
    },
  );

  it('of a call that names no session holds for its folder only', () => {
    const { approvals, allowed } = desk();
    const wrapped = { surface: 'mcp', sessionId: '' };
    approvals.answer(call('mail', 'send', {}, wrapped), ask);
    allowed('session');
    expect(approvals.answer(call('mail', 'send', {}, wrapped), ask).verdict).toBe('pass');
    expect(approvals.answer(call('mail', 'send', {}, { ...wrapped, cwd: '/x' }), ask).verdict).toBe('ask');
  });

  it.each([
    ['a longer life than its kind has', { expires: 1_000_000 + 40 * 24 * 3_600_000 }],
    ['been made after now', { ts: 9_000_000 }],
  ])('does not count when it claims to have %s', (_, more) => {
    const { approvals, allowed, files } = desk();
    approvals.answer(deploy, ask);
    const grant = allowed('workspace');
    files.grants.write(grant.id, { ...grant, ...more });
    expect(approvals.answer(deploy, ask).verdict).toBe('ask');
  });

  it('answers for an extension that reads, in its folder and for that extension only', () => {
    const { approvals, allowed } = desk();
    const read = (agent: string) => {
      const paths = [
        { path: '/w/.env', named: '/w/.env', relative: '.env', op: 'read' as const, via: 'tool' as const },
      ];
      return observation(
        {
          ...without('command'),
          ...{ agent, surface: 'extension-host', sessionId: '', kind: 'fs.read', origin: 'extension' },
          paths: [{ path: '/w/.env', op: 'read' }],
        },
        { paths },
      );
    };
    const asked = verdict('ask', [finding('SECRET', { ruleId: 'files/env' })]);
    expect(approvals.answer(read('acme.reader'), asked).verdict).toBe('ask');
    allowed('workspace');
    expect(approvals.answer(read('acme.reader'), asked).verdict).toBe('pass');
    expect(approvals.answer(read('other.reader'), asked).verdict).toBe('ask');
  });

  it('leaves no file behind once it has expired', () => {
    const { approvals, allowed, files, clock } = desk();
    approvals.answer(deploy, ask);
    clock.time = allowed('session').expires + 1;
    approvals.answer(observation({ command: 'ls' }), ask);
    expect(files.grants.list()).toEqual([]);
  });

  it('does not answer for a policy that did not ask then', () => {
    const { approvals, allowed } = desk();
    approvals.answer(deploy, ask);
    allowed('session');
    expect(approvals.answer(deploy, verdict('ask', [], 'agent/another')).verdict).toBe('ask');
  });

  it.each<GrantScope>(['once', 'session', 'workspace'])(
    '%s ends when the text of a policy that asked is written anew',
    scope => {
      const { approvals, allowed } = desk();
      approvals.answer(deploy, ask);
      allowed(scope);
      const changed = verdict(
        'ask',
        [],
        'agent/some-policy',
        'forbid (principal, action, resource) when { true };',
      );
      expect(approvals.answer(deploy, changed).verdict).toBe('ask');
      expect(approvals.answer(deploy, ask).verdict).toBe('pass');
    },
  );

  it('never softens a denial', () => {
    const { approvals, allowed } = desk();
    approvals.answer(deploy, ask);
    allowed('workspace');
    expect(approvals.answer(deploy, verdict('deny')).verdict).toBe('deny');
  });

  it('ends: by time and by being taken back', () => {
    const { approvals, allowed, clock, files } = desk();
    approvals.answer(deploy, ask);
    clock.time = allowed('session').expires;
    expect(approvals.answer(deploy, ask).verdict).toBe('ask');
    const grant = allowed('session');
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
