/** Sets of code points, as sorted ranges: what a class of a regex admits. Must import nothing. */

/** Is a set of code points. What `ranges` or `properties` hold is in it, or out of it when `negated`. */
export interface CharSet {
  readonly ranges: readonly (readonly [number, number])[];
  /** Unicode properties as JavaScript writes them: `\p{L}`, `\P{Lu}`. */
  readonly properties: readonly string[];
  readonly negated: boolean;
}

/** Is the last code point. */
export const lastPoint = 0x10ffff;

type Ranges = readonly (readonly [number, number])[];

/** Returns ranges sorted and merged. */
export function mergeRanges(ranges: Ranges): Ranges {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

/** Returns what ranges leave out. */
export function complement(ranges: Ranges): Ranges {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [low, high] of mergeRanges(ranges)) {
    if (low > next) gaps.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= lastPoint) gaps.push([next, lastPoint]);
  return gaps;
}

/** Returns a set of ranges alone. */
export const setOf = (...ranges: Ranges): CharSet => ({
  ranges: mergeRanges(ranges),
  properties: [],
  negated: false,
});

/** Returns the set of everything else. A set without properties is written out, so that sets compare. */
export const negate = (set: CharSet): CharSet =>
  set.properties.length === 0 && !set.negated
    ? setOf(...complement(set.ranges))
    : { ...set, negated: !set.negated };

/** Returns the set of what either holds; a negated set with properties can't be joined, so that is undefined. */
export function unite(left: CharSet, right: CharSet): CharSet | undefined {
  if (left.negated || right.negated) return undefined;
  return {
    ranges: mergeRanges([...left.ranges, ...right.ranges]),
    properties: [...left.properties, ...right.properties],
    negated: false,
  };
}

/** Is how wide a range beyond ASCII may be to have its letters folded one by one. */
const foldedWidth = 600;

/** Returns a set with the other case of each of its letters. */
export function foldCase(set: CharSet): CharSet {
  const added: [number, number][] = [];
  for (const [low, high] of set.ranges) {
    addShifted(added, [Math.max(low, 0x41), Math.min(high, 0x5a)], 32);
    addShifted(added, [Math.max(low, 0x61), Math.min(high, 0x7a)], -32);
    if (high < 0x80 || high - Math.max(low, 0x80) > foldedWidth) continue;
    for (let point = Math.max(low, 0x80); point <= high; point++) {
      const char = String.fromCodePoint(point);
      for (const other of [char.toLowerCase(), char.toUpperCase()]) {
        const code = other.codePointAt(0);
        if (code !== undefined && code !== point && other.length === char.length) added.push([code, code]);
      }
    }
  }
  return added.length === 0 ? set : { ...set, ranges: mergeRanges([...set.ranges, ...added]) };
}

function addShifted(added: [number, number][], range: readonly [number, number], by: number): void {
  if (range[0] <= range[1]) added.push([range[0] + by, range[1] + by]);
}

/** Says whether two sets may share a code point; sets with properties are taken to. */
export function overlaps(left: CharSet, right: CharSet): boolean {
  if (left.properties.length > 0 || right.properties.length > 0) return true;
  let i = 0;
  let j = 0;
  while (i < left.ranges.length && j < right.ranges.length) {
    const a = left.ranges[i];
    const b = right.ranges[j];
    if (a === undefined || b === undefined) break;
    if (a[1] < b[0]) i++;
    else if (b[1] < a[0]) j++;
    else return true;
  }
  return false;
}

/** Says whether a set needs whole code points: it names some beyond the first plane, or a property. */
export const needsPoints = (set: CharSet): boolean =>
  set.properties.length > 0 ||
  set.ranges.some(([low, high]) => low > 0xffff || (high > 0xffff && high !== lastPoint));

const hex = (point: number): string =>
  point > 0xffff ? `\\u{${point.toString(16)}}` : `\\u${point.toString(16).padStart(4, '0')}`;

function writePoint(point: number): string {
  const char = String.fromCodePoint(point);
  return /[A-Za-z0-9_ ]/.test(char) ? char : hex(point);
}

/** Writes a set as a JavaScript class; `points` says that the regex has the flag `u`. */
export function writeSet(set: CharSet, points: boolean): string {
  const top = points ? lastPoint : 0xffff;
  const body = (ranges: Ranges): string =>
    ranges
      .filter(([low]) => low <= top)
      .map(([low, high]) =>
        low === high ? writePoint(low) : `${writePoint(low)}-${writePoint(Math.min(high, top))}`,
      )
      .join('');
  if (set.properties.length > 0)
    return `[${set.negated ? '^' : ''}${body(set.ranges)}${set.properties.join('')}]`;
  const [first] = set.ranges;
  if (set.ranges.length === 1 && first !== undefined && first[0] === first[1]) return writePoint(first[0]);
  if (set.ranges.at(-1)?.[1] === lastPoint) return `[^${body(complement(set.ranges))}]`;
  return `[${body(set.ranges)}]`;
}

/** Returns a fast test of a set: a table for ASCII, ranges and properties beyond. */
export function compileSet(set: CharSet): (point: number) => boolean {
  const slow = slowTest(set);
  const table = new Uint8Array(128);
  for (let point = 0; point < 128; point++) table[point] = slow(point) ? 1 : 0;
  return point => (point < 128 ? table[point] === 1 : slow(point));
}

function slowTest(set: CharSet): (point: number) => boolean {
  if (set.properties.length > 0) {
    const regex = new RegExp(`^${writeSet(set, true)}$`, 'u');
    return point => regex.test(String.fromCodePoint(point));
  }
  const { ranges } = set;
  return point => {
    let low = 0;
    let high = ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const range = ranges[middle];
      if (range === undefined) return false;
      if (point < range[0]) high = middle - 1;
      else if (point > range[1]) low = middle + 1;
      else return true;
    }
    return false;
  };
}

const any = setOf([0, lastPoint]);
const digit = setOf([0x30, 0x39]);
const word = setOf([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]);
const space = setOf([9, 13], [32, 32]);
const horizontal = setOf(
  [9, 9],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x180e, 0x180e],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
);
const vertical = setOf([10, 13], [0x85, 0x85], [0x2028, 0x2029]);
const newline = setOf([10, 10]);

/** Holds the sets that escapes name. PCRE's are ASCII unless a regex asks for properties. */
export const namedSets = { any, digit, word, space, horizontal, vertical, notNewline: negate(newline) };

/** Holds POSIX classes, by the name between the colons. */
export const posixSets: ReadonlyMap<string, CharSet> = new Map([
  ['alpha', setOf([0x41, 0x5a], [0x61, 0x7a])],
  ['digit', digit],
  ['alnum', setOf([0x30, 0x39], [0x41, 0x5a], [0x61, 0x7a])],
  ['upper', setOf([0x41, 0x5a])],
  ['lower', setOf([0x61, 0x7a])],
  ['space', space],
  ['blank', setOf([9, 9], [32, 32])],
  ['punct', setOf([0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e])],
  ['print', setOf([0x20, 0x7e])],
  ['graph', setOf([0x21, 0x7e])],
  ['cntrl', setOf([0, 0x1f], [0x7f, 0x7f])],
  ['xdigit', setOf([0x30, 0x39], [0x41, 0x46], [0x61, 0x66])],
  ['word', word],
  ['ascii', setOf([0, 0x7f])],
]);
