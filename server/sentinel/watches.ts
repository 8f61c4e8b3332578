/** The native watches of one root, one a folder. Falls back to being polled where the system has no watch left. */
import fs from 'node:fs';
import type { Problem } from '../../common/result.ts';
import { errorCode } from '../quarantine/disk.ts';
import { identityOf, stampAt } from './reading.ts';

/** Keeps watches on folders. */
export interface Watches {
  /** Watches a folder, anew when another folder has taken its name; tells whether that was needed. */
  cover(folder: string): boolean;
  drop(folder: string): void;
  has(folder: string): boolean;
  /** Tells whether the watched folder is still the one that bears the name. */
  isCurrent(folder: string): boolean;
  folders(): readonly string[];
  /** Tells whether a folder changed since it was last asked for: its entries, or that it is another folder. */
  moved(folder: string): 'same' | 'changed' | 'replaced' | 'gone';
  close(): void;
}

/** Says whom to tell. */
export interface WatchOptions {
  /** Is called with the name of an entry, or undefined when the system does not tell which. */
  readonly onEvent: (folder: string, event: string, name: string | undefined) => void;
  readonly onProblem: (problem: Problem) => void;
  readonly watch?: typeof fs.watch;
}

interface Covered {
  readonly identity: string;
  readonly watcher: fs.FSWatcher | undefined;
  stamp: string;
}

/** Creates watches; none yet. */
export function createWatches({ onEvent, onProblem, watch = fs.watch }: WatchOptions): Watches {
  const covered = new Map<string, Covered>();
  let limited = false;

  const drop = (folder: string): void => {
    covered.get(folder)?.watcher?.close();
    covered.delete(folder);
  };

  const open = (folder: string): fs.FSWatcher | undefined => {
    try {
      const watcher = watch(folder, { persistent: true }, (event, name) =>
        onEvent(folder, event, name ?? undefined),
      );
      watcher.on('error', () => onEvent(folder, 'rename', undefined));
      return watcher;
    } catch (error) {
      const code = errorCode(error);
      // A folder that went away or may not be read is the territory's business.
      if (!limited && ['ENOSPC', 'EMFILE'].includes(code)) {
        limited = true;
        onProblem(watchProblem(folder, code));
      }
      return undefined;
    }
  };

  return {
    cover: folder => {
      const stamp = stampAt(folder);
      const identity = identityOf(stamp);
      if (covered.get(folder)?.identity === identity) return false;
      drop(folder);
      if (stamp === 'absent') return false;
      covered.set(folder, { identity, watcher: open(folder), stamp });
      return true;
    },
    drop,
    has: folder => covered.has(folder),
    isCurrent: folder => covered.get(folder)?.identity === identityOf(stampAt(folder)),
    folders: () => [...covered.keys()],
    moved: folder => {
      const known = covered.get(folder);
      const stamp = stampAt(folder);
      if (!known || stamp === known.stamp) return 'same';
      if (stamp === 'absent') return 'gone';
      known.stamp = stamp;
      return identityOf(stamp) === known.identity ? 'changed' : 'replaced';
    },
    close: () => [...covered.keys()].forEach(drop),
  };
}

const watchProblem = (folder: string, code: string): Problem => ({
  source: folder,
  message: `The system gave no watch for this folder (${code}); it is looked at every two seconds instead.`,
  remedy: 'Raise the limit (Linux: sysctl fs.inotify.max_user_watches and max_user_instances).',
});
