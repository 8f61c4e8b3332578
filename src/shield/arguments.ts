/**
 * What a function of `fs` was called with: the file that it reads, and arguments that cannot change between the look and
 * the read. Must not import vscode.
 */
import { constants } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Names a way to get at a file: by reading it, or by giving it another name. */
export type Form = 'read' | 'open' | 'copy' | 'alias';

/** Names a file, as a text or in bytes that need not be a text. */
export interface Named {
  /** Absolute path. */
  readonly file: string;
  /** What the system is asked for; says the same as the argument, and goes on saying it. */
  readonly safe: string | Buffer;
}

/** Is a call with what it reads; without `subject` it reads nothing that has a name. */
export interface Call {
  readonly args: readonly unknown[];
  readonly subject?: Named;
  /** Where a copy or another name goes. */
  readonly target?: Named;
}

/** Reads a call; throws where Node itself would throw for its path. */
export function readCall(form: Form, args: readonly unknown[]): Call {
  const subject = named(args[0]);
  if (subject === undefined || (form === 'open' && onlyWrites(args[1]))) return { args };
  if (form === 'read' || form === 'open') return { args: [subject.safe, ...args.slice(1)], subject };
  const target = named(args[1]);
  const safe = [subject.safe, target === undefined ? args[1] : target.safe, ...args.slice(2)];
  return { args: safe, subject, ...(target === undefined ? {} : { target }) };
}

/** Node takes texts, bytes, and whatever looks like a URL; objects could answer differently the second time. */
function named(raw: unknown): Named | undefined {
  if (typeof raw === 'string') return { safe: raw, file: absolute(raw) };
  if (raw instanceof Uint8Array) {
    const safe = Buffer.from(raw);
    return { safe, file: absolute(safe.toString()) };
  }
  if (typeof raw !== 'object' || raw === null || !('href' in raw)) return undefined;
  const safe = fileURLToPath(new URL(String(raw.href)));
  return { safe, file: absolute(safe) };
}

const absolute = (name: string): string => path.resolve(name.replaceAll('\0', ''));

const writingFlags = new Set(['w', 'wx', 'xw', 'a', 'ax', 'xa', 'as', 'sa', 'w+', 'wx+', 'xw+']);
const { O_RDONLY, O_WRONLY, O_RDWR, O_TRUNC } = constants;

/** Tells whether nothing that was in the file can be read through a handle that is opened so. */
function onlyWrites(flags: unknown): boolean {
  if (typeof flags === 'string') return writingFlags.has(flags);
  if (typeof flags !== 'number') return false;
  const access = flags & (O_RDONLY | O_WRONLY | O_RDWR);
  return access === O_WRONLY || (access === O_RDWR && (flags & O_TRUNC) !== 0);
}
