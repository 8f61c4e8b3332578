/** Kiro, the editor and the command line, by a file of hooks of our own. Exit code 2 refuses. */
import type { Toolbox } from './action.ts';
import type { PathUse } from '../../common/event.ts';
import { uses, type Action, type Tool } from './action.ts';
import { atMentions, fileMentions, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { objectsOf, soleText, textAt, type Fields } from './fields.ts';
import { hookEvent, inHome, type HookEntry, type OwnFile } from './install/spec.ts';
import {
  changeFile,
  deleteFile,
  editFile,
  editOrWrite,
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

/** Reads files, lists folders or searches, several at once. */
const reading: Tool = {
  read: input => {
    const operations = objectsOf(input['operations']);
    if (operations.length === 0) return readFile.read(input);
    const paths = operations.flatMap(operation => soleText(operation, 'path') ?? []);
    return paths.length === operations.length
      ? [{ kind: 'fs.read', paths: uses('read', ...paths) }]
      : undefined;
  },
  harmless: [...readFile.harmless, 'operations', 'mode', 'start_line', 'end_line', 'pattern', 'depth'],
};

/** Writes a file as its own command says: make, replace, insert or append. */
const writing: Tool = {
  read: input => {
    const command = textAt(input, 'command');
    if (command === 'str_replace') return editFile.read(input);
    if (command === 'create' || command === undefined) return writeFile.read(input);
    return changeFile('new_str', 'file_text', 'content').read(input);
  },
  harmless: [...editOrWrite.harmless, 'command', 'summary'],
};

/** The editor says by `path` in which folder a command runs. */
const shell: Tool = {
  read: ({ path: folder, ...input }) =>
    runShell().read(folder === undefined ? input : { dir: folder, ...input }),
  harmless: [...runShell().harmless, 'summary', 'timeout', 'path'],
};
const aws: Tool = {
  read: (input): readonly Action[] | undefined => {
    const words = ['service_name', 'operation_name'].flatMap(name => textAt(input, name) ?? []);
    if (words.length < 2) return undefined;
    const parameters = JSON.stringify(input['parameters'] ?? {});
    return [{ kind: 'net.fetch', paths: [], urls: [], content: [...words, parameters].join(' ') }];
  },
  harmless: ['*'],
};

const tools: Toolbox = {
  fs_read: reading,
  read: reading,
  readFile,
  readMultipleFiles: readFiles('paths'),
  fs_write: writing,
  write: writing,
  fsWrite: writeFile,
  fsAppend: changeFile('text', 'content'),
  str_replace: editFile,
  strReplace: editFile,
  deleteFile,
  execute_bash: shell,
  executeBash: shell,
  execute_cmd: shell,
  shell,
  glob: search(['path'], ['pattern']),
  grep: search(['path'], ['include'], 'pattern'),
  fileSearch: search([], ['query']),
  grepSearch: search([], ['includePattern'], 'query'),
  listDirectory: search(['path'], []),
  web_fetch: fetchUrls('url'),
  webFetch: fetchUrls('url'),
  web_search: searchWeb('query'),
  remote_web_search: searchWeb('query'),
  use_aws: aws,
  aws,
  delegate: spawnAgent('task', 'agent'),
  use_subagent: spawnAgent('task', 'prompt'),
  todo_list: note,
  thinking: note,
  introspect: note,
};

/** `@server/tool`. */
function mcp(name: string): { readonly server: string; readonly tool: string } | undefined {
  const match = /^@([^/]+)\/(.+)$/u.exec(name) ?? /^mcp_([^_]+)_(.+)$/u.exec(name);
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { server: match[1], tool: match[2] };
}

const translate = (payload: Fields): Fields => ({
  tool_response: payload['tool_response'] ?? payload['tool_result'],
});

/** The editor writes `#File:`, the command line `@`. */
const mentions = (prompt: string): readonly PathUse[] => [...fileMentions(prompt), ...atMentions(prompt)];

const dialect: Dialect = { agent: 'kiro', tools, mcp, mentions, translate };

function files(entries: readonly HookEntry[]): readonly OwnFile[] {
  const hooks = entries.map(({ event, command, timeout }) => ({
    name: `ringfence-${event}`,
    trigger: event,
    ...(event === 'UserPromptSubmit' ? {} : { matcher: '.*' }),
    action: { type: 'command', command },
    timeout,
    enabled: true,
  }));
  return [{ file: 'ringfence.json', text: `${JSON.stringify({ version: 'v1', hooks }, undefined, 2)}\n` }];
}

/** Describes Kiro. */
export const kiro = familyAgent({
  title: 'Kiro',
  dialect,
  install: {
    folder: inHome(undefined, '.kiro', 'hooks'),
    traces: [inHome(undefined, '.kiro')],
    events: ['PreToolUse', 'UserPromptSubmit', 'PostToolUse'].map(name => hookEvent(name)),
    timeout: 60,
    written: { kind: 'own', files },
  },
  evidence: 'not verified',
  gaps: [
    {
      unseen: 'Releases before 1.0 of the editor and 3.0 of the command line: their hooks have another form.',
      instead: 'The file watch takes risky writes back; update Kiro.',
    },
    {
      unseen: 'What a tool brings back is seen after the fact and cannot be held back.',
      instead: 'The session is labelled, and what leaves it afterwards is judged by that.',
    },
  ],
});
