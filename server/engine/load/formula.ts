/** Reads formulas in the classic syntax: `patterns`, `pattern-either`, `pattern-not` and their kin. */
import type { Condition, Formula } from '../rule.ts';
import { conditionKeys, readCondition, readFocus } from './conditions.ts';
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

/** Lists the keys one of which a rule, a source, a sink … must have. */
export const rootKeys: readonly string[] = ['pattern', 'patterns', 'pattern-either', 'pattern-regex'];

/** Reads the one formula among fields whose other keys were taken out already. */
export function readRootFormula(reader: Reader, fields: Fields, at: Place): Formula | undefined {
  const others = [...fields.values()].filter(entry => !rootKeys.includes(entry.key));
  for (const entry of others) {
    complain(
      reader,
      entry.at,
      `"${clip(entry.key)}" is not expected here.`,
      formulaKeys.includes(entry.key) || entry.key === 'focus-metavariable'
        ? 'Move it into the list of `patterns:`, with a hyphen.'
        : `Use one of: ${rootKeys.join(', ')}.`,
    );
  }
  const [first, second] = [...fields.values()].filter(entry => rootKeys.includes(entry.key));
  if (first === undefined) {
    complain(reader, at, 'There is no pattern.', `Add one of: ${rootKeys.join(', ')}.`);
    return undefined;
  }
  if (second !== undefined) {
    complain(
      reader,
      second.at,
      `"${first.key}" and "${second.key}" stand side by side.`,
      'Put both under `patterns:` (and) or `pattern-either:` (or).',
    );
    return undefined;
  }
  return others.length > 0 ? undefined : readOperator(reader, first);
}

const inside = (part: Formula | undefined): Formula | undefined =>
  part === undefined ? undefined : { kind: 'inside', part };
const not = (part: Formula | undefined): Formula | undefined =>
  part === undefined ? undefined : { kind: 'not', part };

const operators: Readonly<Record<string, (reader: Reader, entry: Entry) => Formula | undefined>> = {
  pattern: (reader, entry) => leafFormula(reader, entry, 'pattern'),
  'pattern-regex': (reader, entry) => leafFormula(reader, entry, 'regex'),
  'pattern-not-regex': (reader, entry) => not(leafFormula(reader, entry, 'regex')),
  'pattern-not': (reader, entry) => not(textOrFormula(reader, entry)),
  'pattern-inside': (reader, entry) => inside(textOrFormula(reader, entry)),
  'pattern-not-inside': (reader, entry) => not(inside(textOrFormula(reader, entry))),
  'pattern-either': readEither,
  patterns: readPatterns,
};

const formulaKeys: readonly string[] = [...Object.keys(operators), ...conditionKeys];

const declined: ReadonlySet<string> = new Set([
  'metavariable-name',
  'semgrep-internal-metavariable-name',
  'semgrep-internal-pattern-anywhere',
  'pattern-where-python',
  'r2c-internal-patterns-from',
]);

function readOperator(reader: Reader, entry: Entry): Formula | undefined {
  const read = Object.hasOwn(operators, entry.key) ? operators[entry.key] : undefined;
  if (read !== undefined) return read(reader, entry);
  if (declined.has(entry.key)) {
    decline(
      reader,
      entry.at,
      `The operator "${entry.key}" is not supported.`,
      'Say it with other operators.',
    );
    return undefined;
  }
  if (conditionKeys.includes(entry.key) || entry.key === 'focus-metavariable') {
    complain(
      reader,
      entry.at,
      `"${entry.key}" must stand directly under \`patterns:\`.`,
      'Wrap it and its pattern in `patterns:`.',
    );
    return undefined;
  }
  complain(
    reader,
    entry.at,
    `There is no operator "${clip(entry.key)}".`,
    entry.key === 'metavariable-regexp'
      ? 'Write metavariable-regex.'
      : `Use one of: ${formulaKeys.join(', ')}, focus-metavariable.`,
  );
  return undefined;
}

function leafFormula(reader: Reader, entry: Entry, kind: 'pattern' | 'regex'): Formula | undefined {
  const leaf = readLeaf(reader, entry.value, entry.key);
  return leaf === undefined ? undefined : { kind, leaf };
}

function textOrFormula(reader: Reader, entry: Entry): Formula | undefined {
  if (entry.value.kind !== 'map') return leafFormula(reader, entry, 'pattern');
  const only = onlyEntry(reader, entry.value);
  return only === undefined ? undefined : readOperator(reader, only);
}

/** Returns the entry of a mapping that must hold one. */
function onlyEntry(reader: Reader, tree: Tree): Entry | undefined {
  if (tree.kind !== 'map') {
    complain(reader, tree.at, 'A text cannot stand here.', 'Write `pattern: ...` instead.');
    return undefined;
  }
  const fields = readFields(reader, tree, 'A pattern');
  if (fields === undefined) return undefined;
  const [first, second] = [...fields.values()];
  if (first === undefined) {
    complain(reader, tree.at, 'The pattern is empty.', 'Write `pattern: ...`.');
    return undefined;
  }
  if (second !== undefined) {
    complain(
      reader,
      second.at,
      `"${clip(first.key)}" and "${clip(second.key)}" share one item.`,
      'Give each its own hyphen.',
    );
    return undefined;
  }
  return first;
}

function readEither(reader: Reader, entry: Entry): Formula | undefined {
  const items = readList(reader, entry);
  if (items === undefined) return undefined;
  const parts = items.map(item => {
    const only = onlyEntry(reader, item);
    const part = only === undefined ? undefined : readOperator(reader, only);
    if (part?.kind !== 'not') return part;
    complain(
      reader,
      item.at,
      `"${only?.key ?? ''}" cannot stand directly under pattern-either: it finds nothing by itself.`,
      'Put it under `patterns:` beside a pattern.',
    );
    return undefined;
  });
  return { kind: 'any', parts: parts.filter(part => part !== undefined), conditions: [], focus: [] };
}

function readPatterns(reader: Reader, entry: Entry): Formula | undefined {
  const items = readList(reader, entry);
  if (items === undefined) return undefined;
  const parts: Formula[] = [];
  const conditions: Condition[] = [];
  const focus: (readonly string[])[] = [];
  for (const item of items) {
    const only = onlyEntry(reader, item);
    if (only === undefined) continue;
    if (only.key === 'focus-metavariable') focus.push(readFocus(reader, only));
    else if (conditionKeys.includes(only.key)) {
      const condition = readCondition(reader, only, readRootFormula);
      if (condition !== undefined) conditions.push(condition);
    } else {
      const part = readOperator(reader, only);
      if (part !== undefined) parts.push(part);
    }
  }
  checkPositive(reader, parts, entry.at);
  return { kind: 'all', parts, conditions, focus };
}

/** Complains of a conjunction that finds nothing by itself; one that was not read whole has its complaint already. */
export function checkPositive(reader: Reader, parts: readonly Formula[], at: Place): void {
  if (reader.inMetavariablePattern || reader.problems.length > 0 || reader.unsupported.length > 0) return;
  if (parts.some(part => part.kind !== 'not')) return;
  complain(
    reader,
    at,
    'The list has only negative terms, so nothing says what to find.',
    'Add a `pattern:`, `pattern-inside:`, `pattern-either:` or `pattern-regex:`.',
  );
}
