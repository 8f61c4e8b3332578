/** Calls that a newer release of an agent may send: other names for a thing, another folder, a program as a parameter. */
import { describe, expect, test } from 'vitest';
import { adapterOf } from '../../../server/agents/index.ts';
import type { GuardEvent } from '../../../common/event.ts';

function eventsOf(agent: string, payload: object): readonly GuardEvent[] {
  const decoded = adapterOf(agent)?.decode(payload, {
    id: 'e1',
    ts: 7,
    cwd: '/workspace',
    roots: ['/workspace'],
  });
  if (decoded?.kind !== 'events') throw new Error(JSON.stringify(decoded));
  return decoded.events;
}

/** Renders events as one line: kind, paths, command, addresses, folder. */
const story = (agent: string, payload: object): string =>
  eventsOf(agent, payload)
    .map(({ kind, paths, command, urls, cwd }) =>
      [
        kind,
        ...paths.map(({ op, path }) => `${op}:${path}`),
        ...(command === undefined ? [] : [`$ ${command}`]),
        ...(urls ?? []),
        ...(cwd === '/workspace' ? [] : [`in ${cwd}`]),
      ].join(' '),
    )
    .join(' + ');

const call = (tool_name: string, tool_input: unknown) => ({
  hook_event_name: 'PreToolUse',
  session_id: 's',
  cwd: '/workspace',
  tool_name,
  tool_input,
});

const windsurf = (agent_action_name: string, tool_info: object) => ({
  agent_action_name,
  trajectory_id: 't',
  tool_info,
});
const cursor = (hook_event_name: string, more: object) => ({
  conversation_id: 'c',
  hook_event_name,
  ...more,
});

describe('an event of one kind of acts may name its things otherwise', () => {
  test.each([
    ['windsurf', windsurf('pre_read_code', { path: '/w/.env' }), 'fs.read read:/w/.env'],
    ['windsurf', windsurf('pre_read_code', { files: ['/w/.env'] }), 'unknown read:/w/.env write:/w/.env'],
    ['windsurf', windsurf('pre_write_code', { path: '/w/a', content: 'x' }), 'unknown read:/w/a write:/w/a'],
    [
      'windsurf',
      windsurf('pre_run_command', { command: 'cat .env', cwd: '/w' }),
      'shell.exec $ cat .env in /w',
    ],
    [
      'windsurf',
      windsurf('pre_mcp_tool_use', {
        mcp_server_name: 's',
        mcp_tool_name: 't',
        arguments: { path: '/w/.env' },
      }),
      'mcp.call read:/w/.env',
    ],
    ['cursor', cursor('beforeReadFile', { path: '/w/.env' }), 'fs.read read:/w/.env'],
    ['cursor', cursor('beforeReadFile', { files: ['/w/.env'] }), 'unknown read:/w/.env write:/w/.env'],
    ['cursor', cursor('beforeShellExecution', { cmd: 'cat .env' }), 'shell.exec $ cat .env'],
    [
      'cursor',
      cursor('beforeSubmitPrompt', { prompt: 'p', attachments: [{ type: 'file', path: '/w/.env' }] }),
      'prompt.submit + fs.read read:/w/.env',
    ],
  ])('%s %j', (agent, payload, told) => expect(story(agent, payload)).toBe(told));
});

test.each([
  ['amp', { hook_event_name: 'tool.call', cwd: '/workspace', tool: 'Bash', input: { cmd: 'ls', dir: 'a' } }],
  ['kiro', call('executeBash', { command: 'ls', path: 'a' })],
  ['claude-code', call('Bash', { command: 'ls', working_directory: 'a' })],
])('a command runs in the folder that its call names: %s', (agent, payload) =>
  expect(story(agent, payload)).toBe('shell.exec $ ls in /workspace/a'),
);

