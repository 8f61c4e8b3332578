/** Lowers JavaScript's and TypeScript's statements. */
import { fieldOf, typed, type Cst } from '../../tree/cst.ts';
import { Node, none, type Kind } from '../../tree/node.ts';
import { conditional, doLoop, jump, listOf, several, whileLoop } from '../curly.ts';
import { drop, empty, inner, list, make, mods, statement, wrap } from '../lowering.ts';
import type { Handler, Handlers, Lowering } from '../lowering.ts';

/** One VarDef a variable; each begins at its statement's keyword. */
const declaration: Handler = (cst, low) => {
  const kind = cst.kids.filter(child => !child.named && isKeyword.test(child.type));
  const words = kind.map(word => [low.source(word), word] as const);
  const declarators = cst.kids.filter(child => child.type === 'variable_declarator');
  return declarators.map(declarator =>
    make('VarDef', declarators.length === 1 ? cst : { ...cst, end: declarator.end }, [
      low.field(declarator, 'name'),
      low.field(declarator, 'type'),
      low.field(declarator, 'value'),
      mods(cst.start, ...words),
    ]),
  );
};
const isKeyword = /^(?:var|let|const|using|await using|await)$/;

/** A lone `...` in a pattern's header stands for all three parts. */
const forLoop: Handler = (cst, low) => {
  const init = several(low.fields(cst, 'initializer'), cst.start);
  const condition = low.field(cst, 'condition');
  const update = low.field(cst, 'increment');
  const open = init.text === 'DOTS_MV' && condition.kind === 'None' && update.kind === 'None';
  const header = open ? [init, init, init] : [init, condition, update];
  return make('For', cst, [...header, low.block(fieldOf(cst, 'body'), cst.end)]);
};

const forEach: Handler = (cst, low) =>
  make(
    'ForEach',
    cst,
    [
      low.field(cst, 'left'),
      low.field(cst, 'right'),
      low.block(fieldOf(cst, 'body'), cst.end),
      none(cst.end),
    ],
    loopText(cst, low),
  );

/** `for … in` takes names, `for … of` values: they are not the same loop. */
function loopText(cst: Cst, low: Lowering): string {
  if (cst.kids.some(child => child.type === 'await')) return 'await';
  const operator = fieldOf(cst, 'operator');
  return operator !== undefined && low.source(operator) === 'in' ? 'in' : '';
}

/** Labels that fall through stay cases of their own, without statements. */
const caseLabel: Handler = (cst, low) => {
  const tests = low.fields(cst, 'value');
  const body = low.fields(cst, 'body');
  return make('Case', cst, [listOf('Tests', tests, cst.start), listOf('Block', body, cst.end)]);
};

const switchStatement: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body');
  const subject = low.field(cst, 'value');
  return make('Switch', cst, [
    subject,
    body === undefined ? empty('Cases', cst.end) : make('Cases', body, low.named(body)),
  ]);
};

const catchClause: Handler = (cst, low) =>
  make('Catch', cst, [
    low.field(cst, 'type'),
    low.field(cst, 'parameter'),
    low.block(fieldOf(cst, 'body'), cst.end),
  ]);

const tryStatement: Handler = (cst, low) => {
  const handler = fieldOf(cst, 'handler');
  const last = fieldOf(cst, 'finalizer');
  return make('Try', cst, [
    low.block(fieldOf(cst, 'body'), cst.end),
    handler === undefined ? empty('Catches', cst.end) : make('Catches', handler, low.all([handler])),
    none(cst.end),
    last === undefined ? none(cst.end) : low.block(fieldOf(last, 'body'), cst.end),
  ]);
};

const withStatement: Handler = (cst, low) => {
  const object = low.field(cst, 'object');
  const items = new Node('Items', '', [object], object.start, object.end);
  return make('With', cst, [items, low.block(fieldOf(cst, 'body'), cst.end)]);
};

/**
 * A label before an expression is how a lone `key: value` parses, which is what a pattern means by it; in programs only
 * loops and blocks have labels (and Svelte's `$:`).
 */
const labelled: Handler = (cst, low) => {
  const name = low.field(cst, 'label');
  const body = fieldOf(cst, 'body');
  const made = low.one(body, cst.end);
  const value = made.kids[0];
  return body?.type === 'expression_statement' && value !== undefined && name.text !== '$'
    ? make('Pair', { ...cst, end: value.end }, [name, value])
    : make('Label', cst, [name, made]);
};

/** The grammar takes a namespace for an expression, and a condition alone in a pattern for a call. */
const expressionStatement: Handler = (cst, low) => {
  const made = statement(cst, low);
  const only = made instanceof Node ? made.kids[0] : undefined;
  return only !== undefined && notExpressions.has(only.kind) ? only : made;
};

const notExpressions = new Set<Kind>(['ClassDef', 'If', 'While', 'Switch']);

/** Maps the node types of statements. */
export const statements: Handlers = {
  program: list('Block'),
  statement_block: list('Block'),
  hash_bang_line: drop,
  empty_statement: drop,
  expression_statement: expressionStatement,
  variable_declaration: declaration,
  lexical_declaration: declaration,
  using_declaration: declaration,
  if_statement: conditional,
  else_clause: inner,
  for_statement: forLoop,
  for_in_statement: forEach,
  while_statement: whileLoop,
  do_statement: doLoop,
  switch_statement: switchStatement,
  switch_case: caseLabel,
  switch_default: caseLabel,
  try_statement: tryStatement,
  catch_clause: catchClause,
  finally_clause: (cst, low) => low.block(fieldOf(cst, 'body') ?? typed(cst, 'statement_block'), cst.end),
  with_statement: withStatement,
  return_statement: wrap('Return'),
  throw_statement: wrap('Throw'),
  break_statement: jump('Break'),
  continue_statement: jump('Continue'),
  labeled_statement: labelled,
};
