/** Lowers Kotlin's expressions and types. */
import { literalParts } from '../spelling.ts';
import { fieldOf, namedOf, typed } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { assignment, chain, listOf, numberLiteral, quoted } from '../curly.ts';
import {
  around,
  decodeEscapes,
  empty,
  infix,
  inner,
  leaf,
  list,
  make,
  operatorOf,
  simpleEscapes,
  wrap,
  type Escapes,
  type Handler,
  type Handlers,
} from '../lowering.ts';

const escapes: Escapes = { letters: new Map([...simpleEscapes, ['$', '$']]), unknown: 'character' };

/** The grammar takes literals of words for names. */
const name: Handler = (cst, low) => {
  const text = low.source(cst).replaceAll('`', '');
  if (text === 'true' || text === 'false') return make('Bool', cst, [], text);
  return text === 'null' ? make('Null', cst, [], text) : make('Name', cst, [], text);
};

/** Is `$name` in a string, which the grammar takes for text; names in capitals are left to patterns. */
const shortForm = /(?<!\\)\$([a-z]\w*|[A-Z]\w*[a-z]\w*)/;

/** Splits text at the names that stand in it. */
function shortInterpolations(
  child: Parameters<Handler>[0],
  low: Parameters<Handler>[1],
  isRaw: boolean,
): readonly Node[] {
  const parts: Node[] = [];
  let start = child.start;
  for (const [place, piece] of low.source(child).split(shortForm).entries()) {
    const isName = place % 2 === 1;
    const end = start + piece.length + (isName ? 1 : 0);
    const span = { ...child, start: isName ? start + 1 : start, end };
    if (isName) parts.push(make('Name', span, [], piece));
    else if (piece !== '') parts.push(make('Str', span, [], isRaw ? piece : decodeEscapes(piece, escapes)));
    start = end;
  }
  return parts;
}

/** Returns the parts of a string, text that the grammar cuts in pieces as one. */
function joinedText(cst: Parameters<Handler>[0]): readonly Parameters<Handler>[0][] {
  const pieces: Parameters<Handler>[0][] = [];
  for (const child of namedOf(cst)) {
    const before = pieces.at(-1);
    const joins = before !== undefined && before.end === child.start && before.type !== 'interpolation';
    if (joins && child.type !== 'interpolation')
      pieces[pieces.length - 1] = { ...child, start: before.start };
    else pieces.push(child);
  }
  return pieces;
}

/** Adds a piece of text; pieces that follow each other are one. */
function addText(parts: Node[], child: Parameters<Handler>[0], text: string): void {
  const last = parts.at(-1);
  if (last?.kind === 'Str' && last.end === child.start)
    parts[parts.length - 1] = make('Str', { ...child, start: last.start }, [], last.text + text);
  else parts.push(make('Str', child, [], text));
}

const interpolated: Handler = (cst, low) => {
  const isRaw = cst.type === 'multiline_string_literal';
  const parts: Node[] = [];
  for (const child of joinedText(cst)) {
    const source = low.source(child);
    if (child.type === 'interpolation') parts.push(low.one(namedOf(child)[0], child.end));
    // `"...$X..."` is a string into which something is put; `"$X"` is any string.
    else if (source.includes('...') && source.includes('MV_'))
      parts.push(...literalParts(source, child.start, child.end));
    else if (shortForm.test(source)) parts.push(...shortInterpolations(child, low, isRaw));
    else addText(parts, child, isRaw ? source : decodeEscapes(source, escapes));
  }
  const only = parts[0];
  if (only === undefined || (parts.length === 1 && only.kind === 'Str'))
    return make('Str', cst, [], only?.text ?? '');
  return make('Concat', cst, parts);
};

/** A lambda after a call is its last argument. */
const call: Handler = (cst, low) => {
  const callee = low.one(namedOf(cst)[0], cst.start);
  const args = typed(cst, 'value_arguments');
  const lambda = typed(cst, 'annotated_lambda');
  const given = args === undefined ? [] : low.named(args);
  if (lambda === undefined)
    return make('Call', cst, [
      callee,
      args === undefined ? empty('Args', cst.end) : make('Args', args, given),
    ]);
  const nested = callee.kind === 'Call' ? callee.kids : [];
  const all = [...(nested[1]?.kids ?? given), ...low.all([lambda])];
  return make('Call', cst, [nested[0] ?? callee, listOf('Args', all, cst.end)]);
};

const argument: Handler = (cst, low) => {
  const [first, second] = namedOf(cst);
  if (first === undefined || second === undefined || typed(cst, '=') === undefined) return low.named(cst);
  return make('KwArg', cst, [low.one(second, cst.end)], low.source(first));
};

