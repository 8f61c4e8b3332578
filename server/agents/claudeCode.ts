/** Claude Code. */
import type { Toolbox } from './action.ts';
import { atMentions, doubleUnderscoreMcp, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { groupShape, hookEvent, inHome, isTrue } from './install/spec.ts';
import { managedPlaces } from './managed.ts';
import {
  changeFile,
  editFile,
  editFileOften,
  fetchUrls,
  note,
  readFile,
  runShell,
  search,
  searchWeb,
  spawnAgent,
  writeFile,
} from './readers.ts';

const tools: Toolbox = {
  Read: { ...readFile, harmless: [...readFile.harmless, 'offset', 'limit', 'pages'] },
  Write: writeFile,
  Edit: { ...editFile, harmless: [...editFile.harmless, 'replace_all'] },
  MultiEdit: editFileOften('edits'),
  NotebookEdit: changeFile('new_source', 'cell_id', 'cell_type', 'edit_mode'),
  NotebookRead: { ...readFile, harmless: [...readFile.harmless, 'cell_id'] },
  Glob: search(['path'], ['pattern']),
  Grep: search(
    ['path'],
    ['glob'],
    'pattern',
    'type',
    'output_mode',
    '-A',
    '-B',
    '-C',
    '-i',
    '-n',
    'head_limit',
  ),
  LS: search(['path'], ['ignore']),
  Bash: {
    ...runShell(),
    harmless: [...runShell().harmless, 'timeout', 'run_in_background', 'dangerouslyDisableSandbox'],
  },
  Monitor: { ...runShell(), harmless: [...runShell().harmless, 'timeout', 'timeout_ms', 'persistent'] },
  PowerShell: { ...runShell(), harmless: [...runShell().harmless, 'timeout', 'run_in_background'] },
  WebFetch: fetchUrls('url'),
  WebSearch: searchWeb('query'),
  Task: spawnAgent('prompt', 'description', 'subagent_type', 'model', 'name'),
  Agent: spawnAgent('prompt', 'description', 'subagent_type', 'model', 'name'),
  BashOutput: note,
  TaskOutput: note,
  TaskStop: note,
  TaskCreate: note,
  TaskUpdate: note,
  TaskGet: note,
  TaskList: note,
  KillShell: note,
  KillBash: note,
  TodoWrite: note,
  ToolSearch: note,
  ListAgents: note,
  ReportFindings: note,
  EnterPlanMode: note,
  ExitPlanMode: note,
  AskUserQuestion: note,
  Skill: note,
};

const dialect: Dialect = { agent: 'claude-code', tools, mcp: doubleUnderscoreMcp, mentions: atMentions };

/** Describes Claude Code. */
export const claudeCode = familyAgent({
  title: 'Claude Code',
  dialect,
  install: {
    folder: inHome('CLAUDE_CONFIG_DIR', '.claude'),
    events: ['PreToolUse', 'UserPromptSubmit', 'PostToolUse'].map(name => hookEvent(name)),
    timeout: 60,
    written: { kind: 'merged', file: 'settings.json', shape: groupShape },
  },
  switches: {
    user: ['settings.json', 'settings.local.json'],
    workspace: ['.claude/settings.json', '.claude/settings.local.json'],
    elsewhere: setting => managedPlaces('claude-code', setting),
    switches: [
      { key: ['disableAllHooks'], isOff: isTrue },
      { key: ['allowManagedHooksOnly'], isOff: isTrue },
    ],
  },
  gaps: [
    {
      unseen: 'Files that `@path` in a prompt sends along: there is no tool call.',
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
