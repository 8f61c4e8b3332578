/** Lowers JavaScript's and TypeScript's statements. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { Node, none } from '../../tree/node.ts';
import { casesOf, conditional, doLoop, jump, several, whileLoop, type Section } from '../curly.ts';
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

const forLoop: Handler = (cst, low) =>
  make('For', cst, [
    several(low.fields(cst, 'initializer'), cst.start),
    low.field(cst, 'condition'),
    low.field(cst, 'increment'),
    low.block(fieldOf(cst, 'body'), cst.end),
  ]);

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
    cst.kids.some(child => child.type === 'await') ? 'await' : '',
  );

const section = (cst: Cst, low: Lowering): Section => ({
  cst,
  tests: low.fields(cst, 'value'),
  body: low.fields(cst, 'body'),
});

const switchStatement: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body');
  const cases = body === undefined ? [] : namedOf(body);
  const subject = low.field(cst, 'value');
  const sections = cases.map(each => section(each, low));
  return make('Switch', cst, [subject, casesOf(sections, body ?? cst)]);
};

/** A case that stands alone: a pattern's, or one in broken code. */
const loneCase: Handler = (cst, low) => casesOf([section(cst, low)], cst).kids;

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

/** The grammar takes a namespace for an expression. */
const expressionStatement: Handler = (cst, low) => {
  const made = statement(cst, low);
  const only = made instanceof Node ? made.kids[0] : undefined;
  return only?.kind === 'ClassDef' ? only : made;
};

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
  switch_case: loneCase,
  switch_default: loneCase,
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
