/** Holds risky changes of one root: into quarantine first, then the restore, then the word to the server. */
import fs from 'node:fs';
import path from 'node:path';
import { success, type Problem, type Result } from '../../common/result.ts';
import { openPlainSync } from '../platform/plainFile.ts';
import type { Clock } from '../ports/clock.ts';
import { fingerprint, type Content } from '../quarantine/content.ts';
import type { FileCalls } from '../quarantine/disk.ts';
import type { StoredItem } from '../quarantine/item.ts';
import { itemFile } from '../quarantine/shelf.ts';
import type { Holding, QuarantineStore } from '../quarantine/store.ts';
import { keepGrowing } from './growing.ts';
import { reasonOf, type Risk } from './judge.ts';
import type { SentinelEvent } from './messages.ts';
import { identityOf, largest, type Reading } from './reading.ts';
import { keepLarge, restorePath } from './restore.ts';
import type { Known } from './snapshots.ts';

/** Is what a root's parts share. */
export interface RootContext {
  readonly root: string;
  readonly store: QuarantineStore;
  readonly calls: FileCalls;
  readonly clock: Clock;
  readonly emit: (event: SentinelEvent) => void;
}

interface Recent {
  readonly id: string;
  readonly signature: string;
  readonly attempted: string;
  readonly done: boolean;
  readonly at: number;
}

/** Is a file that was taken back while its writer may still have it open. */
interface Late {
  readonly descriptor: number;
  readonly id: string;
  readonly attempted: Extract<Content, { kind: 'file' }>;
}

const burst = 2_000;
/** Milliseconds between looks: most writers are done within the first, a slow one within the second. */
const lateLooks = [60, 1_000];
const mostLate = 64;
const tellEvery = 250;

/** Holds changes; owns the timers of its own after-work. */
export class Holder {
  readonly #context: RootContext;
  readonly #recent = new Map<string, Recent>();
  readonly #late = new Map<NodeJS.Timeout, number>();
  readonly #told = new Map<string, number>();

  /** Creates a holder without side effects. */
  constructor(context: RootContext) {
    this.#context = context;
  }

  /** Stores a risky change and restores the file; returns the problems that left it in place. */
  hold(file: string, reading: Reading, risk: Risk): readonly Problem[] {
    const { clock } = this.#context;
    const place = path.join(this.#context.root, file);
    const stored = this.#store(file, place, risk);
    if (!stored.ok) return stored.problems;
    const { item, folder, repeated } = stored.value;
    const recent = {
      id: item.id,
      signature: signatureOf(risk),
      attempted: fingerprint(risk.attempted),
      at: clock.monotonic(),
    };
    this.#recent.set(file, { ...recent, done: false });
    const { attempted } = risk;
    const late = attempted.kind === 'file' ? openSame(place, reading) : undefined;
    const problems = this.#restore(place, folder, reading, risk.restored);
    if (late !== undefined && attempted.kind === 'file')
      this.#watchLate({ descriptor: late, id: item.id, attempted });
    if (problems.length > 0) return problems;
    this.#context.store.finish(item.id);
    this.#recent.set(file, { ...recent, done: true });
    this.#tell({ ...item, finished: true }, repeated);
    return [];
  }

  /** Redoes the restore of an item that a crash left stored but not restored. */
  resume(item: StoredItem, reading: Reading, known: Known): readonly Problem[] {
    const problems = this.#restore(item.path, this.#context.store.folderOf(item.id), reading, known);
    if (problems.length > 0) return problems;
    this.#context.store.finish(item.id);
    this.#tell({ ...item, finished: true }, false);
    return [];
  }

  /** Puts known content back without an item, where the change itself is in another item already. */
  recreate(file: string, known: Known): void {
    const target = { root: this.#context.root, path: path.join(this.#context.root, file), aside: '' };
    restorePath(this.#context.calls, target, known);
  }

  /** Forgets a file's last attempt, so that the next one makes a new item. */
  forget(file: string): void {
    this.#recent.delete(file);
  }

  /** Ends the after-work. */
  close(): void {
    for (const [timer, descriptor] of this.#late) {
      clearTimeout(timer);
      fs.closeSync(descriptor);
    }
    this.#late.clear();
  }

  /** Attempts of one burst with the same meaning share an item; all their bytes are kept in it. */
  #store(file: string, place: string, risk: Risk): ReturnType<QuarantineStore['hold']> {
    const { store, root } = this.#context;
    const last = this.#ongoing(file, risk);
    if (last) {
      const counted = this.#repeat(last, risk);
      return counted.ok ? success(holdingOf(counted.value, store.folderOf(last.id))) : counted;
    }
    return store.hold({
      path: place,
      root,
      origin: 'external',
      agent: '',
      keys: risk.keys,
      findings: risk.findings,
      policies: [],
      reason: reasonOf(risk.findings),
      attempted: risk.attempted,
      restored: contentOf(risk.restored),
    });
  }

  /** Returns the last attempt on a file when this one belongs to it. */
  #ongoing(file: string, risk: Risk): Recent | undefined {
    const { store, clock } = this.#context;
    const last = this.#recent.get(file);
    if (!last || last.signature !== signatureOf(risk)) return undefined;
    const again = clock.monotonic() - last.at < burst || !last.done;
    return again && store.get(last.id)?.state === 'held' ? last : undefined;
  }

  #repeat(last: Recent, risk: Risk): Result<StoredItem> {
    const { store } = this.#context;
    if (last.attempted !== fingerprint(risk.attempted)) return store.repeat(last.id, risk.attempted);
    // A retry of a failed restore is no new attempt.
    const known = last.done ? undefined : store.get(last.id);
    return known ? success(known) : store.repeat(last.id);
  }

