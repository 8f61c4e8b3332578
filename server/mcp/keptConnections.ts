/**
 * Asks guards over connections that stay open for a moment: a wrapper asks twice a call, and a connection costs as much
 * as a verdict.
 */
import { connect, type Socket } from 'node:net';
import type { RegisteredGuard } from '../gate/registry.ts';
import { encodeHeader, largestAnswer, parseAnswer, type GateQuestion } from '../gate/wire.ts';
import { freshChallenge, isOurs, type Asked } from '../hook/ask.ts';

/** Asks a guard about a payload; never rejects. */
export type AskKept = (guard: RegisteredGuard, question: GateQuestion, payload: Buffer) => Promise<Asked>;

/** A guard that ends waits for its connections; none of ours may keep it. */
const idleMs = 1_000;

interface Idle {
  readonly socket: Socket;
  readonly timer: NodeJS.Timeout;
}

/** Creates a function that asks over kept connections, each with one question at a time. */
export function createAskKept(): AskKept {
  const idle = new Map<string, Idle[]>();
  const keep = (file: string, socket: Socket): void => {
    const kept = idle.get(file) ?? [];
    idle.set(file, kept);
    const timer = setTimeout(() => socket.destroy(), idleMs);
    timer.unref();
    socket.unref();
    const entry: Idle = { socket, timer };
    socket.once('close', () => kept.splice(kept.indexOf(entry) >>> 0, 1));
    kept.push(entry);
  };
  const take = (file: string): Socket | undefined => {
    const entry = idle.get(file)?.pop();
    if (entry === undefined) return undefined;
    clearTimeout(entry.timer);
    entry.socket.removeAllListeners('close');
    entry.socket.ref();
    return entry.socket.destroyed ? undefined : entry.socket;
  };
  return async (guard, question, payload) => {
    const kept = take(guard.file);
    const end = (socket: Socket): void => keep(guard.file, socket);
    const asked = kept === undefined ? undefined : await ask(kept, { guard, question, payload, end });
    // The guard may have closed a connection that it took for idle, or have ended: a new one tells.
    if (asked !== undefined && asked.kind !== 'gone') return asked;
    if (!isOurs(guard)) return { kind: 'untrusted' };
    return await ask(connect(guard.socket), { guard, question, payload, end });
  };
}

interface Asking {
  readonly guard: RegisteredGuard;
  readonly question: GateQuestion;
  readonly payload: Buffer;
  /** Takes the connection back after an answer. */
  readonly end: (socket: Socket) => void;
}

function ask(socket: Socket, { guard, question, payload, end }: Asking): Promise<Asked> {
  const challenge = freshChallenge();
  const header = encodeHeader(guard.nonce, { ...question, keep: true, challenge, length: payload.length });
  return new Promise(resolve => {
    let line = '';
    const settle = (asked: Asked): void => {
      for (const event of ['data', 'error', 'close']) socket.removeAllListeners(event);
      socket.on('error', () => undefined);
      if (asked.kind === 'answered') end(socket);
      else socket.destroy();
      resolve(asked);
    };
    socket.on('data', (chunk: Buffer) => {
      // Answers are ASCII, so that no character is torn between two chunks.
      line += chunk.toString('latin1');
      if (line.endsWith('\n')) settle(verified(parseAnswer(guard.nonce, challenge, line)));
      else if (line.length > largestAnswer) settle({ kind: 'untrusted' });
    });
    socket.on('error', () => settle({ kind: 'gone' }));
    socket.on('close', () => settle(line === '' ? { kind: 'gone' } : { kind: 'untrusted' }));
    socket.write(Buffer.concat([Buffer.from(header), payload]));
  });
}

const verified = (answer: ReturnType<typeof parseAnswer>): Asked =>
  answer === undefined ? { kind: 'untrusted' } : { kind: 'answered', answer };
