/**
 * Decodes hook payloads of the family that most agents share: `hook_event_name`, `tool_name`, `tool_input`, `cwd`,
 * `session_id`. An agent's own part is a dialect: its toolbox, how it names MCP tools, and where its payloads have other
 * fields, a translation. Pure.
 */
import path from 'node:path';
import type { EventKind, GuardEvent, PathUse, Phase } from '../../common/event.ts';
import { stringsIn } from '../platform/strings.ts';
import type { Action, Toolbox } from './action.ts';
import type { DecodeContext, Decoded } from './adapter.ts';
import { classify, type McpTarget, type ToolCall } from './classify.ts';
import { phaseOf, type AgentName } from './denials.ts';
import { fieldsOf, textAt, textsOf, type Fields } from './fields.ts';
import { TooMuchToScan } from './scan.ts';

/** Is what tells one agent's payloads from another's. */
export interface Dialect {
  readonly agent: AgentName;
  readonly tools: Toolbox;
  /** Says which MCP server and tool a call goes to, if any. */
  readonly mcp: (toolName: string, payload: Fields) => McpTarget | undefined;
  /** Finds files that a prompt sends along by mentioning them. */
  readonly mentions: (prompt: string) => readonly PathUse[];
  /** Puts an agent's own payload into the fields of the family; absent where they are the same. */
  readonly translate?: (payload: Fields, event: string | undefined) => Fields;
}

/** Decodes a payload in a dialect; never throws. */
export function decodePayload(dialect: Dialect, payload: unknown, context: DecodeContext): Decoded {
  const own = fieldsOf(payload);
  const fields = own === undefined ? undefined : translated(dialect, own, context.event);
  const event = (fields === undefined ? undefined : textAt(fields, 'hook_event_name')) ?? context.event;
  const phase = phaseOf(event);
  const malformed = (reason: string): Decoded => ({ kind: 'malformed', phase, reason });
  if (fields === undefined) return malformed('it is not a JSON object');
  if (event === undefined) return malformed('it has no hook_event_name');
  if (phase === 'prompt') return decodePrompt(dialect, fields, context);
  if (phase === 'session') return decodeSession(dialect, event, fields, context);
  return decodeTool(dialect, phase, fields, context);
}

/** What a translation leaves open stays as the payload has it: a newer release may have moved to these fields. */
function translated({ translate }: Dialect, own: Fields, event: string | undefined): Fields {
  const told = Object.entries(translate?.(own, event) ?? {}).filter(([, value]) => value !== undefined);
  return { ...own, ...Object.fromEntries(told) };
}

function decodeTool(dialect: Dialect, phase: Phase, fields: Fields, context: DecodeContext): Decoded {
  const name = textAt(fields, 'tool_name');
  if (name === undefined || name === '') return { kind: 'malformed', phase, reason: 'it has no tool_name' };
  const input = fields['tool_input'];
  if (input === undefined) return { kind: 'malformed', phase, reason: 'it has no tool_input' };
  const actions = classified(dialect, fields, { name, input });
  if (actions === undefined) {
    return { kind: 'malformed', phase, reason: 'its parameters are too many, or nested too deeply' };
  }
  const result = phase === 'post' ? resultOf(fields, actions) : [];
  const events = [...actions, ...result].map((action, at) => ({
    ...baseEvent(dialect, fields, { ...context, id: at === 0 ? context.id : `${context.id}.${at}` }),
    phase,
    rawTool: name,
    rawInput: input,
    ...actionFields(action, cwdOf(fields, context)),
  }));
  return { kind: 'events', phase, events };
}

const resultNames = ['tool_response', 'tool_result', 'tool_output'] as const;

/** What a tool brought back goes to the model: it is taken in like an attachment, and known by its call. */
function resultOf(fields: Fields, [call]: readonly Action[]): readonly Action[] {
  const content = resultNames.flatMap(name => stringsIn(fields[name])).join('\n');
  if (content === '') return [];
  const { kind, paths = [], urls, mcp } = call ?? {};
  return [
    {
      kind: 'context.attach',
      paths: kind === 'fs.read' ? paths : [],
      content,
      ...(kind === 'net.fetch' ? { urls: urls ?? [] } : {}),
      ...(mcp === undefined ? {} : { mcp }),
    },
  ];
}

function classified(
  dialect: Dialect,
  fields: Fields,
  call: Omit<ToolCall, 'mcp'>,
): readonly Action[] | undefined {
  try {
    return classify(dialect.tools, { ...call, mcp: dialect.mcp(call.name, fields) });
  } catch (error) {
    if (error instanceof TooMuchToScan) return undefined;
    throw error;
  }
}

function actionFields({ cwd, ...action }: Action, base: string) {
  return cwd === undefined ? action : { ...action, cwd: path.resolve(base, cwd) };
}