describe('files that stand in a further parameter', () => {
  test.each([
    ['qwen', call('read_many_files', { paths: ['src'], include: ['.env'] }), 'fs.read read:src read:.env'],
    ['gemini', call('web_fetch', { prompt: 'sum up file:///w/.env' }), 'fs.read read:file:///w/.env'],
    [
      'amp',
      {
        hook_event_name: 'tool.call',
        cwd: '/workspace',
        tool: 'oracle',
        input: { task: 'look', files: ['.env'] },
      },
      'agent.spawn + unknown read:.env write:.env',
    ],
  ])('%s %j', (agent, payload, told) => expect(story(agent, payload)).toBe(told));
});

describe('an MCP tool writes where it is given what to write, whatever it is called', () => {
  test.each([
    [{ path: 'a', contents: 'x' }, 'mcp.call read:a write:a'],
    [{ edits: [{ file: 'a', ops: [{ new_text: 'x' }] }] }, 'mcp.call read:a write:a'],
    [{ path: 'a', query: 'x' }, 'mcp.call read:a'],
  ])('%j', (input, told) => expect(story('claude-code', call('mcp__files__set', input))).toBe(told));

  test('a tool that says that it reads does', () =>
    expect(story('claude-code', call('mcp__files__search_text', { path: 'a', text: 'x' }))).toBe(
      'mcp.call read:a',
    ));
});

describe('a tool that runs a program runs the one that is given', () => {
  const python = "python3 - <<'CODE'\nprint(open('.env').read())\nCODE";
  test.each([
    ['mcp__ide__executeCode', { code: "print(open('.env').read())" }, `mcp.call $ ${python}`],
    ['python_repl', { source_code: "print(open('.env').read())" }, `unknown $ ${python}`],
    ['js_repl', "fs.readFileSync('.env')", "unknown $ node - <<'CODE'\nfs.readFileSync('.env')\nCODE"],
  ])('%s', (tool, input, told) => expect(story('claude-code', call(tool, input))).toBe(told));

  test.each([
    ['mcp__lint__check', { code: "open('.env')" }, 'mcp.call'],
    ['mcp__shop__redeem', { code: 'SUMMER' }, 'mcp.call'],
  ])('a tool that does not, does not: %s', (tool, input, told) =>
    expect(story('claude-code', call(tool, input))).toBe(told),
  );
});

describe('a unified diff is a patch', () => {
  const diff = '--- a/src/a.ts\t2026\n+++ b/.vscode/tasks.json\n@@ -1 +1 @@\n-a\n+b\n';
  test.each([
    [diff, 'unknown write:.vscode/tasks.json'],
    ['--- a/x y.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n', 'unknown delete:x y.txt'],
    [
      'diff --git a/a b/b\nrename from a\nrename to .git/hooks/pre-commit\n',
      'unknown write:.git/hooks/pre-commit',
    ],
    ['Title\n---\n+++ and more\n', 'unknown'],
  ])('%j', (text, told) => expect(story('claude-code', call('apply_diff', { diff: text }))).toBe(told));

  test('to the tool that takes patches as well', () =>
    expect(story('codex', call('apply_patch', { command: diff }))).toBe('fs.patch write:.vscode/tasks.json'));
});

describe('a mention of a file is one in any dress', () => {
  const prompt = (text: string) => ({ hook_event_name: 'UserPromptSubmit', cwd: '/workspace', prompt: text });
  test.each([
    ['claude-code', '**@.env** or “@.env” or <@.env>', 'prompt.submit + fs.read read:.env'],
    ['claude-code', 'me@a.example, @/b and a/@types', 'prompt.submit + fs.read read:/b'],
    ['vscode', 'see #File:.env', 'prompt.submit + fs.read read:.env'],
    ['kiro', 'see #File:a.md and @.env', 'prompt.submit + fs.read read:a.md read:.env'],
  ])('%s %s', (agent, text, told) => expect(story(agent, prompt(text))).toBe(told));
});

test('a call that says nothing of itself cannot be understood', () =>
  expect(
    adapterOf('windsurf')?.decode(
      { agent_action_name: 'pre_run_command' },
      { id: 'e', ts: 7, cwd: '/w', roots: ['/w'] },
    ),
  ).toMatchObject({ kind: 'malformed', phase: 'pre' }));
