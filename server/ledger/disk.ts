/** Port for the file that a ledger writes, so that a full disk can be played in tests. */
import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** Is an open segment file. */
export interface LedgerFile {
  append(bytes: Uint8Array): Promise<void>;
  /** Resolves when everything appended is safe on disk. */
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
  /** Returns the file's size, or undefined when its name no longer leads to it. */
  size(): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Opens files for appending. */
export interface LedgerDisk {
  open(path: string): Promise<LedgerFile>;
}

/** A pipe in the place of the file is an error, not something to wait for. Windows lacks the last; it counts as 0. */
const appending = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NONBLOCK;

/** Is the machine's disk. */
export const systemDisk: LedgerDisk = {
  async open(path) {
    const handle = await open(path, appending, 0o600);
    const { ino, dev } = await handle.stat({ bigint: true });
    return {
      append: async bytes => {
        await handle.appendFile(bytes);
      },
      sync: () => handle.datasync(),
      truncate: size => handle.truncate(size),
      size: async () => {
        try {
          const found = await stat(path, { bigint: true });
          return found.ino === ino && found.dev === dev ? Number(found.size) : undefined;
        } catch {
          return undefined;
        }
      },
      close: () => handle.close(),
    };
  },
};
