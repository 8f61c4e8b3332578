/**
 * Reads rows of corpora and of rules' cases: one JSON object each, whatever it calls its fields. A row becomes the
 * events of `ringfence check`, or code for the rule engine. Pure.
 */
import { eventKinds } from '../../common/event.ts';
import { surfaces, type Surface } from '../../server/detect/text/source.ts';

/** Is a row that can be judged. */
export interface Row {
  readonly id: string;
  readonly label: 'bad' | 'good';
  /** Says which of several ways of judging: a path alone once read and once written, a file written and at rest. */
  readonly variant: string;
  /** What is shown of it. */
  readonly shown: string;
  readonly task: Task;
}

/** Is what is done with a row. */
export type Task =
  | { readonly kind: 'events'; readonly events: readonly PartialEvent[] }
  | { readonly kind: 'rest'; readonly files: readonly { readonly path: string; readonly text: string }[] }
  | { readonly kind: 'code'; readonly language: string; readonly path: string; readonly text: string };

/** Is an event as `ringfence check` takes it. */
export type PartialEvent = Readonly<Record<string, unknown>>;

type Fields = Readonly<Record<string, unknown>>;

/** Returns the tasks of a row, or why it cannot be judged. */
export function readRow(raw: unknown, topic: string): readonly Row[] | string {
  if (!isRecord(raw)) return 'is no object';
  const label = labelOf(raw);
  if (label === undefined) return 'has no label';
  const tasks = tasksOf(raw, textAt(raw, 'area', 'topic') ?? topic);
  if (tasks.length === 0) return 'has nothing to judge';
  const id = textAt(raw, 'id', 'name', 'title') ?? '';
  return tasks.map(({ variant, task }) => ({ id, label, variant, shown: shownOf(raw), task }));
}

/** Returns the events of a row or case without a label; empty when there is nothing to judge. */
export const eventsOf = (raw: Fields, topic = ''): readonly PartialEvent[] =>
  tasksOf(raw, topic).flatMap(({ task }) => (task.kind === 'events' ? task.events : []));

const badLabels: readonly unknown[] = [
  'bad',
  'malicious',
  'attack',
  'unsafe',
  'positive',
  'injection',
  1,
  true,
];
const goodLabels: readonly unknown[] = ['good', 'benign', 'safe', 'clean', 'negative', 'ok', 0, false];

function labelOf(raw: Fields): 'bad' | 'good' | undefined {
  const label = raw['label'] ?? raw['class'] ?? raw['verdict'];
  const plain = typeof label === 'string' ? label.toLowerCase() : label;
  if (badLabels.includes(plain)) return 'bad';
  return goodLabels.includes(plain) ? 'good' : undefined;
}

interface Variant {
  readonly variant: string;
  readonly task: Task;
}

const judged = (...events: readonly PartialEvent[]): readonly Variant[] => [
  { variant: '', task: { kind: 'events', events } },
];

/** Is how each shape of a row is judged; the first that fits counts. */
const shapes: readonly ((raw: Fields, topic: string) => readonly Variant[] | undefined)[] = [
  raw => (isRecord(raw['event']) ? judged(raw['event']) : undefined),
  raw => (Array.isArray(raw['events']) ? judged(...raw['events'].filter(isRecord)) : undefined),
  raw => (eventKinds.some(kind => kind === raw['kind']) ? judged(raw) : undefined),
  codeTask,
  raw => eventIf(textAt(raw, 'command', 'cmd'), command => ({ kind: 'shell.exec', command, ...cwdOf(raw) })),
  filesTask,
  raw => eventIf(textAt(raw, 'package'), name => installEvent(name, raw)),
  raw => eventIf(textAt(raw, 'url'), url => ({ kind: 'net.fetch', urls: [url] })),
  raw => eventIf(textAt(raw, 'prompt'), content => ({ kind: 'prompt.submit', content })),
  (raw, topic) =>
    eventIf(textAt(raw, 'text', 'content', 'body', 'line'), text => textEvent(text, raw, topic)),
  pathTask,
];

const tasksOf = (raw: Fields, topic: string): readonly Variant[] => {
  for (const shape of shapes) {
    const found = shape(raw, topic);
    if (found !== undefined) return found;
  }
  return [];
};

const eventIf = (
  value: string | undefined,
  make: (value: string) => PartialEvent,
): readonly Variant[] | undefined => (value === undefined ? undefined : judged(make(value)));

/** Code is for the rule engine; code of another topic is a file that an agent writes. */
function codeTask(raw: Fields, topic: string): readonly Variant[] | undefined {
  const text = textAt(raw, 'code');
  if (text === undefined) return undefined;
  const language = textAt(raw, 'lang', 'language') ?? '';
  const path = textAt(raw, 'path') ?? `sample.${extensions[language] ?? 'txt'}`;
  return topic === 'code'
    ? [{ variant: '', task: { kind: 'code', language, path, text } }]
    : judged({ kind: 'fs.write', path, content: text });
}

const extensions: Readonly<Record<string, string>> = {
  python: 'py',
  javascript: 'js',
  typescript: 'ts',
  'c++': 'cpp',
  'c#': 'cs',
  csharp: 'cs',
  rust: 'rs',
  ruby: 'rb',
  bash: 'sh',
  shell: 'sh',
  kotlin: 'kt',
  solidity: 'sol',
};

