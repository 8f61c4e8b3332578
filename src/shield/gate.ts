/**
 * Decides about reads of protected files: the guard judges each; who cannot wait for its answer gets the one that the
 * guard gave last, else a refusal. Must not import vscode.
 */
import type { ExtensionRead, ProtectedReads, ReadAnswer } from '../../common/protocol.ts';
import type { Named } from './arguments.ts';
import type { Held, ReadGate } from './patch.ts';
import { protectedPaths } from './protectedPaths.ts';
import { realPaths } from './realPaths.ts';

/** Says what a gate works with. */
export interface GateOptions {
  /** Asks the guard; rejects while it does not run. */
  readonly judge: (read: ExtensionRead) => Promise<ReadAnswer>;
  /** Returns the id of the extension that called, '' when the stack does not tell. */
  readonly readerOf: (ours: Held['ours']) => string;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Runs a task after a delay; returns what cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void;
  readonly failed: (error: unknown) => void;
}

/** Is a gate whose list can be replaced. */
export interface ShieldGate extends ReadGate {
  use(list: ProtectedReads): void;
}

/** A read that waits any longer looks like a hang. */
const answerMs = 2_000;
/** A read that cannot wait is let go on for so long after the guard let the same one go on. */
const passMs = 60_000;
const mostPasses = 500;

interface Pass {
  readonly until: number;
  /** What was allowed once has been judged and recorded already when it is used. */
  readonly once: boolean;
}

/** Creates a gate for a list. */
export function createGate(list: ProtectedReads, options: GateOptions): ShieldGate {
  const realPath = realPaths(options.now);
  let { enforce } = list;
  let isProtected = protectedPaths(list);
  const passes = new Map<string, Pass>();

  const keyOf = ({ reader, path }: ExtensionRead): string => `${reader}\0${path}`;
  const note = (read: ExtensionRead, { allowed, once = false }: ReadAnswer): void => {
    const key = keyOf(read);
    passes.delete(key);
    if (allowed) passes.set(key, { until: options.now() + passMs, once });
    for (const oldest of passes.keys()) if (passes.size > mostPasses) passes.delete(oldest);
  };
  const { judge, failed } = options;
  const readOf = ({ file, form, ours }: Held): ExtensionRead => ({
    path: file,
    form,
    reader: options.readerOf(ours),
    seen: false,
  });
  return {
    use: next => {
      enforce = next.enforce;
      isProtected = protectedPaths(next);
      passes.clear();
    },
    concerns(named: Named) {
      const canonical = realPath(named);
      // What is not there cannot be read, and is to look so.
      if (canonical === undefined) return undefined;
      return isProtected(canonical) || (canonical !== named.file && isProtected(named.file))
        ? canonical
        : undefined;
    },
    isProtectedName: ({ file }) => isProtected(file),
    mayNow(held) {
      const read = readOf(held);
      const pass = passes.get(keyOf(read));
      const passed = pass !== undefined && options.now() < pass.until;
      if (passed && pass.once) passes.delete(keyOf(read));
      else judge(read).then(answer => note(read, answer), failed);
      return passed || !enforce;
    },
    may: held => {
      const read = readOf(held);
      return answered(options, read, enforce, answer => {
        // What was allowed once is used up by this read.
        if (answer.once !== true) note(read, answer);
      });
    },
  };
}

/** Waits for the guard's answer; without one the read is refused where reads are refused at all. */
function answered(
  { judge, after, failed }: GateOptions,
  read: ExtensionRead,
  enforce: boolean,
  note: (answer: ReadAnswer) => void,
): Promise<boolean> {
  return new Promise(resolve => {
    const cancel = after(answerMs, () => resolve(!enforce));
    judge(read).then(
      answer => {
        cancel();
        note(answer);
        resolve(answer.allowed);
      },
      (error: unknown) => {
        cancel();
        failed(error);
        resolve(!enforce);
      },
    );
  });
}
