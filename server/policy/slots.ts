/**
 * Slots for parsed policies. Cedar keeps parsed sets under a name for ever, so names are few and reused: what was
 * asked longest ago gives way and is parsed again when it is asked next.
 */

/** Parses something under a slot's name; throws when Cedar refuses it. */
export type Fill = (slot: string) => void;

/** Hands out slots to owners. */
export interface Slots {
  /** Returns the name under which the owner's set is parsed, parsing it when it is not. */
  hold(owner: object, fill: Fill): string;
}

/** Creates slots whose names start with a prefix. */
export function createSlots(prefix: string, count: number): Slots {
  // A Map keeps insertion order: the first owner is the one that was asked longest ago.
  const owners = new Map<object, string>();
  return {
    hold(owner, fill) {
      const held = owners.get(owner);
      if (held !== undefined) {
        owners.delete(owner);
        owners.set(owner, held);
        return held;
      }
      const slot = freeSlot(owners, prefix, count);
      fill(slot);
      owners.set(owner, slot);
      return slot;
    },
  };
}

function freeSlot(owners: Map<object, string>, prefix: string, count: number): string {
  if (owners.size < count) {
    const taken = new Set(owners.values());
    const free = Array.from({ length: count }, (_, index) => `${prefix}-${index}`).find(
      name => !taken.has(name),
    );
    if (free !== undefined) return free;
  }
  for (const [owner, slot] of owners) {
    owners.delete(owner);
    return slot;
  }
  return `${prefix}-0`;
}