/** Files that are written, one after another, and the same files as they lie there. */
function filesTask(raw: Fields): readonly Variant[] | undefined {
  const list: readonly unknown[] = Array.isArray(raw['files']) ? raw['files'] : [raw];
  const files = list.filter(isRecord).flatMap(file => {
    const [path, content] = [textAt(file, 'path', 'file', 'filename'), textAt(file, 'content', 'after')];
    const before = textAt(file, 'before');
    return path === undefined || content === undefined
      ? []
      : [{ kind: 'fs.write', path, content, ...(before === undefined ? {} : { before }) }];
  });
  if (files.length === 0) return undefined;
  const rest = files.map(({ path, content }) => ({ path, text: content }));
  return [
    { variant: 'written', task: { kind: 'events', events: files } },
    { variant: 'at rest', task: { kind: 'rest', files: rest } },
  ];
}

/** A path alone says nothing of what happens to it. */
function pathTask(raw: Fields): readonly Variant[] | undefined {
  const path = textAt(raw, 'path', 'file');
  if (path === undefined) return undefined;
  const stated = textAt(raw, 'op', 'operation', 'action', 'tool')?.toLowerCase();
  const all = [
    { variant: 'read', task: { kind: 'events' as const, events: [{ kind: 'fs.read', path }] } },
    {
      variant: 'write',
      task: { kind: 'events' as const, events: [{ kind: 'fs.write', path, content: '\n' }] },
    },
  ];
  const wanted = stated === undefined ? all : all.filter(({ variant }) => stated.includes(variant));
  return wanted.length > 0 ? wanted : all;
}

const installs: Readonly<Record<string, string>> = {
  npm: 'npm install',
  pypi: 'pip install',
  rubygems: 'gem install',
  gem: 'gem install',
  cargo: 'cargo add',
  crates: 'cargo add',
  go: 'go get',
  packagist: 'composer require',
  composer: 'composer require',
  nuget: 'dotnet add package',
};

function installEvent(name: string, raw: Fields): PartialEvent {
  const ecosystem = (textAt(raw, 'ecosystem', 'lang', 'registry') ?? 'npm').toLowerCase();
  return {
    kind: 'shell.exec',
    command: `${installs[ecosystem] ?? 'npm install'} '${name.replaceAll("'", '')}'`,
  };
}

function textEvent(text: string, raw: Fields, topic: string): PartialEvent {
  const path = textAt(raw, 'path', 'file');
  const surface = surfaceOf(raw);
  if (surface !== undefined) return surfaceEvent(surface, text, path);
  if (topic === 'secrets' || topic === 'secret')
    return { kind: 'fs.write', path: path ?? 'sample.txt', content: text };
  if (describesTool(raw)) return { kind: 'mcp.tools', content: toolList(text, textAt(raw, 'content')) };
  return { kind: 'context.attach', content: text, ...(path === undefined ? {} : { path }) };
}

const surfaceOf = (raw: Fields): Surface | undefined => {
  const stated = textAt(raw, 'surface');
  return surfaces.find(surface => surface === stated);
};

/** Is the event that brings a text to a surface. */
function surfaceEvent(surface: Surface, text: string, path: string | undefined): PartialEvent {
  const events: Readonly<Record<Surface, PartialEvent>> = {
    'instruction file': { kind: 'fs.read', path: path ?? 'AGENTS.md', content: text },
    'written content': { kind: 'fs.write', path: path ?? 'sample.txt', content: text },
    'read content': { kind: 'fs.read', path: path ?? 'sample.txt', content: text },
    'attached text': { kind: 'context.attach', content: text },
    prompt: { kind: 'prompt.submit', content: text },
    'tool description': { kind: 'mcp.tools', content: toolList(text) },
    'tool result': { kind: 'context.attach', phase: 'post', content: text, mcp: { server: 's', tool: 't' } },
    'web text': { kind: 'context.attach', phase: 'post', content: text, urls: ['https://example.com/'] },
    command: { kind: 'shell.exec', command: text },
    'sent text': { kind: 'mcp.call', mcp: { server: 's', tool: 't', args: { text } } },
  };
  return events[surface];
}

const describesTool = (raw: Fields): boolean =>
  /\btool\b.*\b(?:definitions?|descriptions?|docs?|docstrings?|poison\w*|shadow\w*)\b|\brug pull\b/iu.test(
    textAt(raw, 'category', 'type') ?? '',
  );

function toolList(text: string, definition?: string): string {
  if (definition?.startsWith('{') === true) return `[${definition}]`;
  return JSON.stringify([{ name: 'tool', description: text }]);
}

const cwdOf = (raw: Fields): PartialEvent => {
  const cwd = textAt(raw, 'cwd') ?? (isRecord(raw['expect']) ? textAt(raw['expect'], 'cwd') : undefined);
  return cwd?.startsWith('/') === true ? { cwd, roots: [cwd] } : {};
};

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textAt(raw: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = raw[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

/** Is the part of a row that says most, short and in characters that a terminal shows as they are. */
function shownOf(raw: Fields): string {
  const said = textAt(raw, 'command', 'cmd', 'package', 'prompt', 'text', 'code', 'url');
  const file = textAt(raw, 'path', 'file');
  const shown = said ?? [file, textAt(raw, 'content', 'after')].filter(part => part !== undefined).join(': ');
  const plain = shown.slice(0, 300).replaceAll(/[^\u0020-\u007e]+/gu, escaped);
  return plain.slice(0, 120);
}

const escaped = (text: string): string => {
  const json = JSON.stringify(text).slice(1, -1);
  return json.replaceAll(/[^\u0020-\u007e]/gu, unit => `\\u{${(unit.codePointAt(0) ?? 0).toString(16)}}`);
};
