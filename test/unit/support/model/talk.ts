/** Speaks to a fake model as an agent of each vendor would, for the tests of the fake model itself. */
import { isObject } from '../../../support/model/shape.ts';
import type { JsonObject } from '../../../support/model/shape.ts';

/** A tool result to put into the next request. */
export interface Returned {
  readonly callId: string;
  readonly name: string;
  readonly output: string;
}

/** A client of one protocol: where to post, what to post, and how to read the answer. */
export interface Dialect {
  readonly name: string;
  readonly path: (stream: boolean) => string;
  readonly body: (tools: readonly string[], returned: readonly Returned[], stream: boolean) => JsonObject;
  /** A pattern for the call id in the raw answer. */
  readonly callId: RegExp;
  /** The shape of a scripted call `probe({"path":"a"})` in the raw answer. */
  readonly call: RegExp;
}

const call = /call_\d+/u;
const probeWithArguments = /"name":"probe"[^]*\\"path\\":\\"a\\"/u;

/** Every dialect the fake model understands. */
export const dialects: readonly Dialect[] = [
  {
    name: 'openai-chat',
    path: () => '/v1/chat/completions',
    body: (tools, returned, stream) => ({
      model: 'm',
      stream,
      tools: tools.map(name => ({ type: 'function', function: { name, parameters: {} } })),
      messages: [
        { role: 'user', content: 'go' },
        ...returned.map(({ callId, output }) => ({ role: 'tool', tool_call_id: callId, content: output })),
      ],
    }),
    callId: call,
    call: probeWithArguments,
  },
  {
    name: 'openai-responses',
    path: () => '/v1/responses',
    body: (tools, returned, stream) => ({
      model: 'm',
      stream,
      tools: tools.map(name => ({ type: 'function', name, parameters: {} })),
      input: returned.map(({ callId, output }) => ({
        type: 'function_call_output',
        call_id: callId,
        output,
      })),
    }),
    callId: call,
    call: probeWithArguments,
  },
  {
    name: 'anthropic',
    path: () => '/v1/messages?beta=true',
    body: (tools, returned, stream) => ({
      model: 'm',
      stream,
      max_tokens: 100,
      tools: tools.map(name => ({ name, input_schema: {} })),
      messages: [
        { role: 'user', content: 'go' },
        {
          role: 'user',
          content: returned.map(({ callId, output }) => ({
            type: 'tool_result',
            tool_use_id: callId,
            content: [{ type: 'text', text: output }],
          })),
        },
      ],
    }),
    callId: call,
    call: /"name":"probe"[^]*\\?"path\\?":\\?"a\\?"/u,
  },
  {
    name: 'gemini',
    path: stream => `/v1beta/models/m:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
    body: (tools, returned) => ({
      tools: tools.length === 0 ? [] : [{ functionDeclarations: tools.map(name => ({ name })) }],
      contents: [
        { role: 'user', parts: [{ text: 'go' }] },
        ...returned.map(({ callId, name, output }) => ({
          role: 'user',
          parts: [{ functionResponse: { id: callId, name, response: { output } } }],
        })),
      ],
    }),
    callId: call,
    call: /"name":"probe","args":\{"path":"a"\}/u,
  },
];

/** Posts a body and returns the raw answer. */
export async function post(
  url: string,
  body: JsonObject | string,
): Promise<{ status: number; type: string; text: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text: await response.text(),
  };
}

/** Reads every JSON document of an answer, streamed or not. */
export function documents(text: string): readonly JsonObject[] {
  const lines = text.includes('data: ')
    ? text.split('\n').flatMap(line => (line.startsWith('data: {') ? [line.slice(6)] : []))
    : [text];
  return lines.map((line): unknown => JSON.parse(line)).filter(isObject);
}
