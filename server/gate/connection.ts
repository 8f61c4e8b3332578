/** Serves one connection of a gate: one request in, one answer out, and no way to harm the guard. */
import type { Socket } from 'node:net';
import type { HookAnswer } from '../agents/denials.ts';
import type { Room } from './room.ts';
import {
  encodeAnswer,
  isProven,
  largestHeader,
  largestPayload,
  parseHeader,
  type GateHeader,
} from './wire.ts';

/** Is a request whose sender is known. */
export interface GateRequest {
  readonly header: GateHeader;
  readonly payload: Buffer;
}

/** Says how a connection is served. */
export interface ConnectionSetting {
  readonly nonce: string;
  /** Answers a request; a rejection is answered by `failed`. */
  readonly answer: (request: GateRequest) => Promise<HookAnswer>;
  readonly failed: (request: GateRequest, error: unknown) => HookAnswer;
  /** A sender whose header, or whose payload after it, takes longer is cut off, be it silent or only slow. */
  readonly receiveMs: number;
  readonly room: Room;
}

/** Reads a request and answers it. A sender that does not prove to know the nonce gets no word at all. */
export function serveConnection(socket: Socket, setting: ConnectionSetting): void {
  socket.on('error', () => socket.destroy());
  void serve(socket, setting).catch(() => socket.destroy());
}

async function serve(socket: Socket, setting: ConnectionSetting): Promise<void> {
  const received = await inTime(socket, setting, () => receiveHeader(socket, setting.nonce));
  if (received === undefined) {
    socket.destroy();
    return;
  }
  const { header, rest } = received;
  // Waiting for room is our doing, not the sender's silence.
  await setting.room.enter(header.length);
  try {
    const payload = await inTime(socket, setting, () => receivePayload(socket, header.length, rest));
    if (payload === undefined) return;
    const request: GateRequest = { header, payload };
    const answer = await setting.answer(request).catch((error: unknown) => setting.failed(request, error));
    socket.end(encodeAnswer(setting.nonce, header.challenge, answer));
  } finally {
    setting.room.leave(header.length);
  }
}

/** Cuts a sender off that takes too long; a byte now and then does not buy it more time. */
async function inTime<T>(
  socket: Socket,
  { receiveMs }: ConnectionSetting,
  receive: () => Promise<T>,
): Promise<T> {
  const timer = setTimeout(() => socket.destroy(), receiveMs);
  try {
    return await receive();
  } finally {
    clearTimeout(timer);
  }
}

interface ReceivedHeader {
  readonly header: GateHeader;
  readonly rest: Buffer;
}

/** Leaves the stream paused after the header; undefined for a sender that is unknown, malformed or gone. */
function receiveHeader(socket: Socket, nonce: string): Promise<ReceivedHeader | undefined> {
  return new Promise(resolve => {
    let pending = Buffer.alloc(0);
    const read = (chunk: Buffer): void => {
      pending = Buffer.concat([pending, chunk]);
      const end = pending.indexOf(0x0a);
      if (end === -1 && pending.length <= largestHeader) return;
      socket.pause();
      socket.off('data', read);
      const header = knownHeader(nonce, pending.subarray(0, end));
      resolve(header === undefined ? undefined : { header, rest: pending.subarray(end + 1) });
    };
    socket.on('data', read);
    socket.on('close', () => resolve(undefined));
  });
}

function knownHeader(nonce: string, line: Buffer): GateHeader | undefined {
  if (line.length > largestHeader) return undefined;
  const header = parseHeader(line.toString('utf8'));
  if (typeof header === 'string' || header.length > largestPayload) return undefined;
  return isProven(nonce, header) ? header : undefined;
}

/** Receives exactly so many bytes; undefined when the sender goes away before. */
function receivePayload(socket: Socket, length: number, rest: Buffer): Promise<Buffer | undefined> {
  return new Promise(resolve => {
    const parts = [rest];
    let size = rest.length;
    const settle = (): void => resolve(Buffer.concat(parts).subarray(0, length));
    if (socket.destroyed) resolve(undefined);
    if (size >= length) settle();
    socket.on('data', (chunk: Buffer) => {
      parts.push(chunk);
      size += chunk.length;
      if (size >= length) settle();
    });
    socket.on('close', () => resolve(undefined));
    socket.resume();
  });
}
