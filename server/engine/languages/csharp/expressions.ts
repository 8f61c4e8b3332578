/** Lowers C#'s expressions and types. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { Node, none } from '../../tree/node.ts';
import { argumentsOf, assignment, chain, listOf, numberLiteral } from '../curly.ts';
import {
  around,
  drop,
  empty,
  infix,
  inner,
  leaf,
  list,
  make,
  operatorOf,
  slots,
  wrap,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';
import { modifiersOf, parameters } from './parameters.ts';

/** `@class` is the name class. */
const name: Handler = (cst, low) => make('Name', cst, [], low.source(cst).replace(/^@/, ''));

/** `out`, `ref` and `in` are left out: a pattern without them finds calls with them. */
const argument: Handler = (cst, low) => {
  const label = fieldOf(cst, 'name');
  const value = low.all(namedOf(cst).filter(child => child !== label));
  if (label === undefined) return value;
  return make('KwArg', cst, [value[0] ?? none(cst.end)], low.source(label));
};

const declarationExpression: Handler = (cst, low) => {
  const type = fieldOf(cst, 'type');
  if (type?.type === 'implicit_type') return low.field(cst, 'name');
  return make('VarDef', cst, [
    low.field(cst, 'name'),
    low.one(type, cst.start),
    none(cst.end),
    empty('Mods', cst.start),
  ]);
};

/** A pointer's member is a member of what it points to. */
const member: Handler = (cst, low) => {
  const object = low.field(cst, 'expression');
  const isArrow = cst.kids.some(child => child.type === '->');
  return make('Attr', cst, [isArrow ? around('Unary', [object], '*') : object, low.field(cst, 'name')]);
};

/** `a?.b` is a member of `a?`: a rule that asks for `a?.b` does not mean `a.b`. */
const conditionalAccess: Handler = (cst, low) => {
  const object = around('Unary', [low.field(cst, 'condition')], '?.');
  const binding = typed(cst, 'member_binding_expression', 'element_binding_expression');
  if (binding?.type === 'element_binding_expression')
    return make('Index', cst, [object, ...low.named(binding)]);
  return make('Attr', cst, [object, binding === undefined ? none(cst.end) : low.field(binding, 'name')]);
};

const elementAccess: Handler = (cst, low) => {
  const index = fieldOf(cst, 'subscript');
  return make('Index', cst, [low.field(cst, 'expression'), ...(index === undefined ? [] : low.named(index))]);
};

/** The initialiser of `new T(…) {…}` is a Tuple: order counts, and an ellipsis may stand in it. */
const creation: Handler = (cst, low) =>
  make('New', cst, [
    low.field(cst, 'type'),
    argumentsOf(cst, 'arguments', low),
    initializer(fieldOf(cst, 'initializer'), cst, low),
  ]);

/** Without an initialiser it is an empty one, which a pattern without one asks for. */
const initializer = (found: Cst | undefined, cst: Cst, low: Lowering): Node =>
  found === undefined ? empty('Tuple', cst.end) : low.one(found, cst.end);

const implicitCreation: Handler = (cst, low) => {
  const args = typed(cst, 'argument_list');
  return make('New', cst, [
    none(cst.start),
    args === undefined ? empty('Args', cst.end) : low.one(args, cst.end),
    initializer(typed(cst, 'initializer_expression'), cst, low),
  ]);
};

const arrayCreation: Handler = (cst, low) =>
  make('New', cst, [
    low.field(cst, 'type'),
    empty('Args', cst.end),
    initializer(typed(cst, 'initializer_expression'), cst, low),
  ]);

const implicitArray: Handler = (cst, low) => {
  const values = typed(cst, 'initializer_expression');
  return make('List', cst, values === undefined ? [] : low.named(values));
};

const anonymousObject: Handler = (cst, low) => {
  const members: Node[] = [];
  for (let at = 0; at < cst.kids.length; at += 1) {
    const child = cst.kids[at];
    if (child?.named !== true) continue;
    const isNamed = cst.kids[at + 1]?.type === '=';
    const value = isNamed ? cst.kids[at + 2] : child;
    if (isNamed) at += 2;
    const key = low.one(child, child.end);
    members.push(isNamed ? around('Pair', [key, low.one(value, child.end)]) : key);
  }
  return make('Record', cst, members);
};

