/**
 * Finds where any of many literals stands, in one walk over a text: nothing else looks at text without a literal that it
 * cannot be without. Pure.
 */

/** Is a literal in a text with what it stands for. */
export interface AnchorHit<T> {
  readonly at: number;
  readonly literal: string;
  readonly values: readonly T[];
}

interface Entry<T> {
  readonly literal: string;
  readonly values: T[];
}

/** Returns a function that lists the places of literals (lower-case ASCII of two characters or more) in a lower-case text. */
export function anchorFinder<T>(
  rows: readonly { readonly literal: string; readonly value: T }[],
): (lower: string) => readonly AnchorHit<T>[] {
  const byLiteral = new Map<string, Entry<T>>();
  for (const { literal, value } of rows) {
    const entry = byLiteral.get(literal) ?? { literal, values: [] };
    byLiteral.set(literal, entry);
    entry.values.push(value);
  }
  const table: (Entry<T>[] | undefined)[] = new Array<Entry<T>[] | undefined>(128 * 128).fill(undefined);
  for (const entry of byLiteral.values()) {
    const slot = entry.literal.charCodeAt(0) * 128 + entry.literal.charCodeAt(1);
    (table[slot] ??= []).push(entry);
  }
  const starts = Uint8Array.from(table, slot => (slot === undefined ? 0 : 1));
  return lower => walk(lower, table, starts);
}

function walk<T>(
  lower: string,
  table: readonly (readonly Entry<T>[] | undefined)[],
  starts: Uint8Array,
): readonly AnchorHit<T>[] {
  const hits: AnchorHit<T>[] = [];
  let before = 0xffff;
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at);
    if (code < 128 && before < 128) {
      const slot = before * 128 + code;
      if (starts[slot] === 1)
        for (const { literal, values } of table[slot] ?? [])
          if (literal.length === 2 || lower.startsWith(literal, at - 1))
            hits.push({ at: at - 1, literal, values });
    }
    before = code;
  }
  return hits;
}

/** Folds ASCII letters only, so that offsets stay what they are. */
export function foldCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/gu, part => part.toLowerCase());
}
