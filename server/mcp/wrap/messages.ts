/** JSON-RPC messages as they travel, and the answers that a wrapper gives in a server's place. Pure. */
import { fieldsOf, parsed } from '../question.ts';

/** Is a message's fields. */
export type Message = Readonly<Record<string, unknown>>;

/** Is what a line holds. */
export type Held =
  | { readonly kind: 'nothing' }
  /** No message to a strict reader, and a message to one that knows other ends of lines. */
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'messages'; readonly isList: boolean; readonly messages: readonly Message[] };

/** Reads the messages of a line: one, or a list of them. */
export function messagesIn(line: Buffer): Held {
  const text = line.toString('utf8').trim();
  if (text === '') return { kind: 'nothing' };
  const value = parsed(text);
  if (value !== undefined) return held(value);
  const pieces = text.split(/[\v\f\u001c-\u001e\u0085\u2028\u2029\0]/u);
  return pieces.length > 1 && pieces.some(piece => held(parsed(piece.trim())).kind === 'messages')
    ? { kind: 'ambiguous' }
    : { kind: 'nothing' };
}

function held(value: unknown): Held {
  const isList = Array.isArray(value);
  const items: readonly unknown[] = isList ? value : [value];
  const messages = items.map(fieldsOf).filter(item => item !== undefined);
  return messages.length === 0 ? { kind: 'nothing' } : { kind: 'messages', isList, messages };
}

/** Returns the key under which an id is remembered: some clients take "1" and 1 for the same. */
export function idKey(id: unknown): string {
  const number = typeof id === 'string' && id.trim() === '' ? Number.NaN : Number(id);
  return Number.isNaN(number) ? `text ${String(id)}` : `number ${number}`;
}

/** Encodes one message as a line. */
export const lineOf = (message: unknown): string => `${JSON.stringify(message)}\n`;

/** Answers a call as a tool that failed, so that the model reads why and what to do instead. */
export const refusedCall = (id: unknown, why: string): Message => ({
  jsonrpc: '2.0',
  id,
  result: { content: [{ type: 'text', text: why }], isError: true },
});

/** Answers any other request. */
export const refusedRequest = (id: unknown, why: string): Message => ({
  jsonrpc: '2.0',
  id,
  error: { code: -32001, message: why },
});

/** Tells whether two fields of one object have the same name, which readers resolve differently. */
export function hasTwins(json: string): boolean {
  const value = parsed(json);
  return value !== undefined && fieldsWritten(json) !== fieldsHeld(value);
}

/** Counts the names of fields in a JSON text: the texts that a colon follows. */
function fieldsWritten(json: string): number {
  let count = 0;
  for (let at = json.indexOf('"'); at !== -1;) {
    let end = at + 1;
    while (end < json.length && json[end] !== '"') end += json[end] === '\\' ? 2 : 1;
    let next = end + 1;
    while (/\s/u.test(json[next] ?? '')) next += 1;
    if (json[next] === ':') count += 1;
    at = json.indexOf('"', next);
  }
  return count;
}

function fieldsHeld(root: unknown): number {
  let count = 0;
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (typeof value !== 'object' || value === null) continue;
    const items: readonly unknown[] = Object.values(value);
    if (!Array.isArray(value)) count += items.length;
    for (const item of items) stack.push(item);
  }
  return count;
}
