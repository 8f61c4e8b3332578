import { describe, expect, it } from 'vitest';
import type { GrantScope } from '../../../common/session.ts';
import { endTurn } from '../../../server/session/passes.ts';
import { desk } from './desk.ts';
import { observation, verdict, without } from './stories.ts';

const ask = verdict('ask');
type More = NonNullable<Parameters<typeof observation>[0]>;

const hook = (more: More = {}) =>
  observation({
    kind: 'mcp.call',
    mcp: { server: 'git_hub', tool: 'create_issue', args: { title: 'a', body: { b: 1, c: [2] } } },
    ...without('command'),
    ...more,
  });
const wrapper = (more: More = {}) =>
  hook({
    surface: 'mcp',
    sessionId: '',
    mcp: { server: 'git-hub', tool: 'create_issue', args: { body: { c: [2], b: 1 }, title: 'a' } },
    ...more,
  });

describe('a call of a tool that hook and server both see', () => {
  it.each<GrantScope>(['once', 'session', 'workspace'])(
    'is asked about once when it is allowed %s',
    scope => {
      const { approvals, allowed, files } = desk();
      approvals.answer(hook(), ask);
      allowed(scope);
      expect(approvals.answer(hook(), ask).verdict).toBe('pass');
      expect(approvals.answer(wrapper(), ask)).toMatchObject({
        verdict: 'pass',
        policies: [{ id: 'approval/same-call' }],
      });
      expect(files.requests.list()).toEqual([]);
      expect(approvals.answer(wrapper(), ask).verdict).toBe('ask');
    },
  );

  it('is asked about once when the agent itself asks', () => {
    const { approvals, files } = desk(true);
    expect(approvals.answer(hook(), ask)).toEqual(ask);
    expect(approvals.answer(wrapper(), ask).verdict).toBe('pass');
    expect(files.requests.list()).toEqual([]);
    // Nobody can be asked in the middle of a connection, so what no hook saw waits for a person.
    expect(approvals.answer(wrapper(), ask).reason).toContain('ringfence approvals allow');
    expect(files.requests.list()).toHaveLength(1);
  });

  it.each<[string, Parameters<typeof observation>[0]]>([
    ['other arguments', { mcp: { server: 'git-hub', tool: 'create_issue', args: { title: 'b' } } }],
    ['another tool', { mcp: { server: 'git-hub', tool: 'close_issue', args: hook().event.mcp?.args } }],
    ['another agent', { agent: 'gemini' }],
    ['another folder', { cwd: '/elsewhere', roots: [] }],
  ])('is asked about when the server sees %s', (_, more) => {
    const { approvals } = desk(true);
    approvals.answer(hook(), ask);
    expect(approvals.answer(wrapper(more), ask).verdict).toBe('ask');
  });

  it.each<[unknown, unknown]>([
    [{ a: 1 }, { a: '1' }],
    [{ a: { b: 1 } }, { a: '{"b":1}' }],
    [{ a: null }, { a: JSON.parse('1e999') }],
    [{ a: null }, {}],
    [{ a: 0 }, { a: JSON.parse('-0') }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: [1] }, { a: { 0: 1 } }],
    [{}, JSON.parse('{"__proto__":{"a":1}}')],
    [{ note: 'a' }, '{"note":"a"}'],
  ])('is no call with %j where the server gets %j', (told, got) => {
    const { approvals } = desk(true);
    const call = (args: unknown) => ({ mcp: { server: 'git-hub', tool: 'create_issue', args } });
    approvals.answer(hook(call(told)), ask);
    expect(approvals.answer(wrapper(call(got)), ask).verdict).toBe('ask');
    expect(approvals.answer(wrapper(call(told)), ask).verdict).toBe('pass');
  });

  it('is asked about again for a policy that asks the server only, and once the moment is over', () => {
    const { approvals, clock, allowed } = desk();
    approvals.answer(hook(), ask);
    allowed('session');
    approvals.answer(hook(), ask);
    expect(approvals.answer(wrapper(), verdict('ask', [], 'agent/another')).verdict).toBe('ask');
    clock.time += 61_000;
    expect(approvals.answer(wrapper(), ask).verdict).toBe('ask');
  });

  it('passes no refused call on', () => {
    const { approvals } = desk();
    approvals.answer(hook(), ask);
    expect(approvals.answer(wrapper(), ask).verdict).toBe('ask');
  });
});

