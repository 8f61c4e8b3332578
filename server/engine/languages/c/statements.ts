/** Lowers C's statements and preprocessor directives. C++ uses them too. */
import { fieldOf, namedOf } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import {
  casesOf,
  conditional,
  doLoop,
  forLoop,
  jump,
  labelled,
  listOf,
  whileLoop,
  type Section,
} from '../curly.ts';
import { inner, list, make, path, statement, wrap, type Handler, type Handlers } from '../lowering.ts';

/** Cases are joined only here, so that they are found between preprocessor conditions as well. */
const switchStatement: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body');
  const sections = body === undefined ? [] : low.named(body).map(sectionOf);
  return make('Switch', cst, [low.field(cst, 'condition'), casesOf(sections, body ?? cst)]);
};

const sectionOf = (node: Node): Section =>
  node.kind === 'Case'
    ? { cst: node, tests: node.kids[0]?.kids ?? [], body: node.kids[1]?.kids ?? [] }
    : { cst: node, tests: [], body: [node] };

const caseStatement: Handler = (cst, low) => {
  const test = fieldOf(cst, 'value');
  const body = low.all(namedOf(cst).filter(child => child !== test));
  const only = body[0];
  const statements = body.length === 1 && only?.kind === 'Block' && only.kids.length > 0 ? only.kids : body;
  return make('Case', cst, [
    listOf('Tests', test === undefined ? [] : low.all([test]), cst.start),
    listOf('Block', statements, cst.end),
  ]);
};

/** A file in quotes and one in angle brackets are two. */
const include: Handler = (cst, low) => {
  const file = fieldOf(cst, 'path');
  if (file === undefined) return [];
  return make('Import', cst, [path(file, low.source(file)), none(cst.end), none(cst.end)], 'module');
};

const define: Handler = (cst, low) =>
  make(
    'Other',
    cst,
    [low.field(cst, 'name'), low.field(cst, 'parameters'), low.field(cst, 'value')],
    'define',
  );

/** The text of a macro is no code; it is compared as it stands. */
const macroText: Handler = (cst, low) => make('Token', cst, [], low.source(cst).trim());

/** What a preprocessor condition chooses between counts, all of it. */
const conditionally: Handler = (cst, low) => {
  const skipped = new Set([fieldOf(cst, 'condition'), fieldOf(cst, 'name')]);
  return low.all(namedOf(cst).filter(child => !skipped.has(child)));
};

/** Maps node types of statements and directives. */
export const statements: Handlers = {
  translation_unit: list('Block'),
  compound_statement: list('Block'),
  expression_statement: statement,
  attributed_statement: inner,
  if_statement: conditional,
  else_clause: inner,
  while_statement: whileLoop,
  do_statement: doLoop,
  for_statement: forLoop('initializer'),
  switch_statement: switchStatement,
  case_statement: caseStatement,
  return_statement: wrap('Return'),
  break_statement: jump('Break'),
  continue_statement: jump('Continue'),
  goto_statement: jump('Goto'),
  labeled_statement: labelled,
  linkage_specification: (cst, low) => low.block(fieldOf(cst, 'body'), cst.end).kids,
  preproc_include: include,
  preproc_def: define,
  preproc_function_def: define,
  preproc_params: list('Params'),
  preproc_arg: macroText,
  preproc_if: conditionally,
  preproc_ifdef: conditionally,
  preproc_elif: conditionally,
  preproc_elifdef: conditionally,
  preproc_else: inner,
};
