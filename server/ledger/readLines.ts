/** Reads lines of large files: forwards in flat memory, and backwards from the end. */
import type { FileHandle } from 'node:fs/promises';
import { openPlain, UnfitFileError } from '../platform/plainFile.ts';

/** Is a line without its line feed; `complete` is false for a last line that has none. */
export interface RawLine {
  readonly bytes: Buffer;
  readonly complete: boolean;
}

const chunkSize = 64 * 1024;
/** No line of ours is longer; a longer one is cut here, so that no file can fill the memory. */
const longestLine = 8 * 1024 * 1024;
const lineFeed = 0x0a;

/** Opens what lines are read from; what is put in a file's place, a pipe or a folder, has none. */
const opened = (file: string): Promise<Awaited<ReturnType<typeof openPlain>> | undefined> =>
  openPlain(file).catch((error: unknown) => {
    if (error instanceof UnfitFileError) return undefined;
    throw error;
  });

/** Yields a file's lines in order; none of what is no file. */
export async function* linesOf(file: string): AsyncGenerator<RawLine> {
  const open = await opened(file);
  if (open === undefined) return;
  const { handle } = open;
  try {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of chunks(handle)) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = rest.indexOf(lineFeed); end !== -1; end = rest.indexOf(lineFeed, start)) {
        yield { bytes: rest.subarray(start, end), complete: true };
        start = end + 1;
      }
      rest = rest.subarray(start);
      if (rest.length > longestLine) {
        yield { bytes: rest, complete: false };
        rest = Buffer.alloc(0);
      }
    }
    if (rest.length > 0) yield { bytes: rest, complete: false };
  } finally {
    await handle.close();
  }
}

async function* chunks(handle: FileHandle): AsyncGenerator<Buffer> {
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(chunkSize), 0, chunkSize, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Yields a file's lines from the last to the first; none of what is no file. */
export async function* linesFromEnd(file: string): AsyncGenerator<RawLine> {
  const open = await opened(file);
  if (open === undefined) return;
  const { handle, stats } = open;
  try {
    let position = Number(stats.size);
    let rest: Buffer = Buffer.alloc(0);
    let complete = false;
    while (position > 0) {
      const size = Math.min(chunkSize, position);
      position -= size;
      const { buffer } = await handle.read(Buffer.alloc(size), 0, size, position);
      rest = Buffer.concat([buffer, rest]);
      for (let at = rest.lastIndexOf(lineFeed); at !== -1; at = rest.lastIndexOf(lineFeed)) {
        const bytes = rest.subarray(at + 1);
        // What follows the last line feed of a file is a line only if it is not empty.
        if (complete || bytes.length > 0) yield { bytes, complete };
        complete = true;
        rest = rest.subarray(0, at);
      }
      if (rest.length > longestLine) return;
    }
    if (complete || rest.length > 0) yield { bytes: rest, complete };
  } finally {
    await handle.close();
  }
}
