/** Lowers JavaScript's and TypeScript's expressions, literals, patterns of destructuring and functions as values. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { around, empty, infix, leaf, list, make, mods, parenthesized, slots, wrap } from '../lowering.ts';
import { decodeEscapes, type Handler, type Handlers, type Lowering } from '../lowering.ts';
import { none, Node, type Kind } from '../../tree/node.ts';
import { numberLiteral, prefix, update } from '../curly.ts';
import { signature } from './functions.ts';
import { escapes, keyOf, methodOf, stringValue } from './keys.ts';

/** Returns the parts of a template: text as `Str`, interpolations as bare expressions. */
function templateParts(cst: Cst, low: Lowering): readonly Node[] {
  const parts: Node[] = [];
  let from = cst.start + 1;
  const text = (to: number): void => {
    if (to > from)
      parts.push(new Node('Str', decodeEscapes(low.text.slice(from, to), escapes), [], from, to));
  };
  for (const child of cst.kids) {
    if (child.type !== 'template_substitution') continue;
    text(child.start);
    parts.push(low.one(namedOf(child)[0], child.start));
    from = child.end;
  }
  text(cst.end - 1);
  return parts;
}

const template: Handler = (cst, low) => {
  const parts = templateParts(cst, low);
  const [only] = parts;
  if (only === undefined) return make('Str', cst, [], '');
  // What only says "any" is any template, not any string.
  return parts.length === 1 && only.kind === 'Str' && only.text !== '...'
    ? make('Str', cst, [], only.text)
    : make('Concat', cst, parts);
};

/**
 * TypeScript's grammar reads `await f<T>(x)` as `(await f)<T>(x)`, and the same with other operators before `f`: what is
 * done to `f` is put where it belongs. `made` is the field of `cst` after lowering.
 */
function innermost(cst: Cst, field: string, made: Node, done: (operand: Node) => Node): Node {
  const from = fieldOf(cst, field);
  if (from === undefined || !loose.has(made.kind) || !mayHold.has(from.type)) return done(made);
  const visit = (outer: Node): Node => {
    const last = outer.kids.at(-1);
    if (last === undefined || !loose.has(outer.kind)) return done(outer);
    const kids = [...outer.kids.slice(0, -1), visit(last)];
    return new Node(outer.kind, outer.text, kids, outer.start, cst.end);
  };
  return visit(made);
}
const loose = new Set<Kind>(['Await', 'Unary', 'Binary']);
const mayHold = new Set([
  'call_expression',
  'member_expression',
  'subscript_expression',
  'await_expression',
  'unary_expression',
  'binary_expression',
]);

const headers: Partial<Record<string, { readonly kind: Kind; readonly open: readonly number[] }>> = {
  if: { kind: 'If', open: [1, 2] },
  while: { kind: 'While', open: [1] },
  switch: { kind: 'Switch', open: [1] },
};

const call: Handler = (cst, low) => {
  const given = fieldOf(cst, 'arguments');
  const callee = low.field(cst, 'function');
  const header = Object.hasOwn(headers, callee.text) ? headers[callee.text] : undefined;
  // In a pattern a condition may stand without what it is for; the grammar takes that for a call.
  if (header !== undefined && callee.kind === 'Name' && given !== undefined)
    return make(header.kind, cst, [
      low.one(namedOf(given)[0], given.end),
      ...header.open.map(() => new Node('Name', 'DOTS_MV', [], cst.end, cst.end)),
    ]);
  if (given?.type === 'template_string')
    return make('Concat', cst, [callee, ...templateParts(given, low)], 'tagged');
  const args = given === undefined ? empty('Args', cst.end) : low.one(given, cst.end);
  return innermost(cst, 'function', callee, made => new Node('Call', '', [made, args], made.start, cst.end));
};

const construct: Handler = (cst, low) => {
  const type = low.field(cst, 'constructor');
  const types = fieldOf(cst, 'type_arguments');
  const applied = types === undefined ? type : around('TypeApply', [type, low.one(types, types.end)]);
  const given = fieldOf(cst, 'arguments');
  const args = given === undefined ? empty('Args', cst.end) : low.one(given, cst.end);
  return make('New', cst, [applied, args, none(cst.end)]);
};

const member: Handler = (cst, low) => {
  const property = low.field(cst, 'property');
  const isOptional = cst.kids.some(child => child.type === 'optional_chain' || child.type === '?.');
  return innermost(
    cst,
    'object',
    low.field(cst, 'object'),
    object => new Node('Attr', isOptional ? '?.' : '', [object, property], object.start, cst.end),
  );
};

/** `a += b` is `a = a + b`, and `a ||= b` is `a || (a = b)`: patterns for either find it. */
const augmented: Handler = (cst, low) => {
  const operator = fieldOf(cst, 'operator');
  const text = operator === undefined ? '' : low.source(operator).slice(0, -1);
  const [target, again, value] = [low.field(cst, 'left'), low.field(cst, 'left'), low.field(cst, 'right')];
  return choosing.has(text)
    ? make('Binary', cst, [again, make('Assign', cst, [target, value], '=')], text)
    : make('Assign', cst, [target, make('Binary', cst, [again, value], text)], '=');
};
const choosing = new Set(['&&', '||', '??']);

