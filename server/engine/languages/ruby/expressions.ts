/** Expressions of Ruby: calls with and without parentheses, blocks, hashes, assignments. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import {
  empty,
  inner,
  leaf,
  list,
  make,
  mods,
  operatorOf,
  slots,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';
import { paramsOf } from './parameters.ts';
import { bodyOf } from './bodies.ts';

const name = leaf('Name');

/** Is an ellipsis of a pattern where the grammar wants `**rest`. */
const rest = /^_?(?:DOTS_MV|MVS_\w+_MV)$/;

/** Returns arguments: `a: 1` and `:a => 1` both name one. */
export function argumentsOf(cst: Cst, low: Lowering): Node[] {
  return namedOf(cst).flatMap(child =>
    child.type === 'pair' ? [argumentPair(child, low)] : low.all([child]),
  );
}

function argumentPair(cst: Cst, low: Lowering): Node {
  const key = fieldOf(cst, 'key');
  const value = pairValue(cst, low);
  return key?.type === 'hash_key_symbol' || key?.type === 'simple_symbol'
    ? make('KwArg', cst, [value], low.source(key).replace(/^:/, ''))
    : make('Pair', cst, [low.one(key, cst.start), value]);
}

/** `f:` is short for `f: f`. */
function pairValue(cst: Cst, low: Lowering): Node {
  const key = fieldOf(cst, 'key');
  const value = fieldOf(cst, 'value');
  return value === undefined && key !== undefined
    ? make('Name', key, [], low.source(key))
    : low.one(value, cst.end);
}

const pair: Handler = (cst, low) => make('Pair', cst, [low.field(cst, 'key'), pairValue(cst, low)]);

const spread =
  (text: string): Handler =>
  (cst, low) => {
    const kids = low.named(cst);
    return kids[0]?.kind === 'Name' && rest.test(kids[0].text)
      ? kids
      : make('Spread', cst, [kids[0] ?? none(cst.end)], text);
  };

/**
 * A block is an argument of a call of its own around the call that it follows, so that a pattern `f(...)` finds `f(x)` and
 * not the whole block.
 */
const call: Handler = (cst, low) => {
  // Long chains are common and generated ones very long: they are followed in a loop, from their innermost call on.
  const chain = [cst];
  for (let inner = fieldOf(cst, 'receiver'); inner?.type === 'call'; inner = fieldOf(inner, 'receiver'))
    chain.push(inner);
  const last = chain.pop() ?? cst;
  let made = linkOf(last, low.one(fieldOf(last, 'receiver'), last.start), low);
  for (const link of chain.toReversed()) made = linkOf(link, made, low);
  return made;
};

/** Lowers one call; its receiver is lowered already, `None` where there is none. */
function linkOf(cst: Cst, receiver: Node, low: Lowering): Node {
  const method = fieldOf(cst, 'method');
  const args = fieldOf(cst, 'arguments');
  const block = fieldOf(cst, 'block');
  const to = (end: number): Cst => ({ ...cst, end });
  const callee = calleeOf(cst, to(method?.end ?? receiver.end), receiver, low);
  const plain = args === undefined ? callee : make('Call', to(args.end), [callee, ...low.all([args])]);
  if (block === undefined) return plain;
  const called =
    args === undefined ? make('Call', to(callee.end), [callee, empty('Args', callee.end)]) : plain;
  return make('Call', cst, [called, make('Args', block, low.all([block]))]);
}

function calleeOf(cst: Cst, at: Cst, receiver: Node, low: Lowering): Node {
  const method = fieldOf(cst, 'method');
  if (receiver.kind === 'None') return low.one(method, cst.start);
  if (method === undefined) return receiver;
  const text = fieldOf(cst, 'operator')?.type === '&.' ? '?.' : '';
  return make('Attr', at, [receiver, make('Name', method, [], low.source(method))], text);
}

const lambda: Handler = (cst, low) => {
  const block = typed(cst, 'block', 'do_block') ?? cst;
  return make('Lambda', cst, [
    paramsOf(fieldOf(cst, 'parameters'), cst.start, low),
    none(cst.start),
    bodyOf(fieldOf(block, 'body'), block, low),
    mods(cst.start),
  ]);
};
const block: Handler = (cst, low) =>
  make('Lambda', cst, [
    paramsOf(fieldOf(cst, 'parameters'), cst.start, low),
    none(cst.start),
    bodyOf(fieldOf(cst, 'body'), cst, low),
    mods(cst.start),
  ]);

