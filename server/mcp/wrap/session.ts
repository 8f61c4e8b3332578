/** What both directions of one connection share: who talks, which requests wait for an answer, what is held back. */
import type { Ask } from '../ask.ts';
import { fieldsOf } from '../question.ts';
import type { ToolPins } from '../pins/toolPins.ts';
import { idKey, type Message } from './messages.ts';

/** Says what a session works with. */
export interface SessionSetting {
  /** Name of the server as the person knows it. */
  readonly server: string;
  readonly ask: Ask;
  /** Tells the person something, in one line. */
  readonly say: (text: string) => void;
  readonly pins: ToolPins;
  readonly toClient: (line: string) => void;
  readonly toServer: (line: string) => void;
  /** Milliseconds that examining one answer may take. */
  readonly longestScan?: number;
}

/** Is a request of the client that waits for its answer. */
export interface Waiting {
  readonly method: string;
  /** What it is about: name of a tool or prompt, address of a resource. */
  readonly subject: string;
}

/** Is the state of a connection. */
export interface Session extends SessionSetting {
  readonly client: () => string;
  /** Remembers what a message of the client says of the connection; must be called in the order of messages. */
  readonly note: (message: Message) => void;
  /** Returns the request that an answer belongs to and forgets it. */
  readonly answered: (id: unknown) => Waiting | undefined;
  /** Names tools that are not offered, so that they are not called either. */
  readonly withheld: Set<string>;
}

/** Requests that nobody answers would add up; the oldest are forgotten, and their answers judged by their shape. */
const mostWaiting = 10_000;

/** Creates the state of a connection. */
export function createSession(setting: SessionSetting): Session {
  const waiting = new Map<string, Waiting>();
  let client = '';
  return {
    ...setting,
    client: () => client,
    withheld: new Set(),
    note({ id, method, params }) {
      if (typeof method !== 'string') return;
      const { name, uri, clientInfo } = fieldsOf(params) ?? {};
      if (method === 'initialize') client = textOf(fieldsOf(clientInfo)?.['name']).slice(0, 100);
      if (id === undefined) return;
      if (waiting.size >= mostWaiting) waiting.delete([...waiting.keys()][0] ?? '');
      waiting.set(idKey(id), { method, subject: textOf(name) || textOf(uri) });
    },
    answered(id) {
      const key = idKey(id);
      const found = waiting.get(key);
      waiting.delete(key);
      return found;
    },
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Makes a name of somebody else's fit to be shown in one line. */
export const shown = (name: string): string => {
  const plain = name.replace(/[^\u0020-\u007e]/gu, '?');
  return plain.length <= 80 ? plain : `${plain.slice(0, 79)}…`;
};
