/**
 * Known-good content of protected files, kept durably outside the workspace, so that changes made while the guard was
 * down are found. Shared by every window on the same root.
 */
import fs from 'node:fs';
import path from 'node:path';
import { readPlainSync, readPlainTextSync } from '../platform/plainFile.ts';
import { sha256 } from '../quarantine/content.ts';
import { privateFolder, replaceDurably, temporaryName, type FileCalls } from '../quarantine/disk.ts';

/** Is known-good content at a path. A link comes with the content behind it. */
export type Known =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly mode: number }
  | { readonly kind: 'link'; readonly target: string; readonly through: Buffer | undefined }
  /** Too large to keep: only noted, so that it is not taken for new. */
  | { readonly kind: 'large'; readonly size: number };

/** Is a snapshot: content, and whether a person or policy approved it. */
export interface Snapshot {
  readonly relative: string;
  readonly known: Known;
  readonly approved: boolean;
  /** When it became known-good; milliseconds since the epoch. Tells which of two windows spoke last. */
  readonly at: number;
}

/** Keeps the snapshots of one root. */
export interface Snapshots {
  /** Returns the watch list version under which every protected file was looked at; undefined at first sight. */
  seenWith(): string | undefined;
  /** Notes that every protected file was looked at. */
  markSeen(version: string): void;
  all(): readonly Snapshot[];
  get(relative: string): Snapshot | undefined;
  /** Writes durably; throws when the disk refuses. */
  put(snapshot: Snapshot): void;
}

/** Is the content of no file. */
export const nothing: Known = { kind: 'absent' };

/** Opens the snapshots of a root, creating their folder; throws when that cannot be done. */
export function openSnapshots(folder: string, root: string, calls: FileCalls = fs): Snapshots {
  const home = path.join(folder, sha256(root).slice(0, 32));
  privateFolder(calls, home);
  const marker = path.join(home, 'root.json');
  const fileOf = (relative: string): string => path.join(home, `${sha256(relative).slice(0, 32)}.snap`);
  const write = (file: string, bytes: Buffer): void =>
    replaceDurably(calls, { path: file, bytes, mode: 0o600 }, path.join(home, temporaryName()));
  return {
    seenWith: () => textField(readFields(marker), 'list'),
    markSeen: version => write(marker, Buffer.from(JSON.stringify({ v: 1, root, list: sha256(version) }))),
    all: () =>
      fs
        .readdirSync(home)
        .filter(name => name.endsWith('.snap'))
        .map(name => readSnapshot(path.join(home, name)))
        .filter(snapshot => snapshot !== undefined),
    get: relative => readSnapshot(fileOf(relative)),
    put: snapshot => write(fileOf(snapshot.relative), render(snapshot)),
  };
}

/** Tells whether a root was seen with a watch list. */
export const wasSeenWith = (snapshots: Snapshots, version: string): boolean =>
  snapshots.seenWith() === sha256(version);

function render({ relative, known, approved, at }: Snapshot): Buffer {
  const body = known.kind === 'file' ? known.bytes : known.kind === 'link' ? known.through : undefined;
  const head = {
    v: 1,
    relative,
    approved,
    at,
    kind: known.kind,
    sha256: sha256(body ?? ''),
    body: body !== undefined,
    ...(known.kind === 'file' ? { mode: known.mode } : {}),
    ...(known.kind === 'link' ? { target: known.target } : {}),
    ...(known.kind === 'large' ? { size: known.size } : {}),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body ?? Buffer.alloc(0)]);
}

type Fields = Readonly<Record<string, unknown>>;
const textField = (fields: Fields | undefined, name: string): string | undefined => {
  const value = fields?.[name];
  return typeof value === 'string' ? value : undefined;
};

function parseFields(text: string): Fields | undefined {
  try {
    const raw: unknown = JSON.parse(text);
    return typeof raw === 'object' && raw !== null ? { ...raw } : undefined;
  } catch {
    return undefined;
  }
}

function readFields(file: string): Fields | undefined {
  try {
    return parseFields(readPlainTextSync(file));
  } catch {
    return undefined;
  }
}

/** A snapshot that is torn or tampered with (wrong digest) counts as none: then the file is judged as new. */
function readSnapshot(file: string): Snapshot | undefined {
  let bytes: Buffer;
  try {
    bytes = readPlainSync(file);
  } catch {
    return undefined;
  }
  const end = bytes.indexOf(0x0a);
  const head = end < 0 ? undefined : parseFields(bytes.subarray(0, end).toString());
  const relative = textField(head, 'relative');
  const body = bytes.subarray(end + 1);
  if (!head || relative === undefined || head['v'] !== 1 || head['sha256'] !== sha256(body)) return undefined;
  const known = knownOf(head, body);
  const at = typeof head['at'] === 'number' ? head['at'] : 0;
  return known && { relative, known, approved: head['approved'] === true, at };
}

function knownOf(head: Fields, body: Buffer): Known | undefined {
  const { kind, mode, size } = head;
  const target = textField(head, 'target');
  if (kind === 'absent') return nothing;
  if (kind === 'file' && typeof mode === 'number') return { kind, bytes: body, mode };
  if (kind === 'large' && typeof size === 'number') return { kind, size };
  if (kind !== 'link' || target === undefined) return undefined;
  return { kind, target, through: head['body'] === true ? body : undefined };
}
