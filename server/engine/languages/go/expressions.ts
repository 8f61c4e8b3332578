/** Expressions and types of Go. Must import nothing but the tree and what lowering has in common. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import type { Node } from '../../tree/node.ts';
import {
  canonicalNumber,
  decodeEscapes,
  empty,
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
import { paramsOf, resultOf, typeParamsOf } from './parameters.ts';

const name = leaf('Name');

const unquoted = (source: string): string =>
  source.slice(1, source.endsWith(source[0] ?? '') ? -1 : undefined);

const decoded = (source: string): string =>
  decodeEscapes(unquoted(source), { letters: simpleEscapes, unknown: 'both' });

const rawString: Handler = (cst, low) => make('Str', cst, [], unquoted(low.source(cst)).replaceAll('\r', ''));
const quotedString: Handler = (cst, low) => make('Str', cst, [], decoded(low.source(cst)));
const rune: Handler = (cst, low) => make('Char', cst, [], decoded(low.source(cst)));
const number: Handler = (cst, low) => make('Num', cst, [], canonicalNumber(low.source(cst)));

/** Makes one expression of a list: a Tuple where there are several. */
export const tuple: Handler = (cst, low) => {
  const kids = low.named(cst);
  return kids.length === 1 ? kids : make('Tuple', cst, kids);
};

/** Where a statement can't stand, the grammar reads the sending `c <- v` as `c < -v`. */
const binary: Handler = (cst, low) => {
  const right = fieldOf(cst, 'right');
  if (right?.type !== 'unary_expression' || low.text.slice(right.start - 1, right.start + 1) !== '<-')
    return infix('Binary')(cst, low);
  return make('Binary', cst, [low.field(cst, 'left'), low.field(right, 'operand')], '<-');
};

/** `new(T)` is a pointer to a value of T, as `&T{}` is. Type arguments of a call say nothing that a rule asks for. */
const call: Handler = (cst, low) => {
  const callee = low.field(cst, 'function');
  const args = low.field(cst, 'arguments');
  const [only] = args.kids;
  if (callee.kind === 'Name' && callee.text === 'new' && args.kids.length === 1 && only !== undefined)
    return make('Unary', cst, [make('New', cst, [only, empty('Args', cst.end)])], '&');
  return make('Call', cst, [callee, args]);
};

/** A grammar without types can't tell `f[int](x)` from a conversion: it is a call far more often. */
const conversion: Handler = (cst, low) => {
  const type = fieldOf(cst, 'type');
  const operand = low.fields(cst, 'operand');
  const generic = type?.type === 'generic_type' ? fieldOf(type, 'type') : undefined;
  if (generic === undefined) return make('Cast', cst, [low.one(type, cst.start), ...operand]);
  const at = fieldOf(cst, 'operand') ?? cst;
  return make('Call', cst, [low.one(generic, cst.start), make('Args', at, operand)]);
};

/** Fields of a literal are named arguments in any order; what has no plain name as key is a Pair. */
const compositeLiteral: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body');
  const args = body === undefined ? empty('Args', cst.end) : make('Args', body, elements(body, low, true));
  return make('New', cst, [low.field(cst, 'type'), args]);
};

const elements = (body: Cst, low: Lowering, outermost: boolean): Node[] =>
  namedOf(body).flatMap(child =>
    child.type === 'keyed_element' ? [keyed(child, low, outermost)] : low.all([child]),
  );

function keyed(cst: Cst, low: Lowering, outermost: boolean): Node {
  const key = low.field(cst, 'key');
  const value = low.field(cst, 'value');
  return key.kind === 'Name' && outermost
    ? make('KwArg', cst, [value], key.text)
    : make('Pair', cst, [key, value]);
}

const slice: Handler = (cst, low) => {
  const bounds = ['start', 'end', 'capacity'].map(field => low.field(cst, field));
  return make('Index', cst, [low.field(cst, 'operand'), make('Slice', cst, bounds)]);
};

const lambda: Handler = (cst, low) =>
  make('Lambda', cst, [paramsOf(cst, low), resultOf(cst, low), low.field(cst, 'body'), mods(cst.start)]);

const unary: Handler = (cst, low) =>
  make('Unary', cst, [low.field(cst, 'operand')], operatorOf(cst, 'operator', low));

