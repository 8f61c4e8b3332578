/** Lowers Java's expressions and types. */
import { fieldOf, fieldsOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { argumentsOf, arrayOf, assignment, chain, numberLiteral, prefix, quoted, update } from '../curly.ts';
import {
  around,
  decodeEscapes,
  empty,
  infix,
  inner,
  leaf,
  list,
  make,
  simpleEscapes,
  slots,
  type Escapes,
  type Handler,
  type Handlers,
} from '../lowering.ts';
import { parameters } from './declarations.ts';

const escapes: Escapes = { letters: new Map([...simpleEscapes, ['s', ' ']]), unknown: 'character' };

/** A text block loses the newline after its opening quotes and the indentation that all its lines share. */
function unindent(content: string): string {
  const lines = content.replace(/^[ \t]*\r?\n/, '').split(/\r?\n/);
  const counted = lines.filter((line, at) => line.trim() !== '' || at === lines.length - 1);
  const indents = counted.map(line => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const shared = indents.reduce((least, indent) => Math.min(least, indent), Number.POSITIVE_INFINITY);
  return lines.map(line => line.slice(Math.min(shared, line.length))).join('\n');
}

const stringLiteral: Handler = (cst, low) => {
  const source = low.source(cst);
  if (!source.startsWith('"""'))
    return make('Str', cst, [], decodeEscapes(source.replace(/^"|"$/g, ''), escapes));
  return make('Str', cst, [], decodeEscapes(unindent(source.replace(/^"""|"""$/g, '')), escapes));
};

const invocation: Handler = (cst, low) => {
  const object = fieldOf(cst, 'object');
  const name = low.field(cst, 'name');
  const callee = object === undefined ? name : around('Attr', [low.one(object, cst.start), name]);
  return make('Call', cst, [callee, argumentsOf(cst, 'arguments', low)]);
};

const constructorCall: Handler = (cst, low) => {
  const object = fieldOf(cst, 'object');
  const name = low.field(cst, 'constructor');
  const callee = object === undefined ? name : around('Attr', [low.one(object, cst.start), name]);
  return make('ExprStmt', cst, [around('Call', [callee, argumentsOf(cst, 'arguments', low)])]);
};

/**
 * `outer.new Inner()` makes an Inner of outer: its type is written as a chain. One with a body is a call of a class
 * without a name, so that `new T(...)` does not find it.
 */
const creation: Handler = (cst, low) => {
  const type = low.field(cst, 'type');
  const first = cst.kids[0];
  const outer = first?.named === true && first.type !== 'new' && first.field === '' ? first : undefined;
  const made = outer === undefined ? type : around('Attr', [low.one(outer, cst.start), type]);
  const args = argumentsOf(cst, 'arguments', low);
  const body = typed(cst, 'class_body');
  if (body === undefined) return make('New', cst, [made, args, none(cst.end)]);
  const unnamed = make('AnonClass', cst, [around('Bases', [made]), low.one(body, cst.end)]);
  return make('Call', cst, [unnamed, args]);
};

/** `new int[n][]` is New of an array type; sizes and the initialiser are its arguments. */
const arrayCreation: Handler = (cst, low) => {
  let type = low.field(cst, 'type');
  const args: Node[] = [];
  for (const dimension of fieldsOf(cst, 'dimensions')) {
    type = arrayOf(type, dimension);
    if (dimension.type === 'dimensions_expr') args.push(...low.named(dimension));
  }
  args.push(...low.fields(cst, 'value'));
  const [first, ...rest] = args;
  return make('New', cst, [
    type,
    first === undefined ? empty('Args', cst.end) : around('Args', [first, ...rest]),
    none(cst.end),
  ]);
};

const cast: Handler = (cst, low) => {
  const types = low.fields(cst, 'type');
  const [first, ...rest] = types;
  if (first === undefined) return low.field(cst, 'value');
  const type = rest.length === 0 ? first : around('TypeUnion', [first, ...rest], '&');
  return make('Cast', cst, [type, low.field(cst, 'value')]);
};

/** The variable that a pattern binds is left out: `x instanceof T` finds `x instanceof T t` too. */
const instanceOf: Handler = (cst, low) => {
  const right = fieldOf(cst, 'right') ?? fieldOf(cst, 'pattern');
  return make('Binary', cst, [low.field(cst, 'left'), low.one(right, cst.end)], 'instanceof');
};

/** A lambda's body is a statement, be it a block or an expression. */
const lambda: Handler = (cst, low) => {
  const body = low.field(cst, 'body');
  return make('Lambda', cst, [
    parameters(fieldOf(cst, 'parameters'), low, cst.start),
    none(cst.start),
    body.kind === 'Block' ? body : around('ExprStmt', [body]),
    empty('Mods', cst.start),
  ]);
};

const genericType: Handler = (cst, low) => {
  const args = typed(cst, 'type_arguments');
  const base = low.one(namedOf(cst)[0], cst.start);
  return args === undefined ? base : make('TypeApply', cst, [base, make('TypeArgs', args, low.named(args))]);
};

const scoped: Handler = (cst, low) =>
  chain(low.all(namedOf(cst).filter(child => !isAnnotation(child))), cst.end);

const isAnnotation = ({ type }: Cst): boolean => type === 'annotation' || type === 'marker_annotation';

/** Types whose annotations say nothing to a rule keep the type alone. */
const annotatedType: Handler = (cst, low) => low.all(namedOf(cst).filter(child => !isAnnotation(child)));

const arrayType: Handler = (cst, low) => arrayOf(low.field(cst, 'element'), fieldOf(cst, 'dimensions'));

/** Lowers the receiver of a method reference, and what it refers to. */
const methodReference: Handler = (cst, low) => {
  const isNew = cst.kids.at(-1)?.type === 'new';
  return make('Other', cst, low.named(cst), isNew ? 'method_reference new' : 'method_reference');
};

const name = leaf('Name');

/** Maps node types of expressions, literals and types. */
export const expressions: Handlers = {
  identifier: name,
  type_identifier: name,
  this: name,
  super: name,
  integral_type: name,
  floating_point_type: name,
  boolean_type: name,
  void_type: name,
  underscore_pattern: name,
  scoped_identifier: scoped,
  scoped_type_identifier: scoped,
  generic_type: genericType,
  annotated_type: annotatedType,
  array_type: arrayType,
  type_arguments: list('TypeArgs'),
  decimal_integer_literal: numberLiteral,
  hex_integer_literal: numberLiteral,
  octal_integer_literal: numberLiteral,
  binary_integer_literal: numberLiteral,
  decimal_floating_point_literal: numberLiteral,
  hex_floating_point_literal: numberLiteral,
  true: leaf('Bool'),
  false: leaf('Bool'),
  null_literal: leaf('Null'),
  character_literal: quoted('Char', escapes, /^'([^]*)'$/),
  string_literal: stringLiteral,
  parenthesized_expression: inner,
  binary_expression: infix('Binary'),
  unary_expression: prefix,
  update_expression: update,
  assignment_expression: assignment,
  ternary_expression: slots('Ternary', 'condition', 'consequence', 'alternative'),
  cast_expression: cast,
  instanceof_expression: instanceOf,
  method_invocation: invocation,
  explicit_constructor_invocation: constructorCall,
  argument_list: list('Args'),
  field_access: slots('Attr', 'object', 'field'),
  array_access: slots('Index', 'array', 'index'),
  class_literal: list('Other', 'class_literal'),
  object_creation_expression: creation,
  array_creation_expression: arrayCreation,
  array_initializer: list('List'),
  element_value_array_initializer: list('List'),
  lambda_expression: lambda,
  method_reference: methodReference,
};
