/** Finds and watches the folders of one root in which protected files can lie. */
import fs from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../common/result.ts';
import { isRunning, temporaryOwner } from '../quarantine/disk.ts';
import type { WatchList } from './watchList.ts';
import { createWatches, type Watches } from './watches.ts';
import { WorkQueue } from './workQueue.ts';

/** Says what a territory needs, and whom it tells of files (relative paths). */
export interface TerritoryOptions {
  readonly root: string;
  readonly list: WatchList;
  /** Must look at a file at once. */
  readonly onFile: (file: string) => void;
  /** Must look at every file known below a folder, which has gone or changed. */
  readonly onFolder: (folder: string) => void;
  readonly onProblem: (key: string, problem: Problem) => void;
  readonly watch?: typeof fs.watch;
}

const mostOrdinary = 2_000;
const deepestOrdinary = 8;
const mostLeading = 5_000;
const deepestLeading = 24;
const strays = 5_000;

/** Is the watched part of a root. */
export class Territory {
  readonly #options: TerritoryOptions;
  readonly #watches: Watches;
  readonly #scans: WorkQueue;
  #ordinary = 0;
  #leading = 0;

  /** Creates a territory that watches nothing yet. */
  constructor(options: TerritoryOptions) {
    this.#options = options;
    this.#watches = createWatches({
      onEvent: (folder, event, name) => this.#onEvent(folder, event, name),
      onProblem: problem => options.onProblem('watch', problem),
      ...(options.watch ? { watch: options.watch } : {}),
    });
    this.#scans = new WorkQueue(folder => this.#scan(folder));
  }

  /** Walks the whole territory; resolves when every folder was looked at. */
  async walk(): Promise<void> {
    this.#ordinary = this.#leading = 0;
    this.#scans.now('');
    await this.#scans.idle();
  }

  /** Looks for what the native watches missed: changed, new and lost folders. */
  poll(): void {
    for (const folder of this.#watches.folders()) {
      const moved = this.#watches.moved(folder);
      if (moved === 'same') continue;
      const relative = this.#relative(folder);
      if (moved === 'gone' || moved === 'replaced') this.#lost(relative);
      if (moved !== 'gone') this.#scans.soon(relative);
    }
    if (!this.#watches.has(this.#options.root)) this.#scans.soon('');
  }

  /** Ends all watches. */
  close(): void {
    this.#scans.close();
    this.#watches.close();
  }

  #relative(folder: string): string {
    return path.relative(this.#options.root, folder).split(path.sep).join('/');
  }

  #absolute(relative: string): string {
    return path.join(this.#options.root, relative);
  }

  #onEvent(folder: string, event: string, name: string | undefined): void {
    const parent = this.#relative(folder);
    if (name === undefined) {
      this.#scans.now(parent);
      return;
    }
    if (isTransient(folder, name)) return;
    const relative = parent === '' ? name : `${parent}/${name}`;
    if (this.#options.list.protects(relative)) this.#options.onFile(relative);
    if (event !== 'rename') return;
    if (this.#options.list.enters(relative)) this.#check(relative);
    // A folder tells of its own removal under its own name.
    if (name === path.basename(folder)) this.#check(parent);
  }

  /** Looks at a folder's name after something happened to it. */
  #check(relative: string): void {
    const place = this.#absolute(relative);
    const stats = fs.lstatSync(place, { throwIfNoEntry: false });
    if (stats?.isSymbolicLink() && this.#options.list.leads(relative)) {
      this.#options.onFile(relative);
      return;
    }
    if (stats?.isDirectory()) {
      if (this.#watches.isCurrent(place)) return;
      if (this.#watches.has(place)) this.#lost(relative);
      this.#scans.now(relative);
      return;
    }
    if (this.#watches.has(place) || this.#options.list.leads(relative)) this.#lost(relative);
  }

  #lost(relative: string): void {
    const place = this.#absolute(relative);
    for (const folder of this.#watches.folders()) {
      if (folder === place || folder.startsWith(place + path.sep)) this.#watches.drop(folder);
    }
    this.#options.onFolder(relative);
  }

  /** Watches a folder first and lists it then, so that nothing slips in between. */
  #scan(relative: string): void {
    const place = this.#absolute(relative);
    if (!this.#admits(relative, !this.#watches.has(place))) return;
    this.#watches.cover(place);
    for (const entry of this.#entries(place)) {
      if (isTransient(place, entry.name)) continue;
      if (this.#isLeftover(relative, entry)) {
        fs.rmSync(path.join(place, entry.name), { force: true });
        continue;
      }
      const child = relative === '' ? entry.name : `${relative}/${entry.name}`;
      const { list } = this.#options;
      if (!entry.isDirectory() && list.protects(child)) this.#options.onFile(child);
      if (entry.isSymbolicLink() && list.leads(child)) this.#link(child);
      else if (entry.isDirectory() && list.enters(child)) this.#enter(child);
    }
  }

  /** A restore that was killed leaves a copy of known-good content, which quarantine and snapshots hold as well. */
  #isLeftover(folder: string, entry: fs.Dirent): boolean {
    const owner = entry.isFile() ? temporaryOwner(entry.name) : undefined;
    return owner !== undefined && !isRunning(owner) && (folder === '' || this.#options.list.leads(folder));
  }

  #enter(child: string): void {
    if (!this.#watches.has(this.#absolute(child))) this.#scans.soon(child);
  }

  /** Looks behind a link that stands for a protected folder, but never through a second one or around a loop. */
  #link(child: string): void {
    this.#options.onFile(child);
    const place = this.#absolute(child);
    try {
      const real = fs.realpathSync(place);
      const parent = fs.realpathSync(path.dirname(place));
      const straight = parent === path.dirname(place) || parent === fs.realpathSync(this.#options.root);
      const loops = parent === real || parent.startsWith(real + path.sep);
      if (straight && !loops && fs.statSync(real).isDirectory()) this.#enter(child);
    } catch {
      // A link to nowhere leads to no files.
    }
  }

  #admits(relative: string, fresh: boolean): boolean {
    const { list, root } = this.#options;
    const depth = relative.split('/').length;
    const leads = list.leads(relative);
    if (depth > (leads ? deepestLeading : deepestOrdinary)) return false;
    if (!fresh) return true;
    const count = leads ? ++this.#leading : ++this.#ordinary;
    if (count <= (leads ? mostLeading : mostOrdinary)) return true;
    if (leads) this.#options.onProblem('wide', tooWide(root));
    return false;
  }

  #entries(place: string): readonly fs.Dirent[] {
    try {
      return fs.readdirSync(place, { withFileTypes: true });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const matters = place === this.#options.root || this.#options.list.leads(this.#relative(place));
      if (matters && !['ENOENT', 'ENOTDIR'].includes(code))
        this.#options.onProblem(`unreadable:${place}`, unreadable(place, code));
      return [];
    }
  }
}

/** Our own temporary files are no change, while their writer runs and for a few seconds at most. */
function isTransient(folder: string, name: string): boolean {
  const owner = temporaryOwner(name);
  if (owner === undefined) return false;
  if (owner !== process.pid && !isRunning(owner)) return false;
  const born = fs.lstatSync(path.join(folder, name), { throwIfNoEntry: false })?.ctimeMs;
  return born === undefined || Math.abs(Date.now() - born) < strays;
}

const unreadable = (folder: string, code: string): Problem => ({
  source: folder,
  message: `This folder cannot be read (${code}), so files in it are not guarded.`,
  remedy: 'Give yourself permission to read it, or remove it.',
});

const tooWide = (root: string): Problem => ({
  source: root,
  message: `More than ${mostLeading} folders of agent and editor configuration lie below this root; the rest is not guarded.`,
  remedy: 'Remove generated folders from the agent configuration, or open a smaller folder.',
});
