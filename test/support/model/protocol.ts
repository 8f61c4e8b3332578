/**
 * What the protocols of the model vendors have in common: a request offers tools and returns results of
 * earlier calls, an answer is one tool call or one text.
 */
import type { JsonObject } from './shape.ts';

/** A tool that a request offers to the model. */
export interface OfferedTool {
  readonly name: string;
  /** JSON arguments; plain text (Codex's `apply_patch`); or a search for tools that are not listed at first. */
  readonly form: 'function' | 'freeform' | 'search';
  /** The group the tool is listed in, which a call has to name apart (Codex's MCP servers). */
  readonly namespace?: string;
}

/** The result of an earlier call, as the agent sent it back. */
export interface ReturnedResult {
  readonly callId: string | undefined;
  readonly output: string;
}

/** A request, freed of its protocol. */
export interface ModelRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly offered: readonly OfferedTool[];
  /** Every result in the conversation so far, oldest first. */
  readonly returned: readonly ReturnedResult[];
}

/** What the model says next. */
export type Answer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly callId: string; readonly tool: OfferedTool; readonly args: JsonObject };

/** The bytes of an answer and their media type. */
export interface Payload {
  readonly contentType: string;
  readonly body: string;
}

/** One vendor's way to say it over HTTP. */
export interface Protocol {
  readonly name: string;
  /** Tells whether a request path belongs to this protocol. */
  readonly matches: (url: URL) => boolean;
  /** Reads a request body. */
  readonly read: (body: JsonObject, url: URL) => ModelRequest;
  /** Writes an answer in the form that the request asked for. */
  readonly write: (answer: Answer, request: ModelRequest, url: URL) => Payload;
}

/** Makes a payload of one JSON document. */
export function jsonPayload(value: unknown): Payload {
  return { contentType: 'application/json', body: JSON.stringify(value) };
}

/** Makes a payload of server-sent events, each a JSON document with its type as the event's name, if it has one. */
export function eventPayload(events: readonly JsonObject[], closing = ''): Payload {
  const lines = events.map(event => {
    const name = typeof event['type'] === 'string' ? `event: ${event['type']}\n` : '';
    return `${name}data: ${JSON.stringify(event)}\n\n`;
  });
  return { contentType: 'text/event-stream', body: lines.join('') + closing };
}
