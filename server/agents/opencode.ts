/** OpenCode. It has no commands for hooks; a plugin of ours hands on what it hears, as it hears it. */
import { fileURLToPath } from 'node:url';
import type { Toolbox } from './action.ts';
import { atMentions, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { fieldsOf, objectsOf, textAt, type Fields } from './fields.ts';
import { pluginText } from './install/ownFile.ts';
import { hookEvent, inConfig, type HookEntry, type InstallSetting, type OwnFile } from './install/spec.ts';
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
  read: { ...readFile, harmless: [...readFile.harmless, 'offset', 'limit'] },
  write: writeFile,
  edit: { ...editFile, harmless: [...editFile.harmless, 'replaceAll'] },
  multiedit: editFileOften('edits'),
  patch: applyPatch('patchText'),
  apply_patch: applyPatch('patchText'),
  bash: { ...runShell(), harmless: [...runShell().harmless, 'timeout'] },
  glob: search(['path'], ['pattern']),
  grep: search(['path'], ['include'], 'pattern'),
  list: search(['path'], ['ignore']),
  webfetch: { ...fetchUrls('url'), harmless: [...fetchUrls('url').harmless, 'format', 'timeout'] },
  websearch: searchWeb('query'),
  codesearch: searchWeb('query'),
  task: spawnAgent('prompt', 'description', 'subagent_type', 'task_id', 'command'),
  todowrite: note,
  todoread: note,
  question: note,
  skill: note,
  invalid: note,
};

/** `<server>_<tool>`; a server's name may hold the separator, so the split is a guess that keeps every word. */
function mcp(name: string): { readonly server: string; readonly tool: string } | undefined {
  if (Object.hasOwn(tools, name)) return undefined;
  const match = /^([^_]+)_(.+)$/u.exec(name);
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { server: match[1], tool: match[2] };
}

/** A plugin gets two things: what is asked, and what may be changed. */
function translate(payload: Fields, event: string | undefined): Fields {
  const input = fieldsOf(payload['input']) ?? {};
  const output = fieldsOf(payload['output']) ?? {};
  const parts = objectsOf(output['parts']);
  return {
    hook_event_name: textAt(payload, 'hook_event_name') ?? event,
    session_id: textAt(input, 'sessionID'),
    cwd: payload['cwd'],
    tool_name: input['tool'],
    tool_input: output['args'] ?? input['args'],
    tool_use_id: input['callID'],
    tool_response: output['output'],
    ...(parts.length === 0
      ? {}
      : {
          prompt: parts.flatMap(part => textAt(part, 'text') ?? []).join('\n'),
          attached: parts.flatMap(attachedFile),
        }),
  };
}

function attachedFile(part: Fields): readonly string[] {
  const url = textAt(part, 'url');
  if (url?.startsWith('file:') !== true) return [];
  try {
    return [fileURLToPath(url.replace(/\?.*$/u, ''))];
  } catch {
    return [url];
  }
}

const dialect: Dialect = { agent: 'opencode', tools, mcp, mentions: atMentions, translate };

/** A thrown error is no answer to a prompt: the person would see an unknown failure. The model says it instead. */
const handlers = `export const Ringfence = async ({ directory }) => {
  const told = async (event, input, output) =>
    await ask(event, { hook_event_name: event, cwd: directory, input, output });
  return {
    'tool.execute.before': async (input, output) => {
      const { refused } = await told('tool.execute.before', input, output);
      if (refused !== undefined) throw new Error(refused);
    },
    'chat.message': async (input, output) => {
      const { refused } = await told('chat.message', input, output);
      if (refused === undefined) return;
      const [first] = output.parts.filter(part => part.type === 'text');
      if (first === undefined) throw new Error(refused);
      first.text = 'The prompt was held back. Tell the user why, and do nothing else: ' + refused;
      output.parts.splice(0, output.parts.length, first);
    },
    'tool.execute.after': async (input, output) => {
      const { refused, note } = await told('tool.execute.after', input, output);
      if (refused !== undefined) output.output = refused;
      else if (note !== undefined) output.output += '\\n\\n' + note;
    },
  };
};
`;

const files = (_: readonly HookEntry[], setting: InstallSetting): readonly OwnFile[] => [
  { file: 'plugin/ringfence.js', text: pluginText(setting, 'opencode', handlers) },
];

/** Describes OpenCode. */
export const opencode = familyAgent({
  title: 'OpenCode',
  dialect,
  failure: { exit1: 'deny', exit2: 'deny', badJson: 'deny' },
  install: {
    folder: inConfig('opencode'),
    events: ['tool.execute.before', 'chat.message', 'tool.execute.after'].map(name => hookEvent(name)),
    timeout: 15,
    written: { kind: 'own', files },
  },
  sees: {
    read: 'tool.execute.before',
    write: 'tool.execute.before',
    shell: 'tool.execute.before',
    fetch: 'tool.execute.before',
    mcp: 'tool.execute.before',
    prompt: 'chat.message',
    result: 'tool.execute.after',
  },
  gaps: [
    {
      unseen: 'Everything, in a run with `--pure` or `OPENCODE_PURE`: it loads no plugin.',
      instead: 'The file watch takes risky writes back.',
    },
    {
      unseen: 'What another plugin does by itself: it runs as a part of OpenCode.',
      instead: 'Adding one to a project is a change of its configuration, which is judged.',
    },
  ],
});
