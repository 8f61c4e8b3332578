/**
 * The quarantine on disk: one folder an item, complete before anything is restored (invariants 2 and 3). Safe for
 * several processes at once without locks: an item appears by one rename, its name is decided by what was attempted,
 * and every later change replaces one small file atomically.
 *
 * A full disk: a reserve of 1 MiB is kept and given up first; when that is not enough, nothing is stored, `hold`
 * fails, and the caller must leave the file as it is and say so.
 */
import fs from 'node:fs';
import path from 'node:path';
import { failure, success, type Problem, type Result } from '../../common/result.ts';
import type { ItemState, QuarantineItem } from '../../common/quarantine.ts';
import type { Clock } from '../ports/clock.ts';
import { bytesOf, decode, fingerprint, sha256, type Content } from './content.ts';
import { errorCode, flushFolder, isFull, privateFolder, replaceDurably, writeDurably } from './disk.ts';
import type { FileCalls } from './disk.ts';
import type { ItemMeta, SideMeta, StoredItem } from './item.ts';
import { openReserve } from './reserve.ts';
import { recoverItems } from './recovery.ts';
import { createShelf, itemFile, type Shelf } from './shelf.ts';

/** Is what a sensor hands over to be held. */
export interface Attempt extends Omit<
  QuarantineItem,
  'id' | 'ts' | 'state' | 'attemptedAbsent' | 'restoredAbsent'
> {
  readonly attempted: Content;
  readonly restored: Content;
}

/** Is a held item; `repeated` when the same attempt was already stored a short time ago. */
export interface Holding {
  readonly item: StoredItem;
  readonly repeated: boolean;
  /** Folder of the item, into which a tree is moved. */
  readonly folder: string;
}

/** Says what became of an item; `keys` are the ones that a part approval named. */
export interface Annotation extends Partial<
  Pick<QuarantineItem, 'origin' | 'agent' | 'policies' | 'reason' | 'keys'>
> {
  readonly state?: ItemState;
}

/** Keeps items. All calls are synchronous; those that can fail for outside reasons return what went wrong. */
export interface QuarantineStore {
  /** Stores both sides durably before it returns; a repetition within ten seconds only counts. */
  hold(attempt: Attempt): Result<Holding>;
  /** Counts another attempt of an item; other bytes than before are stored durably and become its attempted side. */
  repeat(id: string, attempted?: Content): Result<StoredItem>;
  /** Notes that the restore is done on disk. */
  finish(id: string): Result<void>;
  /** Lists items whose restore is not known to be done, as after a crash. */
  unfinished(): readonly StoredItem[];
  /** Lists items, newest first. */
  list(): readonly StoredItem[];
  get(id: string): StoredItem | undefined;
  /** Returns the folder of an item, into which a tree is moved. */
  folderOf(id: string): string;
  /** Returns one side of an item with its exact bytes; undefined when they cannot be read. */
  content(id: string, side: 'attempted' | 'restored'): Content | undefined;
  /** Returns one side as text for a diff; '' for no file. */
  text(id: string, side: 'attempted' | 'restored'): string | undefined;
  /** Changes what is known of an item, durably; a discarded one is deleted with its bytes. */
  settle(id: string, annotation: Annotation): Result<StoredItem>;
  /** Lists items that were decided, and not attempted again, before a time; oldest decision first. */
  decided(before: number): readonly StoredItem[];
  /** Takes a decided item out, to be dropped with its bytes or put back; undefined when it is none, or somebody else does. */
  setAside(id: string): Aside | undefined;
  /** Writes the attempted bytes of an item into a new file for inspection elsewhere. */
  export(id: string, target: string): Result<string>;
  /** Describes what could not be read in the quarantine. */
  problems(): readonly Problem[];
}

/** Is an item that was taken out. A crash puts it back. */
export interface Aside {
  drop(): void;
  putBack(): void;
}

/** Says what a store needs. */
export interface StoreOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly calls?: FileCalls;
}

const repetitionWindow = 10_000;

