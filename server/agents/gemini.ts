/** Gemini CLI. */
import type { Toolbox } from './action.ts';
import { atMentions, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { fieldsOf, textAt, textsOf, type Fields } from './fields.ts';
import { groupShape, hookEvent, inHome, isFalse } from './install/spec.ts';
import { managedPlaces } from './managed.ts';
import {
  editFile,
  fetchFromPrompt,
  note,
  readFile,
  readFiles,
  runShell,
  search,
  searchWeb,
  spawnAgent,
  writeFile,
} from './readers.ts';

const tools: Toolbox = {
  read_file: { ...readFile, harmless: [...readFile.harmless, 'start_line', 'end_line', 'offset', 'limit'] },
  read_many_files: { ...readFiles('include'), harmless: ['include', 'exclude', 'file_filtering_options'] },
  write_file: writeFile,
  replace: {
    ...editFile,
    harmless: [...editFile.harmless, 'expected_replacements', 'allow_multiple', 'ai_proposed_content'],
  },
  list_directory: search(['dir_path', 'path'], ['ignore'], 'file_filtering_options'),
  glob: search(['dir_path', 'path'], ['pattern']),
  grep_search: search(['dir_path', 'path'], ['include', 'include_pattern'], 'pattern', 'exclude_pattern'),
  search_file_content: search(['dir_path', 'path'], ['include'], 'pattern'),
  run_shell_command: { ...runShell(), harmless: [...runShell().harmless, 'is_background', 'delay_ms'] },
  web_fetch: fetchFromPrompt,
  google_web_search: searchWeb('query'),
  invoke_agent: spawnAgent('prompt', 'agent_name', 'task', 'query'),
  write_todos: note,
  ask_user: note,
  activate_skill: note,
  get_internal_docs: note,
  update_topic: note,
  complete_task: note,
  enter_plan_mode: note,
  exit_plan_mode: note,
  list_mcp_resources: note,
  tracker_create_task: note,
  tracker_update_task: note,
  tracker_get_task: note,
  tracker_list_tasks: note,
  tracker_add_dependency: note,
  tracker_visualize: note,
};

/** The payload says exactly which server is meant; the name alone is only a guess. */
function mcp(name: string, payload: Fields): { readonly server: string; readonly tool: string } | undefined {
  const context = fieldsOf(payload['mcp_context']);
  const match = /^mcp_([^_]+)_(.+)$/u.exec(name);
  if (context === undefined && match === null) return undefined;
  return {
    server: (context === undefined ? undefined : textAt(context, 'server_name')) ?? match?.[1] ?? '',
    tool: (context === undefined ? undefined : textAt(context, 'tool_name')) ?? match?.[2] ?? name,
  };
}

const dialect: Dialect = { agent: 'gemini', tools, mcp, mentions: atMentions };

const namesUs = (value: unknown): boolean => textsOf(value).some(text => /ringfence|^\*$/iu.test(text));

/** Describes Gemini CLI. */
export const gemini = familyAgent({
  title: 'Gemini CLI',
  dialect,
  failure: { commandMissing: 'deny' },
  install: {
    folder: inHome(undefined, '.gemini'),
    events: ['BeforeTool', 'BeforeAgent', 'AfterTool'].map(name => hookEvent(name)),
    // Gemini counts in milliseconds.
    timeout: 60_000,
    written: { kind: 'merged', file: 'settings.json', shape: groupShape },
  },
  switches: {
    user: ['settings.json'],
    workspace: ['.gemini/settings.json'],
    elsewhere: setting => managedPlaces('gemini', setting),
    switches: [
      { key: ['hooksConfig', 'enabled'], isOff: isFalse },
      { key: ['hooksConfig', 'disabled'], isOff: namesUs },
    ],
  },
  sees: {
    read: 'BeforeTool',
    write: 'BeforeTool',
    shell: 'BeforeTool',
    fetch: 'BeforeTool',
    mcp: 'BeforeTool',
    prompt: 'BeforeAgent',
    result: 'AfterTool',
  },
  gaps: [
    {
      unseen: 'Files that `@path` in a prompt sends along.',
      instead: 'The prompt itself is judged, and each mention counts as a read.',
    },
    {
      unseen:
        'Everything, where `hooksConfig` switches hooks off, or in a folder that Gemini CLI does not trust.',
      instead: 'Agents may not write it, the file watch takes it back, doctor names the line.',
    },
  ],
});
