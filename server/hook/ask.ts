/** Asks one guard over its socket and checks that the answer comes from it. */
import type { HookAnswer } from '../agents/denials.ts';
import type { RegisteredGuard } from '../gate/registry.ts';
import { fs, net, path } from '../gate/wireBuiltins.ts';
import { encodeHeader, largestAnswer, parseAnswer, type GateQuestion } from '../gate/wire.ts';

/** Is how asking a guard ends; one that accepts and never answers leaves the promise open until the deadline. */
export type Asked =
  | { readonly kind: 'answered'; readonly answer: HookAnswer }
  /** Nobody is there any more. */
  | { readonly kind: 'gone' }
  /** Somebody answered who does not know the nonce, or who talks nonsense. */
  | { readonly kind: 'untrusted' };

/** One write is cheaper than two; copying a large payload is not. */
const largestJoined = 64 * 1024;

/** Asks a guard about a payload; never rejects. */
export function askGuard(guard: RegisteredGuard, question: GateQuestion, payload: Buffer): Promise<Asked> {
  if (!isOurs(guard)) return Promise.resolve({ kind: 'untrusted' });
  const challenge = freshChallenge();
  return new Promise(resolve => {
    let line = '';
    const socket = net.connect(guard.socket);
    const end = (asked: Asked): void => {
      socket.destroy();
      resolve(asked);
    };
    const header = encodeHeader(guard.nonce, { ...question, challenge, length: payload.length });
    // Queued until the connection stands.
    socket.write(payload.length > largestJoined ? header : Buffer.concat([Buffer.from(header), payload]));
    if (payload.length > largestJoined) socket.write(payload);
    socket.on('data', (chunk: Buffer) => {
      // Answers are ASCII, so that no character is torn between two chunks.
      line += chunk.toString('latin1');
      if (line.endsWith('\n')) end(verified(guard.nonce, challenge, line));
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

/**
 * A socket that belongs to somebody else is a trap. The folder of registrations is checked by the caller; a Windows
 * pipe is covered by the proof alone.
 */
export function isOurs({ socket, file }: RegisteredGuard): boolean {
  if (process.getuid === undefined || path.dirname(socket) === path.dirname(file)) return true;
  try {
    return fs.lstatSync(socket).uid === process.getuid();
  } catch {
    // It is gone: connecting says so.
    return true;
  }
}

/** Must only never repeat; secrecy lies in the nonce, and `node:crypto` is too dear here. */
export const freshChallenge = (): string =>
  [process.pid, process.hrtime.bigint(), Date.now(), Math.random()].map(part => part.toString(36)).join('-');
