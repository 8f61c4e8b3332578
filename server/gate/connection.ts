/** Serves one connection of a gate: a request in, an answer out, and no way to harm the guard. */
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
  const first = await inTime(socket, setting, () => receiveHeader(socket, setting.nonce, nothing));
  let rest = await serveRequest(socket, setting, first);
  // A sender that is known and keeps its connection may take its time until the next request.
  while (rest !== undefined)
    rest = await serveRequest(socket, setting, await receiveHeader(socket, setting.nonce, rest));
}

const nothing = Buffer.alloc(0);

/** Serves one request; returns what was received beyond it when another may follow, undefined at the end. */
async function serveRequest(
  socket: Socket,
  setting: ConnectionSetting,
  received: ReceivedHeader | undefined,
): Promise<Buffer | undefined> {
  if (received === undefined) {
    socket.destroy();
    return undefined;
  }
  const { header } = received;
  // Waiting for room is our doing, not the sender's silence.
  await setting.room.enter(header.length);
  try {
    const bytes = await inTime(socket, setting, () => receivePayload(socket, header.length, received.rest));
    if (bytes === undefined) return undefined;
    const request: GateRequest = { header, payload: bytes.subarray(0, header.length) };
    const answer = await setting.answer(request).catch((error: unknown) => setting.failed(request, error));
    const line = encodeAnswer(setting.nonce, header.challenge, answer);
    if (header.keep !== true) {
      socket.end(line);
      return undefined;
    }
    socket.write(line);
    return bytes.subarray(header.length);
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
function receiveHeader(socket: Socket, nonce: string, before: Buffer): Promise<ReceivedHeader | undefined> {
  return new Promise(resolve => {
    let pending: Buffer = nothing;
    const read = (chunk: Buffer): void => {
      pending = Buffer.concat([pending, chunk]);
      const end = pending.indexOf(0x0a);
      if (end === -1 && pending.length <= largestHeader) return;
      socket.pause();
      socket.off('data', read);
      socket.off('close', gone);
      const header = knownHeader(nonce, pending.subarray(0, end));
      resolve(header === undefined ? undefined : { header, rest: pending.subarray(end + 1) });
    };
    const gone = (): void => resolve(undefined);
    if (socket.destroyed) gone();
    socket.on('data', read);
    socket.on('close', gone);
    if (before.length > 0) read(before);
    else socket.resume();
  });
}

function knownHeader(nonce: string, line: Buffer): GateHeader | undefined {
  if (line.length > largestHeader) return undefined;
  const header = parseHeader(line.toString('utf8'));
  if (typeof header === 'string' || header.length > largestPayload) return undefined;
  return isProven(nonce, header) ? header : undefined;
}

/** Receives at least so many bytes; undefined when the sender goes away before. */
function receivePayload(socket: Socket, length: number, rest: Buffer): Promise<Buffer | undefined> {
  return new Promise(resolve => {
    const parts = [rest];
    let size = rest.length;
    const settle = (): void => {
      socket.pause();
      socket.off('data', read);
      socket.off('close', gone);
      resolve(Buffer.concat(parts));
    };
    const read = (chunk: Buffer): void => {
      parts.push(chunk);
      size += chunk.length;
      if (size >= length) settle();
    };
    const gone = (): void => resolve(undefined);
    socket.on('data', read);
    socket.on('close', gone);
    if (socket.destroyed) gone();
    else if (size >= length) settle();
    else socket.resume();
  });
}