const assign: Handler = (cst, low) =>
  make('Assign', cst, [low.field(cst, 'left'), low.field(cst, 'right')], '=');

const yieldOf: Handler = (cst, low) =>
  make('Yield', cst, [low.one(namedOf(cst)[0], cst.end)], typed(cst, '*') === undefined ? '' : 'from');

const regex: Handler = (cst, low) => {
  const pattern = fieldOf(cst, 'pattern');
  const flags = fieldOf(cst, 'flags');
  const made = flags === undefined ? none(cst.end) : make('Str', flags, [], low.source(flags));
  return make('Regex', cst, [made], pattern === undefined ? '' : low.source(pattern));
};

/** Keeps the holes of `[a, , b]`, so that later elements do not move. */
const array: Handler = (cst, low) => {
  const kids: Node[] = [];
  let filled = false;
  for (const child of cst.kids) {
    if (child.type === ',' && !filled) kids.push(none(child.start));
    if (child.type === ',') filled = false;
    const made = low.all([child]);
    if (made.length > 0) filled = true;
    kids.push(...made);
  }
  return make('List', cst, kids);
};

/** A property that holds a function is a method by another spelling. */
const pair: Handler = (cst, low) => {
  const key = keyOf(fieldOf(cst, 'key'), low, cst.start);
  const value = low.field(cst, 'value');
  return methodOf(cst, key, value, empty('Mods', cst.start)) ?? make('Pair', cst, [key, value]);
};

const shorthand: Handler = (cst, low) => {
  const text = low.source(cst);
  return make('Pair', cst, [make('Name', cst, [], text), make('Name', cst, [], text)]);
};

/** `{ a = 1 }` takes the property `a` into the variable `a`. */
const shorthandDefault: Handler = (cst, low) => {
  const left = fieldOf(cst, 'left');
  if (left?.type !== 'shorthand_property_identifier_pattern') return assign(cst, low);
  const name = make('Name', left, [], low.source(left));
  return make('Pair', cst, [name, make('Assign', cst, [name, low.field(cst, 'right')], '=')]);
};

/** An arrow's expression is what it returns; the `...` of a pattern is any body. */
const returned = (value: Node): Node =>
  value.kind === 'None' || value.text === 'DOTS_MV' ? value : around('Block', [around('Return', [value])]);

const lambda: Handler = (cst, low) => {
  const word = typed(cst, 'async');
  const star = typed(cst, '*');
  const { params, type } = signature(cst, low);
  const body = fieldOf(cst, 'body');
  const made = body?.type === 'statement_block' ? low.block(body, cst.end) : returned(low.one(body, cst.end));
  const words = star === undefined ? [] : [['*', star] as const];
  const kids = [params, type, made, mods(cst.start, ...words)];
  return make('Lambda', cst, kids, word === undefined ? '' : 'async');
};

/** Maps the node types of expressions. */
export const expressions: Handlers = {
  identifier: leaf('Name'),
  property_identifier: leaf('Name'),
  private_property_identifier: leaf('Name'),
  statement_identifier: leaf('Name'),
  this: leaf('Name'),
  super: leaf('Name'),
  import: leaf('Name'),
  undefined: leaf('Null'),
  null: leaf('Null'),
  true: leaf('Bool'),
  false: leaf('Bool'),
  number: numberLiteral,
  string: (cst, low) => make('Str', cst, [], stringValue(cst, low)),
  template_string: template,
  regex,
  call_expression: call,
  arguments: list('Args'),
  new_expression: construct,
  member_expression: member,
  nested_identifier: member,
  subscript_expression: slots('Index', 'object', 'index'),
  assignment_expression: assign,
  augmented_assignment_expression: augmented,
  assignment_pattern: assign,
  object_assignment_pattern: shorthandDefault,
  binary_expression: infix('Binary'),
  unary_expression: prefix,
  update_expression: update,
  ternary_expression: slots('Ternary', 'condition', 'consequence', 'alternative'),
  sequence_expression: list('Seq'),
  parenthesized_expression: parenthesized,
  await_expression: wrap('Await'),
  yield_expression: yieldOf,
  spread_element: wrap('Spread', '...'),
  rest_pattern: wrap('Spread', '...'),
  array,
  array_pattern: array,
  object: list('Record'),
  object_pattern: list('Record'),
  pair,
  pair_pattern: pair,
  shorthand_property_identifier: shorthand,
  shorthand_property_identifier_pattern: shorthand,
  computed_property_name: (cst, low) => keyOf(cst, low, cst.start),
  function_expression: lambda,
  generator_function: lambda,
  arrow_function: lambda,
};
