/** What the lowerings of languages with C's statements share: conditions, loops, operators, cases, strings. */
import { fieldOf, fieldsOf, namedOf, type Cst } from '../tree/cst.ts';
import { Node, none } from '../tree/node.ts';
import {
  around,
  canonicalNumber,
  decodeEscapes,
  empty,
  make,
  operatorOf,
  type Escapes,
  type Handler,
  type Lowering,
} from './lowering.ts';

/** Makes one node of several: `None`, the only one, or a Seq. */
export function several(nodes: readonly Node[], at: number): Node {
  const [first, ...rest] = nodes;
  if (first === undefined) return none(at);
  return rest.length === 0 ? first : around('Seq', [first, ...rest]);
}

/** Makes a list node that spans its children, or is empty at a place. */
export function listOf(kind: Node['kind'], nodes: readonly Node[], at: number, text = ''): Node {
  const [first, ...rest] = nodes;
  return first === undefined ? empty(kind, at) : around(kind, [first, ...rest], text);
}

/** Lowers a number. */
export const numberLiteral: Handler = (cst, low) => make('Num', cst, [], canonicalNumber(low.source(cst)));

/** Makes a handler for strings and characters whose quotes are the text around the content. */
export const quoted =
  (kind: 'Str' | 'Char', escapes: Escapes, quotes: RegExp): Handler =>
  (cst, low) =>
    make(kind, cst, [], decodeEscapes(low.source(cst).replace(quotes, '$1'), escapes));

/** Lowers `a = b` and `a += b`. */
export const assignment: Handler = (cst, low) => {
  const operator = operatorOf(cst, 'operator', low);
  const sides = [low.field(cst, 'left'), low.field(cst, 'right')];
  return operator === '='
    ? make('Assign', cst, sides, '=')
    : make('AugAssign', cst, sides, operator.slice(0, -1));
};

/** Makes a handler for `++x` and `x--`: the operator is the only token beside the operand. */
export const update: Handler = (cst, low) => {
  const first = cst.kids[0];
  const token = cst.kids.find(child => !child.named);
  const side = token !== undefined && token === first ? 'pre' : 'post';
  return make(
    'Update',
    cst,
    [low.one(namedOf(cst)[0], cst.end)],
    side + (token === undefined ? '' : low.source(token)),
  );
};

/** Makes a handler for prefix operators; the operand is the last child. */
export const prefix: Handler = (cst, low) =>
  make('Unary', cst, [low.one(namedOf(cst).at(-1), cst.end)], operatorOf(cst, 'operator', low));

/** Lowers `if`; an `else if` is an If in the else Block. */
export const conditional: Handler = (cst, low) => {
  const otherwise = fieldOf(cst, 'alternative');
  return make('If', cst, [
    low.field(cst, 'condition'),
    low.block(fieldOf(cst, 'consequence'), cst.end),
    low.block(otherwise, cst.end),
  ]);
};

/** Lowers `while`. */
export const whileLoop: Handler = (cst, low) =>
  make('While', cst, [low.field(cst, 'condition'), low.block(fieldOf(cst, 'body'), cst.end)]);

/** Lowers `do … while`. */
export const doLoop: Handler = (cst, low) =>
  make('DoWhile', cst, [low.block(fieldOf(cst, 'body'), cst.end), low.field(cst, 'condition')]);

/** Makes a handler for `for (init; condition; update)`, given the field of its first part. */
export const forLoop =
  (init: string): Handler =>
  (cst, low) =>
    make('For', cst, [
      several(low.fields(cst, init), cst.end),
      low.field(cst, 'condition'),
      several(low.fields(cst, 'update'), cst.end),
      low.block(fieldOf(cst, 'body'), cst.end),
    ]);

/** Makes a handler for `break` and `continue` with an optional label. */
export const jump =
  (kind: 'Break' | 'Continue' | 'Goto'): Handler =>
  (cst, low) =>
    make(kind, cst, [low.one(namedOf(cst)[0], cst.end)]);

/** Lowers `label: statement`. */
export const labelled: Handler = (cst, low) => {
  const [label, ...rest] = namedOf(cst);
  return make('Label', cst, [low.one(label, cst.end), several(low.all(rest), cst.end)]);
};

/** Is a part of a switch before labels that share a body are joined. */
export interface Section {
  readonly cst: { readonly start: number; readonly end: number };
  /** Tests of the label; empty for `default`. */
  readonly tests: readonly Node[];
  readonly body: readonly Node[];
}

/** Joins labels without a body to the next that has one, as in `case 1: case 2: f();`. */
export function casesOf(sections: readonly Section[], at: Cst): Node {
  const cases: Node[] = [];
  let waiting: Section[] = [];
  const flush = (): void => {
    if (waiting.length > 0) cases.push(joined(waiting));
    waiting = [];
  };
  for (const section of sections) {
    waiting.push(section);
    if (section.body.length > 0 || section.tests.some(isEllipsis)) flush();
  }
  flush();
  return make('Cases', at, cases);
}

/** An ellipsis among the cases of a pattern stands for itself, not for a label that falls through. */
const isEllipsis = (node: Node): boolean => node.kind === 'Name' && node.text === 'DOTS_MV';

function joined(sections: readonly Section[]): Node {
  const tests = sections.flatMap(({ cst, tests }) =>
    tests.length === 0 && sections.length > 1
      ? [new Node('Token', 'default', [], cst.start, cst.start)]
      : tests,
  );
  const start = sections[0]?.cst.start ?? 0;
  const last = sections.at(-1);
  const end = last?.cst.end ?? start;
  const body = listOf('Block', last?.body ?? [], end);
  return new Node('Case', '', [listOf('Tests', tests, start), body], start, end);
}

/** Wraps a type in as many array types as there are opening brackets in a node. */
export function arrayOf(type: Node, dimensions: Cst | undefined): Node {
  let result = type;
  for (const child of dimensions?.kids ?? []) {
    if (child.type === '[') result = around('TypeArray', [result, none(child.end)]);
  }
  return result;
}

/** Makes a chain of attributes of names that stand in a row: `a.b.c`. */
export function chain(nodes: readonly Node[], at: number): Node {
  const [first, ...rest] = nodes;
  if (first === undefined) return none(at);
  return rest.reduce((object, name) => around('Attr', [object, name]), first);
}

/** Returns the parts of a declaration with several declarators: the range of each, the whole when there is one. */
export function spread(cst: Cst, field: string): readonly { readonly part: Cst; readonly range: Cst }[] {
  const parts = fieldsOf(cst, field);
  return parts.map(part => ({ part, range: parts.length === 1 ? cst : { ...cst, end: part.end } }));
}

/** Lowers a node's children in a field as the arguments of a call; an empty list when there is none. */
export function argumentsOf(cst: Cst, field: string, low: Lowering): Node {
  const found = fieldOf(cst, field);
  return found === undefined ? empty('Args', cst.end) : low.one(found, cst.end);
}
