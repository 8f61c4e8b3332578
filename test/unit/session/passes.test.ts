import { describe, expect, it } from 'vitest';
import type { GrantScope } from '../../../common/session.ts';
import { desk } from './desk.ts';
import { observation, verdict, without } from './stories.ts';

const ask = verdict('ask');

describe('a call of a tool that hook and server both see', () => {
  const hook = (more: Parameters<typeof observation>[0] = {}) =>
    observation({
      kind: 'mcp.call',
      mcp: { server: 'git_hub', tool: 'create_issue', args: { title: 'a', body: { b: 1, c: [2] } } },
      ...without('command'),
      ...more,
    });
  const wrapper = (more: Parameters<typeof observation>[0] = {}) =>
    hook({
      surface: 'mcp',
      sessionId: '',
      mcp: { server: 'git-hub', tool: 'create_issue', args: { body: { c: [2], b: 1 }, title: 'a' } },
      ...more,
    });

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