const navigation: Handler = (cst, low) => {
  const [object, member] = namedOf(cst);
  const operator = cst.kids.find(child => !child.named)?.type ?? '.';
  const text = operator === '?.' ? '?.' : operator === '::' ? '::' : '';
  return make('Attr', cst, [low.one(object, cst.start), low.one(member, cst.end)], text);
};

const lambda: Handler = (cst, low) => {
  const params = typed(cst, 'lambda_parameters');
  const body = namedOf(cst).filter(child => child !== params);
  return make('Lambda', cst, [
    params === undefined
      ? empty('Params', cst.start)
      : make('Params', params, low.named(params).map(asParam)),
    none(cst.start),
    listOf('Block', low.all(body).map(statementOf), cst.end),
    empty('Mods', cst.start),
  ]);
};

/** Several names in one parameter are taken apart. */
const asParam = (node: Node): Node =>
  node.kind === 'Param'
    ? node
    : around('Param', [node, none(node.end), none(node.end), empty('Mods', node.end)]);
const expressionKinds = new Set<Node['kind']>([
  'Name',
  'Str',
  'Char',
  'Num',
  'Bool',
  'Null',
  'Concat',
  'Call',
  'New',
  'Attr',
  'Index',
  'Assign',
  'AugAssign',
  'Update',
  'Binary',
  'Unary',
  'Ternary',
  'Cast',
  'Lambda',
  'AnonClass',
  'List',
]);

/** Wraps an expression that stands among statements. */
export const statementOf = (node: Node): Node =>
  expressionKinds.has(node.kind) ? around('ExprStmt', [node]) : node;

const unary: Handler = (cst, low) => {
  const operand = low.field(cst, 'argument');
  const operator = operatorOf(cst, 'operator', low);
  if (operator === '!!') return operand;
  if (operator !== '++' && operator !== '--') return make('Unary', cst, [operand], operator);
  return make(
    'Update',
    cst,
    [operand],
    `${fieldOf(cst, 'operator') === cst.kids[0] ? 'pre' : 'post'}${operator}`,
  );
};

const infixCall: Handler = (cst, low) => {
  const [left, word, right] = namedOf(cst);
  const text = word === undefined ? '' : low.source(word);
  return make('Binary', cst, [low.one(left, cst.start), low.one(right, cst.end)], text);
};

const range: Handler = (cst, low) => make('Binary', cst, low.named(cst), operatorOf(cst, 'operator', low));

const cast: Handler = (cst, low) => make('Cast', cst, [low.field(cst, 'right'), low.field(cst, 'left')]);

const userType: Handler = (cst, low) => {
  const parts = low.all(
    namedOf(cst).filter(({ type }) => type !== 'type_arguments' && type !== 'type_modifiers'),
  );
  const args = typed(cst, 'type_arguments');
  const base = chain(parts, cst.end);
  return args === undefined ? base : make('TypeApply', cst, [base, make('TypeArgs', args, low.named(args))]);
};

const invocation: Handler = (cst, low) => {
  const args = typed(cst, 'value_arguments');
  const list = args === undefined ? empty('Args', cst.end) : low.one(args, cst.end);
  return make('Call', cst, [low.one(namedOf(cst)[0], cst.start), list]);
};

/** Maps node types of expressions and types. */
export const expressions: Handlers = {
  identifier: name,
  this_expression: leaf('Name', 'this'),
  super_expression: leaf('Name', 'super'),
  number_literal: numberLiteral,
  float_literal: numberLiteral,
  character_literal: quoted('Char', escapes, /^'([^]*)'$/),
  string_literal: interpolated,
  multiline_string_literal: interpolated,
  parenthesized_expression: inner,
  parenthesized_type: inner,
  binary_expression: infix('Binary'),
  in_expression: infix('Binary'),
  is_expression: infix('Binary'),
  infix_expression: infixCall,
  range_expression: range,
  unary_expression: unary,
  as_expression: cast,
  assignment,
  call_expression: call,
  value_arguments: list('Args'),
  value_argument: argument,
  spread_expression: wrap('Spread', '*'),
  navigation_expression: navigation,
  index_expression: list('Index'),
  collection_literal: list('List'),
  annotated_lambda: inner,
  lambda_literal: lambda,
  constructor_invocation: invocation,
  user_type: userType,
  nullable_type: wrap('TypeOpt'),
  type_projection: inner,
  qualified_identifier: (cst, low) => chain(low.named(cst), cst.end),
};
