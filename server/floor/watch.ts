/** Keeps the floor up to date: hourly, and when its folder or its configuration changes. */
import fs from 'node:fs';
import path from 'node:path';
import { userConfigFile } from './config.ts';
import type { FloorOptions, FloorState } from './floor.ts';
import { openFloor } from './open.ts';
import { isUrl } from './sources/url.ts';

/** Says what a watch works with. */
export interface FloorWatchOptions extends Omit<FloorOptions, 'now' | 'refresh'> {
  readonly now: () => number;
  /** Is told of every state that differs from the one before. */
  readonly changed: (state: FloorState) => void;
  /** Milliseconds between two refreshes; an hour by default. */
  readonly every?: number;
}

/** Is a running watch. */
export interface FloorWatch {
  /** Returns the present state. */
  state(): FloorState;
  /** Asks the source now. */
  refresh(): Promise<FloorState>;
  stop(): void;
}

const hourMs = 3_600_000;
/** Several writes of one change are one. */
const settleMs = 250;

/** Opens the floor as far as the disk has it, and goes on from there; never rejects. */
export async function watchFloor(options: FloorWatchOptions): Promise<FloorWatch> {
  const { now, changed, every = hourMs, ...rest } = options;
  // What was kept is in force at once: a slow network must not delay the guard.
  let state = await openFloor({ ...rest, now: now(), refresh: 'never' });
  let stopped = false;
  let pending: NodeJS.Timeout | undefined;
  let last: Promise<FloorState> = Promise.resolve(state);
  const folders = watchFolders(() => {
    if (stopped) return;
    clearTimeout(pending);
    pending = setTimeout(() => void refresh('when needed'), settleMs);
    pending.unref();
  });
  const look = async (when: 'always' | 'when needed'): Promise<FloorState> => {
    // What a URL had was not good: only a new answer may say otherwise, not the copy that is kept.
    const asks = state.status === 'last good' ? 'always' : when;
    const next = await openFloor({ ...rest, now: now(), refresh: asks });
    const news = !stopped && fingerprint(next) !== fingerprint(state);
    state = next;
    if (stopped) return state;
    folders.follow(spotsOf(options, state));
    if (news) changed(state);
    return state;
  };
  // One at a time, so that an older answer never replaces a newer one.
  const refresh = (when: 'always' | 'when needed' = 'always'): Promise<FloorState> => {
    const turn = last.then(() => look(when));
    // A listener that throws is the business of who asked, not of the turns to come.
    last = turn.catch(() => state);
    return turn;
  };
  folders.follow(spotsOf(options, state));
  const timer = setInterval(() => void refresh(), every);
  timer.unref();
  if ('source' in state && isUrl(state.source)) void refresh();
  return {
    state: () => state,
    refresh: () => refresh(),
    stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(pending);
      folders.follow([]);
    },
  };
}

/** Returns what makes one state differ from another. */
const fingerprint = (state: FloorState): string =>
  JSON.stringify([
    state.status,
    'digest' in state ? state.digest : '',
    'refused' in state ? state.refused.digest : '',
    'source' in state ? state.source : '',
    state.problems,
  ]);

/** Is a folder to watch: all of it, or one name in it. */
interface Spot {
  readonly folder: string;
  readonly name: string | undefined;
}

/** Returns where changes matter: the configuration, and the source with what could be put in its place. */
function spotsOf({ folders }: Pick<FloorWatchOptions, 'folders'>, state: FloorState): readonly Spot[] {
  const file = userConfigFile(folders);
  const config = [
    { folder: path.dirname(file), name: path.basename(file) },
    // What another process fetched is news here as well.
    { folder: path.join(folders.state, 'floor'), name: 'last-good.json' },
    { folder: folders.state, name: 'floor' },
  ];
  if (!('source' in state) || state.source === '' || isUrl(state.source)) return config;
  const { source } = state;
  const stat = fs.statSync(source, { throwIfNoEntry: false });
  const within = stat?.isDirectory() === true ? [{ folder: source, name: undefined }] : [];
  return [...config, { folder: path.dirname(source), name: path.basename(source) }, ...within];
}

/** Watches folders that may come and go; one that cannot be watched is looked at when the hour is over. */
function watchFolders(changed: () => void): { readonly follow: (spots: readonly Spot[]) => void } {
  const watchers = new Map<string, fs.FSWatcher>();
  const drop = (key: string): void => {
    watchers.get(key)?.close();
    watchers.delete(key);
  };
  return {
    follow(spots) {
      const wanted = new Map(spots.map(spot => [keyOf(spot), spot]));
      for (const key of [...watchers.keys()].filter(each => !wanted.has(each))) drop(key);
      for (const [key, { folder, name }] of wanted) {
        if (watchers.has(key)) continue;
        try {
          const options = { recursive: name === undefined, persistent: false };
          const watcher = fs.watch(folder, options, (_, file) => {
            if (name === undefined || file === null || file === name) changed();
          });
          watcher.on('error', () => drop(key));
          watchers.set(key, watcher);
        } catch {
          // The folder is not there (yet), or the system has no watches left.
        }
      }
    },
  };
}

/** A folder that was replaced by another of the same name is another folder. */
function keyOf({ folder, name }: Spot): string {
  const inode = fs.statSync(folder, { throwIfNoEntry: false })?.ino ?? 0;
  return JSON.stringify([folder, name, inode]);
}
