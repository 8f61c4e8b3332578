/** OpenAI chat completions, as spoken by VS Code's custom endpoints, Qwen Code, Cline, OpenCode and others. */
import { eventPayload, jsonPayload } from './protocol.ts';
import type { Answer, ModelRequest, OfferedTool, Payload, Protocol, ReturnedResult } from './protocol.ts';
import { objectOf, objectsOf, stringField, textOf } from './shape.ts';
import type { JsonObject } from './shape.ts';

/** Speaks OpenAI chat completions. */
export const openaiChat: Protocol = {
  name: 'openai-chat',
  matches: url => url.pathname.endsWith('/chat/completions'),
  read,
  write,
};

function read(body: JsonObject): ModelRequest {
  return {
    model: stringField(body, 'model') ?? 'fake-model',
    stream: body['stream'] === true,
    offered: objectsOf(body['tools']).flatMap(offeredTool),
    returned: objectsOf(body['messages']).flatMap(returnedResult),
  };
}

function offeredTool(tool: JsonObject): readonly OfferedTool[] {
  const name = stringField(objectOf(tool['function']), 'name');
  if (name !== undefined) return [{ name, form: 'function' }];
  const custom = stringField(objectOf(tool['custom']), 'name');
  return custom === undefined ? [] : [{ name: custom, form: 'freeform' }];
}

function returnedResult(message: JsonObject): readonly ReturnedResult[] {
  if (message['role'] !== 'tool') return [];
  return [{ callId: stringField(message, 'tool_call_id'), output: textOf(message['content']) }];
}

function write(answer: Answer, request: ModelRequest): Payload {
  const message = assistantMessage(answer);
  const finish = answer.kind === 'call' ? 'tool_calls' : 'stop';
  const frame = { id: 'chatcmpl-fake', created: 1, model: request.model };
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  if (!request.stream) {
    const choices = [{ index: 0, message, finish_reason: finish }];
    return jsonPayload({ ...frame, object: 'chat.completion', choices, usage });
  }
  const chunk = (delta: JsonObject, reason: string | null): JsonObject => ({
    ...frame,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: reason }],
  });
  return eventPayload([chunk(message, null), { ...chunk({}, finish), usage }], 'data: [DONE]\n\n');
}

function assistantMessage(answer: Answer): JsonObject {
  if (answer.kind === 'text') return { role: 'assistant', content: answer.text };
  const { name, form } = answer.tool;
  const call =
    form === 'freeform'
      ? { type: 'custom', custom: { name, input: textOf(answer.args['input']) } }
      : { type: 'function', function: { name, arguments: JSON.stringify(answer.args) } };
  return {
    role: 'assistant',
    content: null,
    tool_calls: [{ index: 0, id: answer.callId, ...call }],
  };
}
