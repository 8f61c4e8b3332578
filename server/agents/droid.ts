/** Droid, the agent of Factory. */
import type { Toolbox } from './action.ts';
import { atMentions, doubleUnderscoreMcp, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { groupShape, hookEvent, inHome, isTrue } from './install/spec.ts';
import {
  applyPatch,
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
  Read: { ...readFile, harmless: [...readFile.harmless, 'offset', 'limit'] },
  Create: writeFile,
  Write: writeFile,
  Edit: { ...editFile, harmless: [...editFile.harmless, 'change_all'] },
  MultiEdit: editFileOften('changes'),
  ApplyPatch: applyPatch('input'),
  LS: search(['directory_path'], ['ignorePatterns']),
  Glob: search(['folder'], ['patterns', 'excludePatterns']),
  Grep: search(
    ['path'],
    ['glob_pattern'],
    'pattern',
    'type',
    'output_mode',
    'case_insensitive',
    'context',
    'context_before',
    'context_after',
    'line_numbers',
    'head_limit',
    'multiline',
  ),
  Execute: {
    ...runShell(),
    harmless: [
      ...runShell().harmless,
      'summary',
      'timeout',
      'riskLevel',
      'riskLevelReason',
      'fireAndForget',
      'impact',
    ],
  },
  FetchUrl: fetchUrls('url'),
  WebSearch: searchWeb('query'),
  Task: spawnAgent('prompt', 'description', 'subagent_type', 'model'),
  TodoWrite: note,
  TaskOutput: note,
  TaskStop: note,
  ToolSearch: note,
  Skill: note,
  AskUser: note,
  ExitSpecMode: note,
};

/** `server___tool`. */
function mcp(name: string): { readonly server: string; readonly tool: string } | undefined {
  const match = /^(.+?)___(.+)$/u.exec(name);
  if (match?.[1] === undefined || match[2] === undefined) return doubleUnderscoreMcp(name);
  return { server: match[1], tool: match[2] };
}

const dialect: Dialect = { agent: 'droid', tools, mcp, mentions: atMentions };

/** Describes Droid. */
export const droid = familyAgent({
  title: 'Droid',
  dialect,
  install: {
    folder: inHome(undefined, '.factory'),
    events: ['PreToolUse', 'UserPromptSubmit', 'PostToolUse'].map(name => hookEvent(name)),
    timeout: 60,
    written: { kind: 'merged', file: 'settings.json', shape: groupShape },
  },
  switches: {
    user: ['settings.json', 'settings.local.json'],
    workspace: ['.factory/settings.json', '.factory/settings.local.json'],
    switches: [
      { key: ['hooks', 'hooksDisabled'], isOff: isTrue },
      { key: ['hooksDisabled'], isOff: isTrue },
      { key: ['general', 'allowManagedHooksOnly'], isOff: isTrue },
    ],
  },
  gaps: [
    {
      unseen: 'Prompts of `droid exec`: that command calls no hook for them.',
      instead: 'Its tool calls are judged like any other.',
    },
    {
      unseen: 'Everything, where a project’s `hooks.hooksDisabled` is true.',
      instead: 'Doctor names the line.',
    },
    {
      unseen: 'What a tool brings back is seen after the fact: the model gets it, with a warning beside it.',
      instead: 'The session is labelled, and what leaves it afterwards is judged by that.',
    },
  ],
});
