/** Readers of tool parameters, one a shape; agents' toolboxes are made of them. Pure. */
import type { Edit, EventKind } from '../../common/event.ts';
import { uses, type Action, type Tool, type ToolReader } from './action.ts';
import { objectsOf, textAt, textsOf, type Fields } from './fields.ts';
import { patchPaths } from './patch.ts';

const pathNames = ['filePath', 'file_path', 'absolute_path', 'path', 'notebook_path'] as const;
const oldNames = ['oldString', 'old_string', 'old_str', 'old_text'] as const;
const newNames = ['newString', 'new_string', 'new_str', 'new_text'] as const;
const contentNames = ['content', 'file_text', 'contents'] as const;

const tool = (read: ToolReader, ...harmless: readonly string[]): Tool => ({
  read,
  harmless: ['explanation', 'description', 'goal', 'reason', 'title', ...harmless],
});

const one = (action: Action): readonly Action[] => [action];

/** Reads one file. */
export const readFile: Tool = tool(
  input => {
    const path = textAt(input, ...pathNames);
    return path === undefined ? undefined : one({ kind: 'fs.read', paths: uses('read', path) });
  },
  ...pathNames,
);

/** Reads several files. */
export const readFiles = (name: string): Tool =>
  tool(input => {
    const paths = textsOf(input[name]);
    return paths.length === 0 ? undefined : one({ kind: 'fs.read', paths: uses('read', ...paths) });
  }, name);

/** Reads several files or none: without the parameter it looks at the whole workspace. */
export const readSomeFiles = (name: string): Tool =>
  tool(input => one({ kind: 'fs.read', paths: uses('read', ...textsOf(input[name])) }), name);

/** Searches or lists folders; `where` parameters name places, `what` parameters are patterns that may name files. */
export const search = (where: readonly string[], what: readonly string[], ...free: readonly string[]): Tool =>
  tool(
    input => {
      const places = where.flatMap(name => textsOf(input[name]));
      const patterns = what.flatMap(name => textsOf(input[name]));
      return one({ kind: 'fs.search', paths: uses('search', ...places, ...patterns) });
    },
    ...where,
    ...what,
    ...free,
  );

/** Writes one whole file. */
export const writeFile: Tool = tool(
  input => {
    const path = textAt(input, ...pathNames);
    const content = textAt(input, ...contentNames);
    if (path === undefined || content === undefined) return undefined;
    return one({ kind: 'fs.write', paths: uses('write', path), content });
  },
  ...pathNames,
  ...contentNames,
);

/** Makes a folder. */
export const makeFolder = (name: string): Tool =>
  tool(input => {
    const path = textAt(input, name);
    return path === undefined ? undefined : one({ kind: 'fs.write', paths: uses('write', path) });
  }, name);

/** Replaces a text in one file. */
export const editFile: Tool = tool(
  input => {
    const path = textAt(input, ...pathNames);
    const edit = editOf(input);
    if (path === undefined || edit === undefined) return undefined;
    return one({ kind: 'fs.edit', paths: uses('write', path), edits: [edit] });
  },
  ...pathNames,
  ...oldNames,
  ...newNames,
  'instruction',
);

/** Makes several replacements in one file. */
export const editFileOften = (list: string): Tool =>
  tool(
    input => {
      const path = textAt(input, ...pathNames);
      const edits = objectsOf(input[list]).flatMap(item => editOf(item) ?? []);
      if (path === undefined || edits.length === 0 || edits.length !== lengthOf(input[list]))
        return undefined;
      return one({ kind: 'fs.edit', paths: uses('write', path), edits });
    },
    ...pathNames,
    list,
  );

/** Makes replacements in several files: one action a file, in the order of the call. */
export const editFiles = (list: string): Tool =>
  tool(input => {
    const items = objectsOf(input[list]);
    const actions = new Map<string, Edit[]>();
    for (const item of items) {
      const path = textAt(item, ...pathNames);
      const edit = editOf(item);
      if (path === undefined || edit === undefined) return undefined;
      actions.set(path, [...(actions.get(path) ?? []), edit]);
    }
    if (items.length === 0 || items.length !== lengthOf(input[list])) return undefined;
    return Array.from(actions, ([path, edits]) => ({ kind: 'fs.edit', paths: uses('write', path), edits }));
  }, list);

