/**
 * OpenAI responses, as spoken by Codex: function tools, freeform tools, tools grouped in namespaces, and
 * tools that the model has to search for.
 */
import { eventPayload, jsonPayload } from './protocol.ts';
import type { Answer, ModelRequest, OfferedTool, Payload, Protocol, ReturnedResult } from './protocol.ts';
import { objectsOf, stringField, textOf } from './shape.ts';
import type { JsonObject } from './shape.ts';

/** Speaks OpenAI responses. */
export const openaiResponses: Protocol = {
  name: 'openai-responses',
  matches: url => url.pathname.endsWith('/responses'),
  read,
  write,
};

function read(body: JsonObject): ModelRequest {
  const input = objectsOf(body['input']);
  const found = input.filter(isSearchOutput).flatMap(item => objectsOf(item['tools']));
  return {
    model: stringField(body, 'model') ?? 'fake-model',
    stream: body['stream'] === true,
    offered: [...objectsOf(body['tools']), ...found].flatMap(tool => offeredTools(tool)),
    returned: input.flatMap(returnedResult),
  };
}

function offeredTools(tool: JsonObject, namespace?: string): readonly OfferedTool[] {
  if (tool['type'] === 'tool_search') return [{ name: 'tool_search', form: 'search' }];
  const name = stringField(tool, 'name');
  if (name === undefined) return [];
  if (tool['type'] === 'namespace')
    return objectsOf(tool['tools']).flatMap(inner => offeredTools(inner, name));
  const form = tool['type'] === 'custom' ? 'freeform' : 'function';
  return [namespace === undefined ? { name, form } : { name, form, namespace }];
}

function isSearchOutput(item: JsonObject): boolean {
  return item['type'] === 'tool_search_output';
}

function returnedResult(item: JsonObject): readonly ReturnedResult[] {
  if (isSearchOutput(item)) return [{ callId: stringField(item, 'call_id'), output: textOf(item['tools']) }];
  if (item['type'] !== 'function_call_output' && item['type'] !== 'custom_tool_call_output') return [];
  return [{ callId: stringField(item, 'call_id'), output: textOf(item['output']) }];
}

function write(answer: Answer, request: ModelRequest): Payload {
  const item = outputItem(answer);
  const opened = { id: 'resp_fake', object: 'response', created_at: 1, model: request.model };
  const usage = {
    input_tokens: 10,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 5,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 15,
  };
  const completed = { ...opened, status: 'completed', output: [item], usage };
  if (!request.stream) return jsonPayload(completed);
  const events = [
    { type: 'response.created', response: { ...opened, status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress' } },
    { type: 'response.output_item.done', output_index: 0, item },
    { type: 'response.completed', response: completed },
  ];
  return eventPayload(events.map((event, sequence) => ({ ...event, sequence_number: sequence })));
}

function outputItem(answer: Answer): JsonObject {
  if (answer.kind === 'text') {
    const content = [{ type: 'output_text', text: answer.text, annotations: [] }];
    return { type: 'message', id: 'msg_fake', role: 'assistant', status: 'completed', content };
  }
  const { tool, callId, args } = answer;
  const call = { id: `item_${callId}`, call_id: callId, name: tool.name, status: 'completed' };
  if (tool.form === 'search')
    return { ...call, type: 'tool_search_call', execution: 'client', arguments: args };
  if (tool.form === 'freeform') return { type: 'custom_tool_call', ...call, input: freeformInput(args) };
  const named = tool.namespace === undefined ? call : { ...call, namespace: tool.namespace };
  return { type: 'function_call', ...named, arguments: JSON.stringify(args) };
}

/** Takes the one text that a freeform tool wants out of scripted arguments, whatever its key is called. */
function freeformInput(args: JsonObject): string {
  return textOf(args['input'] ?? Object.values(args)[0]);
}