/** Opens the quarantine, creating it and finishing what a crash left half done. */
export function openStore({ folder, clock, calls = fs }: StoreOptions): Result<QuarantineStore> {
  try {
    privateFolder(calls, folder);
    recoverItems(calls, folder);
  } catch (error) {
    return failed(folder, 'open the quarantine', error);
  }
  const shelf = createShelf(folder);
  const reserve = openReserve(calls, path.join(folder, 'reserve.bin'));
  const place: Place = { folder, clock, calls, shelf, withRoom: reserve };
  return success({
    hold: attempt => attempting(folder, 'store a change', () => hold(place, attempt)),
    repeat: (id, attempted) => attempting(folder, 'count a change', () => repeat(place, id, attempted)),
    finish: id => attempting(folder, 'note a restore', () => finish(place, id)),
    unfinished: () => shelf.list().filter(item => !item.finished && item.state === 'held'),
    list: () => shelf.list(),
    get: id => shelf.get(id),
    folderOf: id => path.join(folder, path.basename(id)),
    content: (id, side) => shelf.content(id, side),
    text: (id, side) => {
      const content = shelf.content(id, side);
      return content && textOf(content);
    },
    settle: (id, annotation) => attempting(folder, 'settle an item', () => settle(place, id, annotation)),
    decided: before =>
      shelf
        .list()
        .filter(({ state }) => state !== 'held')
        .map(item => ({ item, at: Math.max(shelf.written(item.id), item.lastTs) }))
        .filter(({ at }) => at < before)
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
    setAside: id => setAside(place, id),
    export: (id, target) => attempting(target, 'export an item', () => exportItem(place, id, target)),
    problems: () => shelf.problems(),
  });
}

interface Place {
  readonly folder: string;
  readonly clock: Clock;
  readonly calls: FileCalls;
  readonly shelf: Shelf;
  readonly withRoom: <T>(work: () => T) => T;
}

function attempting<T>(source: string, purpose: string, work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    return failed(source, purpose, error);
  }
}

function failed(source: string, purpose: string, error: unknown): Result<never> {
  const remedy = isFull(error)
    ? 'The disk is full: free some space; the change is tried again by itself.'
    : 'Check that the folder belongs to you and can be written.';
  return failure({ source, message: `Cannot ${purpose} (${errorCode(error) || String(error)}).`, remedy });
}

function hold(place: Place, attempt: Attempt): Result<Holding> {
  const { folder, shelf, clock } = place;
  const key = sha256(`${attempt.path}\0${fingerprint(attempt.attempted)}`).slice(0, 20);
  for (let number = 1; ; number++) {
    const id = `${key}-${number}`;
    const known = shelf.exists(id) ? shelf.get(id) : store(place, id, attempt);
    if (!known) continue;
    if (known === 'stored') {
      const item = shelf.get(id);
      return item
        ? success({ item, repeated: false, folder: path.join(folder, id) })
        : failure(vanished(folder, id));
    }
    const recent = Math.abs(clock.now() - known.lastTs) <= repetitionWindow && known.state === 'held';
    // A later number may already exist; then this one is history.
    if (!recent || shelf.exists(`${key}-${number + 1}`)) continue;
    const counted = repeat(place, id);
    return success({
      item: counted.ok ? counted.value : known,
      repeated: true,
      folder: path.join(folder, id),
    });
  }
}

/** Writes an item beside its place and renames it in; the loser of a race gets what the winner stored. */
function store(place: Place, id: string, attempt: Attempt): 'stored' | StoredItem | undefined {
  const { folder, calls, shelf, withRoom } = place;
  const temporary = path.join(folder, `.tmp-${process.pid}-${id}`);
  const files = itemFiles(temporary, metaOf(id, attempt, place.clock.now()), attempt);
  return withRoom(() => {
    calls.rmSync(temporary, { recursive: true, force: true });
    try {
      calls.mkdirSync(temporary, { mode: 0o700 });
      writeDurably(calls, files);
      flushFolder(calls, temporary);
      calls.renameSync(temporary, path.join(folder, id));
    } catch (error) {
      calls.rmSync(temporary, { recursive: true, force: true });
      if (shelf.exists(id)) return shelf.get(id);
      throw error;
    }
    flushFolder(calls, folder);
    return 'stored';
  });
}

function itemFiles(folder: string, meta: ItemMeta, attempt: Attempt) {
  const side = (name: string, content: Content) => ({
    path: path.join(folder, name),
    bytes: bytesOf(content),
    mode: 0o600,
  });
  return [
    side(itemFile.attempted, attempt.attempted),
    side(itemFile.restored, attempt.restored),
    { path: path.join(folder, itemFile.meta), bytes: Buffer.from(JSON.stringify(meta)), mode: 0o600 },
  ];
}

function metaOf(id: string, attempt: Attempt, ts: number): ItemMeta {
  const { attempted, restored, ...known } = attempt;
  const sides = { attemptedAbsent: attempted.kind === 'absent', restoredAbsent: restored.kind === 'absent' };
  const item: QuarantineItem = { ...known, id, ts, state: 'held', ...sides };
  return { v: 1, item, attempted: sideOf(attempted), restored: sideOf(restored) };
}

