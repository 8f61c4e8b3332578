/** Splits a stream into lines without changing a byte, in bounded memory however long a line is. */
import { createSpool, type Spool, type SpooledLine } from './spool.ts';

/** Is a part of a stream; all parts together are the stream. */
export type Piece =
  /** A whole line with its end, or the last one without. */
  | { readonly kind: 'line'; readonly bytes: Buffer }
  /** Part of a line that can be no message; `open` until its end has come. */
  | { readonly kind: 'raw'; readonly bytes: Buffer; readonly open: boolean }
  | { readonly kind: 'long'; readonly line: SpooledLine };

/** Takes a stream chunk by chunk. */
export interface Splitter {
  push(chunk: Buffer): readonly Piece[];
  /** Returns what is left when the stream has ended. */
  end(): readonly Piece[];
}

/** Says how lines are held. */
export interface SplitterSetting {
  /** Folder for lines that are too long for memory. */
  readonly folder: string;
  /** Longer lines go to a file. */
  readonly longest?: number;
}

const defaultLongest = 8 * 1024 * 1024;

interface State {
  parts: Buffer[];
  size: number;
  spool: Spool | undefined;
  raw: boolean;
}

const fresh = (): State => ({ parts: [], size: 0, spool: undefined, raw: false });

/**
 * Creates a splitter. Some readers take a lone carriage return for the end of a line, so here it is one: two messages
 * of theirs must never look like one that is no message.
 */
export function createSplitter({ folder, longest = defaultLongest }: SplitterSetting): Splitter {
  let state = fresh();
  const add = (bytes: Buffer): void => {
    state.size += bytes.length;
    if (state.spool === undefined && state.size > longest) {
      state.spool = createSpool(folder);
      for (const part of state.parts) state.spool.add(part);
      state.parts = [];
    }
    if (state.spool === undefined) state.parts.push(bytes);
    else state.spool.add(bytes);
  };
  const finish = (): Piece => {
    const { spool, parts } = state;
    state = fresh();
    return spool === undefined
      ? { kind: 'line', bytes: Buffer.concat(parts) }
      : { kind: 'long', line: spool.done() };
  };
  const take = (bytes: Buffer, ends: boolean): readonly Piece[] => {
    if (state.size === 0) state.raw = isNoMessage(bytes);
    if (state.raw) {
      state = ends ? fresh() : { ...state, size: state.size + bytes.length };
      return [{ kind: 'raw', bytes, open: !ends }];
    }
    add(bytes);
    return ends ? [finish()] : [];
  };
  return {
    push(chunk) {
      const pieces: Piece[] = [];
      let start = 0;
      for (;;) {
        const end = lineEnd(chunk, start);
        if (end === -1) break;
        pieces.push(...take(chunk.subarray(start, end + 1), true));
        start = end + 1;
      }
      if (start < chunk.length) pieces.push(...take(chunk.subarray(start), false));
      return pieces;
    },
    end: () => (state.raw || state.size === 0 ? [] : [finish()]),
  };
}

function lineEnd(chunk: Buffer, start: number): number {
  const feed = chunk.indexOf(0x0a, start);
  const carriage = chunk.subarray(start, feed === -1 ? chunk.length : feed).indexOf(0x0d);
  return carriage === -1 ? feed : start + carriage;
}

/** A message starts with a bracket; readers may skip blanks and marks before it, which ASCII letters are not. */
function isNoMessage(bytes: Buffer): boolean {
  const first = bytes[0] ?? 0;
  const isBracket = first === 0x7b || first === 0x5b;
  return first > 0x20 && first < 0x7f && !isBracket;
}
