/** What a backslash means outside a class: anchors, backreferences, newlines, and characters. */
import type { Anchor, Ast } from './ast.ts';
import { namedSets, setOf } from './charSet.ts';
import { finishSet, readSharedEscape } from './escapes.ts';
import { eat, eatMatch, RegexError } from './reader.ts';
import type { Modifiers, Reader } from './reader.ts';

const anchors: ReadonlyMap<string, Anchor> = new Map([
  ['A', 'textStart'],
  ['Z', 'textEndOrNewline'],
  ['z', 'textEnd'],
  ['b', 'boundary'],
  ['B', 'notBoundary'],
  ['G', 'searchStart'],
]);

const anyNewline: Ast = {
  kind: 'atomic',
  body: {
    kind: 'alt',
    parts: [
      {
        kind: 'seq',
        parts: [
          { kind: 'set', set: setOf([13, 13]) },
          { kind: 'set', set: setOf([10, 10]) },
        ],
      },
      { kind: 'set', set: namedSets.vertical },
    ],
  },
};

/** Reads what follows a backslash. */
export function readEscape(reader: Reader, modifiers: Modifiers): Ast {
  const char = reader.source[reader.at] ?? '';
  const anchor = anchors.get(char);
  if (anchor !== undefined) {
    reader.at++;
    return { kind: 'anchor', anchor };
  }
  if (eat(reader, 'R')) return anyNewline;
  if (eat(reader, 'K')) return { kind: 'keep' };
  const reference = readReference(reader, modifiers.fold);
  if (reference !== undefined) return reference;
  const octal = eatMatch(reader, /[1-9][0-9]*/y);
  if (octal !== undefined) {
    reader.at -= octal[0].length;
    const digits = eatMatch(reader, /[0-7]{1,3}/y);
    if (digits === undefined) throw new RegexError(`there is no group ${octal[0]}`, reader.at);
    const point = parseInt(digits[0], 8);
    return { kind: 'set', set: finishSet(reader, setOf([point, point]), modifiers.fold) };
  }
  const escaped = readSharedEscape(reader);
  const set = escaped.kind === 'set' ? escaped.set : setOf([escaped.point, escaped.point]);
  return { kind: 'set', set: finishSet(reader, set, modifiers.fold) };
}

const reference = /g\{?([+-]?\d+)\}?|g\{(\w+)\}|k(?:<(\w+)>|'(\w+)'|\{(\w+)\})/y;

function readReference(reader: Reader, fold: boolean): Ast | undefined {
  const start = reader.at;
  const plain = eatMatch(reader, /[1-9][0-9]*/y);
  if (plain !== undefined) {
    const number = Number(plain[0]);
    if (number < 10 || number <= reader.total) return refer(reader, plain[0], fold);
    reader.at = start;
    return undefined;
  }
  const match = eatMatch(reader, reference);
  if (match === undefined) return undefined;
  const relative = match[1];
  if (relative === undefined) return refer(reader, match.slice(2).find(Boolean) ?? '', fold);
  const number = Number(relative);
  const group = relative.startsWith('-')
    ? reader.groups + 1 + number
    : relative.startsWith('+')
      ? reader.groups + number
      : number;
  if (group < 1) throw new RegexError(`there is no group ${relative}`, start);
  return refer(reader, String(group), fold);
}

/** Returns a backreference to a group by number or name; the name may be defined later. */
export function refer(reader: Reader, name: string, fold: boolean): Ast {
  const piece: { kind: 'backref'; group: number; fold: boolean } = { kind: 'backref', group: 0, fold };
  reader.pending.push({ name, at: reader.at, give: group => (piece.group = group) });
  return piece;
}
