/** Groups held items that arrive together into one incident, so that a burst is one notification. */
import type { Incident } from '../../common/protocol.ts';
import type { QuarantineItem } from '../../common/quarantine.ts';

/** Collects items and tells of them in groups. */
export interface Incidents {
  add(item: QuarantineItem): void;
  /** Tells of what is collected now; for the end. */
  flush(): void;
}

/** Items closer together than this belong together: one tool call or one script. */
const quietMs = 400;
/** A storm is told of at least this often, so that a steady attacker cannot keep it silent. */
const longestMs = 3_000;

/** Creates a collector; timers are given so that tests can hold time still. */
export function createIncidents(
  tell: (incident: Incident) => void,
  after: (ms: number, task: () => void) => () => void,
): Incidents {
  let items = new Map<string, QuarantineItem>();
  let cancelQuiet: (() => void) | undefined;
  let cancelLongest: (() => void) | undefined;
  const flush = (): void => {
    cancelQuiet?.();
    cancelLongest?.();
    cancelQuiet = cancelLongest = undefined;
    if (items.size === 0) return;
    const told = [...items.values()];
    items = new Map();
    tell({ items: told });
  };
  return {
    flush,
    add(item) {
      items.set(item.id, item);
      cancelQuiet?.();
      cancelQuiet = after(quietMs, flush);
      cancelLongest ??= after(longestMs, flush);
    },
  };
}
