/** Classifies a tool call by its name and by the shape of its parameters together. Pure. */
import type { PathOp } from '../../common/event.ts';
import type { Action, Tool, Toolbox } from './action.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { patchPaths } from './patch.ts';
import { scanFields, type Mentions } from './scan.ts';

/** Says which tool of which MCP server a call goes to. */
export interface McpTarget {
  readonly server: string;
  readonly tool: string;
  /** What the server gets, where that is not the whole input. */
  readonly args?: unknown;
}

/** Is a tool call as the agent reports it. */
export interface ToolCall {
  readonly name: string;
  readonly input: unknown;
  /** Server and tool when the call goes to an MCP server. */
  readonly mcp: McpTarget | undefined;
}

/**
 * Says what a call does. A known name with the parameters it promises is that; anything else is unknown, with
 * everything in it looked at: a tool that only borrows a harmless name hides nothing.
 */
export function classify(toolbox: Toolbox, call: ToolCall): readonly Action[] {
  const tool = Object.hasOwn(toolbox, call.name) ? toolbox[call.name] : undefined;
  const input = inputOf(tool, call.input);
  if (call.mcp !== undefined) return [mcpAction(call, call.mcp, input)];
  const actions = tool?.read(input);
  if (tool === undefined || actions === undefined)
    return [patchAction(call.input) ?? unknownAction(input, call.name)];
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

function unknownAction(input: Fields, tool: string): Action {
  return { kind: 'unknown', ...mentioned(scanFields(input, ['read', 'write'], [], tool)) };
}

/** Parameters that the tool should not have are not believed to be idle. */
function withStrays(actions: readonly Action[], strays: Mentions): readonly Action[] {
  if (strays.command === undefined && strays.urls.length === 0 && strays.paths.length === 0) return actions;
  return [...actions, { kind: 'unknown', ...mentioned(strays) }];
}

const writing =
  /write|edit|create|delete|remove|move|rename|patch|update|save|upload|put|append|replace|insert/iu;

const reading =
  /^(?:get|read|list|search|find|grep|query|fetch|view|show|describe|stat|head|tail|count|check|lint|validate|analy[sz]e|explain|review|compare)/iu;
const written =
  /^(?:contents?|(?:file_?)?text|data|body|replacement|edits|new_?(?:str(?:ing)?|text|source|contents?)|insert_?text)$/iu;

/** Tells whether a call brings something that could be written. */
const bringsContent = (value: unknown, depth = 0): boolean =>
  typeof value === 'object' &&
  value !== null &&
  depth < 8 &&
  Object.entries(value).some(([name, item]) => written.test(name) || bringsContent(item, depth + 1));

function mcpAction(call: ToolCall, mcp: NonNullable<ToolCall['mcp']>, input: Fields): Action {
  const writes = writing.test(mcp.tool) || (!reading.test(mcp.tool) && bringsContent(input));
  const ops: readonly PathOp[] = writes ? ['read', 'write'] : ['read'];
  return {
    kind: 'mcp.call',
    ...mentioned(scanFields(input, ops, [], call.name)),
    mcp: { args: call.input, ...mcp },
  };
}

const mentioned = ({ paths, urls, command }: Mentions) => ({
  paths,
  ...(urls.length === 0 ? {} : { urls }),
  ...(command === undefined ? {} : { command }),
});
