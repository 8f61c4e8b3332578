/** Parentheses: capturing, named, atomic, looking around, conditional, with modifiers. */
import { nothing } from './ast.ts';
import type { Ast } from './ast.ts';
import { readCall } from './calls.ts';
import { refer } from './escapedAtoms.ts';
import { applyLetters, eat, eatMatch, RegexError } from './reader.ts';
import type { Modifiers, Reader } from './reader.ts';

function close(reader: Reader, start: number): void {
  if (!eat(reader, ')')) throw new RegexError('a parenthesis is not closed', start);
}

const looks: readonly (readonly [string, boolean, boolean])[] = [
  ['?=', true, false],
  ['?!', true, true],
  ['?<=', false, false],
  ['?<!', false, true],
  ['*pla:', true, false],
  ['*nla:', true, true],
];

/** Reads a group; its opening parenthesis is consumed already. */
export function readGroup(reader: Reader, modifiers: Modifiers): Ast {
  const start = reader.at - 1;
  const body = (): Ast => {
    const { ast } = reader.alternatives(reader, modifiers);
    close(reader, start);
    return ast;
  };
  for (const [opening, ahead, negative] of looks)
    if (eat(reader, opening)) return { kind: 'look', body: body(), ahead, negative };
  if (eatMatch(reader, /\?>|\*atomic:/y) !== undefined) return { kind: 'atomic', body: body() };
  const name = eatMatch(reader, /\?(?:P?<(\w+)>|'(\w+)')/y);
  if (name !== undefined) return capture(reader, name[1] ?? name[2], body);
  const special = readReference(reader, modifiers, start) ?? readBranches(reader, modifiers, start);
  if (special !== undefined) return special;
  const condition = eatMatch(
    reader,
    /\?(?=\(\?(?:<?[=!]))|\?\((?:<(\w+)>|'(\w+)'|(\d+|(?!R\b|DEFINE\b)\w+))\)/y,
  );
  if (condition !== undefined)
    return readCondition(reader, modifiers, { start, group: condition[1] ?? condition[2] ?? condition[3] });
  return readPlain(reader, modifiers, start);
}

function readPlain(reader: Reader, modifiers: Modifiers, start: number): Ast {
  if (eatMatch(reader, /\*F(?:AIL)?\)/y) !== undefined)
    return { kind: 'look', body: nothing, ahead: true, negative: true };
  const scoped = eatMatch(reader, /\?(\^?[imsxnJU]*(?:-[imsxnJU]*)?):/y);
  if (scoped === undefined && /[?*]/.test(reader.source[reader.at] ?? ''))
    throw new RegexError(
      `the group (${reader.source.slice(reader.at, reader.at + 4)}… is not supported`,
      start,
    );
  const inner = scoped === undefined ? modifiers : applyLetters(modifiers, scoped[1] ?? '');
  const read = (): Ast => {
    const { ast } = reader.alternatives(reader, inner);
    close(reader, start);
    return ast;
  };
  if (scoped === undefined && !modifiers.plain) return capture(reader, undefined, read);
  return read();
}

function capture(reader: Reader, name: string | undefined, body: () => Ast): Ast {
  const index = ++reader.groups;
  if (name !== undefined) {
    if (reader.names.has(name)) reader.shared = true;
    else reader.names.set(name, index);
  }
  const read = body();
  if (!reader.bodies.has(index)) reader.bodies.set(index, read);
  return { kind: 'group', body: read, index };
}

/** Reads what refers to a group: to what it has matched, or to what it would match. */
function readReference(reader: Reader, modifiers: Modifiers, start: number): Ast | undefined {
  const back = eatMatch(reader, /\?P=(\w+)\)/y);
  return back === undefined ? readCall(reader, start) : refer(reader, back[1] ?? '', modifiers.fold);
}

/** Reads what has branches that are no choice by themselves. */
function readBranches(reader: Reader, modifiers: Modifiers, start: number): Ast | undefined {
  if (eat(reader, '?(DEFINE)')) return readDefinitions(reader, modifiers, start);
  return eat(reader, '?|') ? readReset(reader, modifiers, start) : undefined;
}

/** Reads `(?(DEFINE)…)`, whose groups are there to be called and match nothing by themselves. */
function readDefinitions(reader: Reader, modifiers: Modifiers, start: number): Ast {
  reader.alternatives(reader, modifiers);
  close(reader, start);
  // Their numbers are taken, and JavaScript would give them to others.
  reader.shared = true;
  return nothing;
}

/** Reads `(?|a|b)`: the groups of each branch count from the same number. */
function readReset(reader: Reader, modifiers: Modifiers, start: number): Ast {
  const first = reader.groups;
  let most = first;
  const { ast } = reader.alternatives(reader, modifiers, () => {
    most = Math.max(most, reader.groups);
    reader.groups = first;
  });
  reader.groups = Math.max(most, reader.groups);
  reader.shared = true;
  close(reader, start);
  return ast;
}

function readCondition(
  reader: Reader,
  modifiers: Modifiers,
  place: { readonly start: number; readonly group: string | undefined },
): Ast {
  let test: Ast | undefined;
  if (place.group === undefined) {
    eat(reader, '(');
    test = readGroup(reader, modifiers);
  }
  const { branches } = reader.alternatives(reader, modifiers);
  close(reader, place.start);
  const [yes = nothing, no = nothing] = branches;
  if (branches.length > 2) throw new RegexError('a condition has more than two branches', place.start);
  if (test?.kind === 'look') {
    const other: Ast = { ...test, negative: !test.negative };
    return {
      kind: 'alt',
      parts: [
        { kind: 'seq', parts: [test, yes] },
        { kind: 'seq', parts: [other, no] },
      ],
    };
  }
  const piece: { kind: 'condition'; group: number; yes: Ast; no: Ast } = {
    kind: 'condition',
    group: 0,
    yes,
    no,
  };
  reader.pending.push({ name: place.group ?? '', at: reader.at, give: group => (piece.group = group) });
  return piece;
}