const lambda: Handler = (cst, low) => {
  const isAsync = cst.kids.some(child => child.type === 'modifier' && low.source(child) === 'async');
  const body = fieldOf(cst, 'body') ?? typed(cst, 'block');
  return make(
    'Lambda',
    cst,
    [
      parameters(fieldOf(cst, 'parameters'), low, cst.start),
      low.one(fieldOf(cst, 'type'), cst.start),
      low.one(body, cst.end),
      modifiersOf(cst, low),
    ],
    isAsync ? 'async' : '',
  );
};

/** `!` after an expression only silences the compiler; where the parser invented it there is none. */
const postfix: Handler = (cst, low) => {
  const operand = low.one(namedOf(cst)[0], cst.end);
  const operator = cst.kids.at(-1)?.type ?? '';
  return operator === '!' ? operand : make('Update', cst, [operand], `post${operator}`);
};

const prefixed: Handler = (cst, low) => {
  const operand = low.one(namedOf(cst).at(-1), cst.end);
  const operator = operatorOf(cst, 'operator', low);
  if (operator === '++' || operator === '--') return make('Update', cst, [operand], `pre${operator}`);
  return make('Unary', cst, [operand], operator);
};

/** Makes a handler for `typeof(T)` and its like: calls of the keyword. */
const keywordCall =
  (keyword: string): Handler =>
  (cst, low) => {
    const word = cst.kids[0] ?? cst;
    const operands = low.named(cst);
    return make('Call', cst, [make('Name', word, [], keyword), listOf('Args', operands, cst.end)]);
  };

/** `x as T` converts like `(T)x`. */
const asExpression: Handler = (cst, low) =>
  make('Cast', cst, [low.field(cst, 'right'), low.field(cst, 'left')]);

/** The grammar takes `B && c` in `a is B && c` for one constant: what joins conditions is taken out of it. */
const isPattern: Handler = (cst, low) => {
  const value = low.field(cst, 'expression');
  return innermost(
    low.field(cst, 'pattern'),
    pattern => new Node('Binary', 'is', [value, pattern], value.start, pattern.end),
  );
};

function innermost(pattern: Node, test: (pattern: Node) => Node): Node {
  const [left, right] = pattern.kids;
  if (pattern.kind !== 'Binary' || left === undefined || right === undefined) return test(pattern);
  if (joining.has(pattern.text)) {
    const tested = innermost(left, test);
    return new Node('Binary', pattern.text, [tested, right], tested.start, pattern.end);
  }
  if (right.kind !== 'Binary' || !joining.has(right.text)) return test(pattern);
  const alone = (last: Node): Node => new Node('Binary', pattern.text, [left, last], left.start, last.end);
  return innermost(right, last => test(alone(last)));
}
const joining = new Set(['&&', '||', '??']);

/** The variable that a pattern declares is left out: `x is T` finds `x is T t` too. */
const declarationPattern: Handler = (cst, low) => low.field(cst, 'type');

const genericName: Handler = (cst, low) => {
  const args = typed(cst, 'type_argument_list');
  const base = low.one(namedOf(cst)[0], cst.start);
  if (args === undefined || namedOf(args).length === 0) return base;
  return make('TypeApply', cst, [base, make('TypeArgs', args, low.named(args))]);
};

const qualified: Handler = (cst, low) =>
  chain([low.field(cst, 'qualifier'), low.field(cst, 'name')], cst.end);

/** `global::A` is A. */
const aliased: Handler = (cst, low) => {
  const alias = fieldOf(cst, 'alias');
  const isGlobal = alias === undefined || low.source(alias) === 'global';
  const name = low.field(cst, 'name');
  return isGlobal ? name : chain([low.one(alias, cst.start), name], cst.end);
};

/** `int[3, 4][]`: one array type a rank, sizes inside. */
const arrayType: Handler = (cst, low) => {
  const rank = fieldOf(cst, 'rank');
  const sizes = rank === undefined ? [] : low.named(rank);
  const end = rank?.end ?? cst.end;
  const [first, ...rest] = sizes;
  const type = low.field(cst, 'type');
  if (first === undefined) return around('TypeArray', [type, none(end)]);
  return [first, ...rest].reduce((made, size) => around('TypeArray', [made, size]), type);
};

