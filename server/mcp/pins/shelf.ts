/** Keeps records of MCP servers in a folder of the user, one file each, outside every workspace. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readPlainTextSync } from '../../platform/plainFile.ts';
import { parseRecord, recordName, type PinRecord } from './record.ts';

/** Is what a record's file holds. */
export type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'record'; readonly record: PinRecord }
  /** Somebody or something damaged it; nobody knows what was approved. */
  | { readonly kind: 'unreadable'; readonly file: string };

/** Reads and writes records. */
export interface PinShelf {
  find(name: string, place: string): Found;
  list(): readonly PinRecord[];
  /** Replaces a record as a whole; throws when the folder cannot be written. */
  save(record: PinRecord): void;
  remove(name: string, place: string): void;
}

/** Opens the records below a state folder; nothing is made before something is saved. */
export function openPins(stateFolder: string): PinShelf {
  const folder = path.join(stateFolder, 'mcp');
  const fileOf = (name: string, place: string): string => path.join(folder, recordName(name, place));
  return {
    find(name, place) {
      const file = fileOf(name, place);
      const text = textOf(file);
      if (text === undefined) return { kind: 'none' };
      const record = parseRecord(text);
      return record?.name === name && record.place === place
        ? { kind: 'record', record }
        : { kind: 'unreadable', file };
    },
    list: () =>
      namesIn(folder).flatMap(name => {
        const record = parseRecord(textOf(path.join(folder, name)) ?? '');
        return record === undefined ? [] : [record];
      }),
    save(record) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = fileOf(record.name, record.place);
      const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
      writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`, { flag: 'wx', mode: 0o600, flush: true });
      renameSync(draft, file);
    },
    remove: (name, place) => rmSync(fileOf(name, place), { force: true }),
  };
}

function textOf(file: string): string | undefined {
  try {
    return readPlainTextSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    return '';
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter(name => name.endsWith('.json'));
  } catch {
    return [];
  }
}
