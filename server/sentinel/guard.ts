/** Guards several roots and the workspace file, and settles items. Runs in the sentinel thread, or in a test. */
import path from 'node:path';
import type { Outcome } from '../../common/protocol.ts';
import { describeProblem } from '../../common/result.ts';
import type { Profile } from '../../common/settings.ts';
import type { Clock } from '../ports/clock.ts';
import { errorCode, type FileCalls } from '../quarantine/disk.ts';
import type { StoredItem } from '../quarantine/item.ts';
import type { QuarantineStore } from '../quarantine/store.ts';
import { settleItem, type Settlement } from './approval.ts';
import type { Classifier } from './classifier.ts';
import type { SentinelCommand, SentinelEvent, SentinelScope } from './messages.ts';
import { RootGuard } from './rootGuard.ts';
import { restorePath } from './restore.ts';
import { openSnapshots, type Known } from './snapshots.ts';
import { compileWatchList, fold, type WatchList } from './watchList.ts';

/** Says what the guard needs. */
export interface GuardOptions {
  readonly store: QuarantineStore;
  /** Folder of known-good snapshots. */
  readonly snapshots: string;
  readonly classifier: Classifier;
  readonly calls: FileCalls;
  readonly clock: Clock;
  readonly emit: (event: SentinelEvent) => void;
  readonly watch?: typeof import('node:fs').watch;
  readonly pollEvery?: number;
}

/** Is the sentinel without its thread. */
export class Guard {
  readonly #options: GuardOptions;
  readonly #list: WatchList;
  readonly #roots = new Map<string, RootGuard>();
  #profile: Profile = 'balanced';

  /** Creates a guard of nothing. */
  constructor(options: GuardOptions) {
    this.#options = options;
    this.#list = compileWatchList(options.classifier.globs);
  }

  /** Guards exactly these roots from now on; resolves when every protected file was looked at. */
  async configure(scope: SentinelScope): Promise<void> {
    this.#profile = scope.profile;
    const wanted = this.#wanted(scope);
    for (const [root, guard] of this.#roots) {
      if (wanted.has(root)) continue;
      guard.stop();
      this.#roots.delete(root);
    }
    const fresh = [...wanted].filter(([root]) => !this.#roots.has(root));
    await Promise.all(fresh.map(([root, list]) => this.#begin(root, list)));
    this.#options.emit({ type: 'ready', roots: [...this.#roots.keys()] });
  }

  /** Settles an item of any root, guarded now or not. */
  settle(settlement: Settlement): ReturnType<typeof settleItem> {
    const { store, calls } = this.#options;
    return settleItem({ store, calls, approve: (item, known) => this.#approve(item, known) }, settlement);
  }

  /** Writes a file below a guarded root because a person asked for it: known-good first, then the file. */
  write(file: string, text: string): Outcome {
    const [root, guard] = this.#innermost(file);
    if (root === undefined || guard === undefined) return unguarded;
    const known: Known = { kind: 'file', bytes: Buffer.from(text), mode: 0o644 };
    const aside = path.join(this.#options.snapshots, `displaced-${this.#options.clock.now()}`);
    try {
      guard.approve(path.relative(root, file).split(path.sep).join('/'), known);
    } catch (error) {
      return { ok: false, message: `It cannot be kept as known-good (${String(error)}). Free some space.` };
    }
    const written = restorePath(this.#options.calls, { root, path: file, aside }, known);
    return written.ok
      ? { ok: true }
      : { ok: false, message: written.problems.map(describeProblem).join(' ') };
  }

  /** Decides about what was in a file when its root was opened. */
  rest({ path: file, action, rules }: Extract<SentinelCommand, { type: 'rest' }>): Outcome {
    const [root, guard] = this.#innermost(file);
    if (root === undefined || guard === undefined) return unguarded;
    const relative = path.relative(root, file).split(path.sep).join('/');
    try {
      return action === 'undo' ? guard.undo(relative, rules) : guard.keep(relative);
    } catch (error) {
      return { ok: false, message: `It could not be done (${String(error)}).` };
    }
  }

  #innermost(file: string): readonly [string, RootGuard] | readonly [] {
    return [...this.#roots].filter(([each]) => contains(each, file)).sort(byDepth)[0] ?? [];
  }

  /** Ends everything; known-good content is on disk afterwards. */
  stop(): void {
    for (const guard of this.#roots.values()) guard.stop();
    this.#roots.clear();
  }

  #wanted({ roots, workspaceFile }: SentinelScope): ReadonlyMap<string, WatchList> {
    const wanted = new Map(roots.map(root => [path.resolve(root), this.#list]));
    const inside =
      workspaceFile !== undefined && [...wanted.keys()].some(root => contains(root, workspaceFile));
    if (workspaceFile === undefined || inside) return wanted;
    return wanted.set(path.dirname(path.resolve(workspaceFile)), onlyFile(path.basename(workspaceFile)));
  }

  async #begin(root: string, list: WatchList): Promise<void> {
    const { emit, snapshots, calls } = this.#options;
    try {
      const guard = new RootGuard({
        ...this.#options,
        root,
        list,
        snapshots: openSnapshots(snapshots, root, calls),
        profile: () => this.#profile,
      });
      this.#roots.set(root, guard);
      await guard.start();
    } catch (error) {
      const problem = {
        source: root,
        message: `This folder cannot be guarded (${errorCode(error) || String(error)}).`,
        remedy: 'Check that the folder can be read and that the state folder can be written.',
      };
      emit({ type: 'problem', key: `${root}:start`, problem });
    }
  }

  #approve(item: StoredItem, known: Known): void {
    const file = path.relative(item.root, item.path).split(path.sep).join('/');
    const guard = this.#roots.get(item.root);
    if (guard) {
      guard.approve(file, known);
      return;
    }
    const snapshots = openSnapshots(this.#options.snapshots, item.root, this.#options.calls);
    snapshots.put({ relative: file, known, approved: true, at: this.#options.clock.now() });
  }
}

const unguarded: Outcome = { ok: false, message: 'The file lies in no folder that is guarded.' };

/** The innermost root first. */
const byDepth = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  b.length - a.length;

function contains(root: string, file: string): boolean {
  const relative = path.relative(root, path.resolve(file));
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

/** Is the watch list of a workspace file that lies outside every root: its folder is not ours to guard. */
function onlyFile(name: string): WatchList {
  const folded = fold(name);
  return {
    version: `only ${folded}`,
    protects: file => fold(file) === folded,
    leads: () => false,
    enters: () => false,
  };
}
