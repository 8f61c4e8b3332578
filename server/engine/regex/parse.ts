/** Parses PCRE's syntax. What can't be honoured is refused by name: half a regex would be another regex. */
import { failure, success } from '../../../common/result.ts';
import type { Result } from '../../../common/result.ts';
import type { Ast, ParsedRegex } from './ast.ts';
import { fillCalls } from './calls.ts';
import { namedSets, setOf } from './charSet.ts';
import { finishSet, readClass } from './escapes.ts';
import { readEscape } from './escapedAtoms.ts';
import { readGroup } from './groups.ts';
import { applyLetters, createReader, eat, eatMatch, eatPoint, RegexError } from './reader.ts';
import type { Modifiers, Reader } from './reader.ts';

/** Says how a regex is to be read. */
export interface ParseOptions {
  /** True when `^` and `$` match at lines. */
  readonly multiline: boolean;
}

/** Parses a regex. */
export function parseRegex(source: string, options: ParseOptions): Result<ParsedRegex> {
  const reader = createReader(source, readAlternatives);
  const modifiers: Modifiers = {
    fold: false,
    lines: options.multiline,
    dotAll: false,
    spaced: false,
    ungreedy: false,
    plain: false,
  };
  try {
    eatMatch(reader, /(?:\(\*(?:UTF8?|UCP|LF|NO_START_OPT|NO_AUTO_POSSESS|NO_JIT|BSR_UNICODE)\))+/y);
    const ast = readAlternatives(reader, modifiers).ast;
    if (reader.at < source.length)
      throw new RegexError('a parenthesis is closed that was never opened', reader.at);
    for (const { name, at, give } of reader.pending) {
      const group = reader.names.get(name) ?? (/^\d+$/.test(name) ? Number(name) : undefined);
      if (group === undefined || group > reader.groups) throw new RegexError(`there is no group ${name}`, at);
      give(group);
    }
    fillCalls(reader);
    const { groups, names, points, shared } = reader;
    return success({ ast, groups, names, points, shared });
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    return failure({
      source,
      message: `The regex can't be used: ${error.message}.`,
      remedy: 'Write it without that; the syntax is PCRE.',
      column: error.at + 1,
    });
  }
}

/** Is how deep groups may nest. */
const deepest = 200;

/** Reads alternatives up to a closing parenthesis or the end; a branch's modifiers hold in those after it. */
function readAlternatives(
  reader: Reader,
  outer: Modifiers,
  eachBranch: () => void = () => undefined,
): { readonly ast: Ast; readonly branches: readonly Ast[] } {
  if (++reader.depth > deepest) throw new RegexError('its groups nest too deep', reader.at);
  const branches: Ast[] = [];
  let modifiers = outer;
  do {
    eachBranch();
    const branch = readBranch(reader, modifiers);
    branches.push(branch.ast);
    modifiers = branch.modifiers;
  } while (eat(reader, '|'));
  reader.depth--;
  const [only] = branches;
  return {
    ast: branches.length === 1 && only !== undefined ? only : { kind: 'alt', parts: branches },
    branches,
  };
}

function readBranch(reader: Reader, outer: Modifiers): { readonly ast: Ast; readonly modifiers: Modifiers } {
  const parts: Ast[] = [];
  let modifiers = outer;
  while (reader.at < reader.source.length && !/[|)]/.test(reader.source[reader.at] ?? '')) {
    if (skipSpaced(reader, modifiers)) continue;
    const changed = readModifiers(reader, modifiers);
    if (changed !== undefined) {
      modifiers = changed;
      continue;
    }
    for (const atom of readAtoms(reader, modifiers)) parts.push(atom);
  }
  const [only] = parts;
  return { ast: parts.length === 1 && only !== undefined ? only : { kind: 'seq', parts }, modifiers };
}

