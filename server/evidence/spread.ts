/** Keeps how durations are spread, in buckets, so that a million of them need no more memory than one. Pure. */

/** Is how durations in milliseconds are spread. */
export interface Spread {
  readonly count: () => number;
  /** Returns the duration that a share of all does not exceed, to about a tenth; undefined without any. */
  readonly at: (share: number) => number | undefined;
  /** Counts durations by their upper bounds, the last without one. */
  readonly bars: () => readonly { readonly upTo: string; readonly count: number }[];
}

const steps = 10;
const bounds = [
  ['10 s', 10_000],
  ['30 s', 30_000],
  ['1 min', 60_000],
  ['5 min', 300_000],
  ['15 min', 900_000],
  ['1 h', 3_600_000],
  ['1 day', 86_400_000],
] as const;

/** Creates an empty spread. */
export function spread(): Spread & { readonly add: (ms: number) => void } {
  // Bucket n holds what lies between 10^(n/10) and 10^((n+1)/10).
  const buckets = new Map<number, number>();
  const bars: { readonly upTo: string; count: number }[] = [
    ...bounds.map(([upTo]) => ({ upTo, count: 0 })),
    { upTo: 'longer', count: 0 },
  ];
  let count = 0;
  return {
    count: () => count,
    add(ms) {
      // A clock that was set back makes no negative time.
      const time = Math.max(1, ms);
      const bucket = Math.floor(Math.log10(time) * steps);
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
      const place = bounds.findIndex(([, most]) => time <= most);
      const bar = bars.at(place);
      if (bar !== undefined) bar.count += 1;
      count += 1;
    },
    at(share) {
      let seen = 0;
      for (const [bucket, here] of [...buckets].toSorted(([a], [b]) => a - b)) {
        seen += here;
        if (seen >= share * count) return 10 ** ((bucket + 0.5) / steps);
      }
      return undefined;
    },
    bars: () => bars,
  };
}
