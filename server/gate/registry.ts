/**
 * Registrations of running guards: one file each in a folder that only the user can enter. A registration tells a
 * shim where to ask and holds the nonce that both sides must know. Must import nothing heavy: the shim uses it.
 */
import type { PlatformPath } from 'node:path';
import { readPlainTextSync } from '../platform/plainFile.ts';
import { fs, path } from './wireBuiltins.ts';

/** Describes a running guard. */
export interface Registration {
  readonly v: 1;
  readonly pid: number;
  /** Path of a POSIX socket, or name of a Windows pipe. */
  readonly socket: string;
  /** Absolute workspace roots; none for a standalone guard, which takes every folder. */
  readonly roots: readonly string[];
  readonly nonce: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** Is a registration with the file that it stands in. */
export interface RegisteredGuard extends Registration {
  readonly file: string;
}

const suffix = '.guard.json';

/** Returns the file of a registration. */
export const registrationFile = (runFolder: string, pid: number, startedAt: number): string =>
  path.join(runFolder, `${pid}-${startedAt.toString(36)}${suffix}`);

/** Reads every registration in the folder; what is no registration is left out, a missing folder holds none. */
export function readRegistrations(runFolder: string): readonly RegisteredGuard[] {
  return namesIn(runFolder).flatMap(name => {
    const file = path.join(runFolder, name);
    const registration = parseRegistration(textOf(file));
    return registration === undefined ? [] : [{ ...registration, file }];
  });
}

/** Parses a registration; undefined when the text is none. */
export function parseRegistration(text: string): Registration | undefined {
  const fields = parseObject(text);
  if (fields?.['v'] !== 1) return undefined;
  const { pid, socket, roots, nonce, startedAt } = fields;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (typeof socket !== 'string' || socket === '') return undefined;
  if (typeof nonce !== 'string' || nonce.length < 32) return undefined;
  if (typeof startedAt !== 'number' || !isTexts(roots)) return undefined;
  return { v: 1, pid, socket, roots, nonce, startedAt };
}

/** Tells whether a process is there; one that belongs to somebody else counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Orders the guards that may judge something in one of the places: the longest containing root first, then standalone
 * guards, newest first. A guard of other folders is not asked: its policy is not this workspace's.
 */
export function guardsFor<Guard extends Registration>(
  guards: readonly Guard[],
  places: readonly string[],
  paths: Pick<PlatformPath, 'relative' | 'isAbsolute' | 'sep'> = path,
): readonly Guard[] {
  const fit = (guard: Guard): number =>
    Math.max(
      -1,
      ...guard.roots
        .filter(root => places.some(place => contains(root, place, paths)))
        .map(root => root.length),
    );
  return guards
    .map(guard => ({ guard, fit: guard.roots.length === 0 ? 0 : fit(guard) }))
    .filter(({ fit }) => fit >= 0)
    .sort((a, b) => b.fit - a.fit || b.guard.startedAt - a.guard.startedAt)
    .map(({ guard }) => guard);
}

/** Tells whether a folder is, or contains, a place. */
export function contains(
  root: string,
  place: string,
  paths: Pick<PlatformPath, 'relative' | 'isAbsolute' | 'sep'> = path,
): boolean {
  if (!paths.isAbsolute(place)) return false;
  const way = paths.relative(root, place);
  return way === '' || (way !== '..' && !way.startsWith(`..${paths.sep}`) && !paths.isAbsolute(way));
}

function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder).filter(name => name.endsWith(suffix));
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readPlainTextSync(file);
  } catch {
    // It went away between listing and reading: its guard has ended.
    return '';
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(item => typeof item === 'string');
