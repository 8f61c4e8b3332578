/**
 * Copilot CLI. Its hooks are kept in its own settings, not in the folder of hooks that VS Code's agent reads as well: a
 * call of that one would be judged twice. Events in Pascal case bring the fields that most agents share.
 */
import type { Toolbox } from './action.ts';
import { atMentions, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { hookEvent, inHome, isTrue, type HookEntry } from './install/spec.ts';
import {
  applyPatch,
  editFile,
  fetchUrls,
  note,
  readFile,
  runShell,
  search,
  spawnAgent,
  writeFile,
} from './readers.ts';

const view = { ...readFile, harmless: [...readFile.harmless, 'view_range', 'forceReadLargeFiles'] };
const shell = {
  ...runShell(),
  harmless: [
    ...runShell().harmless,
    'mode',
    'async',
    'sessionId',
    'shellId',
    'initial_wait',
    'detach',
    'timeout',
  ],
};
const input = {
  ...runShell('shell.input'),
  harmless: [...runShell().harmless, 'sessionId', 'shellId', 'delay'],
};
const grep = search(['path', 'paths'], ['glob'], 'pattern', 'output_mode', 'type', '-i', '-n', 'head_limit');
const task = spawnAgent('prompt', 'description', 'agent_type', 'name', 'model', 'mode');

/** Hooks name some tools otherwise than the model does; both are known. */
const tools: Toolbox = {
  Read: view,
  view,
  Write: writeFile,
  create: writeFile,
  Edit: editFile,
  edit: editFile,
  str_replace: editFile,
  apply_patch: applyPatch('input'),
  Bash: shell,
  bash: shell,
  powershell: shell,
  write_bash: input,
  write_powershell: input,
  Glob: search(['path'], ['pattern']),
  glob: search(['path'], ['pattern']),
  Grep: grep,
  grep,
  rg: grep,
  WebFetch: fetchUrls('url'),
  web_fetch: fetchUrls('url'),
  Task: task,
  task,
  Agent: task,
  read_bash: note,
  stop_bash: note,
  list_bash: note,
  read_powershell: note,
  stop_powershell: note,
  list_powershell: note,
  read_agent: note,
  list_agents: note,
  write_agent: spawnAgent('message', 'prompt', 'agent_id'),
  report_intent: note,
  update_todo: note,
  fetch_copilot_cli_documentation: note,
  skill: note,
  ask_user: note,
};

/** `<server>-<tool>`; a server's name may hold the separator, so the split is a guess that keeps every word. */
function mcp(name: string): { readonly server: string; readonly tool: string } | undefined {
  if (Object.hasOwn(tools, name)) return undefined;
  const match = /^(?:mcp__)?([^-_]+)(?:-|__)(.+)$/u.exec(name);
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { server: match[1], tool: match[2] };
}

const dialect: Dialect = { agent: 'copilot-cli', tools, mcp, mentions: atMentions };

/** On Windows hooks are run by PowerShell, which takes a quoted path for a text unless it is called. */
const shape = ({ command, timeout }: HookEntry) => ({
  type: 'command',
  bash: command,
  powershell: `& ${command}; exit $LASTEXITCODE`,
  timeoutSec: timeout,
});

/** Describes Copilot CLI. */
export const copilotCli = familyAgent({
  title: 'Copilot CLI',
  dialect,
  failure: { exit1: 'deny', commandMissing: 'deny' },
  install: {
    folder: inHome('COPILOT_HOME', '.copilot'),
    events: ['PreToolUse', 'UserPromptSubmit', 'PostToolUse'].map(name => hookEvent(name)),
    timeout: 60,
    written: { kind: 'merged', file: 'settings.json', shape },
  },
  switches: {
    user: ['settings.json'],
    workspace: ['.github/copilot/settings.json', '.github/copilot/settings.local.json'],
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
  ],
});
