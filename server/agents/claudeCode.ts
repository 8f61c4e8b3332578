/** Claude Code. */
import type { Toolbox } from './action.ts';
import { atMentions, doubleUnderscoreMcp, type Dialect } from './decode.ts';
import { familyAdapter } from './family.ts';
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

/** Adapts Claude Code. */
export const claudeCodeAdapter = familyAdapter({ title: 'Claude Code', dialect });
