import { describe, expect, test } from 'vitest';
import type { GuardEvent } from '../../../common/event.ts';
import { cline } from '../../../server/agents/cline.ts';

/** Returns what the extension says of a call: parameters as texts, whatever they were. */
const extension = (toolName: string, parameters: Readonly<Record<string, string>>): object => ({
  taskId: 't',
  workspaceRoots: ['/workspace'],
  preToolUse: { toolName, parameters },
});

function only(payload: object): GuardEvent {
  const decoded = cline.decode(payload, {
    ...{ id: 'e', ts: 1, cwd: '/workspace', roots: ['/workspace'] },
    event: 'PreToolUse',
  });
  if (decoded.kind !== 'events') throw new Error(decoded.reason);
  const [event, ...more] = decoded.events;
  if (event === undefined || more.length > 0) throw new Error('not one event');
  return event;
}

describe('a call of an MCP tool by the extension', () => {
  const call = (more: Readonly<Record<string, string>>) =>
    only(extension('use_mcp_tool', { server_name: 'notes', tool_name: 'remember', ...more }));

  test.each<[string, Readonly<Record<string, string>>, unknown]>([
    ['an object', { arguments: '{"note": "buy milk", "at": {"b": 1}}' }, { note: 'buy milk', at: { b: 1 } }],
    ['an object with a text of JSON in it', { arguments: '{"note": "{\\"a\\": 1}"}' }, { note: '{"a": 1}' }],
    ['no argument', {}, {}],
    ['an empty text', { arguments: '' }, {}],
    ['a list', { arguments: '[1]' }, [1]],
    ['a text that is no JSON', { arguments: '{"note": ' }, '{"note": '],
  ])('is made with %s', (_, more, args) => {
    expect(call(more).mcp).toEqual({ server: 'notes', tool: 'remember', args });
  });

  test('is looked through for what it reaches', () => {
    const { paths, urls } = call({
      arguments: '{"file": "/home/user/.ssh/id_rsa", "to": "https://a.example"}',
    });
    expect(paths).toContainEqual({ path: '/home/user/.ssh/id_rsa', op: 'read' });
    expect(urls).toEqual(['https://a.example']);
  });
});

test('a text of JSON as the whole input of a call of an MCP tool is its arguments', () => {
  const payload = { taskId: 't', tool_call: { id: 'c', name: 'notes__remember', input: '{"note":"a"}' } };
  expect(only(payload).mcp).toEqual({ server: 'notes', tool: 'remember', args: { note: 'a' } });
});

describe('a text that happens to be JSON', () => {
  test.each<[string, Readonly<Record<string, string>>, Partial<GuardEvent>]>([
    [
      'write_to_file',
      { path: '.vscode/settings.json', content: '{"a": 1}' },
      { kind: 'fs.write', content: '{"a": 1}' },
    ],
    ['write_to_file', { path: 'a.json', content: '[1]' }, { kind: 'fs.write', content: '[1]' }],
    [
      'execute_command',
      { command: '[ -f a ] && cat a' },
      { kind: 'shell.exec', command: '[ -f a ] && cat a' },
    ],
    ['replace_in_file', { path: 'a.json', diff: '{"a": 1}' }, { kind: 'fs.edit', content: '{"a": 1}' }],
  ])('stays what %s writes or runs', (tool, parameters, event) => {
    expect(only(extension(tool, parameters))).toMatchObject(event);
  });

  test('is a list where the tool takes one', () => {
    expect(only(extension('run_commands', { commands: '["cat .env"]' })).command).toBe('cat .env');
  });
});
