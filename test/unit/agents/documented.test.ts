/** What payloads mean that agents' documentation describes, for agents that no test here can run. */
import { describe, expect, test } from 'vitest';
import type { GuardEvent } from '../../../common/event.ts';
import { adapterOf } from '../../../server/agents/index.ts';

const context = { id: 'e1', ts: 7, cwd: '/workspace', roots: ['/workspace'] };

function eventsOf(agent: string, payload: object, event?: string): readonly GuardEvent[] {
  const decoded = adapterOf(agent)?.decode(payload, {
    ...context,
    ...(event === undefined ? {} : { event }),
  });
  if (decoded?.kind !== 'events') throw new Error(JSON.stringify(decoded));
  return decoded.events;
}

const story = (events: readonly GuardEvent[]): string =>
  events
    .map(({ phase, kind, paths, command, urls, mcp }) =>
      [
        phase,
        kind,
        ...paths.map(({ op, path }) => `${op}:${path}`),
        ...(command === undefined ? [] : [`$ ${command}`]),
        ...(urls ?? []),
        ...(mcp === undefined ? [] : [`${mcp.server}.${mcp.tool}`]),
      ].join(' '),
    )
    .join(' + ');

const cursor = (hook_event_name: string, more: object) => ({
  conversation_id: 'c',
  generation_id: 'g',
  hook_event_name,
  workspace_roots: ['/workspace'],
  ...more,
});

describe('Cursor', () => {
  test.each([
    [cursor('beforeShellExecution', { command: 'ls', cwd: '/workspace' }), 'pre shell.exec $ ls'],
    [cursor('preToolUse', { tool_name: 'Shell', tool_input: { command: 'ls' } }), 'pre shell.exec $ ls'],
    [
      cursor('preToolUse', { tool_name: 'Write', tool_input: { file_path: 'a', content: 'x' } }),
      'pre fs.write write:a',
    ],
    [cursor('preToolUse', { tool_name: 'Delete', tool_input: { file_path: 'a' } }), 'pre fs.delete delete:a'],
    [cursor('beforeReadFile', { file_path: '.env', content: 'x' }), 'pre fs.read read:.env'],
    [cursor('beforeTabFileRead', { file_path: '.env', content: 'x' }), 'pre fs.read read:.env'],
    [
      cursor('beforeMCPExecution', { tool_name: 'remember', tool_input: '{"path":"a"}', command: 'notes' }),
      'pre mcp.call read:a notes.remember',
    ],
    [
      cursor('preToolUse', { tool_name: 'MCP:remember', tool_input: { path: 'a' } }),
      'pre mcp.call read:a .remember',
    ],
    [
      cursor('beforeSubmitPrompt', { prompt: 'Hi', attachments: [{ type: 'file', file_path: '/w/.env' }] }),
      'prompt prompt.submit + prompt fs.read read:/w/.env',
    ],
    [
      cursor('postToolUse', { tool_name: 'Read', tool_input: { file_path: 'a' }, tool_output: 'text' }),
      'post fs.read read:a + post context.attach read:a',
    ],
  ])('%j', (payload, told) => {
    expect(story(eventsOf('cursor', payload))).toBe(told);
    expect(eventsOf('cursor', payload)[0]).toMatchObject({ sessionId: 'c', cwd: '/workspace' });
  });
});

const windsurf = (agent_action_name: string, tool_info: object) => ({
  agent_action_name,
  trajectory_id: 't',
  execution_id: 'x',
  tool_info,
});

