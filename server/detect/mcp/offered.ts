/** Reads what a server offers out of an event: the list as it travels, or one entry. Pure. */
import type { GuardEvent } from '../../../common/event.ts';
import type { OfferedTool, Parameter, ToolSurroundings } from './toolRule.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Is one tool with what stands around it. */
export interface Placed {
  readonly tool: OfferedTool;
  readonly around: ToolSurroundings;
}

/** Lists the tools that an event offers; empty when its content is no list. */
export function offeredIn({ content = '', before }: GuardEvent): readonly Placed[] {
  const value = parsed(content);
  const outer = fieldsOf(value) ?? {};
  const holder = fieldsOf(outer['result']) ?? outer;
  const list = listOf(value) ?? listOf(holder['tools']) ?? (fieldsOf(value) === undefined ? [] : [value]);
  const tools = list.map(toolOf).filter(tool => tool !== undefined);
  const names = tools.map(({ name }) => name);
  const around = {
    others: (listOf(outer['others']) ?? []).map(serverOf),
    before: before === undefined ? undefined : parsed(before),
  };
  const named = textsOf(outer['siblings']);
  return tools.map((tool, at) => ({
    tool,
    around: { ...around, siblings: [...named, ...names.filter((_, other) => other !== at)] },
  }));
}

function toolOf(value: unknown): OfferedTool | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined) return undefined;
  const { name, title, description, instructions } = fields;
  return {
    name: textOf(name),
    description: [title, description, instructions].map(textOf).filter(Boolean).join('\n'),
    parameters: parametersOf(fields['inputSchema'] ?? fields['parameters'] ?? fields['arguments']),
    whole: value,
  };
}

/** Properties of schemas, and the arguments of prompts, which are a list. */
function parametersOf(root: unknown): readonly Parameter[] {
  const found: Parameter[] = [];
  const stack: unknown[] = [root];
  for (let seen = 0; stack.length > 0 && seen < 20_000; seen += 1) {
    const value = stack.pop();
    if (typeof value !== 'object' || value === null) continue;
    const fields = value as Fields;
    for (const [name, schema] of Object.entries(fieldsOf(fields['properties']) ?? {}))
      found.push(parameterOf(name, fieldsOf(schema) ?? {}));
    if (Array.isArray(root) && typeof fields['name'] === 'string')
      found.push(parameterOf(fields['name'], fields));
    for (const inner of Object.values(fields)) stack.push(inner);
  }
  return found;
}

const parameterOf = (name: string, schema: Fields): Parameter => ({
  name,
  description: [schema['title'], schema['description']].map(textOf).filter(Boolean).join('\n'),
  values: ['default', 'const', 'examples', 'enum'].flatMap(key => textsOf(schema[key])),
});

function serverOf(value: unknown): { readonly server: string; readonly tools: readonly string[] } {
  const { server, tools } = fieldsOf(value) ?? {};
  return { server: textOf(server), tools: textsOf(tools) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const textsOf = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : (listOf(value) ?? []).filter(item => typeof item === 'string');
const listOf = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? (value as readonly unknown[]) : undefined;
const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
