/** The known-good content of one root in memory, with its snapshots on disk a moment behind. */
import type { Snapshots } from './snapshots.ts';
import { nothing, type Known, type Snapshot } from './snapshots.ts';

const flushDelay = 50;
const flushBudget = 40;

/** Holds known-good content by path relative to the root. */
export class Baseline {
  readonly #snapshots: Snapshots;
  readonly #onTrouble: (error: unknown) => void;
  readonly #entries = new Map<string, Snapshot>();
  readonly #unsaved = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  /** Loads the snapshots; `onTrouble` hears of writes that the disk refused (they are tried again). */
  constructor(snapshots: Snapshots, onTrouble: (error: unknown) => void) {
    this.#snapshots = snapshots;
    this.#onTrouble = onTrouble;
    for (const snapshot of snapshots.all()) this.#entries.set(snapshot.relative, snapshot);
  }

  /** Tells whether anything, even absence, is known of a file. */
  has(file: string): boolean {
    return this.#entries.has(file);
  }

  /** Returns the known-good content. */
  get(file: string): Known {
    return this.#entries.get(file)?.known ?? nothing;
  }

  /** Tells whether a person or policy approved the content. */
  isApproved(file: string): boolean {
    return this.#entries.get(file)?.approved ?? false;
  }

  /** Lists the files that are known, those that are known to be absent included. */
  files(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** Lists the known files below a folder; '' is the root. */
  below(folder: string): readonly string[] {
    return folder === '' ? this.files() : this.files().filter(file => file.startsWith(`${folder}/`));
  }

  /**
   * Takes content as known-good; it reaches the disk soon. Losing it in a crash only judges the change again.
   * A harmless change of approved content leaves it approved.
   */
  accept(file: string, known: Known, approved = this.isApproved(file)): void {
    this.#entries.set(file, { relative: file, known, approved, at: Date.now() });
    this.#unsaved.add(file);
    this.#timer ??= setTimeout(() => this.flush(), flushDelay);
  }

  /** Takes content as approved, durably, before it is written to the file; throws when the disk refuses. */
  approve(file: string, known: Known): void {
    const snapshot = { relative: file, known, approved: true, at: Date.now() };
    this.#snapshots.put(snapshot);
    this.#unsaved.delete(file);
    this.#entries.set(file, snapshot);
  }

  /** Reads a file's snapshot again, since another window may have spoken later; tells whether it differs. */
  refresh(file: string): boolean {
    const fresh = this.#snapshots.get(file);
    const old = this.#entries.get(file);
    if (!fresh || (old && this.#unsaved.has(file) && fresh.at <= old.at)) return false;
    if (old && sameKnown(fresh.known, old.known)) return false;
    this.#entries.set(file, fresh);
    this.#unsaved.delete(file);
    return true;
  }

  /** Writes what is not yet on disk; pauses after a while and goes on later, unless `all`. */
  flush(all = false): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const start = performance.now();
    for (const file of this.#unsaved) {
      try {
        this.#save(file);
        this.#unsaved.delete(file);
      } catch (error) {
        this.#onTrouble(error);
        break;
      }
      if (!all && performance.now() - start > flushBudget) break;
    }
    if (this.#unsaved.size > 0 && !all) this.#timer = setTimeout(() => this.flush(), flushDelay * 4);
  }

  /** Resolves when everything is on disk, or refused by it; never busy for long at a time. */
  async saved(): Promise<void> {
    for (let left = Infinity; this.#unsaved.size > 0 && this.#unsaved.size < left;) {
      left = this.#unsaved.size;
      this.flush();
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  /** An approval of another window that came later stays. */
  #save(file: string): void {
    const snapshot = this.#entries.get(file);
    const onDisk = this.#snapshots.get(file);
    if (snapshot && onDisk?.approved && onDisk.at > snapshot.at) this.#entries.set(file, onDisk);
    else if (snapshot) this.#snapshots.put(snapshot);
  }

  /** Writes the rest and stops. */
  close(): void {
    this.flush(true);
    clearTimeout(this.#timer);
  }
}

/** Tells whether two contents are the same. */
export function sameKnown(a: Known, b: Known): boolean {
  if (a.kind === 'file' && b.kind === 'file') return a.bytes.equals(b.bytes) && a.mode === b.mode;
  if (a.kind === 'large' && b.kind === 'large') return a.size === b.size;
  if (a.kind !== 'link' || b.kind !== 'link') return a.kind === b.kind;
  return (
    a.target === b.target && (a.through && b.through ? a.through.equals(b.through) : a.through === b.through)
  );
}
