/**
 * One notification per incident, and one per storm: incidents that follow each other closely are told together.
 * Must not import vscode.
 */
import type { QuarantineItem } from '../../common/quarantine.ts';
import { attempt, count, fileName, harm, heldKeys, keyName, plain, who } from './wording.ts';

/** Names the buttons of a notification, in their order. */
export type IncidentButton = 'Review' | 'Approve' | 'Keep Restored';

/** Is a notification about items that were held back. */
export interface IncidentNotice {
  readonly message: string;
  readonly buttons: readonly IncidentButton[];
  readonly items: readonly QuarantineItem[];
}

/** Says what a group of items is told as; never empty-handed about who did it and what it would have done. */
export function incidentNotice(items: readonly QuarantineItem[]): IncidentNotice | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  // Review comes first: VS Code lets an extension press the first button, and looking is the harmless one.
  return items.length === 1
    ? { items, message: single(first), buttons: ['Review', 'Approve', 'Keep Restored'] }
    : { items, message: several(items, first), buttons: ['Review', 'Keep Restored'] };
}

function single(item: QuarantineItem): string {
  const file = plain(fileName(item.path, item.root));
  const keys = heldKeys(item);
  const [key] = keys;
  const what =
    key === undefined
      ? `Held back: ${file} was ${attempt(item)} by ${who(item.origin, item.agent)}.`
      : `Held back in ${file}: ${plain(keyName(key.keyPath), 80)}${
          keys.length > 1 ? ` and ${count(keys.length - 1, 'more key')}` : ''
        }, set by ${who(item.origin, item.agent)}.`;
  const danger = harm(item);
  return danger === undefined ? what : `${what} It ${danger}.`;
}

function several(items: readonly QuarantineItem[], first: QuarantineItem): string {
  const files = new Set(items.map(item => item.path));
  const actors = [...new Set(items.map(item => who(item.origin, item.agent)))];
  const where = files.size === 1 ? plain(fileName(first.path, first.root)) : count(files.size, 'file');
  const by = actors.length > 2 ? 'several sources' : actors.join(' and ');
  return `Held back ${count(items.length, 'change')} in ${where}, by ${by}.`;
}

/** Says what coalescing depends on. */
export interface CoalescerOptions<T> {
  readonly now: () => number;
  /** Runs a task after a delay; returns what cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void;
  readonly show: (items: readonly T[]) => void;
}

/** Gathers what happens in one burst into one notification. */
export interface Coalescer<T> {
  add(items: readonly T[]): void;
  dispose(): void;
}

/** Milliseconds that the first incident waits for its siblings. */
export const gatherMs = 300;
/** Milliseconds between two notifications while a storm lasts. */
export const quietMs = 8000;

/** Creates a coalescer: an incident after a quiet time shows at once, a storm shows once every `quietMs`. */
export function createCoalescer<T extends { readonly id: string }>({
  now,
  after,
  show,
}: CoalescerOptions<T>): Coalescer<T> {
  let waiting: readonly T[] = [];
  let cancel: (() => void) | undefined;
  let shownAt = Number.NEGATIVE_INFINITY;

  const flush = (): void => {
    cancel = undefined;
    const items = waiting;
    waiting = [];
    shownAt = now();
    show(items);
  };

  return {
    add: items => {
      const fresh = new Set(items.map(item => item.id));
      waiting = [...waiting.filter(item => !fresh.has(item.id)), ...items];
      if (waiting.length > 0) cancel ??= after(Math.max(gatherMs, shownAt + quietMs - now()), flush);
    },
    dispose: () => {
      cancel?.();
      waiting = [];
    },
  };
}
