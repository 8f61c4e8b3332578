/** Asks one guard over its socket and checks that the answer comes from it. */
import { lstatSync } from 'node:fs';
import { connect } from 'node:net';
import type { HookAnswer } from '../agents/denials.ts';
import type { Registration } from '../gate/registry.ts';
import { encodeHeader, largestAnswer, parseAnswer, type GateQuestion } from '../gate/wire.ts';

/** Is how asking a guard ends; one that accepts and never answers leaves the promise open until the deadline. */
export type Asked =
  | { readonly kind: 'answered'; readonly answer: HookAnswer }
  /** Nobody is there any more. */
  | { readonly kind: 'gone' }
  /** Somebody answered who does not know the nonce, or who talks nonsense. */
  | { readonly kind: 'untrusted' };

/** Asks a guard about a payload; never rejects. */
export function askGuard(guard: Registration, question: GateQuestion, payload: Buffer): Promise<Asked> {
  if (!isOurs(guard.socket)) return Promise.resolve({ kind: 'untrusted' });
  const challenge = freshChallenge();
  return new Promise(resolve => {
    let line = '';
    const socket = connect(guard.socket);
    const end = (asked: Asked): void => {
      socket.destroy();
      resolve(asked);
    };
    socket.setEncoding('utf8');
    socket.on('connect', () => {
      socket.write(encodeHeader(guard.nonce, { ...question, challenge, length: payload.length }));
      socket.write(payload);
    });
    socket.on('data', (chunk: string) => {
      line += chunk;
      if (line.includes('\n')) end(verified(guard.nonce, challenge, line));
      else if (line.length > largestAnswer) end({ kind: 'untrusted' });
    });
    socket.on('error', () => end({ kind: 'gone' }));
    socket.on('close', () => end(line === '' ? { kind: 'gone' } : { kind: 'untrusted' }));
  });
}

function verified(nonce: string, challenge: string, line: string): Asked {
  const answer = parseAnswer(nonce, challenge, line);
  return answer === undefined ? { kind: 'untrusted' } : { kind: 'answered', answer };
}

/** A socket that belongs to somebody else is a trap; Windows pipes are covered by the proof alone. */
function isOurs(socket: string): boolean {
  if (process.getuid === undefined) return true;
  try {
    return lstatSync(socket).uid === process.getuid();
  } catch {
    // It is gone: connecting says so.
    return true;
  }
}

/** Must only never repeat; secrecy lies in the nonce, and `node:crypto` is too dear here. */
const freshChallenge = (): string =>
  [process.pid, process.hrtime.bigint(), Date.now(), Math.random()].map(part => part.toString(36)).join('-');
