/**
 * The guard's side of the read shield: which files it protects, and a verdict on each read of one of them in the
 * extension host. A read is an event like any other.
 */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { GuardEvent } from '../../common/event.ts';
import type { ExtensionRead, ProtectedReads, ReadAnswer } from '../../common/protocol.ts';
import type { Profile } from '../../common/settings.ts';
import { shieldList } from '../detect/files/shieldList.ts';
import type { Pipeline } from '../pipeline/types.ts';

/** Judges what extensions read. */
export interface ExtensionReads {
  /** Lists what is protected, for decisions that cannot wait. */
  list(): ProtectedReads;
  /** Judges a read and records the verdict; what only a person may allow is refused until that person has. */
  judge(read: ExtensionRead): Promise<ReadAnswer>;
}

/** Says what reads are judged with. */
export interface ExtensionReadsOptions {
  readonly pipeline: Pick<Pipeline, 'judge'>;
  readonly home: string;
  readonly now: () => number;
  readonly window: () => { readonly roots: readonly string[]; readonly profile: Profile };
}

/** Creates the guard's side of the read shield. */
export function extensionReads({ pipeline, home, now, window }: ExtensionReadsOptions): ExtensionReads {
  return {
    list: () => shieldList([...new Set([home, realOf(home)])], window().profile !== 'observe'),
    judge: async read => {
      const { verdict, policies } = await pipeline.judge(eventOf(read, window().roots, now()));
      return { allowed: verdict === 'pass', once: policies.some(({ id }) => id === 'approval/once') };
    },
  };
}

const eventOf = (read: ExtensionRead, roots: readonly string[], ts: number): GuardEvent => ({
  v: 1,
  id: randomUUID(),
  agent: read.reader === '' ? 'unknown-extension' : read.reader,
  surface: 'extension-host',
  sessionId: '',
  ts,
  cwd: roots[0] ?? path.dirname(read.path),
  roots,
  phase: read.seen ? 'post' : 'pre',
  kind: 'fs.read',
  origin: 'extension',
  paths: [{ path: read.path, op: 'read' }],
  // No part of what is asked about: who may read a file may do so by any function.
  rawInput: { call: read.form },
});

function realOf(folder: string): string {
  try {
    return fs.realpathSync.native(folder);
  } catch {
    return folder;
  }
}
