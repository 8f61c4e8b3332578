/** Readers of tool parameters, one a shape; agents' toolboxes are made of them. Pure. */
import type { Edit, EventKind } from '../../common/event.ts';
import { uses, type Action, type Tool, type ToolReader } from './action.ts';
import { objectsOf, soleText, statedValues, textAt, textsOf, type Fields } from './fields.ts';
import { agentPatchPaths, patchPaths } from './patch.ts';

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
    const path = soleText(input, ...pathNames);
    return path === undefined ? undefined : one({ kind: 'fs.read', paths: uses('read', path) });
  },
  ...pathNames,
);

/** Reads the files of one or more lists. */
export const readFiles = (...names: readonly string[]): Tool =>
  tool(
    input => {
      const paths = names.flatMap(name => textsOf(input[name]));
      return paths.length === 0 ? undefined : one({ kind: 'fs.read', paths: uses('read', ...paths) });
    },
    ...names,
  );

/** Reads the files of a list whose items name one each. */
export const readListed = (list: string): Tool =>
  tool(input => {
    const items = objectsOf(input[list]);
    const paths = items.flatMap(item => soleText(item, ...pathNames) ?? []);
    if (paths.length === 0 || paths.length !== lengthOf(input[list])) return undefined;
    return one({ kind: 'fs.read', paths: uses('read', ...paths) });
  }, list);

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
    const path = soleText(input, ...pathNames);
    const content = soleText(input, ...contentNames);
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
    const path = soleText(input, ...pathNames);
    const edit = editOf(input);
    if (path === undefined || edit === undefined) return undefined;
    return one({ kind: 'fs.edit', paths: uses('write', path), edits: [edit] });
  },
  ...pathNames,
  ...oldNames,
  ...newNames,
  'instruction',
);

/** Replaces a text in one file, puts one in at a line, or writes a whole file, by the parameters that are given. */
export const editOrWrite: Tool = tool(
  input => {
    const path = soleText(input, ...pathNames);
    const text = soleText(input, ...newNames, ...contentNames);
    if (path === undefined || text === undefined) return undefined;
    if (statedValues(input, oldNames).some(old => old !== '')) return editFile.read(input);
    if (input['insert_line'] !== undefined && input['insert_line'] !== null)
      return one({ kind: 'fs.edit', paths: uses('write', path), content: text });
    return one({ kind: 'fs.write', paths: uses('write', path), content: text });
  },
  ...pathNames,
  ...oldNames,
  ...newNames,
  ...contentNames,
  'insert_line',
);

/** Makes several replacements in one file. */
export const editFileOften = (list: string): Tool =>
  tool(
    input => {
      const path = soleText(input, ...pathNames);
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
      const path = soleText(item, ...pathNames);
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
      const path = soleText(input, ...pathNames);
      if (path === undefined) return undefined;
      const content = contents.flatMap(name => textsOf(input[name])).join('\n');
      return one({ kind: 'fs.edit', paths: uses('write', path), content });
    },
    ...pathNames,
    ...contents,
  );

/** Removes a file. */
export const deleteFile: Tool = tool(
  input => {
    const path = soleText(input, ...pathNames, 'target_file');
    return path === undefined ? undefined : one({ kind: 'fs.delete', paths: uses('delete', path) });
  },
  ...pathNames,
  'target_file',
);

/** Applies a patch that may touch several files. */
export const applyPatch = (name: string): Tool =>
  tool(input => {
    const content = textAt(input, name);
    if (content === undefined) return undefined;
    const paths = patchPaths(content);
    return paths.length === 0 ? undefined : one({ kind: 'fs.patch', paths, content });
  }, name);

const folderNames = [
  'workdir',
  'dir_path',
  'directory',
  'dir',
  'cwd',
  'working_directory',
  'workingDirectory',
] as const;

/** Runs a command line, perhaps in a folder of its own. */
export const runShell = (kind: Extract<EventKind, 'shell.exec' | 'shell.input'> = 'shell.exec'): Tool =>
  tool(
    input => {
      const [stated, ...others] = statedValues(input, ['command', 'cmd']);
      const command = others.length > 0 ? soleText(input, 'command', 'cmd') : commandOf(stated);
      const folders = statedValues(input, folderNames).filter(folder => folder !== '');
      const cwd = folders[0];
      if (command === undefined || folders.some(folder => typeof folder !== 'string' || folder !== cwd))
        return undefined;
      // An agent may start its patch program by shell; then the files stand in the patch, not in the command.
      const paths = agentPatchPaths(command);
      return one({ kind, paths, command, ...(typeof cwd === 'string' ? { cwd } : {}) });
    },
    'command',
    'cmd',
    ...folderNames,
  );

/** Runs several command lines, one after another. */
export const runShells = (list: string): Tool =>
  tool(input => {
    const commands = textsOf(input[list]);
    if (commands.length === 0 || (Array.isArray(input[list]) && commands.length !== lengthOf(input[list])))
      return undefined;
    return commands.map(command => ({ kind: 'shell.exec', paths: agentPatchPaths(command), command }));
  }, list);

/** Fetches addresses. */
export const fetchUrls = (...names: readonly string[]): Tool =>
  tool(
    input => {
      const places = names.flatMap(name => textsOf(input[name]));
      return places.length === 0 ? undefined : fetched(places);
    },
    ...names,
    'prompt',
    'query',
  );

/** Fetches the addresses of a list whose items name one each. */
export const fetchListed = (list: string): Tool =>
  tool(input => {
    const places = objectsOf(input[list]).flatMap(item => soleText(item, 'url') ?? []);
    return places.length === 0 || places.length !== lengthOf(input[list]) ? undefined : fetched(places);
  }, list);

/** A fetch of a local file is a read of it. */
function fetched(places: readonly string[]): readonly Action[] {
  const files = places.filter(isLocalFile);
  const urls = places.filter(place => !isLocalFile(place));
  return [
    ...(urls.length > 0 || files.length === 0 ? one({ kind: 'net.fetch', paths: [], urls }) : []),
    ...(files.length > 0 ? one({ kind: 'fs.read', paths: uses('read', ...files) }) : []),
  ];
}

const isLocalFile = (place: string): boolean => /^\s*(?:file:|[~./\\]|[a-z]:[\\/])/iu.test(place);

/** Fetches the addresses that stand in a prose prompt. */
export const fetchFromPrompt: Tool = tool(input => {
  const prompt = textAt(input, 'prompt');
  return prompt === undefined
    ? undefined
    : fetched(urlsIn(prompt)).map(action =>
        action.kind === 'net.fetch' ? { ...action, content: prompt } : action,
      );
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
  const old = soleText(input, ...oldNames);
  const text = soleText(input, ...newNames);
  if (old === undefined || text === undefined) return undefined;
  const all =
    input['replace_all'] === true || input['replaceAll'] === true || input['allow_multiple'] === true;
  return { old, new: text, ...(all ? { all } : {}) };
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