describe('Windsurf', () => {
  test.each([
    [windsurf('pre_read_code', { file_path: '/w/.env' }), 'pre fs.read read:/w/.env'],
    [
      windsurf('pre_write_code', { file_path: 'a', edits: [{ old_string: 'o', new_string: 'n' }] }),
      'pre fs.edit write:a',
    ],
    [windsurf('pre_run_command', { command_line: 'ls', cwd: '/workspace' }), 'pre shell.exec $ ls'],
    [
      windsurf('pre_mcp_tool_use', {
        mcp_server_name: 'notes',
        mcp_tool_name: 'remember',
        mcp_tool_arguments: { path: 'a' },
      }),
      'pre mcp.call read:a notes.remember',
    ],
    [
      windsurf('pre_user_prompt', { user_prompt: 'see @.env' }),
      'prompt prompt.submit + prompt fs.read read:.env',
    ],
    [
      windsurf('post_mcp_tool_use', {
        mcp_server_name: 'notes',
        mcp_tool_name: 'list',
        mcp_tool_arguments: {},
        mcp_result: 'text',
      }),
      'post mcp.call notes.list + post context.attach notes.list',
    ],
  ])('%j', (payload, told) => {
    expect(story(eventsOf('windsurf', payload))).toBe(told);
    expect(eventsOf('windsurf', payload)[0]?.sessionId).toBe('t');
  });
});

const kiro = (tool_name: string, tool_input: object) => ({
  hook_event_name: 'PreToolUse',
  session_id: 's',
  cwd: '/workspace',
  tool_name,
  tool_input,
});

describe('Kiro', () => {
  test.each([
    [
      kiro('fs_read', {
        operations: [
          { mode: 'Line', path: '.env' },
          { mode: 'Directory', path: 'src' },
        ],
      }),
      'pre fs.read read:.env read:src',
    ],
    [kiro('fs_write', { command: 'create', path: 'a', file_text: 'x' }), 'pre fs.write write:a'],
    [
      kiro('fs_write', { command: 'str_replace', path: 'a', old_str: 'o', new_str: 'n' }),
      'pre fs.edit write:a',
    ],
    [kiro('fs_write', { command: 'append', path: 'a', new_str: 'n' }), 'pre fs.edit write:a'],
    [kiro('execute_bash', { command: 'ls' }), 'pre shell.exec $ ls'],
    [kiro('@notes/remember', { path: 'a' }), 'pre mcp.call read:a notes.remember'],
    [
      { hook_event_name: 'userPromptSubmit', cwd: '/workspace', prompt: 'see #file:.env' },
      'prompt prompt.submit + prompt fs.read read:.env',
    ],
    [
      { ...kiro('fs_read', { path: 'a' }), hook_event_name: 'PostToolUse', tool_response: { result: ['x'] } },
      'post fs.read read:a + post context.attach read:a',
    ],
  ])('%j', (payload, told) => expect(story(eventsOf('kiro', payload))).toBe(told));
});

const amp = (tool: string, input: object) => ({
  tool,
  input,
  toolUseID: 'x',
  thread: 'T-1',
  cwd: '/workspace',
});

describe('Amp', () => {
  test.each([
    ['tool.call', amp('Read', { path: '.env' }), 'pre fs.read read:.env'],
    ['tool.call', amp('edit_file', { path: 'a', old_str: 'o', new_str: 'n' }), 'pre fs.edit write:a'],
    ['tool.call', amp('create_file', { path: 'a', content: 'x' }), 'pre fs.write write:a'],
    ['tool.call', amp('Bash', { cmd: 'ls' }), 'pre shell.exec $ ls'],
    ['tool.call', amp('mcp__notes__remember', { path: 'a' }), 'pre mcp.call read:a notes.remember'],
    ['tool.call', amp('read_web_page', { url: 'https://a.example' }), 'pre net.fetch https://a.example'],
    [
      'tool.result',
      { ...amp('Read', { path: 'a' }), status: 'done', output: 'text' },
      'post fs.read read:a + post context.attach read:a',
    ],
    [
      'agent.start',
      { message: 'see @.env', thread: 'T-1', cwd: '/workspace' },
      'prompt prompt.submit + prompt fs.read read:.env',
    ],
  ])('%s %j', (event, payload, told) => {
    const events = eventsOf('amp', payload, event);
    expect(story(events)).toBe(told);
    expect(events[0]?.sessionId).toBe('T-1');
  });
});