describe('a call that the person refused in the dialog of the agent', () => {
  /** The agent asked about the call with the id `a`; some seconds later it goes on. */
  const asked = () => {
    const opened = desk(true);
    opened.approvals.answer(hook({ callId: 'a' }), ask);
    opened.clock.time += 5_000;
    return opened;
  };
  const readme = { kind: 'fs.read' as const, ...without('command') };

  it.each<[string, More]>([
    ['tries another call', { ...readme, callId: 'b' }],
    ['tries a call without an id', readme],
    ['tries another call under the same id', { ...readme, callId: 'a' }],
    ['hears the next prompt', { phase: 'prompt', kind: 'prompt.submit', ...without('command') }],
    ['ends', { phase: 'session', kind: 'session.end', ...without('command') }],
    [
      'hears what the call brought back',
      { phase: 'post', kind: 'context.attach', callId: 'a', ...without('command') },
    ],
  ])('gets past no server once its session %s', (_, next) => {
    const { approvals } = asked();
    approvals.answer(observation(next), verdict('pass'));
    expect(approvals.answer(wrapper(), ask).verdict).toBe('ask');
  });

  it('gets past no server once the turn is over', () => {
    const { approvals, files } = asked();
    endTurn(files.passes, { agent: 'codex', sessionId: 's', cwd: '/w' });
    expect(approvals.answer(wrapper(), ask).verdict).toBe('ask');
  });

  it('gets past no server two minutes later', () => {
    const { approvals, clock } = asked();
    clock.time += 2 * 60_000;
    expect(approvals.answer(wrapper(), ask).verdict).toBe('ask');
  });

  it('leaves nothing behind when the same call is allowed at the second try', () => {
    const { approvals, clock } = asked();
    approvals.answer(hook({ callId: 'b' }), ask);
    clock.time += 5_000;
    expect(approvals.answer(wrapper(), ask).verdict).toBe('pass');
    expect(approvals.answer(wrapper(), ask).verdict).toBe('ask');
  });

  it('is made by nobody whose name is not known', () => {
    const { approvals } = asked();
    expect(approvals.answer(wrapper({ agent: '' }), ask).verdict).toBe('ask');
  });
});

describe('a call whose question still stands', () => {
  const other = { kind: 'fs.read' as const, ...without('command') };

  it.each<[string, More]>([
    ['another session acts', { ...other, sessionId: 't' }],
    ['another agent acts', { ...other, agent: 'gemini' }],
    [
      'another call of the same turn brings something back',
      { ...other, phase: 'post', kind: 'context.attach', callId: 'b' },
    ],
    ['its hook runs twice', hook({ callId: 'a' }).event],
    ['its file changes', { ...other, surface: 'sentinel', sessionId: '' }],
  ])('is not asked about again because %s', (_, next) => {
    const { approvals, clock } = desk(true);
    approvals.answer(hook({ callId: 'a' }), ask);
    clock.time += 5_000;
    approvals.answer(observation(next), next.kind === 'mcp.call' ? ask : verdict('pass'));
    expect(approvals.answer(wrapper(), ask).verdict).toBe('pass');
    expect(approvals.answer(wrapper(), ask).verdict).toBe('ask');
  });

  it('is not asked about again when the model makes several calls at once', () => {
    const { approvals, clock } = desk(true);
    const second = { server: 'git-hub', tool: 'close_issue', args: {} };
    approvals.answer(hook({ callId: 'a' }), ask);
    clock.time += 500;
    approvals.answer(hook({ callId: 'b', mcp: second }), ask);
    clock.time += 20_000;
    expect(approvals.answer(wrapper(), ask).verdict).toBe('pass');
    expect(approvals.answer(wrapper({ mcp: second }), ask).verdict).toBe('pass');
  });

  it.each([{ expires: 9_000_000 }, { ts: 9_000_000, expires: 9_001_000 }])(
    'counts for nothing when its time is said to be longer, or yet to come (%o)',
    more => {
      const { approvals, files } = desk(true);
      approvals.answer(hook(), ask);
      const [pass] = files.passes.list();
      if (pass === undefined) throw new Error('no pass was left');
      files.passes.write(pass.id, { ...pass, ...more });
      expect(approvals.answer(wrapper(), ask).verdict).toBe('ask');
      expect(files.passes.list()).toEqual([]);
    },
  );
});