  #restore(place: string, folder: string, reading: Reading, known: Known): readonly Problem[] {
    const { calls, root } = this.#context;
    const aside = freeName(path.join(folder, itemFile.tree));
    if (reading.kind === 'large') {
      try {
        keepLarge(calls, place, aside);
      } catch (error) {
        return [keepProblem(place, error)];
      }
    }
    const restored = restorePath(calls, { root, path: place, aside }, known);
    return restored.ok ? [] : restored.problems;
  }

  /** The writer may still hold the old file open and go on writing: what comes late belongs to the item. */
  #watchLate(late: Late, looks: readonly number[] = lateLooks): void {
    const [wait, ...later] = looks;
    if (wait === undefined || this.#late.size >= mostLate) {
      fs.closeSync(late.descriptor);
      return;
    }
    const timer = setTimeout(() => {
      this.#late.delete(timer);
      if (fs.fstatSync(late.descriptor).size > largest) this.#keepGrown(late.descriptor, late.id);
      else this.#watchLate(this.#lookLate(late), later);
    }, wait);
    this.#late.set(timer, late.descriptor);
  }

  /** Stores what was written since the last look; returns what to compare the next look with. */
  #lookLate(late: Late): Late {
    const bytes = readWhole(late.descriptor);
    if (bytes.length === 0 || bytes.equals(late.attempted.bytes)) return late;
    const attempted = { ...late.attempted, bytes };
    this.#context.store.repeat(late.id, attempted);
    return { ...late, attempted };
  }

  #keepGrown(descriptor: number, id: string): void {
    const target = freeName(path.join(this.#context.store.folderOf(id), itemFile.tree));
    keepGrowing(descriptor, target).catch((error: unknown) => {
      this.#context.emit({ type: 'problem', key: `grown:${id}`, problem: keepProblem(target, error) });
    });
  }

  /** A writer that never stops must not flood the server. */
  #tell(item: StoredItem, repeated: boolean): void {
    const now = this.#context.clock.monotonic();
    if (repeated && now - (this.#told.get(item.id) ?? -Infinity) < tellEvery) return;
    this.#told.set(item.id, now);
    if (this.#told.size > 1_000) this.#told.clear();
    this.#context.emit({ type: 'held', item, repeated });
  }
}

const holdingOf = (item: StoredItem, folder: string): Holding => ({ item, folder, repeated: true });

const signatureOf = (risk: Risk): string =>
  [
    risk.attempted.kind,
    ...risk.findings.map(finding => `${finding.ruleId}@${JSON.stringify(finding.keyPath ?? [])}`),
  ]
    .sort()
    .join('|');

/** Returns what is stored for known content. */
export function contentOf(known: Known): Content {
  if (known.kind === 'file') return known;
  if (known.kind === 'link') return { kind: 'link', target: known.target };
  return known.kind === 'large' ? { kind: 'tree' } : known;
}

function openSame(place: string, reading: Reading): number | undefined {
  try {
    const { descriptor, stats } = openPlainSync(place, { noLink: true });
    if (`${stats.dev}:${stats.ino}` === identityOf(reading.stamp)) return descriptor;
    fs.closeSync(descriptor);
  } catch {
    // Gone already: then there is nobody to write late.
  }
  return undefined;
}

function readWhole(descriptor: number): Buffer {
  const bytes = Buffer.alloc(fs.fstatSync(descriptor).size);
  const length = fs.readSync(descriptor, bytes, 0, bytes.length, 0);
  return bytes.subarray(0, length);
}

function freeName(base: string): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!fs.lstatSync(name, { throwIfNoEntry: false })) return name;
  }
}

const keepProblem = (place: string, error: unknown): Problem => ({
  source: place,
  message: `This huge file cannot be kept (${error instanceof Error ? error.message : String(error)}), so it stays in place.`,
  remedy: 'Free some space, or delete the file by hand.',
});
