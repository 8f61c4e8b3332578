/**
 * Cursor. An entry with `failClosed` refuses after every failure of its hook. Older releases know only the events of one
 * kind of acts each, newer ones tell of every tool; both are asked for, and read here into one form.
 */
import type { Toolbox } from './action.ts';
import { atMentions, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { fieldsOf, objectsOf, textAt, textsOf, type Fields } from './fields.ts';
import { hookEvent, inHome, type HookEntry } from './install/spec.ts';
import {
  deleteFile,
  editOrWrite,
  fetchUrls,
  note,
  readFile,
  runShell,
  search,
  searchWeb,
  spawnAgent,
} from './readers.ts';

const read = { ...readFile, harmless: [...readFile.harmless, 'offset', 'limit', 'content', 'attachments'] };
const grep = search(
  ['path'],
  ['glob'],
  'pattern',
  'type',
  'output_mode',
  'case_insensitive',
  'multiline',
  'head_limit',
);

const tools: Toolbox = {
  Read: read,
  Write: { ...editOrWrite, harmless: [...editOrWrite.harmless, 'replace_all', 'edits'] },
  Delete: deleteFile,
  Shell: { ...runShell(), harmless: [...runShell().harmless, 'timeout', 'sandbox', 'is_background'] },
  Grep: grep,
  Glob: search(['path', 'target_directory'], ['pattern', 'glob_pattern']),
  LS: search(['path', 'target_directory'], []),
  Fetch: fetchUrls('url'),
  WebFetch: fetchUrls('url'),
  WebSearch: searchWeb('query', 'search_term'),
  Task: spawnAgent('prompt', 'task', 'description', 'subagent_type', 'model'),
  TodoWrite: note,
};

/** `MCP:tool` names no server; the event for MCP says how the server is started or reached. */
function mcp(name: string, payload: Fields): { readonly server: string; readonly tool: string } | undefined {
  const ofMcp = payload['hook_event_name'] === 'beforeMCPExecution';
  if (!ofMcp && !name.startsWith('MCP:')) return undefined;
  return { server: textAt(payload, 'server', 'url', 'command') ?? '', tool: name.replace(/^MCP:/u, '') };
}

/** Events of one kind of acts name no tool. */
const toolOf: Readonly<Record<string, string>> = {
  beforeShellExecution: 'Shell',
  afterShellExecution: 'Shell',
  beforeReadFile: 'Read',
  beforeTabFileRead: 'Read',
  subagentStart: 'Task',
};

function translate(payload: Fields, event: string | undefined): Fields {
  const name = textAt(payload, 'hook_event_name') ?? event ?? '';
  const tool = Object.hasOwn(toolOf, name) ? toolOf[name] : undefined;
  return {
    hook_event_name: name === '' ? undefined : name,
    session_id: textAt(payload, 'conversation_id', 'session_id'),
    cwd: textAt(payload, 'cwd') || textsOf(payload['workspace_roots'])[0],
    tool_name: tool,
    tool_input: tool === undefined ? parsedInput(payload['tool_input']) : ownInput(payload),
    tool_use_id: textAt(payload, 'tool_use_id', 'generation_id'),
    tool_response: payload['tool_output'] ?? payload['output'] ?? payload['result_json'],
    attached: objectsOf(payload['attachments']).flatMap(
      item => textAt(item, 'file_path', 'filePath', 'path', 'uri') ?? [],
    ),
  };
}

const ownNames = 'command cmd cwd file_path filePath path paths file files uri task prompt'.split(' ');

/** Events of one kind of acts have their parameters beside what they tell of themselves. */
const ownInput = (payload: Fields): Fields =>
  Object.fromEntries(ownNames.flatMap(name => (Object.hasOwn(payload, name) ? [[name, payload[name]]] : [])));

/** The event for MCP has its parameters as a text of JSON. */
function parsedInput(input: unknown): unknown {
  if (typeof input !== 'string') return input;
  try {
    return fieldsOf(JSON.parse(input)) ?? { input };
  } catch {
    return { input };
  }
}

const dialect: Dialect = { agent: 'cursor', tools, mcp, mentions: atMentions, translate };

const shape = ({ command, timeout }: HookEntry) => ({ command, timeout, failClosed: true });

/** Describes Cursor. */
export const cursor = familyAgent({
  title: 'Cursor',
  dialect,
  failure: { exit1: 'deny', commandMissing: 'deny', badJson: 'deny', timeout: 'deny' },
  install: {
    folder: inHome(undefined, '.cursor'),
    events: [
      'preToolUse',
      'beforeShellExecution',
      'beforeMCPExecution',
      'beforeReadFile',
      'beforeTabFileRead',
      'beforeSubmitPrompt',
      'postToolUse',
    ].map(name => hookEvent(name)),
    timeout: 60,
    written: { kind: 'merged', file: 'hooks.json', blank: '{\n  "version": 1\n}\n', shape },
  },
  sees: {
    read: 'beforeReadFile',
    write: 'preToolUse',
    shell: 'beforeShellExecution',
    fetch: 'preToolUse',
    mcp: 'beforeMCPExecution',
    prompt: 'beforeSubmitPrompt',
    result: 'postToolUse',
  },
  evidence: 'not verified',
  gaps: [
    {
      unseen: 'Writes and fetches in releases before `preToolUse` was there.',
      instead: 'The file watch takes risky writes back; update Cursor.',
    },
    {
      unseen: 'Agents in the cloud.',
      instead: 'The file watch, once their changes reach the folder.',
    },
  ],
});
