/** The tool calls whose hook payloads are kept as fixtures, one story each, for every agent that has the tool. */
import path from 'node:path';
import type { ScriptStep } from '../model/fakeModel.ts';
import { handsOf } from './hands.ts';
import type { AgentName } from './launch.ts';
import { deferred, rememberSteps } from './notes.ts';

/** Stories by the name that their fixtures get. */
export type Stories = Readonly<Record<string, readonly ScriptStep[]>>;

/** What the workspace of every recording holds. */
export const recordedFiles: Readonly<Record<string, string>> = {
  'src/shop.ts': 'export const price = 3;\nexport const stock = 4;\n',
  'old.txt': 'Nobody needs this.\n',
  'prepared.json': '{\n  "old": true\n}\n',
  'sales.ipynb': JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { language_info: { name: 'python' } },
    cells: [
      {
        cell_type: 'code',
        id: 'first',
        source: 'print(1)',
        metadata: {},
        outputs: [],
        execution_count: null,
      },
    ],
  }),
};

/** Lists an agent's stories in a workspace. */
export function storiesOf(agent: AgentName, workspace: string): Stories {
  const hands = handsOf(agent, workspace);
  return {
    read: [hands.read('src/shop.ts')],
    create: [hands.create('src/new.ts', 'export const fresh = true;\n')],
    edit: hands.edit('src/shop.ts', 'export const price = 3;', 'export const price = 5;'),
    shell: [hands.shell('git status || echo "no repository" > out.txt')],
    'shell-fails': [hands.shell('exit 3')],
    mcp: rememberSteps(agent, 'buy milk'),
    ...(hands.patch === undefined ? {} : { patch: hands.patch('settings.json', '{\n  "new": true\n}\n') }),
    ...ownStories[agent](workspace),
  };
}

