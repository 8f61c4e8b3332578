/** Gemini generateContent, streamGenerateContent and countTokens, as spoken by Gemini CLI. */
import { eventPayload, jsonPayload } from './protocol.ts';
import type { Answer, ModelRequest, OfferedTool, Payload, Protocol, ReturnedResult } from './protocol.ts';
import { isObject, objectOf, objectsOf, stringField, textOf } from './shape.ts';
import type { JsonObject } from './shape.ts';

const METHOD = /\/models\/([^/:]+):(generateContent|streamGenerateContent|countTokens)$/u;

/** Speaks Gemini. */
export const gemini: Protocol = {
  name: 'gemini',
  matches: url => METHOD.test(url.pathname),
  read,
  write,
};

function read(body: JsonObject, url: URL): ModelRequest {
  const [, model, method] = METHOD.exec(url.pathname) ?? [];
  return {
    model: model ?? 'fake-model',
    stream: method === 'streamGenerateContent',
    offered: objectsOf(body['tools']).flatMap(tool =>
      objectsOf(tool['functionDeclarations']).flatMap(offeredTool),
    ),
    returned: objectsOf(body['contents']).flatMap(content =>
      objectsOf(content['parts']).flatMap(returnedResult),
    ),
  };
}

function offeredTool(declaration: JsonObject): readonly OfferedTool[] {
  const name = stringField(declaration, 'name');
  return name === undefined ? [] : [{ name, form: 'function' }];
}

function returnedResult(part: JsonObject): readonly ReturnedResult[] {
  if (!isObject(part['functionResponse'])) return [];
  const { functionResponse } = part;
  const response = objectOf(functionResponse['response']);
  const output = textOf(response['output'] ?? response['error'] ?? response);
  return [{ callId: stringField(functionResponse, 'id'), output }];
}

function write(answer: Answer, request: ModelRequest, url: URL): Payload {
  if (url.pathname.endsWith(':countTokens')) return jsonPayload({ totalTokens: 10 });
  const response = {
    candidates: [{ index: 0, content: { role: 'model', parts: [part(answer)] }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 },
    modelVersion: request.model,
    responseId: 'fake-response',
  };
  if (!request.stream) return jsonPayload(response);
  return url.searchParams.get('alt') === 'sse' ? eventPayload([response]) : jsonPayload([response]);
}

function part(answer: Answer): JsonObject {
  if (answer.kind === 'text') return { text: answer.text };
  return { functionCall: { id: answer.callId, name: answer.tool.name, args: answer.args } };
}
