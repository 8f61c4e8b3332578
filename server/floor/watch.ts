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

/** Opens the floor and goes on watching it; never rejects. */
export async function watchFloor(options: FloorWatchOptions): Promise<FloorWatch> {
  const { now, changed, every = hourMs, ...rest } = options;
  let state = await openFloor({ ...rest, now: now() });
  let stopped = false;
  let pending: NodeJS.Timeout | undefined;
  let last: Promise<FloorState> = Promise.resolve(state);
  const folders = watchFolders(() => {
    if (stopped) return;
    clearTimeout(pending);
    pending = setTimeout(() => void refresh('when needed'), settleMs);
    pending.unref();
  });
  // One at a time, so that an older answer never replaces a newer one.
  const refresh = (when: 'always' | 'when needed' = 'always'): Promise<FloorState> =>
    (last = last.then(async () => {
      const next = await openFloor({ ...rest, now: now(), refresh: when });
      const news = !stopped && fingerprint(next) !== fingerprint(state);
      state = next;
      if (stopped) return state;
      folders.follow(placesOf(options, state));
      if (news) changed(state);
      return state;
    }));
  folders.follow(placesOf(options, state));
  const timer = setInterval(() => void refresh(), every);
  timer.unref();
  // What was kept is in force at once; whether there is a newer floor shows a moment later.
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
    'source' in state ? state.source : '',
    state.problems,
  ]);

/** Returns the folders whose changes matter: that of the configuration, and the source. */
function placesOf({ folders }: Pick<FloorWatchOptions, 'folders'>, state: FloorState): readonly string[] {
  const config = path.dirname(userConfigFile(folders));
  if (!('source' in state) || state.source === '' || isUrl(state.source)) return [config];
  const stat = fs.statSync(state.source, { throwIfNoEntry: false });
  return [config, stat?.isDirectory() === true ? state.source : path.dirname(state.source)];
}

/** Watches folders that may come and go; one that cannot be watched is looked at when the hour is over. */
function watchFolders(changed: () => void): { readonly follow: (folders: readonly string[]) => void } {
  const watchers = new Map<string, fs.FSWatcher>();
  const drop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  return {
    follow(folders) {
      for (const folder of [...watchers.keys()].filter(each => !folders.includes(each))) drop(folder);
      for (const folder of folders.filter(each => !watchers.has(each))) {
        try {
          const watcher = fs.watch(folder, { recursive: true, persistent: false }, changed);
          watcher.on('error', () => drop(folder));
          watchers.set(folder, watcher);
        } catch {
          // The folder is not there (yet), or the system has no watches left.
        }
      }
    },
  };
}
