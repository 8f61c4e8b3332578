/** Answers quickly whether some range holds another one: most do not, and need not be compared one by one. */

/** Is a place in a text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Tells whether any of a set of ranges holds the given one. */
export type Cover = (span: Span) => boolean;

/** Is where something stands in a text, and whether a range holds any of it. */
export interface Places {
  /** Offsets at which it begins, in order. */
  readonly starts: Int32Array;
  readonly covers: Cover;
}

/** Sorts ranges once; each question then takes a binary search. */
export function coverOf(ranges: readonly Span[]): Cover {
  const sorted = ranges.toSorted((a, b) => a.start - b.start);
  const starts = new Int32Array(sorted.length);
  /** The farthest end of the ranges up to each one. */
  const reach = new Int32Array(sorted.length);
  let farthest = -1;
  for (const [index, { start, end }] of sorted.entries()) {
    farthest = Math.max(farthest, end);
    starts[index] = start;
    reach[index] = farthest;
  }
  return ({ start, end }) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return low > 0 && (reach[low - 1] ?? -1) >= end;
  };
}
