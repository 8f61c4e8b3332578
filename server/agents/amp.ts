/** Amp. It runs tools unasked; a plugin of ours hands on what it hears, and answers in Amp's words. */
import type { Toolbox } from './action.ts';
import { atMentions, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { textAt, type Fields } from './fields.ts';
import { pluginText } from './install/ownFile.ts';
import { hookEvent, inConfig, type HookEntry, type InstallSetting, type OwnFile } from './install/spec.ts';
import {
  applyPatch,
  deleteFile,
  editFile,
  fetchUrls,
  note,
  readFile,
  runShell,
  search,
  searchWeb,
  spawnAgent,
  writeFile,
} from './readers.ts';

const shell = { ...runShell(), harmless: [...runShell().harmless, 'timeout'] };

const tools: Toolbox = {
  Read: { ...readFile, harmless: [...readFile.harmless, 'read_range'] },
  create_file: writeFile,
  edit_file: { ...editFile, harmless: [...editFile.harmless, 'replace_all'] },
  apply_patch: applyPatch('patchText'),
  delete_file: deleteFile,
  undo_edit: note,
  Bash: shell,
  shell_command: shell,
  Grep: search(['path'], ['glob'], 'pattern', 'caseSensitive', 'literal'),
  glob: search([], ['filePattern'], 'limit', 'offset'),
  finder: search([], [], 'query'),
  read_web_page: fetchUrls('url', 'objective'),
  web_search: searchWeb('query', 'objective', 'search_queries', 'max_results'),
  Task: spawnAgent('prompt', 'description'),
  oracle: spawnAgent('task', 'context'),
  librarian: spawnAgent('query', 'context'),
  todo_write: note,
  todo_read: note,
};

/** `mcp__server__tool`, or the tool alone. */
function mcp(name: string): { readonly server: string; readonly tool: string } | undefined {
  const match = /^mcp__(.+?)__(.+)$/u.exec(name);
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { server: match[1], tool: match[2] };
}

const translate = (payload: Fields, event: string | undefined): Fields => ({
  hook_event_name: textAt(payload, 'hook_event_name') ?? event,
  session_id: textAt(payload, 'thread'),
  tool_name: payload['tool'],
  tool_input: payload['input'],
  tool_use_id: payload['toolUseID'],
  tool_response: payload['output'],
  prompt: payload['message'],
});

const dialect: Dialect = { agent: 'amp', tools, mcp, mentions: atMentions, translate };

const handlers = `const told = (name, event) =>
  ask(name, { ...event, hook_event_name: name, cwd: process.cwd(), thread: event.thread?.id });

export default function (amp) {
  amp.on('tool.call', async event => {
    const { refused } = await told('tool.call', event);
    // Amp wants an answer and asks nobody itself, so this is what it does without any plugin.
    return refused === undefined ? { action: 'allow' } : { action: 'reject-and-continue', message: refused };
  });
  amp.on('tool.result', async event => {
    const { refused, note } = await told('tool.result', event);
    if (refused !== undefined) return { status: 'error', error: refused };
    if (note === undefined) return undefined;
    return { status: event.status, error: event.error, output: [event.output, note] };
  });
  amp.on('agent.start', async event => {
    const { refused, note } = await told('agent.start', event);
    const content = refused ?? note;
    return content === undefined ? {} : { message: { content, display: true } };
  });
}
`;

const files = (_: readonly HookEntry[], setting: InstallSetting): readonly OwnFile[] => [
  { file: 'plugins/ringfence.js', text: pluginText(setting, 'amp', handlers) },
];

/** Describes Amp. */
export const amp = familyAgent({
  title: 'Amp',
  dialect,
  failure: { exit1: 'deny', exit2: 'deny', badJson: 'deny', commandMissing: 'deny' },
  install: {
    folder: inConfig('amp'),
    events: ['tool.call', 'agent.start', 'tool.result'].map(name => hookEvent(name)),
    timeout: 15,
    written: { kind: 'own', files },
  },
  sees: {
    read: 'tool.call',
    write: 'tool.call',
    shell: 'tool.call',
    fetch: 'tool.call',
    mcp: 'tool.call',
    prompt: 'agent.start',
    result: 'tool.result',
  },
  evidence: 'not verified',
  gaps: [
    {
      unseen: 'A prompt cannot be refused: it is judged, and the model is told what is wrong with it.',
      instead: 'Each file that it mentions counts as a read, and the session is labelled.',
    },
    {
      unseen: 'What another plugin does by itself: it runs as a part of Amp.',
      instead: 'Adding one to a project is a change of its configuration, which is judged.',
    },
  ],
});
