/**
 * Reads files whose place somebody else may control. A pipe would keep a thread waiting for ever, a device never ends, and
 * a huge file fills the memory: only regular files are read, and only up to a limit. What is looked at is the open file, so
 * that nothing can be put in its place in between. Must import nothing heavy: the hook shim uses it.
 */
import type { FileHandle } from 'node:fs/promises';

// An import would be copied name by name into the shim; see wireBuiltins.
const fs = process.getBuiltinModule('node:fs');
type Stats = import('node:fs').BigIntStats;

/** Says what is read, beyond the path. */
interface Bounds {
  /** Bytes; a larger file is refused. */
  readonly limit?: number;
  /** Whether a link at the path is refused with ELOOP; by default it is followed. */
  readonly noLink?: boolean;
}

/** Is how much is read where nobody states a limit: of settings, state and sources the largest is a tenth of it. */
export const ordinaryLimit = 16 << 20;

const whys = {
  EISDIR: 'is a folder',
  ENXIO: 'is no regular file',
  EFBIG: 'is larger than',
} as const;

/** Says that what stands at a path is not read, although it could be opened. */
export class UnfitFileError extends Error {
  /** EISDIR for a folder, EFBIG for what is too large, ENXIO for pipes, sockets and devices. */
  readonly code: keyof typeof whys;
  /** Are those of the open file; undefined for a socket, which cannot be opened. */
  readonly stats: Stats | undefined;

  /** Creates it; `limit` is what a file is too large for. */
  constructor(file: string, code: keyof typeof whys, { stats, limit }: { stats?: Stats; limit?: number }) {
    super(`${file} ${whys[code]}${limit === undefined ? '' : ` ${sizeText(limit)}`}`);
    this.name = 'UnfitFileError';
    this.code = code;
    this.stats = stats;
  }
}

const sizeText = (bytes: number): string =>
  bytes < 1 << 20 ? `${Math.floor(bytes / 1024)} KiB` : `${Math.floor(bytes / (1 << 20))} MiB`;

/** Opens a regular file for reading; the caller closes the descriptor. Throws UnfitFileError, or what the system says. */
export function openPlainSync(
  file: string,
  bounds: Bounds = {},
): { readonly descriptor: number; readonly stats: Stats } {
  let descriptor: number;
  try {
    descriptor = fs.openSync(file, flagsOf(bounds));
  } catch (error) {
    throw unfitSocket(file, error);
  }
  try {
    return { descriptor, stats: checked(file, fs.fstatSync(descriptor, { bigint: true }), bounds) };
  } catch (error) {
    fs.closeSync(descriptor);
    throw error;
  }
}

/** Opens a regular file for reading; the caller closes it. Rejects as `openPlainSync` throws. */
export async function openPlain(
  file: string,
  bounds: Bounds = {},
): Promise<{ readonly handle: FileHandle; readonly stats: Stats }> {
  const handle = await fs.promises.open(file, flagsOf(bounds)).catch((error: unknown) => {
    throw unfitSocket(file, error);
  });
  try {
    return { handle, stats: checked(file, await handle.stat({ bigint: true }), bounds) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Returns the bytes of a regular file, with what the system says of it. Throws as `openPlainSync`. */
export function inspectPlainSync(
  file: string,
  { limit = ordinaryLimit, noLink }: Bounds = {},
): { readonly bytes: Buffer; readonly stats: Stats } {
  const { descriptor, stats } = openPlainSync(file, { limit, ...(noLink === undefined ? {} : { noLink }) });
  try {
    const filling = new Filling(stats, limit);
    while (filling.take(fs.readSync(descriptor, filling.room, filling.length, filling.free, null)));
    return { bytes: filling.bytes(file), stats };
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Returns the bytes of a regular file. Throws UnfitFileError, or what the system says. */
export const readPlainSync = (file: string, limit?: number): Buffer =>
  inspectPlainSync(file, limit === undefined ? {} : { limit }).bytes;

/** Returns the UTF-8 text of a regular file. Throws UnfitFileError, or what the system says. */
export const readPlainTextSync = (file: string, limit?: number): string =>
  readPlainSync(file, limit).toString('utf8');

/** Returns the bytes of a regular file. Rejects with UnfitFileError, or what the system says. */
export async function readPlain(file: string, limit = ordinaryLimit): Promise<Buffer> {
  const { handle, stats } = await openPlain(file, { limit });
  try {
    const filling = new Filling(stats, limit);
    for (;;) {
      const { bytesRead } = await handle.read(filling.room, filling.length, filling.free, null);
      if (!filling.take(bytesRead)) return filling.bytes(file);
    }
  } finally {
    await handle.close();
  }
}

/** Returns the UTF-8 text of a regular file. Rejects with UnfitFileError, or what the system says. */
export const readPlainText = async (file: string, limit?: number): Promise<string> =>
  (await readPlain(file, limit)).toString('utf8');

/** Windows lacks the last two; undefined counts as 0 here. */
function flagsOf({ noLink }: Bounds): number {
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = fs.constants;
  return O_RDONLY | O_NONBLOCK | (noLink === true ? O_NOFOLLOW : 0);
}

/** A socket has a path and cannot be opened. */
const unfitSocket = (file: string, error: unknown): unknown =>
  error instanceof Error && 'code' in error && error.code === 'ENXIO'
    ? new UnfitFileError(file, 'ENXIO', {})
    : error;

function checked(file: string, stats: Stats, { limit }: Bounds): Stats {
  if (stats.isDirectory()) throw new UnfitFileError(file, 'EISDIR', { stats });
  if (!stats.isFile()) throw new UnfitFileError(file, 'ENXIO', { stats });
  if (limit !== undefined && stats.size > limit) throw new UnfitFileError(file, 'EFBIG', { stats, limit });
  return stats;
}

/** Collects a file that may be longer than the system says: one that grows meanwhile, or one of /proc. */
class Filling {
  room: Buffer;
  length = 0;
  readonly #stats: Stats;
  readonly #limit: number;

  constructor(stats: Stats, limit: number) {
    this.#stats = stats;
    this.#limit = limit;
    // One byte more than there should be shows the end without another round.
    this.room = Buffer.allocUnsafeSlow(Number(stats.size) + 1);
  }

  get free(): number {
    return this.room.length - this.length;
  }

  /** Takes note of what was read; returns whether there may be more. */
  take(read: number): boolean {
    this.length += read;
    const whole = this.length === Number(this.#stats.size);
    if (read === 0 || whole || this.length > this.#limit) return false;
    if (this.free > 0) return true;
    const more = Buffer.allocUnsafeSlow(Math.min(Math.max(2 * this.length, 4_096), this.#limit + 1));
    this.room.copy(more, 0, 0, this.length);
    this.room = more;
    return true;
  }

  bytes(file: string): Buffer {
    if (this.length > this.#limit)
      throw new UnfitFileError(file, 'EFBIG', { stats: this.#stats, limit: this.#limit });
    return this.room.subarray(0, this.length);
  }
}