const tupleOrOne: Handler = (cst, low) => {
  const kids = low.named(cst);
  return kids.length === 1 && kids[0]?.kind !== 'Spread' ? kids : make('Tuple', cst, kids);
};

const augmented: Handler = (cst, low) =>
  make(
    'AugAssign',
    cst,
    [low.field(cst, 'left'), low.field(cst, 'right')],
    operatorOf(cst, 'operator', low).slice(0, -1),
  );

const words: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!' };

const binary: Handler = (cst, low) => {
  const operator = operatorOf(cst, 'operator', low);
  return make('Binary', cst, [low.field(cst, 'left'), low.field(cst, 'right')], words[operator] ?? operator);
};
const unary: Handler = (cst, low) => {
  const operator = operatorOf(cst, 'operator', low);
  return make('Unary', cst, [low.field(cst, 'operand')], words[operator] ?? operator);
};
const range: Handler = (cst, low) =>
  make('Binary', cst, [low.field(cst, 'begin'), low.field(cst, 'end')], operatorOf(cst, 'operator', low));

const scope: Handler = (cst, low) => {
  const scoped = fieldOf(cst, 'scope');
  const last = low.field(cst, 'name');
  return scoped === undefined
    ? make('Name', cst, [], last.text)
    : make('Attr', cst, [low.one(scoped, cst.start), last]);
};

const elementReference: Handler = (cst, low) => {
  const object = fieldOf(cst, 'object');
  const index = cst.kids.filter(child => child !== object && child.named);
  return make('Index', cst, [low.one(object, cst.start), ...low.all(index)]);
};

/** Several values of `return`, `yield`, `break`, `next` are one Tuple. */
export function valueOf(cst: Cst, low: Lowering): Node {
  const args = typed(cst, 'argument_list');
  const values = args === undefined ? [] : low.named(args);
  const [only] = values;
  if (args === undefined || only === undefined) return none(cst.end);
  return values.length === 1 ? only : make('Tuple', args, values);
}

/** Parentheses around one expression say nothing; around several they are a block. */
const parenthesized: Handler = (cst, low) => {
  const kids = namedOf(cst);
  return kids.length === 1 ? low.all(kids) : bodyOf(cst, cst, low);
};

/** Maps Ruby's expressions. */
export const expressions: Handlers = {
  identifier: name,
  constant: name,
  instance_variable: name,
  class_variable: name,
  global_variable: name,
  operator: name,
  self: name,
  super: name,
  encoding: name,
  file: name,
  line: name,
  setter: (cst, low) => make('Name', cst, [], low.source(cst).replaceAll(/\s/g, '')),
  nil: leaf('Null', 'null'),
  true: leaf('Bool', 'true'),
  false: leaf('Bool', 'false'),
  call,
  argument_list: (cst, low) => make('Args', cst, argumentsOf(cst, low)),
  splat_argument: spread('*'),
  hash_splat_argument: spread('**'),
  forward_argument: spread('...'),
  block_argument: (cst, low) => make('Unary', cst, [low.one(namedOf(cst)[0], cst.end)], '&'),
  pair,
  array: list('List'),
  string_array: list('List'),
  symbol_array: list('List'),
  hash: list('Dict'),
  lambda,
  block,
  do_block: block,
  assignment: (cst, low) => make('Assign', cst, [low.field(cst, 'left'), low.field(cst, 'right')], '='),
  operator_assignment: augmented,
  left_assignment_list: tupleOrOne,
  right_assignment_list: tupleOrOne,
  destructured_left_assignment: list('Tuple'),
  rest_assignment: spread('*'),
  binary,
  unary,
  range,
  conditional: slots('Ternary', 'condition', 'consequence', 'alternative'),
  scope_resolution: scope,
  element_reference: elementReference,
  parenthesized_statements: parenthesized,
  interpolation: parenthesized,
  yield: (cst, low) => make('Yield', cst, [valueOf(cst, low)]),
  match_pattern: slots('Pair', 'value', 'pattern'),
  test_pattern: (cst, low) => make('Binary', cst, [low.field(cst, 'value'), low.field(cst, 'pattern')], 'in'),
  keyword_pattern: pair,
  hash_pattern: list('Dict'),
  array_pattern: list('List'),
  find_pattern: list('List'),
  in: inner,
  pattern: inner,
  superclass: inner,
  exceptions: inner,
  exception_variable: inner,
};
