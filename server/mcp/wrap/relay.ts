/**
 * Relays one direction: pieces are judged side by side and leave in the order in which they came, and a slow reader
 * makes the writer wait.
 */
import type { Readable, Writable } from 'node:stream';
import { createSplitter, type Piece } from './lines.ts';

/** Is what becomes of a piece: bytes that go on, in parts that are made when they are needed. */
export type Onward = Iterable<Buffer>;

/** Says what a relay works with. */
export interface RelaySetting {
  readonly from: Readable;
  readonly to: Writable;
  readonly folder: string;
  /** Decides about a line; called in the order of lines. Never rejects. */
  readonly decide: (piece: Exclude<Piece, { kind: 'raw' }>) => Promise<Onward> | Onward;
  readonly longest?: number;
}

/** Is a running relay. */
export interface Relay {
  /** Sends a line of ours between two lines. */
  inject(line: string): void;
  /** Resolves when everything has gone on and the stream has ended; the caller ends the other one. */
  readonly done: Promise<void>;
}

/** More pieces under way than this, or more bytes, and the writer waits. */
const mostPieces = 256;
const mostBytes = 16 * 1024 * 1024;

interface Entry {
  readonly size: number;
  readonly onward: Promise<Onward> | Onward;
  /** Is in the middle of a line when it has gone on. */
  readonly open: boolean;
  readonly injected: boolean;
}

/** Starts a relay. */
export function startRelay({ from, to, folder, decide, longest }: RelaySetting): Relay {
  const splitter = createSplitter({ folder, ...(longest === undefined ? {} : { longest }) });
  const queue: Entry[] = [];
  let bytes = 0;
  let running = false;
  let midLine = false;
  let ended = false;
  let finish: () => void = () => undefined;
  const done = new Promise<void>(resolve => (finish = resolve));

  const push = (entry: Entry): void => {
    queue.push(entry);
    bytes += entry.size;
    if (queue.length >= mostPieces || bytes >= mostBytes) from.pause();
    void drain();
  };
  const take = (piece: Piece): void =>
    push(
      piece.kind === 'raw'
        ? { size: piece.bytes.length, onward: [piece.bytes], open: piece.open, injected: false }
        : {
            size: piece.kind === 'line' ? piece.bytes.length : 0,
            onward: decide(piece),
            open: false,
            injected: false,
          },
    );
  const drain = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let entry = queue[0]; entry !== undefined; entry = queue[0]) {
      const onward = entry.onward instanceof Promise ? await entry.onward : entry.onward;
      if (entry.injected && midLine) await send(to, Buffer.from('\n'));
      for (const part of onward) await send(to, part);
      if (!entry.injected) midLine = entry.open;
      queue.shift();
      bytes -= entry.size;
      if (queue.length < mostPieces / 2 && bytes < mostBytes / 2 && from.isPaused()) from.resume();
    }
    running = false;
    if (ended) finish();
  };

  from.on('data', (chunk: Buffer) => splitter.push(chunk).forEach(take));
  const close = (): void => {
    if (ended) return;
    splitter.end().forEach(take);
    ended = true;
    void drain();
  };
  from.on('end', close);
  from.on('close', close);
  from.on('error', close);
  return {
    inject: line => push({ size: line.length, onward: [Buffer.from(line)], open: false, injected: true }),
    done,
  };
}

/** Waits for a slow reader; one that has gone away takes nothing any more. */
function send(to: Writable, bytes: Buffer): Promise<void> | undefined {
  if (bytes.length === 0 || to.destroyed || to.writableEnded || to.write(bytes)) return undefined;
  return new Promise(resolve => {
    const taken = (): void => {
      to.off('drain', taken);
      to.off('close', taken);
      resolve();
    };
    to.on('drain', taken);
    to.on('close', taken);
  });
}
