/** VS Code's own agent ("Local", Copilot Chat). Hooks come from the extension's chat plugin: nothing to install. */
import type { Tool, Toolbox } from './action.ts';
import { uses } from './action.ts';
import { fileMentions, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { fieldsOf, textAt, textsOf } from './fields.ts';
import { isFalse, joined, type InstallSetting } from './install/spec.ts';
import {
  applyPatch,
  changeFile,
  editFile,
  editFiles,
  fetchUrls,
  makeFolder,
  note,
  quoted,
  readFile,
  readSomeFiles,
  runShell,
  search,
  searchWeb,
  spawnAgent,
  writeFile,
} from './readers.ts';

/** Runs a command and leaves it behind in tasks.json, where it can run again. */
const createTask: Tool = {
  read: input => {
    const task = fieldsOf(input['task']);
    const command = task === undefined ? undefined : textAt(task, 'command');
    if (task === undefined || command === undefined) return undefined;
    const line = [command, ...textsOf(task['args']).map(quoted)].join(' ');
    const folder = textAt(input, 'workspaceFolder');
    const file = folder === undefined ? '.vscode/tasks.json' : `${folder}/.vscode/tasks.json`;
    return [{ kind: 'shell.exec', paths: uses('write', file), command: line }];
  },
  harmless: ['task', 'workspaceFolder'],
};

/** Runs what already stands in a notebook. */
const runCell: Tool = {
  read: input => {
    const file = textAt(input, 'filePath');
    return file === undefined ? undefined : [{ kind: 'shell.exec', paths: uses('execute', file) }];
  },
  harmless: ['filePath', 'cellId', 'reason', 'continueOnError'],
};

/** Renames a symbol wherever it stands; the file named is only where it was found. */
const renameSymbol: Tool = {
  read: input => {
    const file = textAt(input, 'filePath', 'uri');
    return file === undefined ? undefined : [{ kind: 'fs.edit', paths: uses('write', file) }];
  },
  harmless: ['filePath', 'uri', 'symbol', 'symbolName', 'oldName', 'newName', 'lineContent', 'lineNumber'],
};

const tools: Toolbox = {
  read_file: { ...readFile, harmless: [...readFile.harmless, 'startLine', 'endLine', 'offset', 'limit'] },
  view_image: readFile,
  copilot_getNotebookSummary: readFile,
  read_notebook_cell_output: { ...readFile, harmless: [...readFile.harmless, 'cellId'] },
  get_errors: readSomeFiles('filePaths'),
  test_search: readSomeFiles('filePaths'),
  list_dir: search(['path'], []),
  file_search: search([], ['query']),
  grep_search: search([], ['includePattern'], 'query'),
  semantic_search: search([], [], 'query'),
  search_workspace_symbols: search([], [], 'symbolName'),
  read_project_structure: search([], []),
  get_changed_files: search(['repositoryPath'], [], 'sourceControlState'),
  list_code_usages: search(['filePath', 'filePaths'], [], 'symbolName', 'symbol', 'lineContent', 'uri'),
  vscode_listCodeUsages: search(['filePath', 'filePaths'], [], 'symbol', 'symbolName', 'lineContent', 'uri'),
  create_file: writeFile,
  create_directory: makeFolder('dirPath'),
  replace_string_in_file: editFile,
  multi_replace_string_in_file: editFiles('replacements'),
  insert_edit_into_file: changeFile('code'),
  edit_notebook_file: changeFile('newCode', 'cellId', 'language', 'editType'),
  apply_patch: applyPatch('input'),
  run_in_terminal: {
    ...runShell(),
    harmless: [...runShell().harmless, 'mode', 'isBackground', 'timeout', 'sandboxBypassReason'],
  },
  send_to_terminal: { ...runShell('shell.input'), harmless: [...runShell().harmless, 'id', 'waitForOutput'] },
  create_and_run_task: createTask,
  run_notebook_cell: runCell,
  vscode_renameSymbol: renameSymbol,
  fetch_webpage: fetchUrls('urls'),
  github_repo: searchWeb('repo', 'query'),
  github_text_search: searchWeb('scope', 'query'),
  runSubagent: spawnAgent('prompt', 'description', 'agentName', 'model'),
  search_subagent: spawnAgent('query', 'description', 'details'),
  explore_subagent: spawnAgent('query', 'description', 'details'),
  execution_subagent: spawnAgent('query', 'description'),
  get_terminal_output: note,
  terminal_last_command: note,
  terminal_selection: note,
  kill_terminal: note,
  get_task_output: note,
  manage_todo_list: note,
  get_vscode_api: note,
  vscode_askQuestions: note,
  vscode_get_confirmation: note,
  vscode_get_confirmation_with_options: note,
  vscode_get_terminal_confirmation: note,
  vscode_reviewPlan: note,
  switch_agent: note,
  tool_search: note,
  task_complete: note,
  // Its paths lie in a store of VS Code's own, not on the disk.
  memory: note,
  resolve_memory_file_uri: note,
  skill: note,
  testFailure: note,
  get_search_view_results: note,
};

/** `mcp_<server>_<tool>`; a server's name may hold the separator, so the split is a guess that keeps every word. */
function mcp(name: string): { readonly server: string; readonly tool: string } | undefined {
  const match = /^mcp_([^_]+)_(.+)$/u.exec(name);
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { server: match[1], tool: match[2] };
}

const dialect: Dialect = { agent: 'vscode', tools, mcp, mentions: fileMentions };

const isOurPluginOff = (value: unknown): boolean =>
  Object.entries(fieldsOf(value) ?? {}).some(
    ([name, enabled]) => /ringfence/iu.test(name) && enabled === false,
  );

const userFolders: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['Library', 'Application Support'],
  win32: ['AppData', 'Roaming'],
};

/** Lists the user's settings of each edition. */
const userSettings = (setting: InstallSetting): readonly string[] =>
  ['Code', 'Code - Insiders', 'VSCodium'].map(edition =>
    joined(
      setting,
      setting.home,
      ...(userFolders[setting.platform] ?? ['.config']),
      edition,
      'User',
      'settings.json',
    ),
  );

/** Describes VS Code's Local agent. */
export const vscode = familyAgent({
  title: 'VS Code (Local agent)',
  dialect,
  failure: { ask: 'native' },
  switches: {
    user: [],
    workspace: ['.vscode/settings.json'],
    elsewhere: userSettings,
    switches: [
      { key: ['chat.useHooks'], isOff: isFalse },
      { key: ['chat.plugins.enabled'], isOff: isFalse },
      { key: ['chat.plugins.enabledPlugins'], isOff: isOurPluginOff },
    ],
  },
  sees: {
    read: 'PreToolUse',
    write: 'PreToolUse',
    shell: 'PreToolUse',
    fetch: 'PreToolUse',
    mcp: 'PreToolUse',
    prompt: 'UserPromptSubmit',
  },
  gaps: [
    {
      unseen: 'Files that a person attaches to a chat, and inline completions.',
      instead: 'Nothing; leave secrets unattached.',
    },
    {
      unseen: 'The agent-host harness and agents in the cloud: they call no local hooks.',
      instead: 'The file watch, once their changes reach the folder.',
    },
    {
      unseen: 'Everything, where `chat.useHooks` is false or the folder is not trusted.',
      instead: 'The file watch takes such a setting back; doctor names the line.',
    },
  ],
});
