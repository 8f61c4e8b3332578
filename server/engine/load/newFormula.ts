/** Reads formulas in the newer syntax: `match:` with `all`, `any`, `not`, `inside`, `regex` and `where`. */
import type { Condition, Formula } from '../rule.ts';
import { readFocus, readWhere } from './conditions.ts';
import { checkPositive } from './formula.ts';
import {
  clip,
  complain,
  decline,
  readFields,
  readLeaf,
  readList,
  type Fields,
  type Reader,
} from './reader.ts';
import type { Entry, Place, Tree } from './tree.ts';

const operators: Readonly<Record<string, (reader: Reader, entry: Entry) => Formula | undefined>> = {
  pattern: (reader, entry) => leafFormula(reader, entry, 'pattern'),
  regex: (reader, entry) => leafFormula(reader, entry, 'regex'),
  not: (reader, entry) => wrap('not', readMatch(reader, entry.value)),
  inside: (reader, entry) => wrap('inside', readMatch(reader, entry.value)),
  all: (reader, entry) => readParts(reader, entry, 'all'),
  any: (reader, entry) => readParts(reader, entry, 'any'),
};

/** Reads a formula: a pattern's text, or a mapping with one operator and maybe `where`. */
export function readMatch(reader: Reader, tree: Tree): Formula | undefined {
  if (tree.kind === 'scalar') {
    const leaf = readLeaf(reader, tree, 'pattern');
    return leaf === undefined ? undefined : { kind: 'pattern', leaf };
  }
  const fields = readFields(reader, tree, 'A formula');
  return fields === undefined ? undefined : readMatchFields(reader, fields, tree.at);
}

/** Reads the formula among fields whose other keys were taken out already. */
export function readMatchFields(reader: Reader, fields: Fields, at: Place): Formula | undefined {
  const where = fields.get('where');
  const [first, second] = [...fields.values()].filter(entry => entry.key !== 'where');
  if (first === undefined) {
    complain(reader, at, 'There is no pattern.', `Add one of: ${Object.keys(operators).join(', ')}.`);
    return undefined;
  }
  if (second !== undefined) {
    for (const entry of [first, second]) {
      if (unknownOperator(reader, entry)) return undefined;
    }
    complain(
      reader,
      second.at,
      `"${clip(first.key)}" and "${clip(second.key)}" stand side by side.`,
      'Put both under `all:` or `any:`.',
    );
    return undefined;
  }
  if (unknownOperator(reader, first)) return undefined;
  const formula = operators[first.key]?.(reader, first);
  return where === undefined || formula === undefined ? formula : constrain(reader, formula, where);
}

const declined: ReadonlySet<string> = new Set(['anywhere', 'as', 'fix', 'taint']);

function unknownOperator(reader: Reader, entry: Entry): boolean {
  if (Object.hasOwn(operators, entry.key)) return false;
  if (declined.has(entry.key)) {
    decline(
      reader,
      entry.at,
      `"${entry.key}" inside \`match:\` is not supported.`,
      'Say it with other operators.',
    );
  } else {
    complain(
      reader,
      entry.at,
      `There is no operator "${clip(entry.key)}".`,
      `Use one of: ${Object.keys(operators).join(', ')}, where.`,
    );
  }
  return true;
}

const wrap = (kind: 'not' | 'inside', part: Formula | undefined): Formula | undefined =>
  part === undefined ? undefined : { kind, part };

function leafFormula(reader: Reader, entry: Entry, kind: 'pattern' | 'regex'): Formula | undefined {
  const leaf = readLeaf(reader, entry.value, entry.key);
  return leaf === undefined ? undefined : { kind, leaf };
}

function readParts(reader: Reader, entry: Entry, kind: 'all' | 'any'): Formula | undefined {
  const items = readList(reader, entry);
  if (items === undefined) return undefined;
  const parts = items.map(item => readMatch(reader, item)).filter(part => part !== undefined);
  if (kind === 'all') checkPositive(reader, parts, entry.at);
  else if (parts.some(part => part.kind === 'not')) {
    complain(
      reader,
      entry.at,
      '`not` cannot stand directly under `any`: it finds nothing by itself.',
      'Put it under `all:` beside a pattern.',
    );
  }
  return { kind, parts, conditions: [], focus: [] };
}

function constrain(reader: Reader, formula: Formula, where: Entry): Formula | undefined {
  const items = readList(reader, where);
  if (items === undefined) return undefined;
  const conditions: Condition[] = [];
  const focus: (readonly string[])[] = [];
  for (const item of items) {
    const fields = readFields(reader, item, 'A condition');
    const focused = fields?.get('focus');
    if (fields === undefined) continue;
    if (focused !== undefined && fields.size === 1) focus.push(readFocus(reader, focused));
    else if (focused !== undefined) {
      complain(reader, focused.at, '`focus` shares its item with other keys.', 'Give each its own hyphen.');
    } else {
      const condition = readWhere(reader, fields, item.at, readMatchFields);
      if (condition !== undefined) conditions.push(condition);
    }
  }
  if (formula.kind === 'all' || formula.kind === 'any') {
    return {
      ...formula,
      conditions: [...formula.conditions, ...conditions],
      focus: [...formula.focus, ...focus],
    };
  }
  if (formula.kind === 'not') {
    complain(
      reader,
      where.at,
      '`where` beside `not` has nothing to look at.',
      'Move it under the formula that is negated.',
    );
    return undefined;
  }
  return { kind: 'all', parts: [formula], conditions, focus };
}