const ownStories: Readonly<Record<AgentName, (workspace: string) => Stories>> = {
  codex: workspace => ({
    delete: [patch('*** Delete File: old.txt')],
    move: [
      patch(
        '*** Update File: src/shop.ts',
        '*** Move to: src/store.ts',
        '@@',
        '-export const stock = 4;',
        '+export const stock = 6;',
      ),
    ],
    'many-files': [
      patch(
        '*** Add File: docs/one.md',
        '+# One',
        '*** Update File: src/shop.ts',
        '@@',
        '-export const price = 3;',
        '+export const price = 5;',
        '*** Delete File: old.txt',
      ),
    ],
    'patch-by-shell': [
      {
        tool: 'exec_command',
        args: {
          cmd: "apply_patch <<'EOF'\n*** Begin Patch\n*** Add File: b.txt\n+b\n*** End Patch\nEOF",
        },
      },
    ],
    'shell-elsewhere': [{ tool: 'exec_command', args: { cmd: 'pwd', workdir: path.join(workspace, 'src') } }],
    'shell-typed': [
      { tool: 'exec_command', args: { cmd: 'sh', tty: true, yield_time_ms: 500 } },
      {
        tool: 'write_stdin',
        args: ([opened]) => ({
          session_id: Number(/session ID (\d+)/u.exec(opened?.output ?? '')?.[1] ?? 0),
          chars: 'pwd\n',
          yield_time_ms: 500,
        }),
      },
    ],
    'view-image': [{ tool: 'view_image', args: { path: path.join(workspace, 'old.txt') } }],
  }),
  gemini: workspace => ({
    list: [{ tool: 'list_directory', args: { dir_path: workspace } }],
    search: [{ tool: 'grep_search', args: { pattern: 'price' } }],
    find: [{ tool: 'glob', args: { pattern: '**/*.ts' } }],
    fetch: [{ tool: 'web_fetch', args: { prompt: 'Summarise https://example.com/page' } }],
    'search-web': [{ tool: 'google_web_search', args: { query: 'price' } }],
    todos: [
      { tool: 'write_todos', args: { todos: [{ description: 'Set the price', status: 'in_progress' }] } },
    ],
    subagent: [
      { tool: 'invoke_agent', args: { agent_name: 'generalist', prompt: 'Count the files.' } },
      { tool: 'list_directory', args: { dir_path: workspace } },
    ],
    'shell-elsewhere': [
      { tool: 'run_shell_command', args: { command: 'pwd', dir_path: path.join(workspace, 'src') } },
    ],
  }),
  'claude-code': workspace => ({
    'edit-all': [
      { tool: 'Read', args: { file_path: path.join(workspace, 'old.txt') } },
      {
        tool: 'Edit',
        args: {
          file_path: path.join(workspace, 'old.txt'),
          old_string: 'n',
          new_string: 'm',
          replace_all: true,
        },
      },
    ],
    'read-part': [
      { tool: 'Read', args: { file_path: path.join(workspace, 'src/shop.ts'), offset: 2, limit: 1 } },
    ],
    fetch: [{ tool: 'WebFetch', args: { url: 'https://example.com/page', prompt: 'Summarise.' } }],
    'search-web': [{ tool: 'WebSearch', args: { query: 'price' } }],
    notebook: [
      { tool: 'Read', args: { file_path: path.join(workspace, 'sales.ipynb') } },
      {
        tool: 'NotebookEdit',
        args: {
          notebook_path: path.join(workspace, 'sales.ipynb'),
          cell_id: 'first',
          new_source: 'print(2)',
        },
      },
    ],
    watch: [{ tool: 'Monitor', args: { command: 'echo seen', description: 'Watches.', timeout_ms: 1_000 } }],
    subagent: [
      {
        tool: 'Agent',
        args: { description: 'Counts files', prompt: 'Count the files.', subagent_type: 'general-purpose' },
      },
      { tool: 'Bash', args: { command: 'ls', description: 'Lists.' } },
    ],
    'shell-background': [
      { tool: 'Bash', args: { command: 'sleep 1', description: 'Waits.', run_in_background: true } },
    ],
  }),
  qwen: () => ({
    fetch: deferred('web_fetch', { url: 'https://example.com/page', prompt: 'Summarise.' }),
    search: [{ tool: 'grep_search', args: { pattern: 'price' } }],
    find: [{ tool: 'glob', args: { pattern: '**/*.ts' } }],
  }),
  'copilot-cli': workspace => ({
    search: [{ tool: ['rg', 'grep'], args: { pattern: 'price', path: workspace } }],
    find: [{ tool: 'glob', args: { pattern: '**/*.ts' } }],
    fetch: [{ tool: 'web_fetch', args: { url: 'https://example.com/page' } }],
  }),
  droid: workspace => ({
    list: [{ tool: 'LS', args: { directory_path: workspace } }],
    search: [{ tool: 'Grep', args: { pattern: 'price', path: workspace } }],
    find: [{ tool: 'Glob', args: { patterns: ['**/*.ts'], folder: workspace } }],
    fetch: [{ tool: 'FetchUrl', args: { url: 'https://example.com/page' } }],
  }),
  opencode: workspace => ({
    search: [{ tool: 'grep', args: { pattern: 'price', path: workspace } }],
    find: [{ tool: 'glob', args: { pattern: '**/*.ts' } }],
    fetch: [{ tool: 'webfetch', args: { url: 'https://example.com/page', format: 'text' } }],
    'shell-elsewhere': [
      {
        tool: 'bash',
        args: { command: 'pwd', workdir: path.join(workspace, 'src'), description: 'Says where.' },
      },
    ],
  }),
  cline: () => ({
    search: [{ tool: ['search_codebase', 'search_files'], args: { queries: ['price'] } }],
    fetch: [
      {
        tool: ['fetch_web_content', 'web_fetch'],
        args: { requests: [{ url: 'https://example.com/page', prompt: 'Summarise.' }] },
      },
    ],
  }),
};

function patch(...lines: readonly string[]): ScriptStep {
  const input = ['*** Begin Patch', ...lines, '*** End Patch', ''].join('\n');
  return { tool: 'apply_patch', args: { input } };
}
