/** Expressions of PHP. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import type { Node } from '../../tree/node.ts';
import {
  empty,
  inner,
  list,
  make,
  operatorOf,
  slots,
  wrap,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';
import { memberBody, modsOf, paramsOf } from './parameters.ts';

/** Constructs of the language that a rule sees as functions. */
export const builtin =
  (callee?: string): Handler =>
  (cst, low) => {
    const word = cst.kids[0] ?? cst;
    const name = make('Name', word, [], callee ?? low.source(word).toLowerCase());
    const values = low.all(namedOf(cst).flatMap(inRow));
    const at =
      values[0] === undefined
        ? { ...cst, start: cst.end }
        : { ...cst, start: values[0].start, end: values.at(-1)?.end ?? cst.end };
    return make('Call', cst, [name, make('Args', at, values)]);
  };

/** The grammar nests what stands in a row: `echo a, b, c`. */
function inRow(cst: Cst): readonly Cst[] {
  const found: Cst[] = [];
  let rest: Cst | undefined = cst;
  while (rest?.type === 'sequence_expression') {
    const [first, ...more] = namedOf(rest);
    if (first !== undefined) found.push(first);
    rest = more[0];
  }
  return rest === undefined ? found : [...found, rest];
}

/** `die` is `exit`. */
const call: Handler = (cst, low) => {
  const callee = low.field(cst, 'function');
  const dies = callee.kind === 'Name' && callee.text.toLowerCase() === 'die';
  return make('Call', cst, [
    dies ? make('Name', fieldOf(cst, 'function') ?? cst, [], 'exit') : callee,
    low.field(cst, 'arguments'),
  ]);
};

function attr(cst: Cst, object: string, low: Lowering): Node {
  const name = fieldOf(cst, 'name');
  const text = typed(cst, '?->') === undefined ? '' : '?.';
  return make(
    'Attr',
    { ...cst, end: name?.end ?? cst.end },
    [low.field(cst, object), low.one(name, cst.end)],
    text,
  );
}

const access =
  (object: string): Handler =>
  (cst, low) =>
    make('Attr', cst, attr(cst, object, low).kids, attr(cst, object, low).text);

const methodCall =
  (object: string): Handler =>
  (cst, low) =>
    make('Call', cst, [attr(cst, object, low), low.field(cst, 'arguments')]);

const argument: Handler = (cst, low) => {
  const name = fieldOf(cst, 'name');
  const value = low.one(
    namedOf(cst).find(child => child !== name && child.type !== 'reference_modifier'),
    cst.end,
  );
  const passed = typed(cst, 'reference_modifier') === undefined ? value : make('Unary', cst, [value], '&');
  return name === undefined ? passed : make('KwArg', cst, [passed], low.source(name));
};

const creation: Handler = (cst, low) => {
  const [made, ...more] = namedOf(cst);
  if (made?.type === 'anonymous_class') {
    const args = typed(made, 'arguments');
    return make('New', cst, [anonymousClass(made, low), low.one(args, made.end)]);
  }
  const args = more.find(child => child.type === 'arguments');
  return make('New', cst, [
    low.one(made, cst.end),
    args === undefined ? empty('Args', cst.end) : low.one(args, cst.end),
  ]);
};

function anonymousClass(cst: Cst, low: Lowering): Node {
  const bases = typed(cst, 'base_clause');
  const base = bases === undefined ? empty('Bases', cst.start) : make('Bases', bases, low.named(bases));
  return make('AnonClass', cst, [base, memberBody(cst, low)]);
}

/** Arrays keep their order, with keys or without, so that `array(...)` is any of them. */
const element: Handler = (cst, low) => {
  const kids = low.named(cst);
  return kids.length === 2 ? make('Pair', cst, kids) : kids;
};

const listLiteral: Handler = (cst, low) => {
  const kids: Node[] = [];
  let keyed = false;
  for (const child of cst.kids) {
    if (child.type === '=>') keyed = true;
    if (!child.named) continue;
    const [made] = low.all([child]);
    const key = keyed ? kids.pop() : undefined;
    if (made !== undefined)
      kids.push(
        key === undefined ? made : make('Pair', { ...cst, start: key.start, end: made.end }, [key, made]),
      );
    keyed = false;
  }
  return make('List', cst, kids);
};

const words: Readonly<Record<string, string>> = { and: '&&', or: '||', '<>': '!=' };

const binary: Handler = (cst, low) => {
  const operator = operatorOf(cst, 'operator', low).toLowerCase();
  return make('Binary', cst, [low.field(cst, 'left'), low.field(cst, 'right')], words[operator] ?? operator);
};

const unary: Handler = (cst, low) =>
  make(
    'Unary',
    cst,
    [low.one(fieldOf(cst, 'argument') ?? namedOf(cst)[0], cst.end)],
    operatorOf(cst, 'operator', low),
  );

