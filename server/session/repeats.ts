/**
 * Counts how long a session has gone round in a circle: the same call again and again, or the same few calls in the same
 * order. What counts is the call to the letter, so a circle in which anything changes (another edit between two runs of
 * the same tests, another page of the same list) is none. Bounded space.
 */

/** Counts calls by their names. */
export interface Repeats {
  /** Counts a call in and returns how many calls in a row, this one included, only repeat the same one to six calls. */
  note(name: string): number;
  forget(): void;
}

/** An agent that is stuck tries a handful of things; longer circles are rather a plan that is carried out again. */
const longestCircle = 6;

/** Creates a counter that has seen nothing. */
export function repeats(): Repeats {
  let lately: readonly string[] = [];
  let equal: readonly number[] = Array.from({ length: longestCircle }, () => 0);
  return {
    note(name) {
      // For each length of a circle: how many calls in a row were the same as the one a circle before.
      equal = equal.map((count, at) => (lately.at(-1 - at) === name ? count + 1 : 0));
      lately = [...lately, name].slice(-longestCircle);
      return Math.max(1, ...equal.map(rowOf));
    },
    forget() {
      lately = [];
      equal = equal.map(() => 0);
    },
  };
}

/** The first round of a circle is no repetition yet; only one that was gone through twice is a circle. */
function rowOf(count: number, at: number): number {
  const length = at + 1;
  return count >= length ? count + length : 0;
}