const unionOrOne: Handler = (cst, low) => {
  const kids = low.named(cst);
  return kids.length === 1 ? kids : make('TypeUnion', cst, kids, '|');
};

/** `map[K]V` and channels are generic types to a pattern. */
const mapType: Handler = (cst, low) => {
  const word = make('Name', typed(cst, 'map') ?? cst, [], 'map');
  const args = [low.field(cst, 'key'), low.field(cst, 'value')];
  return make('TypeApply', cst, [word, make('TypeArgs', cst, args)]);
};
const channelType: Handler = (cst, low) => {
  const words = cst.kids.filter(child => !child.named && /^(?:<-|chan)$/.test(child.type));
  const text = words.map(child => child.type).join('');
  const word = make('Name', words[0] ?? cst, [], text);
  return make('TypeApply', cst, [word, make('TypeArgs', cst, [low.field(cst, 'value')])]);
};

const arrayType: Handler = (cst, low) =>
  make('TypeArray', cst, [low.field(cst, 'element'), low.field(cst, 'length')]);

/** Makes the body of a struct or an interface. */
export function typeBody(cst: Cst, low: Lowering): Node {
  const fields = typed(cst, 'field_declaration_list') ?? cst;
  return make('ClassBody', fields, low.named(fields));
}

const anonymousType =
  (text: string): Handler =>
  (cst, low) =>
    make('Other', cst, [typeBody(cst, low)], text);

/** An embedded type stands for itself; a named field is a variable. */
const field: Handler = (cst, low) => {
  const names = low.fields(cst, 'name');
  if (names.length === 0) {
    const type = low.field(cst, 'type');
    return typed(cst, '*') === undefined ? type : make('TypePtr', cst, [type], '*');
  }
  const tag = fieldOf(cst, 'tag');
  return names.map(target => {
    const tags = tag === undefined ? [] : [make('Other', tag, low.all([tag]), 'tag')];
    return make('VarDef', cst, [
      target,
      low.field(cst, 'type'),
      low.one(undefined, cst.end),
      mods(cst.end, ...tags),
    ]);
  });
};

const method: Handler = (cst, low) =>
  make('FuncDef', cst, [
    low.field(cst, 'name'),
    paramsOf(cst, low),
    resultOf(cst, low),
    low.one(undefined, cst.end),
    mods(cst.start),
    typeParamsOf(cst, low),
  ]);

/** Maps Go's expressions and types. */
export const expressions: Handlers = {
  identifier: name,
  field_identifier: name,
  package_identifier: name,
  type_identifier: name,
  blank_identifier: name,
  label_name: name,
  iota: name,
  nil: leaf('Null', 'null'),
  true: leaf('Bool', 'true'),
  false: leaf('Bool', 'false'),
  int_literal: number,
  float_literal: number,
  imaginary_literal: leaf('Num'),
  rune_literal: rune,
  interpreted_string_literal: quotedString,
  raw_string_literal: rawString,
  expression_list: tuple,
  parenthesized_expression: inner,
  binary_expression: binary,
  unary_expression: unary,
  selector_expression: slots('Attr', 'operand', 'field'),
  index_expression: slots('Index', 'operand', 'index'),
  slice_expression: slice,
  call_expression: call,
  argument_list: list('Args'),
  variadic_argument: wrap('Spread', '...'),
  type_conversion_expression: conversion,
  composite_literal: compositeLiteral,
  literal_value: (cst, low) => make('List', cst, elements(cst, low, false)),
  literal_element: inner,
  func_literal: lambda,
  qualified_type: slots('Attr', 'package', 'name'),
  generic_type: slots('TypeApply', 'type', 'type_arguments'),
  type_arguments: list('TypeArgs'),
  type_elem: unionOrOne,
  type_constraint: unionOrOne,
  pointer_type: wrap('TypePtr', '*'),
  parenthesized_type: inner,
  slice_type: arrayType,
  array_type: arrayType,
  implicit_length_array_type: arrayType,
  map_type: mapType,
  channel_type: channelType,
  function_type: (cst, low) => make('Other', cst, [paramsOf(cst, low), resultOf(cst, low)], 'func'),
  struct_type: anonymousType('struct'),
  interface_type: anonymousType('interface'),
  field_declaration: field,
  method_elem: method,
};