const range: Handler = (cst, low) => {
  const dots = cst.kids.find(child => child.type === '..') ?? cst;
  const before = namedOf(cst).find(child => child.end <= dots.start);
  const after = namedOf(cst).find(child => child.start >= dots.end);
  return make('Binary', cst, [low.one(before, cst.start), low.one(after, cst.end)], '..');
};

const arm = (cst: Cst, parts: readonly Node[]): Node => {
  const value = parts.at(-1) ?? none(cst.end);
  // An ellipsis of a pattern is written as an arm of its own.
  const isDots = parts.every(({ text }) => text === 'DOTS_MV');
  return make('Case', cst, [
    listOf('Tests', parts.slice(0, -1), cst.start),
    isDots ? empty('Block', cst.end) : around('Block', [around('ExprStmt', [value])]),
  ]);
};

const switchExpression: Handler = (cst, low) => {
  const [subject, ...arms] = namedOf(cst);
  const cases = arms.map(each => arm(each, low.named(each)));
  return make('Switch', cst, [low.one(subject, cst.start), listOf('Cases', cases, cst.end)]);
};

/** Maps node types of expressions and types. */
export const expressions: Handlers = {
  identifier: name,
  predefined_type: leaf('Name'),
  implicit_type: leaf('Name'),
  implicit_parameter: name,
  discard: leaf('Name'),
  this: leaf('Name'),
  base: leaf('Name'),
  integer_literal: numberLiteral,
  real_literal: numberLiteral,
  boolean_literal: leaf('Bool'),
  null_literal: leaf('Null'),
  parenthesized_expression: inner,
  parenthesized_pattern: inner,
  binary_expression: infix('Binary'),
  unary_expression: prefixed,
  prefix_unary_expression: prefixed,
  postfix_unary_expression: postfix,
  assignment_expression: assignment,
  conditional_expression: slots('Ternary', 'condition', 'consequence', 'alternative'),
  conditional_access_expression: conditionalAccess,
  cast_expression: slots('Cast', 'type', 'value'),
  as_expression: asExpression,
  is_expression: infix('Binary'),
  is_pattern_expression: isPattern,
  constant_pattern: inner,
  type_pattern: inner,
  declaration_pattern: declarationPattern,
  negated_pattern: wrap('Unary', 'not'),
  and_pattern: infix('Binary'),
  or_pattern: infix('Binary'),
  relational_pattern: prefixed,
  invocation_expression: slots('Call', 'function', 'arguments'),
  argument_list: list('Args'),
  argument,
  declaration_expression: declarationExpression,
  member_access_expression: member,
  element_access_expression: elementAccess,
  element_binding_expression: list('Tuple'),
  object_creation_expression: creation,
  implicit_object_creation_expression: implicitCreation,
  array_creation_expression: arrayCreation,
  implicit_array_creation_expression: implicitArray,
  anonymous_object_creation_expression: anonymousObject,
  initializer_expression: list('Tuple'),
  collection_expression: list('List'),
  collection_element: inner,
  expression_element: inner,
  spread_element: wrap('Spread', '...'),
  lambda_expression: lambda,
  anonymous_method_expression: lambda,
  await_expression: wrap('Await'),
  throw_expression: wrap('Throw'),
  ref_expression: inner,
  range_expression: range,
  tuple_expression: list('Tuple'),
  tuple_pattern: list('Tuple'),
  typeof_expression: keywordCall('typeof'),
  sizeof_expression: keywordCall('sizeof'),
  default_expression: keywordCall('default'),
  switch_expression: switchExpression,
  generic_name: genericName,
  qualified_name: qualified,
  alias_qualified_name: aliased,
  array_type: arrayType,
  nullable_type: slots('TypeOpt', 'type'),
  pointer_type: (cst, low) => make('TypePtr', cst, [low.field(cst, 'type')], '*'),
  ref_type: inner,
  scoped_type: inner,
  type_argument_list: list('TypeArgs'),
  preproc_arg: drop,
};
