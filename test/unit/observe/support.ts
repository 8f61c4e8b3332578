/** A disk in memory and small events, for stories about observation. */
import path from 'node:path';
import type { GuardEvent } from '../../../common/event.ts';
import type { Disk } from '../../../server/observe/disk.ts';

const none = () => Promise.resolve(undefined);

/** Holds nothing. */
export const emptyDisk: Disk = {
  real: none,
  link: none,
  list: none,
  identity: none,
  text: () => Promise.resolve({ kind: 'absent' }),
};

/** Makes an event of a workspace at /home/ada/work/app. */
export const makeEvent = (part: Partial<GuardEvent>): GuardEvent => ({
  v: 1,
  id: '1',
  agent: 'test',
  surface: 'hook',
  sessionId: 's',
  ts: 0,
  cwd: '/home/ada/work/app',
  roots: ['/home/ada/work/app'],
  phase: 'pre',
  kind: 'unknown',
  origin: 'agent',
  paths: [],
  ...part,
});

/** Makes an event of a command line. */
export const shellEvent = (command: string): GuardEvent => makeEvent({ kind: 'shell.exec', command });

/** Is a file's text, or the target of a link, or another name of a file. */
export type Entry = string | { readonly link: string } | { readonly same: string };

/** Makes a disk of absolute POSIX paths; folders are those that hold something. */
export function memoryDisk(entries: Readonly<Record<string, Entry>>): Disk {
  const folders = new Set(['/']);
  for (const name of Object.keys(entries))
    for (let at = path.posix.dirname(name); at !== '/'; at = path.posix.dirname(at)) folders.add(at);
  const real = (name: string, depth = 0): string | undefined => {
    if (depth > 40) return undefined;
    if (name === '/') return '/';
    const parent = real(path.posix.dirname(name), depth + 1);
    if (parent === undefined) return undefined;
    const full = path.posix.join(parent, path.posix.basename(name));
    const entry = entries[full];
    if (typeof entry === 'object' && 'link' in entry)
      return real(path.posix.resolve(parent, entry.link), depth + 1);
    return entry !== undefined || folders.has(full) ? full : undefined;
  };
  const textOf = (name: string): string | undefined => {
    const entry = entries[name];
    if (typeof entry === 'string') return entry;
    return entry !== undefined && 'same' in entry ? textOf(entry.same) : undefined;
  };
  const inode = (name: string): string => {
    const entry = entries[name];
    return typeof entry === 'object' && 'same' in entry ? inode(entry.same) : name;
  };
  return {
    real: name => Promise.resolve(real(name)),
    link: name => {
      const parent = real(path.posix.dirname(name));
      const entry =
        parent === undefined ? undefined : entries[path.posix.join(parent, path.posix.basename(name))];
      return Promise.resolve(typeof entry === 'object' && 'link' in entry ? entry.link : undefined);
    },
    list: folder => {
      const found = real(folder);
      if (found === undefined || !folders.has(found)) return Promise.resolve(undefined);
      const names = [...Object.keys(entries), ...folders].filter(
        name => name !== '/' && path.posix.dirname(name) === found,
      );
      return Promise.resolve([...new Set(names.map(name => path.posix.basename(name)))]);
    },
    identity: name => {
      const found = real(name);
      if (found === undefined) return Promise.resolve(undefined);
      const key = inode(found);
      const links = Object.keys(entries).filter(
        other => textOf(other) !== undefined && inode(other) === key,
      ).length;
      return Promise.resolve({ key, links, isFile: textOf(found) !== undefined });
    },
    text: (name, limit) => {
      const text = textOf(real(name) ?? name);
      if (text === undefined) return Promise.resolve({ kind: 'absent' });
      return Promise.resolve(
        text.length > limit ? { kind: 'unreadable', reason: 'is too large' } : { kind: 'text', text },
      );
    },
  };
}
