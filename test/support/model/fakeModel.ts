/**
 * A scripted language model on 127.0.0.1. Real agents talk to it as to their vendor's service, so that tests
 * can make them try an attack, without an account and without anything leaving the machine.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { anthropic } from './anthropic.ts';
import { startConversation } from './conversation.ts';
import type { Conversation, ScriptStep, ToolResult } from './conversation.ts';
import { gemini } from './gemini.ts';
import { openaiChat } from './openaiChat.ts';
import { openaiResponses } from './openaiResponses.ts';
import { jsonPayload } from './protocol.ts';
import type { Payload } from './protocol.ts';
import { isObject } from './shape.ts';
import type { JsonObject } from './shape.ts';

export type { ScriptStep, ToolChoice, ToolResult } from './conversation.ts';

const protocols = [openaiChat, openaiResponses, anthropic, gemini];

/** A request that the fake model received. */
export interface RecordedRequest {
  /** The protocol's name, or `other` for paths that no protocol knows. */
  readonly protocol: string;
  readonly path: string;
  readonly tools: readonly string[];
  readonly body: Readonly<JsonObject>;
  /** When it came, by `performance.now()`. */
  readonly at: number;
}

/** A running fake model. The lists grow while it runs. */
export interface FakeModel {
  readonly port: number;
  /** Base address without a path or closing slash. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  readonly results: readonly ToolResult[];
  /** What the script did not foresee, one sentence each; empty in a good run. */
  readonly unexpected: readonly string[];
  /** Stops the server and drops its connections. */
  readonly close: () => Promise<void>;
}

/** Starts a fake model that plays a script. The caller closes it. */
export async function startFakeModel(options: {
  readonly script: readonly ScriptStep[];
}): Promise<FakeModel> {
  const conversation = startConversation(options.script);
  const requests: RecordedRequest[] = [];
  const server = createServer((request, response) => {
    void serve(request, response, { conversation, requests });
  });
  const port = await listen(server);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    requests,
    results: conversation.results,
    unexpected: conversation.unexpected,
    close: () => close(server),
  };
}

interface Session {
  readonly conversation: Conversation;
  readonly requests: RecordedRequest[];
}

async function serve(request: IncomingMessage, response: ServerResponse, session: Session): Promise<void> {
  try {
    const text = await bodyOf(request);
    const { status, payload } = reply(request, text, session);
    response.writeHead(status, { 'content-type': payload.contentType }).end(payload.body);
  } catch (error) {
    session.conversation.surprise(`A request broke off: ${String(error)}`);
    response.destroy();
  }
}

interface Reply {
  readonly status: number;
  readonly payload: Payload;
}

function reply(request: IncomingMessage, text: string, session: Session): Reply {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const path = url.pathname;
  const protocol = protocols.find(candidate => candidate.matches(url));
  if (protocol === undefined || request.method !== 'POST') return replyOther(request, path, session);
  const body = parse(text);
  if (body === undefined) {
    session.conversation.surprise(`${path} got a body that is not a JSON object.`);
    return problem(400, 'The body is not a JSON object.');
  }
  const asked = protocol.read(body, url);
  session.requests.push({
    protocol: protocol.name,
    path,
    tools: asked.offered.map(({ name }) => name),
    body,
    at: performance.now(),
  });
  const counting = /count_?tokens$/iu.test(path);
  const answer = session.conversation.answer(counting ? { ...asked, offered: [] } : asked);
  return { status: 200, payload: protocol.write(answer, asked, url) };
}

/** Answers the few questions that agents ask beside the conversation; the rest is recorded and refused. */
function replyOther(request: IncomingMessage, path: string, session: Session): Reply {
  session.requests.push({ protocol: 'other', path, tools: [], body: {}, at: performance.now() });
  if (request.method === 'HEAD') return { status: 200, payload: { contentType: 'text/plain', body: '' } };
  if (request.method === 'GET' && path.endsWith('/models')) {
    const model = { id: 'fake-model', object: 'model', created: 1, owned_by: 'test' };
    return { status: 200, payload: jsonPayload({ object: 'list', data: [model], models: [] }) };
  }
  session.conversation.surprise(`Nothing answers ${request.method ?? 'a request'} ${path}.`);
  return problem(404, 'Nothing answers here.');
}

function problem(status: number, message: string): Reply {
  return { status, payload: jsonPayload({ error: { message, type: 'invalid_request_error' } }) };
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += String(chunk);
  return text;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('The fake model has no port.'));
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
