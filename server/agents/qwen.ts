/** Qwen Code: Claude Code's schema of hooks, Gemini CLI's kind of tools. */
import type { Toolbox } from './action.ts';
import { atMentions, doubleUnderscoreMcp, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { groupShape, hookEvent, inHome, isTrue } from './install/spec.ts';
import {
  changeFile,
  editFile,
  fetchUrls,
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
  read_file: { ...readFile, harmless: [...readFile.harmless, 'offset', 'limit', 'pages'] },
  read_many_files: {
    ...readFiles('paths', 'include'),
    harmless: ['paths', 'include', 'exclude', 'recursive'],
  },
  write_file: writeFile,
  edit: { ...editFile, harmless: [...editFile.harmless, 'replace_all'] },
  notebook_edit: changeFile('new_source', 'cell_id', 'cell_type', 'edit_mode'),
  list_directory: search(['path'], ['ignore'], 'file_filtering_options'),
  glob: search(['path'], ['pattern']),
  grep_search: search(['path'], ['glob'], 'pattern', 'limit'),
  run_shell_command: { ...runShell(), harmless: [...runShell().harmless, 'is_background', 'timeout'] },
  web_fetch: fetchUrls('url'),
  web_search: searchWeb('query'),
  agent: spawnAgent('prompt', 'description', 'subagent_type', 'task_prompt'),
  task: spawnAgent('prompt', 'description', 'subagent_type'),
  todo_write: note,
  save_memory: note,
  skill: note,
  tool_search: note,
  ask_user_question: note,
  exit_plan_mode: note,
  list_agents: note,
  get_goal: note,
  update_goal: note,
};

const dialect: Dialect = { agent: 'qwen', tools, mcp: doubleUnderscoreMcp, mentions: atMentions };

/** Describes Qwen Code. */
export const qwen = familyAgent({
  title: 'Qwen Code',
  dialect,
  install: {
    folder: inHome(undefined, '.qwen'),
    events: ['PreToolUse', 'UserPromptSubmit', 'PostToolUse'].map(name => hookEvent(name)),
    // Qwen Code counts in milliseconds.
    timeout: 60_000,
    written: { kind: 'merged', file: 'settings.json', shape: groupShape },
  },
  switches: {
    user: ['settings.json'],
    workspace: ['.qwen/settings.json'],
    elsewhere: ({ platform }) => (platform === 'linux' ? ['/etc/qwen-code/settings.json'] : []),
    switches: [{ key: ['disableAllHooks'], isOff: isTrue }],
  },
  gaps: [
    {
      unseen: 'Files that `@path` in a prompt sends along.',
      instead: 'The prompt itself is judged, and each mention counts as a read.',
    },
    {
      unseen: 'Everything, where a project’s `disableAllHooks` is true.',
      instead: 'Agents may not write it, the file watch takes it back, doctor names the line.',
    },
    {
      unseen: 'What a tool brings back is seen after the fact: the model gets it, with a warning beside it.',
      instead: 'The session is labelled, and what leaves it afterwards is judged by that.',
    },
  ],
});
