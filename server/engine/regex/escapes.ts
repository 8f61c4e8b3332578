/** Escapes and classes of PCRE as sets of code points. */
import { foldCase, lastPoint, namedSets, needsPoints, negate, posixSets, setOf, unite } from './charSet.ts';
import type { CharSet } from './charSet.ts';
import { eat, eatMatch, eatPoint, RegexError } from './reader.ts';
import type { Escaped, Reader } from './reader.ts';

const setEscapes: ReadonlyMap<string, CharSet> = new Map([
  ['d', namedSets.digit],
  ['D', negate(namedSets.digit)],
  ['w', namedSets.word],
  ['W', negate(namedSets.word)],
  ['s', namedSets.space],
  ['S', negate(namedSets.space)],
  ['h', namedSets.horizontal],
  ['H', negate(namedSets.horizontal)],
  ['v', namedSets.vertical],
  ['V', negate(namedSets.vertical)],
  ['N', namedSets.notNewline],
]);

const pointEscapes: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['e', 27],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
]);

const asPoint = (point: number): Escaped => ({ kind: 'point', point });

/** Reads an escape that means the same in a class and out of it; the backslash is consumed already. */
export function readSharedEscape(reader: Reader): Escaped {
  const start = reader.at;
  const number = readNumeric(reader);
  if (number !== undefined) return asPoint(number);
  const property = eatMatch(reader, /([pP])(?:\{(\^?)([^}]*)\}|([A-Za-z]))/y);
  if (property !== undefined) return { kind: 'set', set: readProperty(property, start) };
  const control = eatMatch(reader, /c([ -~])/y);
  if (control !== undefined) return asPoint((control[1] ?? '@').toUpperCase().charCodeAt(0) ^ 64);
  const point = eatPoint(reader);
  if (point === undefined) throw new RegexError('it ends in a lone backslash', start);
  const char = String.fromCodePoint(point);
  const set = setEscapes.get(char);
  if (set !== undefined) return { kind: 'set', set };
  const named = pointEscapes.get(char);
  if (named !== undefined) return asPoint(named);
  if (/[A-Za-z]/.test(char)) throw new RegexError(`the escape \\${char} is not supported`, start);
  return asPoint(point);
}

function readNumeric(reader: Reader): number | undefined {
  const start = reader.at;
  const match = eatMatch(
    reader,
    /x\{\s*([0-9A-Fa-f]+)\s*\}|x([0-9A-Fa-f]{0,2})|o\{([0-7]+)\}|(0[0-7]{0,2})/y,
  );
  if (match === undefined) return undefined;
  const octal = match[3] ?? match[4];
  const point = octal === undefined ? parseInt((match[1] ?? match[2]) || '0', 16) : parseInt(octal, 8);
  if (point > lastPoint) throw new RegexError('a code point is out of range', start);
  return point;
}

const pcreProperties: ReadonlyMap<string, string> = new Map([
  ['L&', 'LC'],
  ['Any', 'Any'],
  ['Xan', 'Alphabetic'],
  ['Xsp', 'White_Space'],
  ['Xps', 'White_Space'],
]);

function readProperty(match: RegExpExecArray, at: number): CharSet {
  const name = (match[3] ?? match[4] ?? '').trim();
  const negated = (match[1] === 'P') !== (match[2] === '^');
  const letter = negated ? 'P' : 'p';
  const known = pcreProperties.get(name) ?? name;
  for (const body of [known, `Script=${known}`]) {
    const property = `\\${letter}{${body}}`;
    if (compiles(property)) return { ranges: [], properties: [property], negated: false };
  }
  throw new RegexError(`the property ${name} is unknown`, at);
}

function compiles(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

/** Notes and returns a set, with both cases where case doesn't matter. */
export function finishSet(reader: Reader, set: CharSet, fold: boolean): CharSet {
  const folded = fold ? foldCase(set) : set;
  if (needsPoints(folded)) reader.points = true;
  return folded;
}

/** Reads a class; its opening bracket is consumed already. */
export function readClass(reader: Reader, fold: boolean): CharSet {
  const start = reader.at;
  const negated = eat(reader, '^');
  let set = setOf();
  let first = true;
  let quoted = false;
  while (first || quoted || !eat(reader, ']')) {
    if (reader.at >= reader.source.length) throw new RegexError('a class is not closed', start);
    if (eat(reader, quoted ? '\\E' : '\\Q')) {
      quoted = !quoted;
      continue;
    }
    const low = quoted ? quotedItem(reader) : readItem(reader);
    first = false;
    set = join(set, low.kind === 'point' && !quoted ? readRange(reader, low.point) : toSet(low), start);
  }
  const folded = finishSet(reader, set, fold);
  return negated ? negate(folded) : folded;
}

const toSet = (item: Escaped): CharSet => (item.kind === 'set' ? item.set : setOf([item.point, item.point]));

function quotedItem(reader: Reader): Escaped {
  return asPoint(eatPoint(reader) ?? 0);
}

function join(left: CharSet, right: CharSet, at: number): CharSet {
  const joined = unite(left, right);
  if (joined === undefined) throw new RegexError('a class mixes negated properties', at);
  return joined;
}

function readRange(reader: Reader, low: number): CharSet {
  const back = reader.at;
  if (!eat(reader, '-')) return setOf([low, low]);
  if (reader.source[reader.at] === ']' || reader.at >= reader.source.length) {
    reader.at = back;
    return setOf([low, low]);
  }
  const high = readItem(reader);
  if (high.kind === 'set') {
    reader.at = back;
    return setOf([low, low]);
  }
  if (high.point < low) throw new RegexError('a range of a class is out of order', back);
  return setOf([low, high.point]);
}

function readItem(reader: Reader): Escaped {
  const posix = eatMatch(reader, /\[:(\^?)([a-z]+):\]/y);
  if (posix !== undefined) {
    const set = posixSets.get(posix[2] ?? '');
    if (set === undefined) throw new RegexError(`the class ${posix[0]} is unknown`, reader.at);
    return { kind: 'set', set: posix[1] === '^' ? negate(set) : set };
  }
  if (!eat(reader, '\\')) return asPoint(eatPoint(reader) ?? 0);
  if (eat(reader, 'E')) return { kind: 'set', set: setOf() };
  if (eat(reader, 'b')) return asPoint(8);
  const octal = eatMatch(reader, /[0-7]{1,3}/y);
  if (octal !== undefined) return asPoint(parseInt(octal[0], 8));
  return readSharedEscape(reader);
}