const update: Handler = (cst, low) => {
  const before = cst.kids[0]?.named === false;
  return make(
    'Update',
    cst,
    [low.field(cst, 'argument')],
    `${before ? 'pre' : 'post'}${operatorOf(cst, 'operator', low)}`,
  );
};

/** `$a ?: $b` is `$a ? $a : $b`. */
const ternary: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body') ?? fieldOf(cst, 'condition');
  return make('Ternary', cst, [
    low.field(cst, 'condition'),
    low.one(body, cst.end),
    low.field(cst, 'alternative'),
  ]);
};

const augmented: Handler = (cst, low) =>
  make(
    'AugAssign',
    cst,
    [low.field(cst, 'left'), low.field(cst, 'right')],
    operatorOf(cst, 'operator', low).slice(0, -1),
  );

const reference: Handler = (cst, low) => {
  const right = fieldOf(cst, 'right') ?? cst;
  return make(
    'Assign',
    cst,
    [low.field(cst, 'left'), make('Unary', right, [low.one(right, cst.end)], '&')],
    '=',
  );
};

const lambda: Handler = (cst, low) =>
  make('Lambda', cst, [
    paramsOf(cst, low),
    low.field(cst, 'return_type'),
    low.field(cst, 'body'),
    modsOf(cst, low),
  ]);

const matchExpression: Handler = (cst, low) => {
  const block = fieldOf(cst, 'body') ?? cst;
  const cases = namedOf(block).flatMap(arm => {
    const result = fieldOf(arm, 'return_expression');
    if (result === undefined) return low.all([arm]);
    const conditions = fieldOf(arm, 'conditional_expressions');
    const tests =
      conditions === undefined ? empty('Tests', arm.start) : make('Tests', conditions, low.named(conditions));
    return [make('Case', arm, [tests, make('Block', result, [make('ExprStmt', result, low.all([result]))])])];
  });
  return make('Switch', cst, [low.field(cst, 'condition'), make('Cases', block, cases)]);
};

const yieldOf: Handler = (cst, low) =>
  make(
    'Yield',
    cst,
    [low.one(namedOf(cst)[0], cst.end)],
    typed(cst, 'from', 'yield from') === undefined ? '' : 'from',
  );

const subscript: Handler = (cst, low) => make('Index', cst, low.named(cst));

/** Maps PHP's expressions and types. */
export const expressions: Handlers = {
  parenthesized_expression: inner,
  function_call_expression: call,
  member_call_expression: methodCall('object'),
  nullsafe_member_call_expression: methodCall('object'),
  scoped_call_expression: methodCall('scope'),
  member_access_expression: access('object'),
  nullsafe_member_access_expression: access('object'),
  scoped_property_access_expression: access('scope'),
  class_constant_access_expression: (cst, low) => make('Attr', cst, low.named(cst)),
  subscript_expression: subscript,
  arguments: list('Args'),
  argument,
  variadic_unpacking: wrap('Spread', '...'),
  object_creation_expression: creation,
  array_creation_expression: list('List'),
  array_element_initializer: element,
  list_literal: listLiteral,
  pair: (cst, low) => make('Pair', cst, low.named(cst)),
  by_ref: inner,
  assignment_expression: (cst, low) =>
    make('Assign', cst, [low.field(cst, 'left'), low.field(cst, 'right')], '='),
  reference_assignment_expression: reference,
  augmented_assignment_expression: augmented,
  binary_expression: binary,
  unary_op_expression: unary,
  error_suppression_expression: wrap('Unary', '@'),
  update_expression: update,
  conditional_expression: ternary,
  cast_expression: slots('Cast', 'type', 'value'),
  clone_expression: builtin(),
  print_intrinsic: builtin(),
  include_expression: builtin(),
  include_once_expression: builtin(),
  require_expression: builtin(),
  require_once_expression: builtin(),
  sequence_expression: list('Seq'),
  throw_expression: (cst, low) => make('Throw', cst, [low.one(namedOf(cst)[0], cst.end)]),
  yield_expression: yieldOf,
  anonymous_function: lambda,
  arrow_function: lambda,
  match_expression: matchExpression,
  named_type: inner,
  optional_type: wrap('TypeOpt'),
  union_type: list('TypeUnion', '|'),
  disjunctive_normal_form_type: list('TypeUnion', '|'),
  intersection_type: list('TypeUnion', '&'),
  type_list: (cst, low) => {
    const kids = low.named(cst);
    return kids.length === 1 ? kids : make('TypeUnion', cst, kids, '|');
  },
  reference_modifier: () => [],
  anonymous_function_use_clause: (cst, low) => make('Other', cst, low.named(cst), 'use'),
};
