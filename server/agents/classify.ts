/** Classifies a tool call by its name and by the shape of its parameters together. Pure. */
import type { PathOp } from '../../common/event.ts';
import type { Action, Tool, Toolbox } from './action.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { patchPaths } from './patch.ts';
import { scanFields, type Mentions } from './scan.ts';

/** Is a tool call as the agent reports it. */
export interface ToolCall {
  readonly name: string;
  readonly input: unknown;
  /** Server and tool when the call goes to an MCP server. */
  readonly mcp: { readonly server: string; readonly tool: string } | undefined;
}

/**
 * Says what a call does. A known name with the parameters it promises is that; anything else is unknown, with
 * everything in it looked at: a tool that only borrows a harmless name hides nothing.
 */
export function classify(toolbox: Toolbox, call: ToolCall): readonly Action[] {
  const tool = Object.hasOwn(toolbox, call.name) ? toolbox[call.name] : undefined;
  const input = inputOf(tool, call.input);
  if (call.mcp !== undefined) return [mcpAction(call.mcp, input, call.input)];
  const actions = tool?.read(input);
  if (tool === undefined || actions === undefined) return [patchAction(call.input) ?? unknownAction(input)];
  if (tool.harmless.includes('*')) return actions;
  return withStrays(actions, scanFields(input, ['read', 'write'], tool.harmless));
}

/** Some tools take one text for all of their input: then it is what the tool needs. */
function inputOf(tool: Tool | undefined, input: unknown): Fields {
  if (typeof input !== 'string') return fieldsOf(input) ?? { input };
  const isRead = (name: string): boolean =>
    tool?.harmless.includes(name) === true && tool.read({ [name]: input }) !== undefined;
  return { [['command', 'file_path', 'url'].find(isRead) ?? 'input']: input };
}

/** A patch is one, whatever the tool is called. */
function patchAction(input: unknown): Action | undefined {
  if (typeof input !== 'string') return undefined;
  const paths = patchPaths(input);
  return paths.length === 0 ? undefined : { kind: 'fs.patch', paths, content: input };
}

function unknownAction(input: Fields): Action {
  return { kind: 'unknown', ...mentioned(scanFields(input, ['read', 'write'])) };
}

/** Parameters that the tool should not have are not believed to be idle. */
function withStrays(actions: readonly Action[], strays: Mentions): readonly Action[] {
  if (strays.command === undefined && strays.urls.length === 0 && strays.paths.length === 0) return actions;
  return [...actions, { kind: 'unknown', ...mentioned(strays) }];
}

const writing =
  /write|edit|create|delete|remove|move|rename|patch|update|save|upload|put|append|replace|insert/iu;

function mcpAction(
  mcp: { readonly server: string; readonly tool: string },
  input: Fields,
  args: unknown,
): Action {
  const ops: readonly PathOp[] = writing.test(mcp.tool) ? ['read', 'write'] : ['read'];
  return { kind: 'mcp.call', ...mentioned(scanFields(input, ops)), mcp: { ...mcp, args } };
}

const mentioned = ({ paths, urls, command }: Mentions) => ({
  paths,
  ...(urls.length === 0 ? {} : { urls }),
  ...(command === undefined ? {} : { command }),
});
