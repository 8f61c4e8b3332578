import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { GuardEvent } from '../../../common/event.ts';
import { adapterOf } from '../../../server/agents/index.ts';
import { hookJudge } from '../../../server/gate/judgeHook.ts';
import type { Turn } from '../../../server/agents/adapter.ts';
import { approvalFiles } from '../../../server/guard/sessionParts.ts';
import { mcpJudge } from '../../../server/mcp/judge.ts';
import { parseVerdicts } from '../../../server/mcp/question.ts';
import { allow, createApprovals } from '../../../server/session/approvals.ts';
import { endTurn } from '../../../server/session/passes.ts';
import { newUser, observation, verdict } from '../session/stories.ts';

const args = { title: 'a', labels: ['b'] };

/** A guard whose policy asks a person about every call. */
function guard() {
  const files = approvalFiles(newUser());
  const clock = { now: () => 1_000_000 };
  const failed = (stage: string, error: unknown): never => {
    throw new Error(stage, { cause: error });
  };
  const approvals = createApprovals({
    ...files,
    clock,
    record: () => undefined,
    failed,
    asksItself: agent => adapterOf(agent)?.failure.ask === 'native',
  });
  const judge = (event: GuardEvent) =>
    Promise.resolve(approvals.answer({ ...observation(), event }, verdict('ask')));
  const turnEnded = (turn: Turn): void => endTurn(files.passes, turn);
  const parts = { adapterOf, pipeline: { judge }, clock, newId: randomUUID, failed, turnEnded };
  const [hook, mcp] = [hookJudge(parts), mcpJudge(parts)];
  const context = { cwd: '/w', roots: ['/w'] };
  return {
    files,
    allowOnce: () => {
      const [request] = files.requests.list();
      if (request === undefined) throw new Error('nothing waits');
      allow(files, request, 'once', clock.now());
    },
    hook: (agent: string, payload: object) =>
      hook(agent, Buffer.from(JSON.stringify(payload)), {
        ...context,
        ...('hook_event_name' in payload ? {} : { event: 'PreToolUse' }),
      }),
    server: async (client: string) => {
      const question = {
        v: 1,
        server: 'tickets',
        client,
        items: [{ kind: 'call', tool: 'create_issue', args }],
      };
      const { stdout } = await mcp('mcp', Buffer.from(JSON.stringify(question)), context);
      return parseVerdicts(stdout, 1)?.[0]?.verdict;
    },
  };
}

const claudeLike = (tool_name: string) => ({
  hook_event_name: 'PreToolUse',
  session_id: 's',
  cwd: '/w',
  tool_name,
  tool_input: args,
});
const gemini = {
  ...claudeLike('mcp_tickets_create_issue'),
  hook_event_name: 'BeforeTool',
  mcp_context: { server_name: 'tickets', tool_name: 'create_issue' },
};

/** The extension hands on the arguments as the text that the model wrote. */
const cline = {
  taskId: 's',
  workspaceRoots: ['/w'],
  preToolUse: {
    toolName: 'use_mcp_tool',
    parameters: {
      server_name: 'tickets',
      tool_name: 'create_issue',
      arguments: '{\n  "labels": ["b"],\n  "title": "a"\n}',
    },
  },
};

test.each<[agent: string, client: string, payload: object]>([
  ['codex', 'codex-mcp-client', claudeLike('mcp__tickets__create_issue')],
  ['claude-code', 'claude-code', claudeLike('mcp__tickets__create_issue')],
  ['qwen', 'qwen-cli-mcp-client', claudeLike('mcp__tickets__create_issue')],
  ['droid', 'an unknown client', claudeLike('mcp__tickets__create_issue')],
  ['gemini', 'gemini-cli-mcp-client', gemini],
  ['cline', 'Cline', cline],
])(
  '%s: a person who allows a call once is not asked again by the server that it reaches',
  async (...call) => {
    const [agent, client, payload] = call;
    const { files, hook, server, allowOnce } = guard();
    expect((await hook(agent, payload)).stdout).toMatch(/deny|"cancel":true/u);
    expect(await server(client)).toBe('ask');
    files.requests.list().forEach(({ id, sessionId }) => sessionId === '' && files.requests.remove(id));
    allowOnce();
    expect((await hook(agent, payload)).stdout).toBe('{}');
    expect(await server(client)).toBe('pass');
    expect(await server(client)).toBe('ask');
  },
);

test.each(['Visual Studio Code', 'Visual Studio Code - Insiders', 'Code - OSS', 'VSCodium'])(
  '%s asks in its own dialog, and the server does not ask again',
  async client => {
    const { files, hook, server } = guard();
    expect((await hook('vscode', claudeLike('mcp_tickets_create_issue'))).stdout).toContain('"ask"');
    expect(await server(client)).toBe('pass');
    expect(files.requests.list()).toEqual([]);
  },
);

test('a call that was refused in the dialog of VS Code gets past no server once the turn is over', async () => {
  const { hook, server } = guard();
  await hook('vscode', claudeLike('mcp_tickets_create_issue'));
  const stop = { hook_event_name: 'Stop', session_id: 's', cwd: '/w', stop_hook_active: false };
  expect((await hook('vscode', stop)).stdout).toBe('{}');
  expect(await server('Visual Studio Code')).toBe('ask');
});
