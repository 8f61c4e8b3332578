/** Lowers Python's match statement. */
import { fieldOf, fieldsOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { Node, none } from '../../tree/node.ts';
import {
  around,
  empty,
  inner,
  make,
  nested,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';

const several = (nodes: readonly Node[], end: number): Node => {
  const [first, ...rest] = nodes;
  if (first === undefined) return none(end);
  return rest.length === 0 ? first : around('Tuple', [first, ...rest]);
};

const matchStatement: Handler = (cst, low) => {
  const body = typed(cst, 'block');
  const subject = several(low.fields(cst, 'subject'), cst.end);
  const cases = body === undefined ? empty('Cases', cst.end) : make('Cases', body, low.named(body));
  return make('Switch', cst, [subject, cases]);
};

/** `case _:` tests nothing: it is the default. A guard joins its pattern as an operator `if`. */
const caseClause: Handler = (cst, low) => {
  const patterns = namedOf(cst).filter(child => child.type === 'case_pattern');
  const guard = fieldOf(cst, 'guard');
  const test = several(low.all(patterns), cst.start);
  const guarded =
    guard === undefined
      ? test
      : new Node('Binary', 'if', [test, low.one(namedOf(guard)[0], guard.end)], test.start, guard.end);
  const tests = guarded.kind === 'None' ? empty('Tests', cst.start) : around('Tests', [guarded]);
  return make('Case', cst, [tests, low.block(fieldOf(cst, 'consequence'), cst.end)]);
};

const classPattern: Handler = (cst, low) => {
  const [name, ...args] = low.named(cst);
  if (name === undefined) return [];
  const [first, ...rest] = args;
  const list = first === undefined ? empty('Args', cst.end) : around('Args', [first, ...rest]);
  return make('Call', cst, [name, list]);
};

const keywordPattern: Handler = (cst, low) => {
  const [name, value] = namedOf(cst);
  return make('KwArg', cst, [low.one(value, cst.end)], name === undefined ? '' : low.source(name));
};

const unionPattern: Handler = (cst, low) =>
  nested(low.named(cst), (left, right) => around('Binary', [left, right], '|')) ?? [];

const splatPattern: Handler = (cst, low) =>
  make('Spread', cst, low.named(cst), low.source(cst).startsWith('**') ? '**' : '*');

const dictPattern: Handler = (cst, low) => {
  const values = fieldsOf(cst, 'value');
  const pairs = fieldsOf(cst, 'key').map((key, i) => pairOf(key, values[i], low));
  const splats = low.all(cst.kids.filter(child => child.type === 'splat_pattern'));
  return make('Dict', cst, [...pairs, ...splats]);
};

const pairOf = (key: Cst, value: Cst | undefined, low: Lowering): Node =>
  new Node('Pair', '', [low.one(key, key.start), low.one(value, key.end)], key.start, value?.end ?? key.end);

/** Maps the node types of match statements. */
export const matching: Handlers = {
  match_statement: matchStatement,
  case_clause: caseClause,
  case_pattern: inner,
  class_pattern: classPattern,
  keyword_pattern: keywordPattern,
  union_pattern: unionPattern,
  splat_pattern: splatPattern,
  dict_pattern: dictPattern,
};