function sideOf(content: Content): SideMeta {
  const bytes = bytesOf(content);
  const mode = content.kind === 'file' ? content.mode : 0;
  return { kind: content.kind, size: bytes.length, sha256: sha256(bytes), mode };
}

const vanished = (folder: string, id: string): Problem => ({
  source: path.join(folder, id),
  message: 'There is no such item, or its description cannot be read.',
  remedy: 'Refresh the list; the bytes, where they exist, are in that folder.',
});

function repeat(place: Place, id: string, attempted?: Content): Result<StoredItem> {
  const item = place.shelf.get(id);
  if (!item) return failure(vanished(place.folder, id));
  const folder = path.join(place.folder, id);
  const side = attempted && sideOf(attempted);
  const variant = side && `variant-${side.sha256.slice(0, 16)}.bin`;
  place.withRoom(() => {
    if (attempted && variant && !place.shelf.has(id, variant)) {
      const file = { path: path.join(folder, variant), bytes: bytesOf(attempted), mode: 0o600 };
      replaceDurably(place.calls, file, path.join(folder, `${variant}.tmp-${process.pid}`));
    }
    const count = { count: item.attempts + 1, lastTs: place.clock.now() };
    const latest = side && variant ? { latest: { ...side, name: variant } } : place.shelf.latest(id);
    replace(place, path.join(folder, itemFile.attempts), { ...count, ...latest });
  });
  return success(place.shelf.get(id) ?? item);
}

/** Replaces a small file of an item: atomic for readers, without waiting for the disk. */
function replace(place: Place, target: string, body: unknown, durable = false): void {
  const temporary = `${target}.tmp-${process.pid}`;
  const file = { path: target, bytes: Buffer.from(JSON.stringify(body)), mode: 0o600 };
  place.calls.rmSync(temporary, { force: true });
  if (durable) {
    replaceDurably(place.calls, file, temporary);
    return;
  }
  const descriptor = place.calls.openSync(temporary, 'wx', file.mode);
  try {
    place.calls.writeSync(descriptor, file.bytes);
  } finally {
    place.calls.closeSync(descriptor);
  }
  place.calls.renameSync(temporary, target);
}

function finish(place: Place, id: string): Result<void> {
  if (!place.shelf.has(id, itemFile.finished))
    replace(place, path.join(place.folder, id, itemFile.finished), {});
  return success(undefined);
}

function settle(place: Place, id: string, annotation: Annotation): Result<StoredItem> {
  const meta = place.shelf.meta(id);
  if (!meta) return failure(vanished(place.folder, id));
  const target = path.join(place.folder, id, itemFile.meta);
  replace(place, target, { ...meta, item: { ...meta.item, ...annotation } }, true);
  const item = place.shelf.get(id);
  if (item?.state === 'discarded') remove(place, id);
  return item ? success(item) : failure(vanished(place.folder, id));
}

/** Deletes an item with its bytes; what a crash leaves of it is swept with other temporary folders. */
function remove(place: Place, id: string): void {
  const temporary = takeOut(place, id);
  place.calls.rmSync(temporary, { recursive: true, force: true });
}

function takeOut({ folder, calls }: Place, id: string): string {
  const temporary = path.join(folder, `.tmp-${process.pid}-${id}`);
  calls.rmSync(temporary, { recursive: true, force: true });
  calls.renameSync(path.join(folder, id), temporary);
  flushFolder(calls, folder);
  return temporary;
}

function setAside(place: Place, id: string): Aside | undefined {
  if ((place.shelf.meta(id)?.item.state ?? 'held') === 'held') return undefined;
  let temporary: string;
  try {
    temporary = takeOut(place, id);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  return {
    drop: () => place.calls.rmSync(temporary, { recursive: true, force: true }),
    putBack() {
      place.calls.renameSync(temporary, path.join(place.folder, id));
      flushFolder(place.calls, place.folder);
    },
  };
}

function exportItem(place: Place, id: string, target: string): Result<string> {
  const content = place.shelf.content(id, 'attempted');
  if (!content || content.kind === 'absent') return failure(vanished(place.folder, id));
  if (content.kind === 'tree') {
    place.calls.cpSync(path.join(place.folder, id, itemFile.tree), target, {
      recursive: true,
      verbatimSymlinks: true,
      errorOnExist: true,
      force: false,
    });
    return success(target);
  }
  writeDurably(place.calls, [{ path: target, bytes: bytesOf(content), mode: 0o600 }]);
  return success(target);
}

function textOf(content: Content): string {
  if (content.kind === 'link') return `(a link to ${content.target})\n`;
  if (content.kind === 'tree') return '(a folder)\n';
  return content.kind === 'absent' ? '' : decode(content.bytes).text;
}
