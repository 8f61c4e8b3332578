/** Calls that say one thing under two names: whichever of them the agent follows, Ringfence has looked at it. */
import { describe, expect, test } from 'vitest';
import type { GuardEvent } from '../../common/event.ts';
import { adapterOf } from '../../server/agents/index.ts';

function eventsOf(agent: string, tool: string, input: unknown): readonly GuardEvent[] {
  const payload = { hook_event_name: 'PreToolUse', tool_name: tool, tool_input: input, cwd: '/w' };
  const decoded = adapterOf(agent)?.decode(payload, { id: 'e', ts: 1, cwd: '/w', roots: ['/w'] });
  if (decoded?.kind !== 'events') throw new Error(JSON.stringify(decoded));
  return decoded.events;
}

/** Says every path with its operation, and every command. */
const seen = (events: readonly GuardEvent[]): readonly string[] =>
  events.flatMap(({ paths, command }) => [
    ...paths.map(({ op, path }) => `${op} ${path}`),
    ...(command === undefined ? [] : command.split('\n').map(line => `$ ${line}`)),
  ]);

describe('two values under names for one thing are both looked at', () => {
  test.each([
    ['claude-code', 'Read', { filePath: 'README.md', file_path: '.env' }, ['read README.md', 'read .env']],
    ['claude-code', 'Read', { filePath: 'README.md', file_path: ['.env'] }, ['read .env']],
    ['gemini', 'read_file', { file_path: 'a.md', absolute_path: '/w/.env' }, ['read /w/.env']],
    ['vscode', 'read_file', { path: 'a.md', filePath: '.env' }, ['read .env']],
    [
      'claude-code',
      'Write',
      { filePath: 'a', file_path: '.vscode/settings.json', content: 'x' },
      ['write .vscode/settings.json'],
    ],
    [
      'claude-code',
      'Write',
      { file_path: '.vscode/settings.json', content: '{}', file_text: '{"x":1}' },
      ['write .vscode/settings.json'],
    ],
    [
      'claude-code',
      'Edit',
      { file_path: '.mcp.json', old_string: 'a', oldString: 'b', new_string: 'c' },
      ['write .mcp.json'],
    ],
    ['claude-code', 'Bash', { command: 'ls', cmd: 'cat .env' }, ['$ ls', '$ cat .env']],
    ['codex', 'Bash', { command: ['ls'], cmd: 'cat .env' }, ['$ ls', '$ cat .env']],
    [
      'claude-code',
      'Bash',
      { command: 'cat id_rsa', workdir: '/w', cwd: '/home/u/.ssh' },
      ['read /home/u/.ssh', '$ cat id_rsa'],
    ],
  ])('%s %s %j', (agent, tool, input, expected) =>
    expect(seen(eventsOf(agent, tool, input))).toEqual(expect.arrayContaining(expected)),
  );

  test('nothing but known kinds of call come of values that agree', () => {
    const same = { file_path: 'a.md', path: 'a.md', filePath: null };
    expect(eventsOf('claude-code', 'Read', same).map(({ kind }) => kind)).toEqual(['fs.read']);
    const shell = { command: 'ls', cmd: 'ls', workdir: '', cwd: '/w/src' };
    expect(eventsOf('claude-code', 'Bash', shell)[0]).toMatchObject({ kind: 'shell.exec', cwd: '/w/src' });
    const empty = { file_path: 'a.md', content: '' };
    expect(eventsOf('claude-code', 'Write', empty)[0]).toMatchObject({ kind: 'fs.write', content: '' });
  });
});

describe('a fetch of a local file is a read', () => {
  test.each([
    ['claude-code', 'WebFetch', { url: 'file:///w/.env', prompt: 'x' }, ['read file:///w/.env']],
    ['vscode', 'fetch_webpage', { urls: ['https://a.example', 'FILE:///w/.env'] }, ['read FILE:///w/.env']],
    ['vscode', 'fetch_webpage', { urls: ['/w/.env'] }, ['read /w/.env']],
  ])('%s %s %j', (agent, tool, input, expected) =>
    expect(seen(eventsOf(agent, tool, input))).toEqual(expected),
  );

  test('an address stays a fetch', () => {
    const [event, ...others] = eventsOf('claude-code', 'WebFetch', { url: 'https://a.example/.env' });
    expect(event).toMatchObject({ kind: 'net.fetch', paths: [], urls: ['https://a.example/.env'] });
    expect(others).toEqual([]);
  });
});
