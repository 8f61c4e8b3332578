/** Anthropic messages, as spoken by Claude Code. */
import { eventPayload, jsonPayload } from './protocol.ts';
import type { Answer, ModelRequest, OfferedTool, Payload, Protocol, ReturnedResult } from './protocol.ts';
import { objectsOf, stringField, textOf } from './shape.ts';
import type { JsonObject } from './shape.ts';

/** Speaks Anthropic messages. */
export const anthropic: Protocol = {
  name: 'anthropic',
  matches: url => url.pathname.endsWith('/messages') || url.pathname.endsWith('/messages/count_tokens'),
  read,
  write,
};

function read(body: JsonObject): ModelRequest {
  return {
    model: stringField(body, 'model') ?? 'fake-model',
    stream: body['stream'] === true,
    offered: objectsOf(body['tools']).flatMap(offeredTool),
    returned: objectsOf(body['messages']).flatMap(message =>
      objectsOf(message['content']).flatMap(returnedResult),
    ),
  };
}

function offeredTool(tool: JsonObject): readonly OfferedTool[] {
  const name = stringField(tool, 'name');
  return name === undefined ? [] : [{ name, form: 'function' }];
}

function returnedResult(block: JsonObject): readonly ReturnedResult[] {
  if (block['type'] !== 'tool_result') return [];
  return [{ callId: stringField(block, 'tool_use_id'), output: textOf(block['content']) }];
}

function write(answer: Answer, request: ModelRequest, url: URL): Payload {
  if (url.pathname.endsWith('/count_tokens')) return jsonPayload({ input_tokens: 10 });
  const message = { id: 'msg_fake', type: 'message', role: 'assistant', model: request.model };
  const stop = { stop_reason: answer.kind === 'call' ? 'tool_use' : 'end_turn', stop_sequence: null };
  const usage = { input_tokens: 10, output_tokens: 5 };
  if (!request.stream) return jsonPayload({ ...message, content: [finished(answer)], ...stop, usage });
  const { start, delta } = streamed(answer);
  return eventPayload([
    {
      type: 'message_start',
      message: { ...message, content: [], stop_reason: null, stop_sequence: null, usage },
    },
    { type: 'content_block_start', index: 0, content_block: start },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: stop, usage: { output_tokens: 5 } },
    { type: 'message_stop' },
  ]);
}

function finished(answer: Answer): JsonObject {
  if (answer.kind === 'text') return { type: 'text', text: answer.text };
  return { type: 'tool_use', id: answer.callId, name: answer.tool.name, input: answer.args };
}

function streamed(answer: Answer): { readonly start: JsonObject; readonly delta: JsonObject } {
  if (answer.kind === 'text') {
    return { start: { type: 'text', text: '' }, delta: { type: 'text_delta', text: answer.text } };
  }
  return {
    start: { ...finished(answer), input: {} },
    delta: { type: 'input_json_delta', partial_json: JSON.stringify(answer.args) },
  };
}
