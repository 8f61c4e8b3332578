/** Actions: what one tool call does, before it becomes an event. Pure. */
import type { Edit, EventKind, McpCall, PathOp, PathUse } from '../../common/event.ts';
import type { Fields } from './fields.ts';

/** Describes what one tool call does; the parts of an event that come from the call itself. */
export interface Action {
  readonly kind: EventKind;
  readonly paths: readonly PathUse[];
  readonly content?: string;
  readonly edits?: readonly Edit[];
  readonly command?: string;
  readonly urls?: readonly string[];
  readonly mcp?: McpCall;
  /** Folder that the call itself names to run in. */
  readonly cwd?: string;
}

/**
 * Reads the parameters of one tool. Undefined when they have not the shape that its name promises: then the call is
 * taken for unknown and everything in it is looked at.
 */
export type ToolReader = (input: Fields) => readonly Action[] | undefined;

/** Says how a tool is read, and which further parameters it may have that do nothing by themselves. */
export interface Tool {
  readonly read: ToolReader;
  readonly harmless: readonly string[];
}

/** Names an agent's tools. */
export type Toolbox = Readonly<Record<string, Tool>>;

/** Makes uses of one or more paths with one operation. */
export const uses = (op: PathOp, ...paths: readonly string[]): readonly PathUse[] =>
  paths.map(path => ({ path, op }));
