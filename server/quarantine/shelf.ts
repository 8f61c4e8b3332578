/** Reads items of the quarantine. Caches descriptions by the state of their folder, so that lists stay cheap. */
import fs from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../common/result.ts';
import { readPlainSync, readPlainTextSync } from '../platform/plainFile.ts';
import type { Content } from './content.ts';
import { parseMeta, type ItemMeta, type SideMeta, type StoredItem } from './item.ts';

/** Names the files of an item's folder. */
export const itemFile = {
  meta: 'meta.json',
  attempted: 'attempted.bin',
  restored: 'restored.bin',
  attempts: 'attempts.json',
  finished: 'finished.json',
  /** A folder that stood in a file's place, or a huge file, moved here whole. */
  tree: 'attempted.tree',
} as const;

/** Reads items; every call looks at the disk, since other processes write there too. */
export interface Shelf {
  exists(id: string): boolean;
  /** Tells whether a file of an item exists. */
  has(id: string, name: string): boolean;
  get(id: string): StoredItem | undefined;
  meta(id: string): ItemMeta | undefined;
  list(): readonly StoredItem[];
  content(id: string, side: 'attempted' | 'restored'): Content | undefined;
  /** Returns when what is known of an item was last written, as by its decision; milliseconds since the epoch. */
  written(id: string): number;
  /** Returns the newest variant of the attempted side, to be written back with a new count. */
  latest(id: string): { readonly latest?: Variant };
  problems(): readonly Problem[];
}

/** Names the file of a later attempt with other bytes. */
export interface Variant extends SideMeta {
  readonly name: string;
}

/** Sides that are kept as bytes are a fraction of it; what is larger lies beside its item as a file. */
const largestContent = 64 << 20;
const idPattern = /^[0-9a-f]{20}-\d{1,9}$/;

/** Creates a shelf over the quarantine's folder. */
export function createShelf(folder: string): Shelf {
  const cache = new Map<string, { readonly stamp: string; readonly item: StoredItem | undefined }>();
  const file = (id: string, name: string): string => path.join(folder, id, name);

  const get = (id: string): StoredItem | undefined => {
    const stamp = idPattern.test(id) ? stampOf(path.join(folder, id)) : undefined;
    if (stamp === undefined) return undefined;
    const known = cache.get(id);
    if (known?.stamp === stamp) return known.item;
    const item = readItem(folder, id);
    cache.set(id, { stamp, item });
    return item;
  };
  const ids = (): readonly string[] => readNames(folder).filter(name => idPattern.test(name));

  return {
    exists: id => stampOf(path.join(folder, id)) !== undefined,
    has: (id, name) => fs.existsSync(file(id, name)),
    get,
    meta: id => (idPattern.test(id) ? readMeta(folder, id) : undefined),
    list: () => {
      const present = ids();
      if (cache.size > present.length * 2 + 100) cache.clear();
      return present
        .map(get)
        .filter(item => item !== undefined)
        .sort((a, b) => b.lastTs - a.lastTs);
    },
    content: (id, side) => (idPattern.test(id) ? readContent(folder, id, side) : undefined),
    written: id => fs.statSync(file(id, itemFile.meta), { throwIfNoEntry: false })?.mtimeMs ?? Infinity,
    latest: id => {
      const { latest } = readAttempts(folder, id);
      return latest ? { latest } : {};
    },
    problems: () =>
      ids()
        .filter(id => get(id) === undefined)
        .map(id => ({
          source: path.join(folder, id),
          message: 'The description of this item cannot be read.',
          remedy: 'Its bytes are still in that folder; move the folder away to silence this.',
        })),
  };
}

/** Every change of an item renames a file into its folder, which moves the folder's times. */
function stampOf(folder: string): string | undefined {
  const stats = fs.lstatSync(folder, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.ino}:${stats.mtimeNs}:${stats.ctimeNs}`;
}

function readNames(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

function readText(file: string): string | undefined {
  try {
    return readPlainTextSync(file);
  } catch {
    return undefined;
  }
}

function readMeta(folder: string, id: string): ItemMeta | undefined {
  const text = readText(path.join(folder, id, itemFile.meta));
  return text === undefined ? undefined : parseMeta(text);
}

function readItem(folder: string, id: string): StoredItem | undefined {
  const meta = readMeta(folder, id);
  if (!meta) return undefined;
  const { count, lastTs, latest } = readAttempts(folder, id);
  return {
    ...meta.item,
    id,
    attemptedKind: (latest ?? meta.attempted).kind,
    restoredKind: meta.restored.kind,
    attempts: count ?? 1,
    lastTs: lastTs ?? meta.item.ts,
    finished: fs.existsSync(path.join(folder, id, itemFile.finished)),
  };
}

interface Attempts {
  readonly count?: number;
  readonly lastTs?: number;
  readonly latest?: Variant;
}

/** A count that cannot be read counts as none: it is a convenience, the bytes are elsewhere. */
function readAttempts(folder: string, id: string): Attempts {
  const text = readText(path.join(folder, id, itemFile.attempts));
  const raw = text === undefined ? {} : fieldsOf(text);
  const { count, lastTs } = raw;
  const latest = parseVariant(raw['latest']);
  return {
    ...(typeof count === 'number' ? { count } : {}),
    ...(typeof lastTs === 'number' ? { lastTs } : {}),
    ...(latest ? { latest } : {}),
  };
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const raw: unknown = JSON.parse(text);
    return typeof raw === 'object' && raw !== null ? { ...raw } : {};
  } catch {
    return {};
  }
}

function parseVariant(raw: unknown): Variant | undefined {
  const fields: Readonly<Record<string, unknown>> = typeof raw === 'object' && raw !== null ? { ...raw } : {};
  const { name, kind, size, mode, sha256 } = fields;
  if (typeof name !== 'string' || !/^variant-[0-9a-f]{16}\.bin$/.test(name)) return undefined;
  if (kind !== 'file' && kind !== 'link' && kind !== 'tree' && kind !== 'absent') return undefined;
  if (typeof size !== 'number' || typeof mode !== 'number' || typeof sha256 !== 'string') return undefined;
  return { name, kind, size, mode, sha256 };
}

function readContent(folder: string, id: string, side: 'attempted' | 'restored'): Content | undefined {
  const meta = readMeta(folder, id);
  if (!meta) return undefined;
  const latest = side === 'attempted' ? readAttempts(folder, id).latest : undefined;
  const { kind, mode } = latest ?? meta[side];
  if (kind === 'absent' || kind === 'tree') return { kind };
  try {
    const bytes = readPlainSync(path.join(folder, id, latest?.name ?? itemFile[side]), largestContent);
    return kind === 'link' ? { kind, target: bytes.toString() } : { kind, bytes, mode };
  } catch {
    return undefined;
  }
}
