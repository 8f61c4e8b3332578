/** Lowers Python's expressions, parameters and types. */
import { fieldOf, fieldsOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { none, Node } from '../../tree/node.ts';
import {
  around,
  canonicalNumber,
  empty,
  infix,
  inner,
  leaf,
  list,
  make,
  mods,
  nested,
  operatorOf,
  parenthesized,
  slots,
  wrap,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';
import { strings } from './strings.ts';

const call: Handler = (cst, low) => {
  const given = fieldOf(cst, 'arguments');
  const lowered = low.field(cst, 'arguments');
  // The parentheses of a lone generator are the call's own; it is as good as a list.
  const args =
    given?.type === 'argument_list' || given === undefined
      ? lowered
      : make('Args', given, [make('Comprehension', given, lowered.kids, 'list')]);
  return make('Call', cst, [low.field(cst, 'function'), args]);
};

const keyword: Handler = (cst, low) => {
  const name = fieldOf(cst, 'name');
  return make('KwArg', cst, [low.field(cst, 'value')], name === undefined ? '' : low.source(name));
};

/** A chain (`a < b < c`) is a node of its own: none of its comparisons is found by itself. */
const comparison: Handler = (cst, low) => {
  const operands = low.named(cst);
  const operators = fieldsOf(cst, 'operators').map(token => {
    const operator = low.source(token).replaceAll(/\s+/g, ' ');
    return operator === '<>' ? '!=' : operator;
  });
  return operators.length === 1
    ? make('Binary', cst, operands, operators[0])
    : make('Other', cst, operands, `comparison ${operators.join(' ')}`);
};

/** `a and b and c` has three operands: none of its parts is found by itself. */
const boolean: Handler = (cst, low) => {
  const operator = operatorOf(cst, 'operator', low);
  const operands = [fieldOf(cst, 'right')];
  let left = fieldOf(cst, 'left');
  while (left?.type === 'boolean_operator' && operatorOf(left, 'operator', low) === operator) {
    operands.push(fieldOf(left, 'right'));
    left = fieldOf(left, 'left');
  }
  operands.push(left);
  const lowered = operands.toReversed().map(operand => low.one(operand, cst.end));
  return make('Binary', cst, lowered, operator);
};

const conditional: Handler = (cst, low) => {
  const [then, condition, otherwise] = low.named(cst);
  const end = none(cst.end);
  return make('Ternary', cst, [condition ?? end, then ?? end, otherwise ?? end]);
};

const lambda: Handler = (cst, low) => {
  const params = fieldOf(cst, 'parameters');
  const lowered =
    params === undefined ? empty('Params', cst.start + 'lambda'.length) : parameters(params, low);
  return make('Lambda', cst, [lowered, none(cst.end), low.field(cst, 'body'), empty('Mods', cst.start)]);
};

const subscript: Handler = (cst, low) =>
  make('Index', cst, [low.field(cst, 'value'), ...indices(low.fields(cst, 'subscript'))]);

/** Several indices are one that is a tuple, unless one of them is a slice. */
function indices(nodes: readonly Node[]): readonly Node[] {
  const [first, second, ...rest] = nodes;
  if (first === undefined || second === undefined || nodes.some(({ kind }) => kind === 'Slice')) return nodes;
  return [around('Tuple', [first, second, ...rest])];
}

const slice: Handler = (cst, low) => {
  const parts = [none(cst.start), none(cst.start), none(cst.end)];
  let part = 0;
  for (const child of cst.kids) {
    if (child.type === ':') part += 1;
    else if (child.named && part < parts.length) parts[part] = low.one(child, child.start);
  }
  return make('Slice', cst, parts);
};

const comprehension =
  (kind: string): Handler =>
  (cst, low) =>
    make('Comprehension', cst, low.named(cst), kind);

const compFor: Handler = (cst, low) => {
  const iterables = low.all(namedOf(cst).filter(child => child.field !== 'left'));
  const only = iterables[0];
  const iterable = iterables.length === 1 && only !== undefined ? only : make('Tuple', cst, iterables);
  return make('CompFor', cst, [low.field(cst, 'left'), iterable]);
};

const yieldOf: Handler = (cst, low) =>
  make('Yield', cst, [low.one(namedOf(cst)[0], cst.end)], typed(cst, 'from') === undefined ? '' : 'from');

/** `x as y`, in `with` and `except`: the name gets the value. */
const asPattern: Handler = (cst, low) => {
  const [value, name] = low.named(cst);
  if (value === undefined || name === undefined) return value ?? [];
  return make('Assign', cst, [name, value], '=');
};

/** `List[int]` is an index in Python whether it stands as a type or as a value. */
const genericType: Handler = (cst, low) => {
  const [base, ...types] = low.named(cst);
  return base === undefined ? [] : make('Index', cst, [base, ...indices(types)]);
};

const unionType: Handler = (cst, low) => make('Binary', cst, low.named(cst), '|');

/** `a.b` of types and of imports. */
const dotted: Handler = (cst, low) =>
  nested(low.named(cst), (object, name) => around('Attr', [object, name])) ?? [];

const parameters = (cst: Cst, low: Lowering): Node =>
  make(
    'Params',
    cst,
    namedOf(cst).map(child => parameter(child, low)),
  );

const stars: ReadonlyMap<string, string> = new Map([
  ['list_splat_pattern', '*'],
  ['dictionary_splat_pattern', '**'],
]);

/** Returns the part of a parameter that holds its name. */
function targetOf(cst: Cst): Cst {
  const first = cst.type === 'typed_parameter' ? namedOf(cst)[0] : undefined;
  return fieldOf(cst, 'name') ?? first ?? cst;
}

function parameter(cst: Cst, low: Lowering): Node {
  if (cst.type.endsWith('_separator')) return make('Token', cst, [], low.source(cst));
  const target = targetOf(cst);
  const star = stars.get(target.type);
  const name = star === undefined ? target : (namedOf(target)[0] ?? target);
  const bare = target === cst;
  const param = make('Param', cst, [
    low.one(name, cst.start),
    bare ? none(target.end) : low.field(cst, 'type'),
    bare ? none(target.end) : low.field(cst, 'value'),
    mods(cst.start),
  ]);
  return star === undefined ? param : make('Spread', cst, [param], star);
}

/** Maps the node types of expressions. */
export const expressions: Handlers = {
  ...strings,
  identifier: leaf('Name'),
  integer: (cst, low) => make('Num', cst, [], canonicalNumber(low.source(cst))),
  float: (cst, low) => make('Num', cst, [], canonicalNumber(low.source(cst))),
  true: leaf('Bool', 'true'),
  false: leaf('Bool', 'false'),
  none: leaf('Null', 'null'),
  call,
  argument_list: list('Args'),
  keyword_argument: keyword,
  list_splat: wrap('Spread', '*'),
  list_splat_pattern: wrap('Spread', '*'),
  dictionary_splat: wrap('Spread', '**'),
  dictionary_splat_pattern: wrap('Spread', '**'),
  splat_type: wrap('Spread', '*'),
  attribute: slots('Attr', 'object', 'attribute'),
  subscript,
  slice,
  binary_operator: infix('Binary'),
  boolean_operator: boolean,
  comparison_operator: comparison,
  not_operator: wrap('Unary', 'not'),
  unary_operator: (cst, low) =>
    make('Unary', cst, [low.field(cst, 'argument')], low.source(fieldOf(cst, 'operator') ?? cst)),
  conditional_expression: conditional,
  named_expression: (cst, low) => make('Assign', cst, [low.field(cst, 'name'), low.field(cst, 'value')], '='),
  lambda,
  await: wrap('Await'),
  yield: yieldOf,
  parenthesized_expression: parenthesized,
  list: list('List'),
  list_pattern: list('List'),
  tuple: list('Tuple'),
  tuple_pattern: list('Tuple'),
  expression_list: list('Tuple'),
  pattern_list: list('Tuple'),
  set: list('Set'),
  dictionary: list('Dict'),
  pair: slots('Pair', 'key', 'value'),
  list_comprehension: comprehension('list'),
  set_comprehension: comprehension('set'),
  dictionary_comprehension: comprehension('dict'),
  generator_expression: comprehension('generator'),
  for_in_clause: compFor,
  if_clause: wrap('CompIf'),
  as_pattern: asPattern,
  as_pattern_target: inner,
  type: inner,
  type_parameter: inner,
  generic_type: genericType,
  union_type: unionType,
  member_type: dotted,
  dotted_name: dotted,
  parameters,
  lambda_parameters: parameters,
};
