/**
 * GuardEvent: what an agent, an extension or a program wants to do or did, normalised, whoever saw it.
 * Everything that Ringfence judges has this shape. Must import nothing outside common/.
 */

/** Lists every kind of event that the pipeline knows. */
export const eventKinds = [
  'fs.read',
  'fs.search',
  'fs.write',
  'fs.edit',
  'fs.patch',
  'fs.delete',
  'shell.exec',
  'shell.input',
  'net.fetch',
  'mcp.call',
  'mcp.tools',
  'agent.spawn',
  'prompt.submit',
  'context.attach',
  'config.change',
  'session.start',
  'session.end',
  'unknown',
] as const;
/** Names what an event does. */
export type EventKind = (typeof eventKinds)[number];

/** Lists who can be behind an event. */
export const origins = ['agent', 'extension', 'external', 'vcs', 'user'] as const;
/** Names who is behind an event, as far as the sensor could tell. */
export type Origin = (typeof origins)[number];

/** Lists the moments at which an event is seen. */
export const phases = ['pre', 'post', 'prompt', 'session'] as const;
/** Names the moment at which an event is seen: before the act, after it, with a prompt, or around a session. */
export type Phase = (typeof phases)[number];

/** Lists what an event can do to a path. */
export const pathOps = ['read', 'search', 'write', 'delete', 'execute', 'link'] as const;
/** Names what an event does to a path. */
export type PathOp = (typeof pathOps)[number];

/** Names a path as the agent wrote it, relative to the event's cwd or absolute, and what happens to it. */
export interface PathUse {
  readonly path: string;
  readonly op: PathOp;
}

/** Replaces one text by another in the event's single write path; an empty `old` inserts into an empty file. */
export interface Edit {
  readonly old: string;
  readonly new: string;
  readonly all?: boolean;
}

/** Names an MCP tool and what it is called with. */
export interface McpCall {
  readonly server: string;
  readonly tool: string;
  readonly args?: unknown;
}

/** Describes one thing that somebody wants to do or did. */
export interface GuardEvent {
  readonly v: 1;
  /** Answers are matched to events by this id; unique within its sender. */
  readonly id: string;
  /** Adapter name (`claude-code`, `vscode` …), or the id of an extension; '' when neither is known. */
  readonly agent: string;
  /** Sensor that saw it: `hook`, `sentinel`, `editor`, `cli`, `mcp`, `extension-host`. */
  readonly surface: string;
  readonly sessionId: string;
  readonly callId?: string;
  /** Milliseconds since the epoch. */
  readonly ts: number;
  /** Absolute folder that relative paths start from. */
  readonly cwd: string;
  /** Absolute workspace roots; empty means that `cwd` is the only root. */
  readonly roots: readonly string[];
  readonly subagent?: string;
  readonly phase: Phase;
  readonly kind: EventKind;
  readonly origin: Origin;
  readonly paths: readonly PathUse[];
  /** Whole content after a write, patch text, attached text or tool list, by kind. */
  readonly content?: string;
  /** Whole content before, where the sensor knows it better than the disk: the sentinel has restored by then. */
  readonly before?: string;
  readonly edits?: readonly Edit[];
  readonly command?: string;
  readonly urls?: readonly string[];
  readonly mcp?: McpCall;
  readonly rawTool?: string;
  readonly rawInput?: unknown;
}