function decodePrompt(dialect: Dialect, fields: Fields, context: DecodeContext): Decoded {
  const prompt = textAt(fields, 'prompt');
  if (prompt === undefined) return { kind: 'malformed', phase: 'prompt', reason: 'it has no prompt' };
  const base = baseEvent(dialect, fields, context);
  const submit: GuardEvent = { ...base, phase: 'prompt', kind: 'prompt.submit', content: prompt };
  const attached = textsOf(fields['attached']).map(file => ({ path: file, op: 'read' as const }));
  const paths = [...dialect.mentions(prompt), ...attached];
  if (paths.length === 0) return { kind: 'events', phase: 'prompt', events: [submit] };
  // A file that a prompt mentions is sent to the model without any tool call: it is a read.
  const read: GuardEvent = { ...base, id: `${context.id}.1`, phase: 'prompt', kind: 'fs.read', paths };
  return { kind: 'events', phase: 'prompt', events: [submit, read] };
}

const sessionKinds: Readonly<Record<string, EventKind>> = {
  SessionStart: 'session.start',
  sessionStart: 'session.start',
  agentSpawn: 'session.start',
  TaskStart: 'session.start',
  SubagentStart: 'agent.spawn',
  SessionEnd: 'session.end',
  sessionEnd: 'session.end',
};

/** Agents tell by these that they wait for their person again. */
const turnEnds: ReadonlySet<string> = new Set(['Stop', 'stop', 'AfterAgent', 'TaskComplete', 'TaskCancel']);

function decodeSession(dialect: Dialect, event: string, fields: Fields, context: DecodeContext): Decoded {
  const kind = sessionKinds[event];
  if (kind === undefined) {
    const reason = `${event} does nothing that needs judging`;
    if (!turnEnds.has(event)) return { kind: 'ignored', reason };
    const { agent, sessionId, cwd } = baseEvent(dialect, fields, context);
    return { kind: 'ignored', reason, ended: { agent, sessionId, cwd } };
  }
  return {
    kind: 'events',
    phase: 'session',
    events: [{ ...baseEvent(dialect, fields, context), phase: 'session', kind }],
  };
}

function baseEvent(dialect: Dialect, fields: Fields, context: DecodeContext) {
  const callId = textAt(fields, 'tool_use_id', 'call_id');
  const subagent = [textAt(fields, 'agent_type'), textAt(fields, 'agent_id')].filter(Boolean).join(':');
  return {
    v: 1,
    id: context.id,
    agent: dialect.agent,
    surface: 'hook',
    sessionId: textAt(fields, 'session_id') ?? '',
    ts: context.ts,
    cwd: cwdOf(fields, context),
    roots: context.roots,
    origin: 'agent',
    paths: [],
    ...(callId === undefined ? {} : { callId }),
    ...(subagent === '' ? {} : { subagent }),
  } as const satisfies Partial<GuardEvent>;
}

const cwdOf = (fields: Fields, context: DecodeContext): string => {
  const cwd = textAt(fields, 'cwd');
  return cwd === undefined || cwd === '' ? context.cwd : path.resolve(context.cwd, cwd);
};

/** Reads the `mcp__server__tool` form. */
export function doubleUnderscoreMcp(
  name: string,
): { readonly server: string; readonly tool: string } | undefined {
  const match = /^mcp__(.+?)__(.+)$/u.exec(name);
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { server: match[1], tool: match[2] };
}

/** Finds `@path` mentions: not within a word or a path, quoted or with escaped spaces, without a trailing full stop. */
export function atMentions(prompt: string): readonly PathUse[] {
  const found = Array.from(
    prompt.matchAll(/(?<![\w/.@-])@(?:"([^"\n]+)"|'([^'\n]+)'|((?:\\.|[^\s\\"'`,;)\]}>*”’])+))/gu),
  );
  const paths = found.map(([, double, single, bare]) =>
    (double ?? single ?? bare?.replace(/\\(.)/gu, '$1').replace(/[.:!?]+$/u, '') ?? '').replace(
      /#L?\d+(?:-\d+)?$/u,
      '',
    ),
  );
  return [...new Set(paths)].filter(path => path !== '').map(path => ({ path, op: 'read' }));
}

/** Finds `#file:path` mentions, quoted or up to the next space. */
export const fileMentions = (prompt: string): readonly PathUse[] =>
  Array.from(
    prompt.matchAll(/(?<![\w/])#file:(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'`,;)\]}>*”’]+))/giu),
    found => {
      const [, double, single, bare] = found;
      const path = double ?? single ?? bare?.replace(/[.:!?]+$/u, '') ?? '';
      return { path: path.replace(/:\d+(?:-\d+)?$/u, ''), op: 'read' };
    },
  );