/** Changes a file in a way that cannot be computed beforehand; what is put in is judged as its content. */
export const changeFile = (...contents: readonly string[]): Tool =>
  tool(
    input => {
      const path = textAt(input, ...pathNames);
      if (path === undefined) return undefined;
      const content = contents.flatMap(name => textsOf(input[name])).join('\n');
      return one({ kind: 'fs.edit', paths: uses('write', path), content });
    },
    ...pathNames,
    ...contents,
  );

/** Applies a patch that may touch several files. */
export const applyPatch = (name: string): Tool =>
  tool(input => {
    const content = textAt(input, name);
    if (content === undefined) return undefined;
    const paths = patchPaths(content);
    return paths.length === 0 ? undefined : one({ kind: 'fs.patch', paths, content });
  }, name);

const folderNames = ['workdir', 'dir_path', 'directory', 'cwd'] as const;

/** Runs a command line, perhaps in a folder of its own. */
export const runShell = (kind: Extract<EventKind, 'shell.exec' | 'shell.input'> = 'shell.exec'): Tool =>
  tool(
    input => {
      const command = commandOf(input['command'] ?? input['cmd']);
      if (command === undefined) return undefined;
      const cwd = textAt(input, ...folderNames);
      // An agent may start its patch program by shell; then the files stand in the patch, not in the command.
      const paths = patchPaths(command);
      return one({ kind, paths, command, ...(cwd === undefined || cwd === '' ? {} : { cwd }) });
    },
    'command',
    'cmd',
    ...folderNames,
  );

/** Fetches addresses. */
export const fetchUrls = (...names: readonly string[]): Tool =>
  tool(
    input => {
      const urls = names.flatMap(name => textsOf(input[name]));
      return urls.length === 0 ? undefined : one({ kind: 'net.fetch', paths: [], urls });
    },
    ...names,
    'prompt',
    'query',
  );

/** Fetches the addresses that stand in a prose prompt. */
export const fetchFromPrompt: Tool = tool(input => {
  const prompt = textAt(input, 'prompt');
  return prompt === undefined
    ? undefined
    : one({ kind: 'net.fetch', paths: [], urls: urlsIn(prompt), content: prompt });
}, 'prompt');

/** Sends a query to a search engine: no address, but text leaves the machine. */
export const searchWeb = (...names: readonly string[]): Tool =>
  tool(
    input =>
      one({
        kind: 'net.fetch',
        paths: [],
        urls: [],
        content: names.flatMap(name => textsOf(input[name])).join('\n'),
      }),
    ...names,
    'allowed_domains',
    'blocked_domains',
  );

/** Starts another agent with a task in prose. */
export const spawnAgent = (...tasks: readonly string[]): Tool =>
  tool(
    input =>
      one({
        kind: 'agent.spawn',
        paths: [],
        content: tasks.flatMap(name => textsOf(input[name])).join('\n'),
      }),
    ...tasks,
  );

/** Does nothing but put text before the agent or the person: notes, questions, plans, the output of own terminals. */
export const note: Tool = {
  read: input => one({ kind: 'context.attach', paths: [], content: allTexts(input).join('\n') }),
  harmless: ['*'],
};

/** Finds the addresses in a text. */
export const urlsIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>`\\]+/giu), ([url]) =>
    url.replace(/[.,;:!?)\]}]+$/u, ''),
  );

/** Lists every text in a value, however deep, within a limit that no honest call reaches. */
export function allTexts(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 8) return [];
  return Object.values(value).flatMap(item => allTexts(item, depth + 1));
}

/** Some agents name a program and its arguments as a list. */
function commandOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const words = textsOf(value);
  return words.length === 0 ? undefined : words.map(quoted).join(' ');
}

/** Quotes a word for a POSIX shell where it needs it. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

function editOf(input: Fields): Edit | undefined {
  const old = textAt(input, ...oldNames);
  const text = textAt(input, ...newNames);
  if (old === undefined || text === undefined) return undefined;
  const all =
    input['replace_all'] === true || input['replaceAll'] === true || input['allow_multiple'] === true;
  return { old, new: text, ...(all ? { all } : {}) };
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
