/**
 * Puts the read shield over `fs` in this process, for all code that calls it from now on, and takes it off again so that
 * every function is the original one. What cannot be covered so is in docs/read-shield.md. Must not import vscode.
 */
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { readCall, type Call, type Form, type Named } from './arguments.ts';

/** Decides about reads of protected files. */
export interface ReadGate {
  /** Returns the canonical path of a file that is protected; undefined for all others. */
  concerns(named: Named): string | undefined;
  /** Tells whether a name is one of a protected file, whether or not there is such a file. */
  isProtectedName(named: Named): boolean;
  /** Decides at once. */
  mayNow(read: Held): boolean;
  /** Decides in a moment; never rejects. */
  may(read: Held): Promise<boolean>;
}

/** Is a read of a protected file that waits for a decision. */
export interface Held {
  /** Canonical path. */
  readonly file: string;
  /** The function that was called, such as `fs.readFile`. */
  readonly form: string;
  /** What of us the reader called: the stack above it is the reader's. */
  readonly ours: Run;
}

type Run = (this: unknown, ...args: readonly unknown[]) => unknown;
type Manner = 'sync' | 'callback' | 'promise';

interface Patched {
  readonly owner: object;
  readonly name: string;
  readonly original: PropertyDescriptor;
  readonly ours: Run;
}

const forms: Readonly<Record<string, Form>> = {
  readFile: 'read',
  open: 'open',
  openAsBlob: 'read',
  loadEnvFile: 'read',
  copyFile: 'copy',
  cp: 'copy',
  link: 'alias',
  rename: 'alias',
};

// Streams are opened through `fs.open`, and `require` of a file through `fs.readFileSync`.
const inFs = ['readFile', 'open', 'copyFile', 'cp', 'link', 'rename'] as const;

/** Lays the shield over; returns what takes it off. While it is off, a wrapper that others have kept does nothing. */
export function patchReads(gate: ReadGate): () => void {
  let on = true;
  const patched: Patched[] = [];
  const patch = (owner: object, name: string, manner: Manner, label: string): void => {
    const original = Object.getOwnPropertyDescriptor(owner, name);
    const run: unknown = original?.value;
    const form = forms[name.replace(/Sync$/u, '')];
    if (original === undefined || !isRun(run) || form === undefined) return;
    const ours = wrapped({ run, form, label, manner, gate, isOn: () => on });
    for (const key of ['name', 'length'] as const)
      Object.defineProperty(ours, key, { value: run[key], configurable: true });
    Object.defineProperty(owner, name, { ...original, value: ours });
    patched.push({ owner, name, original, ours });
  };
  for (const module of modules()) {
    for (const name of inFs) {
      patch(module, name, 'callback', `fs.${name}`);
      patch(module, `${name}Sync`, 'sync', `fs.${name}Sync`);
      patch(module.promises, name, 'promise', `fs.promises.${name}`);
    }
    patch(module, 'openAsBlob', 'promise', 'fs.openAsBlob');
  }
  patch(process, 'loadEnvFile', 'sync', 'process.loadEnvFile');
  syncBuiltinESMExports();
  return () => {
    on = false;
    for (const { owner, name, original, ours } of patched.toReversed()) {
      // Code that has since put something over ours keeps it; ours no longer does anything below it.
      if (Object.getOwnPropertyDescriptor(owner, name)?.value === ours)
        Object.defineProperty(owner, name, original);
    }
    syncBuiltinESMExports();
  };
}

const isRun = (value: unknown): value is Run => typeof value === 'function';

/** Electron has a second `fs`, the one without archives. */
function modules(): readonly (typeof fs)[] {
  try {
    const second: unknown = createRequire(import.meta.url)('original-fs');
    return isFs(second) && second !== fs ? [fs, second] : [fs];
  } catch {
    return [fs];
  }
}

const isFs = (value: unknown): value is typeof fs =>
  typeof value === 'object' && value !== null && 'readFileSync' in value && 'promises' in value;

interface Wrapping {
  readonly run: Run;
  readonly form: Form;
  readonly label: string;
  readonly manner: Manner;
  readonly gate: ReadGate;
  readonly isOn: () => boolean;
}

const { apply } = Reflect;

function wrapped(wrapping: Wrapping): Run {
  const { run, form, label, manner, gate, isOn } = wrapping;
  const look = (args: readonly unknown[]): Call & { readonly held?: Held } => {
    const call = readCall(form, args.length === 0 && label === 'process.loadEnvFile' ? ['.env'] : args);
    const file = call.subject === undefined ? undefined : gate.concerns(call.subject);
    if (file === undefined) return call;
    // What goes from one protected name to another stays protected: editors save so.
    if (call.target !== undefined && gate.isProtectedName(call.target)) return call;
    return { ...call, held: { file, form: label, ours } };
  };
  const ways: Readonly<Record<Manner, Run>> = {
    sync(this: unknown, ...args) {
      if (!isOn()) return apply(run, this, args);
      const call = look(args);
      if (call.held !== undefined && !gate.mayNow(call.held)) throw refusal(form, call);
      return apply(run, this, call.args);
    },
    callback(this: unknown, ...args) {
      if (!isOn()) return apply(run, this, args);
      const call = look(args);
      const done = args.at(-1);
      if (call.held === undefined || !isRun(done)) return apply(run, this, call.args);
      void gate.may(call.held).then(allowed =>
        // Outside the promise, so that what the callback throws is thrown as it always was.
        setImmediate(() => {
          if (!allowed) return void done(refusal(form, call));
          try {
            apply(run, this, call.args);
          } catch (error) {
            done(error);
          }
        }),
      );
      return undefined;
    },
    async promise(this: unknown, ...args) {
      if (!isOn()) return await apply(run, this, args);
      const call = look(args);
      if (call.held !== undefined && !(await gate.may(call.held))) throw refusal(form, call);
      return await apply(run, this, call.args);
    },
  };
  const ours = ways[manner];
  return ours;
}

const syscalls: Readonly<Record<Form, string>> = {
  read: 'open',
  open: 'open',
  copy: 'copyfile',
  alias: 'rename',
};

/** Looks like what the system says of a file that may not be read: programs know what to do then. */
function refusal(form: Form, { args }: Call): NodeJS.ErrnoException {
  const syscall = syscalls[form];
  const file = String(args[0]);
  const errno = process.platform === 'win32' ? -4092 : -os.constants.errno.EACCES;
  return Object.assign(new Error(`EACCES: permission denied, ${syscall} '${file}'`), {
    errno,
    code: 'EACCES',
    syscall,
    path: file,
  });
}
