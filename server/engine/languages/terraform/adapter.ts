/**
 * Terraform and other HCL: a block is a call of its type with its labels and a record of its body, so that the order of
 * attributes and nested blocks never matters and a pattern may leave some out.
 */
import {
  around,
  decodeEscapes,
  lowerWith,
  leaf,
  make,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';
import { dots } from '../spelling.ts';
import { terms } from './terms.ts';
import { interpolated } from './templates.ts';
import { spellTerraform } from './spell.ts';
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { Node } from '../../tree/node.ts';
import type { LanguageAdapter } from '../language.ts';

const name = leaf('Name');

/**
 * Makes a file of statements. Attributes by themselves are a part of a body, which only a pattern has: several follow each
 * other there, and one alone is found in objects too.
 */
const configFile: Handler = (cst, low) => {
  const members = low.named(cst);
  const isAlone = members.length === 1;
  return make(
    'Block',
    cst,
    members.map(each => (each.kind === 'Pair' && !isAlone ? each : around('ExprStmt', [each]))),
  );
};

/** A nested block stands as a statement, so that a pattern may also mean one that is nested deeper. */
const member = (node: Node): Node => (node.kind === 'Call' ? around('ExprStmt', [node]) : node);

const block: Handler = (cst, low) => {
  const opening = typed(cst, 'block_start');
  const closing = typed(cst, 'block_end');
  const heads = namedOf(cst).filter(child => child.type === 'identifier' || child.type === 'string_lit');
  const type = low.one(heads[0], cst.start);
  const labels = low.all(heads.slice(1));
  const body = low.all(cst.kids.filter(child => child.type === 'body' || child.type === 'ERROR'));
  const from = opening?.start ?? heads.at(-1)?.end ?? cst.start;
  const to = closing === undefined || closing.end === closing.start ? cst.end : closing.end;
  const record = new Node('Record', '', body.map(member), from, Math.max(from, to));
  const args = new Node('Args', '', [...labels, record], labels[0]?.start ?? from, record.end);
  return make('Call', cst, [type, args]);
};

const attribute: Handler = (cst, low) => {
  const [key, ...values] = namedOf(cst);
  const value = values.findLast(child => child.type === 'expression');
  // A block whose braces the grammar could not pair is read as an attribute without a value.
  return pairOf(cst, low.one(key, cst.start), low.one(value, cst.end));
};

/** Makes a pair; one of two ellipses is how a pattern spells an ellipsis among pairs. */
const pairOf = (cst: Cst, key: Node, value: Node): Node =>
  isName(key, dots) && isName(value, dots)
    ? make('Name', cst, [], dots)
    : make('Pair', cst, [key, value], typed(cst, ':') === undefined ? '' : ':');

const isName = (node: Node, text: string): boolean => node.kind === 'Name' && node.text === text;

const escapes = {
  letters: new Map([
    ['n', '\n'],
    ['t', '\t'],
    ['r', '\r'],
    ['"', '"'],
    ['\\', '\\'],
  ]),
  unknown: 'both',
} as const;

const stringLiteral: Handler = (cst, low) => {
  const closed = /^".*"$/s.test(low.source(cst)) && cst.end - cst.start > 1;
  return make('Str', cst, [], decodeEscapes(low.source(cst).slice(1, closed ? -1 : undefined), escapes));
};

const number: Handler = (cst, low) => {
  const source = low.source(cst);
  const value = Number(source);
  return make('Num', cst, [], Number.isSafeInteger(value) ? String(value) : source);
};

const object: Handler = (cst, low) => make('Record', cst, low.all(namedOf(cst).filter(isElement)));
const isElement = ({ type }: Cst): boolean => type === 'object_elem' || type === 'ERROR';

const call: Handler = (cst, low) => {
  const [callee] = namedOf(cst);
  const list = typed(cst, 'function_arguments');
  const args = list === undefined ? [] : low.all(namedOf(list).filter(child => child.type !== 'ellipsis'));
  const last = args.at(-1);
  if (list !== undefined && typed(list, 'ellipsis') !== undefined && last !== undefined)
    args[args.length - 1] = new Node('Spread', '...', [last], last.start, list.end);
  const from = callee?.end ?? cst.start;
  return make('Call', cst, [low.one(callee, cst.start), new Node('Args', '', args, from, cst.end)]);
};

/** Returns a comprehension's clauses: what it runs over, and its condition. */
function clauses(cst: Cst, low: Lowering): readonly Node[] {
  const intro = typed(cst, 'for_intro');
  const condition = typed(cst, 'for_cond');
  if (intro === undefined) return [];
  const variables = low.all(intro.kids.filter(child => child.type === 'identifier'));
  const first = variables[0] ?? low.one(undefined, intro.start);
  const target =
    variables.length > 1
      ? new Node('Tuple', '', variables, first.start, variables.at(-1)?.end ?? first.end)
      : first;
  const over = make('CompFor', intro, [target, low.one(typed(intro, 'expression'), intro.end)]);
  if (condition === undefined) return [over];
  return [over, make('CompIf', condition, [low.one(typed(condition, 'expression'), condition.end)])];
}

const forTuple: Handler = (cst, low) =>
  make('Comprehension', cst, [low.one(typed(cst, 'expression'), cst.end), ...clauses(cst, low)], 'list');

const forObject: Handler = (cst, low) => {
  const [key, value] = cst.kids.filter(child => child.type === 'expression');
  const first = low.one(key, cst.start);
  const second = low.one(value, cst.end);
  const pair = new Node('Pair', '', [first, second], first.start, Math.max(first.end, second.end));
  return make('Comprehension', cst, [pair, ...clauses(cst, low)], 'dict');
};

const handlers: Handlers = {
  config_file: configFile,
  body: (cst, low) => low.named(cst),
  block,
  attribute,
  identifier: name,
  variable_expr: name,
  expression: terms,
  conditional: (cst, low) => {
    const [condition, yes, no] = cst.kids.filter(child => child.type === 'expression');
    return make('Ternary', cst, [low.one(condition, cst.start), low.one(yes, cst.end), low.one(no, cst.end)]);
  },
  operation: terms,
  unary_operation: terms,
  binary_operation: terms,
  literal_value: terms,
  template_expr: terms,
  collection_value: terms,
  for_expr: terms,
  numeric_lit: number,
  bool_lit: leaf('Bool'),
  null_lit: leaf('Null', 'null'),
  string_lit: stringLiteral,
  quoted_template: interpolated,
  heredoc_template: interpolated,
  template_literal: (cst, low) => make('Str', cst, [], decodeEscapes(low.source(cst), escapes)),
  template_interpolation: (cst, low) => low.all(cst.kids.filter(child => child.type === 'expression')),
  tuple: (cst, low) =>
    make('List', cst, low.all(cst.kids.filter(child => child.type === 'expression' || child.broken))),
  object,
  object_elem: (cst, low) =>
    pairOf(cst, low.one(fieldOf(cst, 'key'), cst.start), low.one(fieldOf(cst, 'val'), cst.end)),
  function_call: call,
  for_tuple_expr: forTuple,
  for_object_expr: forObject,
};

/** Reads Terraform's configuration language. */
export const terraform: LanguageAdapter = {
  id: 'terraform',
  grammar: '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
  lower: lowerWith(handlers),
  frames: [
    { before: '', after: '\n', pick: 'file' },
    { before: 'x = ', after: '\n', pick: 'expression' },
  ],
  ellipses: () => [`${dots} = ${dots}`, dots],
  spell: spellTerraform,
  scoping: 'block',
  assignmentDeclares: false,
};
