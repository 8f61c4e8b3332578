/** Expressions, patterns and types of Rust. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import {
  canonicalNumber,
  decodeEscapes,
  infix,
  inner,
  leaf,
  list,
  make,
  mods,
  operatorOf,
  simpleEscapes,
  slots,
  wrap,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';
import { macro } from './macros.ts';
import { paramsOf } from './parameters.ts';

const name = leaf('Name');
const letters = new Map([...simpleEscapes, ['0', '\0']]);

const decoded = (source: string): string => decodeEscapes(source, { letters, unknown: 'both' });

const string: Handler = (cst, low) =>
  make(
    'Str',
    cst,
    [],
    decoded(
      low
        .source(cst)
        .replace(/^[bc]?"/, '')
        .replace(/"$/, ''),
    ),
  );
const rawString: Handler = (cst, low) =>
  make(
    'Str',
    cst,
    [],
    low
      .source(cst)
      .replace(/^[bc]?r#*"/, '')
      .replace(/"#*$/, ''),
  );
const char: Handler = (cst, low) =>
  make('Char', cst, [], decoded(low.source(cst).replace(/^b?'/, '').replace(/'$/, '')));
const number: Handler = (cst, low) =>
  make(
    'Num',
    cst,
    [],
    canonicalNumber(low.source(cst).replace(/_?(?:[iu](?:8|16|32|64|128|size)|f(?:32|64))$/, '')),
  );

/** `::` and `.` are both members of what stands before. */
const scoped: Handler = (cst, low) => {
  const path = fieldOf(cst, 'path');
  const last = low.field(cst, 'name');
  return path === undefined ? last : make('Attr', cst, [low.one(path, cst.start), last]);
};

const unary: Handler = (cst, low) => make('Unary', cst, low.named(cst), operatorOf(cst, 'operator', low));

const struct: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body') ?? cst;
  return make('New', cst, [low.field(cst, 'name'), make('Args', body, low.named(body))]);
};
const field: Handler = (cst, low) => {
  const key = fieldOf(cst, 'field') ?? cst;
  return make('KwArg', cst, [low.field(cst, 'value')], low.source(key));
};
const shorthand: Handler = (cst, low) => {
  const [only] = low.named(cst);
  if (only === undefined) return [];
  return /^(?:DOTS_MV|MVS_\w+_MV)$/.test(only.text) ? only : make('KwArg', cst, [only], only.text);
};

const closure: Handler = (cst, low) =>
  make('Lambda', cst, [
    paramsOf(cst, low),
    low.field(cst, 'return_type'),
    low.field(cst, 'body'),
    mods(cst.start),
  ]);

const indexed: Handler = (cst, low) => make('Index', cst, low.named(cst));
const generic =
  (outer: string): Handler =>
  (cst, low) =>
    low.field(cst, outer);

const range: Handler = (cst, low) => {
  const operator = cst.kids.find(child => !child.named);
  const [first, second] = namedOf(cst);
  const starts = first !== undefined && operator !== undefined && first.start < operator.start;
  const bounds = starts
    ? [low.one(first, cst.start), low.one(second, cst.end)]
    : [none(cst.start), low.one(first, cst.end)];
  return make('Binary', cst, bounds, operator === undefined ? '..' : low.source(operator));
};

const reference: Handler = (cst, low) => make('Unary', cst, [low.field(cst, 'value')], '&');
const referenceType: Handler = (cst, low) => make('TypePtr', cst, [low.field(cst, 'type')], '&');

const letCondition = (cst: Cst, low: Lowering): Node =>
  make('Assign', cst, [low.field(cst, 'pattern'), low.field(cst, 'value')], '=');

/** Maps Rust's expressions, patterns and types. */
export const expressions: Handlers = {
  identifier: name,
  field_identifier: name,
  shorthand_field_identifier: name,
  type_identifier: name,
  primitive_type: name,
  self: name,
  super: name,
  crate: name,
  metavariable: name,
  boolean_literal: leaf('Bool'),
  string_literal: string,
  raw_string_literal: rawString,
  char_literal: char,
  integer_literal: number,
  float_literal: number,
  scoped_identifier: scoped,
  scoped_type_identifier: scoped,
  parenthesized_expression: inner,
  binary_expression: infix('Binary'),
  unary_expression: unary,
  negative_literal: unary,
  reference_expression: reference,
  try_expression: wrap('Unary', '?'),
  await_expression: wrap('Await'),
  field_expression: slots('Attr', 'value', 'field'),
  index_expression: indexed,
  call_expression: slots('Call', 'function', 'arguments'),
  arguments: list('Args'),
  generic_function: generic('function'),
  macro_invocation: macro,
  assignment_expression: (cst, low) =>
    make('Assign', cst, [low.field(cst, 'left'), low.field(cst, 'right')], '='),
  compound_assignment_expr: (cst, low) =>
    make(
      'AugAssign',
      cst,
      [low.field(cst, 'left'), low.field(cst, 'right')],
      operatorOf(cst, 'operator', low).slice(0, -1),
    ),
  type_cast_expression: slots('Cast', 'type', 'value'),
  range_expression: range,
  struct_expression: struct,
  field_initializer: field,
  shorthand_field_initializer: shorthand,
  base_field_initializer: wrap('Spread', '..'),
  closure_expression: closure,
  array_expression: list('List'),
  tuple_expression: list('Tuple'),
  unit_expression: list('Tuple'),
  unit_type: list('Tuple'),
  tuple_type: list('Tuple'),
  tuple_pattern: list('Tuple'),
  slice_pattern: list('List'),
  let_condition: letCondition,
  tuple_struct_pattern: (cst, low) => {
    const [type, ...more] = low.named(cst);
    return make('Call', cst, [type ?? none(cst.start), make('Args', cst, more)]);
  },
  mut_pattern: (cst, low) => low.all(namedOf(cst).filter(child => child.type !== 'mutable_specifier')),
  ref_pattern: inner,
  reference_pattern: (cst, low) => low.all(namedOf(cst).filter(child => child.type !== 'mutable_specifier')),
  generic_type: slots('TypeApply', 'type', 'type_arguments'),
  generic_type_with_turbofish: generic('type'),
  type_arguments: list('TypeArgs'),
  reference_type: referenceType,
  pointer_type: (cst, low) => make('TypePtr', cst, [low.field(cst, 'type')], '*'),
  array_type: slots('TypeArray', 'element', 'length'),
  mutable_specifier: () => [],
  lifetime: () => [],
  yield_expression: (cst, low) => make('Yield', cst, [low.one(namedOf(cst)[0], cst.end)]),
  async_block: (cst, low) =>
    make(
      'Lambda',
      cst,
      [
        make('Params', { ...cst, end: cst.start }, []),
        none(cst.start),
        low.one(typed(cst, 'block'), cst.end),
        mods(cst.start),
      ],
      'async',
    ),
};
