/** What goes on when nobody can judge: ordinary files of the workspace, and nothing else. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { mayGoOn } from '../../../server/hook/unavailable.ts';

const call = (tool_name: string, tool_input: unknown, more: object = {}): Buffer =>
  Buffer.from(JSON.stringify({ cwd: '/work', tool_name, tool_input, ...more }));

describe('goes on', () => {
  test.each([
    ['Read', { file_path: '/work/src/a.ts' }],
    ['read_file', { filePath: 'src/a.ts', startLine: 1 }],
    ['Write', { file_path: 'src/a.ts', content: 'const token = ".env";' }],
    ['replace', { file_path: 'src/a.ts', old_string: '..', new_string: '$x' }],
    ['Grep', { path: 'src', pattern: '.*' }],
    ['LS', { path: '/work' }],
  ])('%s %j', (tool, input) => expect(mayGoOn(call(tool, input), 'PreToolUse')).toBe(true));

  test('in the forms of other agents', () => {
    const cline = { workspaceRoots: ['/work'], tool_call: { name: 'editor', input: { path: 'a.ts' } } };
    expect(mayGoOn(Buffer.from(JSON.stringify(cline)), 'PreToolUse')).toBe(true);
    const windsurf = { tool_info: { file_path: `${process.cwd()}/a.ts` } };
    expect(mayGoOn(Buffer.from(JSON.stringify(windsurf)), 'pre_read_code')).toBe(true);
    const opencode = { cwd: '/work', input: { tool: 'read' }, output: { args: { filePath: 'a.ts' } } };
    expect(mayGoOn(Buffer.from(JSON.stringify(opencode)), 'tool.execute.before')).toBe(true);
  });
});

describe('is refused', () => {
  test.each([
    ['Bash', { command: 'ls' }],
    ['WebFetch', { url: 'https://a.example' }],
    ['mcp__notes__read', { path: 'a.ts' }],
    ['SomethingNew', { path: 'a.ts' }],
    ['Read', {}],
    ['Read', { file_path: '.env' }],
    ['Read', { file_path: 'config/.env.local' }],
    ['Read', { file_path: '/work/../etc/passwd' }],
    ['Read', { file_path: '/etc/hosts' }],
    ['Read', { file_path: '~/notes.txt' }],
    ['Read', { file_path: 'certs/server.pem' }],
    ['Read', { file_path: 'a.ts', save: '.ssh/config' }],
    ['Read', { files: [{ path: 'a.ts' }, { path: 'deploy/credentials.json' }] }],
    ['Write', { file_path: '.vscode/settings.json', content: '{}' }],
    ['Write', { file_path: 'package.json', content: '{}' }],
    ['Write', { file_path: 'CLAUDE.md', content: 'x' }],
    ['apply_patch', { command: '*** Begin Patch\n*** Update File: a\n*** End Patch' }],
    ['Glob', { path: 'src', glob: '**/.e*' }],
    ['Read', 'a.ts'],
  ])('%s %j', (tool, input) => expect(mayGoOn(call(tool, input), 'PreToolUse')).toBe(false));

  test('what a link leads out of the workspace', () => {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'rf-link-')));
    mkdirSync(path.join(folder, 'work'));
    mkdirSync(path.join(folder, 'out'));
    symlinkSync(path.join(folder, 'out'), path.join(folder, 'work', 'docs'));
    const cwd = path.join(folder, 'work');
    const at = (file_path: string): boolean =>
      mayGoOn(call('Write', { file_path, content: 'x' }, { cwd }), 'x');
    expect([at('a.md'), at('docs/a.md'), at('new/a.md')]).toEqual([true, false, true]);
    rmSync(folder, { recursive: true });
  });

  test.each(['', 'no JSON', '[]', 'null', '{"tool_name":"Read"}'])('%j', text =>
    expect(mayGoOn(Buffer.from(text), undefined)).toBe(false),
  );
});
