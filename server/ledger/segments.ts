/**
 * Segments: the files of a ledger. A segment belongs to at most one process, and its name says so; claiming one is a
 * rename, which exactly one process can win. So no lock file can go stale, and two guards never write to one chain.
 *
 *   20261122T145337123Z-1a2b3c4d.jsonl             nobody's: the next process continues it
 *   20261122T145337123Z-1a2b3c4d.77-9f3e.jsonl     process 77 of machine 9f3e writes it
 *   20261122T145337123Z-1a2b3c4d.damaged.jsonl     cannot be continued; kept as evidence
 */
import { createHash, randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { isCode } from './signing.ts';

/** Is who owns a segment. */
export interface Owner {
  readonly pid: number;
  /** Tells machines and containers apart, whose process ids mean nothing to each other. */
  readonly machine: string;
}

/** Is one file of a ledger. */
export interface SegmentFile {
  readonly id: string;
  readonly path: string;
  readonly state: 'idle' | 'damaged' | Owner;
}

const nameShape = /^(\d{8}T\d{9}Z-[0-9a-f]{8})(?:\.(?:(\d+)-([0-9a-f]{4})|damaged))?\.jsonl$/;

/** Parses a file's name; undefined when it is no segment. */
export function parseSegmentName(folder: string, name: string): SegmentFile | undefined {
  const match = nameShape.exec(name);
  const id = match?.[1];
  if (match === null || id === undefined) return undefined;
  const [, , pid, machine] = match;
  const state =
    pid !== undefined && machine !== undefined
      ? { pid: Number(pid), machine }
      : name.endsWith('.damaged.jsonl')
        ? 'damaged'
        : 'idle';
  return { id, path: path.join(folder, name), state };
}

/** Names a segment's file. */
export function segmentPath(folder: string, id: string, state: SegmentFile['state']): string {
  if (state === 'idle') return path.join(folder, `${id}.jsonl`);
  if (state === 'damaged') return path.join(folder, `${id}.damaged.jsonl`);
  return path.join(folder, `${id}.${state.pid}-${state.machine}.jsonl`);
}

/** Makes the id of a new segment; ids sort by time, and the random part keeps equal times apart. */
export const newSegmentId = (now: number): string =>
  `${new Date(now).toISOString().replace(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`;

/** Lists a folder's segments by id; an absent folder has none. */
export async function listSegments(folder: string): Promise<readonly SegmentFile[]> {
  try {
    const names = await readdir(folder);
    return names
      .flatMap(name => parseSegmentName(folder, name) ?? [])
      .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** Takes a segment from one state to another; undefined when somebody else was faster. */
export async function moveSegment(
  folder: string,
  segment: SegmentFile,
  state: SegmentFile['state'],
): Promise<SegmentFile | undefined> {
  const to = segmentPath(folder, segment.id, state);
  try {
    await rename(segment.path, to);
    return { id: segment.id, path: to, state };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Is this process as an owner. */
export const thisProcess = (): Owner => ({ pid: process.pid, machine: machineMark() });

/** Tells whether an owner certainly no longer runs; of another machine's processes nobody here can know. */
export function isGone(owner: Owner): boolean {
  if (owner.machine !== machineMark() || owner.pid === process.pid) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return isCode(error, 'ESRCH');
  }
}

const machineMark = (): string =>
  createHash('sha256').update(`${hostname()}\n${pidNamespace()}`).digest('hex').slice(0, 4);

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has such namespaces; elsewhere the host name says it all.
    return '';
  }
}
