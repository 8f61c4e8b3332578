/**
 * Parses a GuardEvent from outside. Fields may be missing and get sensible values; fields of the wrong type are a
 * problem, never a guess. Must import nothing outside common/.
 */
import {
  eventKinds,
  origins,
  pathOps,
  phases,
  type Edit,
  type EventKind,
  type GuardEvent,
  type McpCall,
  type PathOp,
  type PathUse,
} from './event.ts';
import { failure, success, type Problem, type Result } from './result.ts';

/** Holds what a partial event is completed with. */
export interface EventDefaults {
  readonly id: string;
  readonly cwd: string;
  readonly roots: readonly string[];
  readonly ts: number;
  readonly surface: string;
}

/** Lists the fields that an event may have. */
export const eventFields: readonly string[] = [
  'v',
  'id',
  'agent',
  'surface',
  'sessionId',
  'ts',
  'cwd',
  'roots',
  'phase',
  'kind',
  'origin',
  'paths',
  'callId',
  'subagent',
  'content',
  'before',
  'edits',
  'command',
  'urls',
  'mcp',
  'rawTool',
  'rawInput',
] satisfies readonly (keyof GuardEvent)[];

/** Returns a whole event, or every field that is wrong and how to mend it. */
export function parseGuardEvent(raw: unknown, defaults: EventDefaults): Result<GuardEvent> {
  if (!isRecord(raw)) {
    return failure(
      problem(
        'event',
        'is not a JSON object.',
        'Send one object a line, such as {"kind":"shell.exec","command":"ls"}.',
      ),
    );
  }
  const read = reader(raw);
  const kind = read.kind();
  const event: GuardEvent = {
    v: 1,
    id: read.id(defaults.id),
    agent: read.text('agent') ?? '',
    surface: read.text('surface') ?? defaults.surface,
    sessionId: read.text('sessionId') ?? '',
    ts: read.number('ts') ?? defaults.ts,
    cwd: read.text('cwd') ?? defaults.cwd,
    roots: read.texts('roots') ?? defaults.roots,
    phase: read.oneOf('phase', phases) ?? 'pre',
    kind,
    origin: read.oneOf('origin', origins) ?? 'agent',
    paths: read.paths(defaultOp(kind)),
    ...optional('callId', read.text('callId')),
    ...optional('subagent', read.text('subagent')),
    ...optional('content', read.text('content')),
    ...optional('before', read.text('before')),
    ...optional('edits', read.edits()),
    ...optional('command', read.text('command')),
    ...optional('urls', read.urls()),
    ...optional('mcp', read.mcp()),
    ...optional('rawTool', read.text('rawTool')),
    ...optional('rawInput', raw['rawInput']),
  };
  return read.problems.length > 0 ? failure(...read.problems) : success(event);
}

/** Returns what an event of a kind does to a path that names no operation. */
export function defaultOp(kind: EventKind): PathOp {
  if (kind === 'fs.search') return 'search';
  if (kind === 'fs.delete') return 'delete';
  return kind === 'fs.write' || kind === 'fs.edit' || kind === 'fs.patch' || kind === 'config.change'
    ? 'write'
    : 'read';
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const problem = (source: string, message: string, remedy: string): Problem => ({ source, message, remedy });

const optional = <K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };

/** Reads fields by type, collecting a problem for each that is wrong. */
function reader(raw: Fields) {
  const problems: Problem[] = [];
  const wrong = (field: string, wanted: string): void => {
    problems.push(problem(field, `is not ${wanted}.`, `Send ${wanted} or leave the field out.`));
  };
  const typed = <T>(field: string, wanted: string, accept: (value: unknown) => value is T): T | undefined => {
    const value = raw[field];
    if (value === undefined || value === null) return undefined;
    if (accept(value)) return value;
    wrong(field, wanted);
    return undefined;
  };
  const text = (field: string): string | undefined => typed(field, 'a string', isText);
  const texts = (field: string): readonly string[] | undefined => typed(field, 'a list of strings', isTexts);
  const oneOf = <T extends string>(field: string, allowed: readonly T[]): T | undefined =>
    typed(field, `one of ${allowed.join(', ')}`, (value): value is T => allowed.some(name => name === value));
  const listed = <T>(
    field: string,
    wanted: string,
    value: unknown,
    map: (item: unknown) => T | undefined,
  ): readonly T[] | undefined => {
    if (value === undefined || value === null) return undefined;
    const mapped = mappedList(value, map);
    if (mapped === undefined) wrong(field, wanted);
    return mapped;
  };
  return {
    problems,
    text,
    texts,
    oneOf,
    number: (field: string) =>
      typed(field, 'a finite number', (value): value is number => Number.isFinite(value)),
    id: (fallback: string): string =>
      typeof raw['id'] === 'number' ? String(raw['id']) : (text('id') ?? fallback),
    // A kind that we do not know is scanned by shape, so that it never becomes silence (invariant 4).
    kind: (): EventKind => eventKinds.find(name => name === text('kind')) ?? 'unknown',
    paths: (op: PathOp): readonly PathUse[] => {
      const value = raw['path'] === undefined ? raw['paths'] : [raw['path']];
      return listed('paths', 'a list of {path, op}', value, item => pathUse(item, op)) ?? [];
    },
    edits: () => listed('edits', 'a list of {old, new}', raw['edits'], edit),
    urls: (): readonly string[] | undefined =>
      raw['url'] === undefined ? texts('urls') : [text('url') ?? ''],
    mcp: (): McpCall | undefined => {
      const value = raw['mcp'] ?? undefined;
      const call = value === undefined ? undefined : mcpCall(value);
      if (value !== undefined && call === undefined) wrong('mcp', 'an object {server, tool, args}');
      return call;
    },
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

/** Maps a list, or returns undefined when it is none or an item of it does not fit. */
function mappedList<T>(value: unknown, map: (item: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const mapped = value.map(map);
  return mapped.every(item => item !== undefined) ? mapped : undefined;
}

function pathUse(item: unknown, op: PathOp): PathUse | undefined {
  if (isText(item)) return { path: item, op };
  if (!isRecord(item) || !isText(item['path'])) return undefined;
  const named = pathOps.find(name => name === item['op']);
  return item['op'] !== undefined && named === undefined
    ? undefined
    : { path: item['path'], op: named ?? op };
}

function edit(item: unknown): Edit | undefined {
  if (!isRecord(item) || !isText(item['old']) || !isText(item['new'])) return undefined;
  return { old: item['old'], new: item['new'], ...(item['all'] === true ? { all: true } : {}) };
}

function mcpCall(value: unknown): McpCall | undefined {
  if (!isRecord(value)) return undefined;
  const { server = '', tool = '', args } = value;
  return isText(server) && isText(tool) ? { server, tool, args } : undefined;
}