function skipSpaced(reader: Reader, modifiers: Modifiers): boolean {
  if (modifiers.spaced && eatMatch(reader, /[\t-\r ]+|#[^\n]*/y) !== undefined) return true;
  return eatMatch(reader, /\(\?#[^)]*\)|\\E/y) !== undefined;
}

function readModifiers(reader: Reader, modifiers: Modifiers): Modifiers | undefined {
  const match = eatMatch(reader, /\(\?(\^?[imsxnJU]*(?:-[imsxnJU]*)?)\)/y);
  return match === undefined ? undefined : applyLetters(modifiers, match[1] ?? '');
}

function readAtoms(reader: Reader, modifiers: Modifiers): readonly Ast[] {
  const quoted = eatMatch(reader, /\\Q([\s\S]*?)(?:\\E|$)/y);
  if (quoted === undefined) return [readQuantified(reader, modifiers, readAtom(reader, modifiers))];
  const atoms = Array.from(quoted[1] ?? '', char =>
    literal(reader, char.codePointAt(0) ?? 0, modifiers.fold),
  );
  const last = atoms.pop();
  return last === undefined ? [] : [...atoms, readQuantified(reader, modifiers, last)];
}

const literal = (reader: Reader, point: number, fold: boolean): Ast => ({
  kind: 'set',
  set: finishSet(reader, setOf([point, point]), fold),
});

function readAtom(reader: Reader, modifiers: Modifiers): Ast {
  const start = reader.at;
  const point = eatPoint(reader) ?? 0;
  const char = String.fromCodePoint(point);
  if ('*+?'.includes(char)) throw new RegexError('a quantifier has nothing to repeat', start);
  switch (char) {
    case '\\':
      return readEscape(reader, modifiers);
    case '[':
      return { kind: 'set', set: readClass(reader, modifiers.fold) };
    case '(':
      return readGroup(reader, modifiers);
    case '.':
      return { kind: 'set', set: modifiers.dotAll ? namedSets.any : namedSets.notNewline };
    case '^':
      return { kind: 'anchor', anchor: modifiers.lines ? 'lineStart' : 'textStart' };
    case '$':
      return { kind: 'anchor', anchor: modifiers.lines ? 'lineEnd' : 'textEndOrNewline' };
    default:
      return literal(reader, point, modifiers.fold);
  }
}

const quantifier = /([*+?]|\{\s*\d+\s*\}|\{\s*\d*\s*,\s*\d*\s*\})([?+]?)/y;
/** Is how often a counted loop may be asked to repeat; PCRE's own bound. */
const mostRepeats = 65_535;

function readQuantified(reader: Reader, modifiers: Modifiers, atom: Ast): Ast {
  let piece = atom;
  for (;;) {
    while (skipSpaced(reader, modifiers)) continue;
    const start = reader.at;
    const match = eatMatch(reader, quantifier);
    if (match === undefined) return piece;
    const bounds = readBounds(match[1] ?? '');
    if (bounds === undefined) {
      reader.at = start;
      return piece;
    }
    if (
      bounds.min > bounds.max ||
      Math.max(bounds.min, Number.isFinite(bounds.max) ? bounds.max : 0) > mostRepeats
    )
      throw new RegexError('the bounds of a quantifier are wrong', start);
    const lazy = (match[2] === '?') !== modifiers.ungreedy;
    const mode = match[2] === '+' ? 'possessive' : lazy ? 'lazy' : 'greedy';
    piece = {
      kind: 'loop',
      body: piece.kind === 'anchor' ? { kind: 'seq', parts: [piece] } : piece,
      ...bounds,
      mode,
    };
  }
}

function readBounds(text: string): { readonly min: number; readonly max: number } | undefined {
  if (text === '*') return { min: 0, max: Infinity };
  if (text === '+') return { min: 1, max: Infinity };
  if (text === '?') return { min: 0, max: 1 };
  const [low = '', high] = text
    .slice(1, -1)
    .split(',')
    .map(part => part.trim());
  if (high === undefined) return { min: Number(low), max: Number(low) };
  // `{,}` is text; `{,n}` counts from none, as newer PCRE and Python have it.
  if (low === '' && high === '') return undefined;
  return { min: low === '' ? 0 : Number(low), max: high === '' ? Infinity : Number(high) };
}
