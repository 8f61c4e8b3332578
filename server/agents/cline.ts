/**
 * Cline, the command line and the extension. Hooks are executables with an event's name; both read the folder of the
 * user's documents. Exit code 2 refuses nothing there, so every answer is printed.
 */
import type { Toolbox } from './action.ts';
import type { McpTarget } from './classify.ts';
import { atMentions, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { fieldsOf, textAt, textsOf, type Fields } from './fields.ts';
import { complaint, relayPowerShell, relayScript } from './install/ownFile.ts';
import { hookEvent, inHome, type HookEntry, type InstallSetting, type OwnFile } from './install/spec.ts';
import {
  applyPatch,
  changeFile,
  editOrWrite,
  fetchListed,
  fetchUrls,
  note,
  readFile,
  readListed,
  runShell,
  runShells,
  search,
  spawnAgent,
  writeFile,
} from './readers.ts';

const team = spawnAgent('task', 'message', 'prompt', 'description', 'name', 'role');

const tools: Toolbox = {
  read_files: readListed('files'),
  search_codebase: search([], [], 'queries'),
  run_commands: runShells('commands'),
  fetch_web_content: fetchListed('requests'),
  editor: editOrWrite,
  apply_patch: applyPatch('input'),
  spawn_agent: spawnAgent('systemPrompt', 'task', 'prompt'),
  team_spawn_teammate: team,
  team_task: team,
  team_run_task: team,
  team_send_message: team,
  team_broadcast: team,
  ask_question: note,
  submit_and_exit: note,
  // The extension's tools.
  read_file: readFile,
  write_to_file: writeFile,
  new_rule: writeFile,
  replace_in_file: changeFile('diff'),
  execute_command: { ...runShell(), harmless: [...runShell().harmless, 'requires_approval', 'timeout'] },
  list_files: search(['path'], [], 'recursive'),
  list_code_definition_names: search(['path'], []),
  search_files: search(['path'], ['file_pattern'], 'regex'),
  web_fetch: fetchUrls('url'),
  new_task: spawnAgent('context'),
  ask_followup_question: note,
  plan_mode_respond: note,
  attempt_completion: note,
  focus_chain: note,
};

/**
 * `server__tool` of the command line; the extension names server and tool as parameters, and hands on the arguments as
 * the text that the model wrote.
 */
function mcp(name: string, payload: Fields): McpTarget | undefined {
  const match = /^(.+?)__(.+)$/u.exec(name);
  if (match?.[1] !== undefined && match[2] !== undefined) return { server: match[1], tool: match[2] };
  const input = fieldsOf(payload['tool_input']) ?? {};
  const server = textAt(input, 'server_name') ?? '';
  if (name === 'access_mcp_resource') return { server, tool: textAt(input, 'uri') ?? name };
  if (name !== 'use_mcp_tool') return undefined;
  const { arguments: args = '' } = input;
  return { server, tool: textAt(input, 'tool_name') ?? name, args: args === '' ? {} : args };
}

/** The call itself has its parameters as they are; what stands beside it may hold them as texts of JSON. */
function translate(payload: Fields, event: string | undefined): Fields {
  const call = fieldsOf(payload['tool_call']) ?? fieldsOf(payload['tool_result']) ?? {};
  const use = fieldsOf(payload['preToolUse']) ?? fieldsOf(payload['postToolUse']) ?? {};
  const prompt = fieldsOf(payload['userPromptSubmit']);
  const name = textAt(call, 'name') ?? textAt(use, 'toolName', 'tool');
  return {
    hook_event_name: event,
    session_id: textAt(payload, 'taskId'),
    cwd: textsOf(payload['workspaceRoots'])[0],
    tool_name: name,
    tool_input: unfoldedValue(call['input']) ?? unfolded(name ?? '', fieldsOf(use['parameters'])),
    tool_use_id: call['id'],
    tool_response: call['output'] ?? use['result'],
    ...(prompt === undefined ? {} : { prompt: prompt['prompt'], attached: prompt['attachments'] }),
    ...(typeof payload['parent_agent_id'] === 'string' ? { agent_id: payload['agent_id'] } : {}),
  };
}

/** A content or a command line that happens to be JSON is a text all the same: what our tools take so stays as it is. */
function unfolded(tool: string, parameters: Fields | undefined): Fields | undefined {
  if (parameters === undefined) return undefined;
  const isKnown = Object.hasOwn(tools, tool);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      isKnown && !lists.has(name) ? value : unfoldedValue(value),
    ]),
  );
}

/** Names the parameters of known tools that are no texts. */
const lists: ReadonlySet<string> = new Set(['files', 'queries', 'commands', 'requests']);

function unfoldedValue(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/u.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const dialect: Dialect = { agent: 'cline', tools, mcp, mentions: atMentions, translate };

function files(entries: readonly HookEntry[], setting: InstallSetting): readonly OwnFile[] {
  return entries.map(({ event }) => {
    const words = `--agent cline --event ${event}`;
    const otherwise =
      event === 'PostToolUse' ? '{}' : JSON.stringify({ cancel: true, errorMessage: complaint });
    return setting.platform === 'win32'
      ? { file: `${event}.ps1`, text: relayPowerShell(setting, words, otherwise) }
      : { file: event, text: relayScript(setting, words, otherwise), executable: true };
  });
}

/** Describes Cline. */
export const cline = familyAgent({
  title: 'Cline',
  dialect,
  failure: { exit2: 'open' },
  install: {
    folder: inHome(undefined, 'Documents', 'Cline', 'Hooks'),
    traces: [inHome('CLINE_DIR', '.cline'), inHome(undefined, 'Documents', 'Cline')],
    events: ['PreToolUse', 'UserPromptSubmit', 'PostToolUse'].map(name => hookEvent(name)),
    timeout: 30,
    written: { kind: 'own', files },
  },
  gaps: [
    {
      unseen: 'Prompts of the command line: it calls no hook for them; the extension does.',
      instead: 'Its tool calls are judged like any other.',
    },
    {
      unseen: 'Everything, where hooks are switched off in the settings of the extension.',
      instead: 'Switch “Hooks” on there; the file watch takes risky writes back.',
    },
    {
      unseen: 'What a tool brings back is seen after the fact: the model gets it, with a warning beside it.',
      instead: 'The session is labelled, and what leaves it afterwards is judged by that.',
    },
    {
      unseen:
        'Why a call was refused: Cline ends the whole run, has no other answer to a hook, and headless says only that it was aborted.',
      instead: 'The ledger and the window of VS Code say why.',
    },
  ],
});
