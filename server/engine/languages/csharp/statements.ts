/** Lowers C#'s statements, and what stands at the top of a file. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
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
import {
  drop,
  empty,
  inner,
  list,
  make,
  other,
  path,
  statement,
  wrap,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';
import { modifiersOf } from './parameters.ts';

/** Makes one VarDef a declared variable; `at` is the declaration that holds the modifiers. */
export function variablesOf(
  at: Cst,
  declaration: Cst,
  low: Lowering,
  ...more: readonly Node[]
): readonly Node[] {
  const declarators = declaration.kids.filter(child => child.type === 'variable_declarator');
  return declarators.map(declarator => {
    const type = fieldOf(declaration, 'type');
    const equals = declarator.kids.findIndex(child => child.type === '=');
    const target = fieldOf(declarator, 'name') ?? typed(declarator, 'tuple_pattern');
    const range = declarators.length === 1 ? at : { ...at, end: declarator.end };
    return make('VarDef', range, [
      low.one(target, declarator.start),
      type?.type === 'implicit_type' ? none(declaration.start) : low.one(type, declaration.start),
      low.one(equals === -1 ? undefined : declarator.kids[equals + 1], declarator.end),
      modifiersOf(at, low, ...more),
    ]);
  });
}

const variables: Handler = (cst, low) => variablesOf(cst, cst, low);

/** `using var x = e;` is a declaration with the modifier using. */
const localDeclaration: Handler = (cst, low) => {
  const declaration = typed(cst, 'variable_declaration');
  const using = typed(cst, 'using');
  const more = using === undefined ? [] : [make('Mod', using, [], 'using')];
  return declaration === undefined ? [] : variablesOf(cst, declaration, low, ...more);
};

/** The variable is a Param, so that its type can be found. */
const forEach: Handler = (cst, low) => {
  const left = fieldOf(cst, 'left') ?? cst;
  const type = fieldOf(cst, 'type');
  const place = { ...left, start: type?.start ?? left.start };
  const target = make('Param', place, [
    low.one(left, cst.start),
    type?.type === 'implicit_type' ? none(place.start) : low.one(type, place.start),
    none(left.end),
    empty('Mods', place.start),
  ]);
  const isAwait = cst.kids[0]?.type === 'await';
  const body = low.block(fieldOf(cst, 'body'), cst.end);
  return make('ForEach', cst, [target, low.field(cst, 'right'), body, none(cst.end)], isAwait ? 'await' : '');
};

const usingStatement: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body');
  const resources = low.all(namedOf(cst).filter(child => child !== body));
  return make('With', cst, [listOf('Items', resources, cst.start), low.block(body, cst.end)]);
};

const fixedStatement: Handler = (cst, low) => {
  const [declaration, ...rest] = namedOf(cst);
  const items = declaration === undefined ? [] : low.all([declaration]);
  return make('With', cst, [listOf('Items', items, cst.start), low.block(rest.at(-1), cst.end)]);
};

/** Makes a handler for a keyword with an optional expression and a block: lock, checked, unsafe. */
const guardedBlock: Handler = (cst, low) => {
  const parts = namedOf(cst);
  const body = parts.at(-1);
  const keyword = cst.kids[0] === undefined ? '' : low.source(cst.kids[0]);
  return make('Other', cst, [...low.all(parts.slice(0, -1)), low.block(body, cst.end)], keyword);
};

const tryStatement: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body');
  const catches = low.all(cst.kids.filter(child => child.type === 'catch_clause'));
  const last = typed(cst, 'finally_clause');
  return make('Try', cst, [
    low.block(body, cst.end),
    listOf('Catches', catches, body?.end ?? cst.end),
    none(cst.end),
    last === undefined ? none(cst.end) : low.block(namedOf(last)[0], cst.end),
  ]);
};

/** A filter (`when`) narrows what is caught; rules ask for the type alone. */
const catchClause: Handler = (cst, low) => {
  const declaration = typed(cst, 'catch_declaration');
  return make('Catch', cst, [
    declaration === undefined ? none(cst.start) : low.field(declaration, 'type'),
    declaration === undefined ? none(cst.start) : low.field(declaration, 'name'),
    low.block(fieldOf(cst, 'body'), cst.end),
  ]);
};

const switchStatement: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body');
  const sections = (body === undefined ? [] : namedOf(body)).map(section => sectionOf(section, low));
  return make('Switch', cst, [low.field(cst, 'value'), casesOf(sections, body ?? cst)]);
};

function sectionOf(section: Cst, low: Lowering): Section {
  const colon = section.kids.findIndex(child => child.type === ':');
  const split = colon === -1 ? section.kids.length : colon;
  const statements = low.all(section.kids.slice(split + 1));
  const only = statements[0];
  return {
    cst: section,
    tests: low.all(section.kids.slice(0, split)),
    body: statements.length === 1 && only?.kind === 'Block' ? only.kids : statements,
  };
}

const yieldStatement: Handler = (cst, low) =>
  make('ExprStmt', cst, [make('Yield', cst, [low.one(namedOf(cst)[0], cst.end)])]);

/** `goto case 1` and `goto default` go to no label. */
const gotoStatement: Handler = (cst, low) =>
  typed(cst, 'case', 'default') === undefined ? jump('Goto')(cst, low) : other(cst, low);

const usingDirective: Handler = (cst, low) => {
  const alias = fieldOf(cst, 'name');
  const module = namedOf(cst).find(child => child !== alias);
  if (module === undefined) return [];
  const text = low.source(module).replaceAll(/\s|^global::/g, '');
  const target = path(module, text, /\.|::/);
  const name = low.one(alias, cst.end);
  return make('Import', cst, [target, none(cst.end), name], alias === undefined ? 'all' : 'module');
};

const namespace: Handler = (cst, low) =>
  make('Other', cst, [low.field(cst, 'name'), low.block(fieldOf(cst, 'body'), cst.end)], 'namespace');

const fileNamespace: Handler = (cst, low) => {
  const name = fieldOf(cst, 'name');
  return name === undefined ? [] : make('Package', cst, [path(name, low.source(name), '.')]);
};

/** What a preprocessor condition chooses between counts, all of it. */
const conditionally: Handler = (cst, low) => {
  const condition = fieldOf(cst, 'condition');
  return low.all(namedOf(cst).filter(child => child !== condition));
};

/** Maps node types of statements. */
export const statements: Handlers = {
  compilation_unit: list('Block'),
  block: list('Block'),
  declaration_list: list('Block'),
  global_statement: inner,
  expression_statement: statement,
  empty_statement: drop,
  local_declaration_statement: localDeclaration,
  variable_declaration: variables,
  if_statement: conditional,
  while_statement: whileLoop,
  do_statement: doLoop,
  for_statement: forLoop('initializer'),
  foreach_statement: forEach,
  using_statement: usingStatement,
  fixed_statement: fixedStatement,
  lock_statement: guardedBlock,
  checked_statement: guardedBlock,
  unsafe_statement: guardedBlock,
  try_statement: tryStatement,
  catch_clause: catchClause,
  switch_statement: switchStatement,
  return_statement: wrap('Return'),
  throw_statement: wrap('Throw'),
  break_statement: jump('Break'),
  continue_statement: jump('Continue'),
  goto_statement: gotoStatement,
  labeled_statement: labelled,
  yield_statement: yieldStatement,
  using_directive: usingDirective,
  namespace_declaration: namespace,
  file_scoped_namespace_declaration: fileNamespace,
  preproc_if: conditionally,
  preproc_elif: conditionally,
  preproc_else: inner,
  preproc_region: drop,
  preproc_endregion: drop,
  preproc_pragma: drop,
  preproc_nullable: drop,
  preproc_line: drop,
  preproc_error: drop,
  preproc_warning: drop,
  preproc_define: drop,
  preproc_undef: drop,
  shebang_directive: drop,
};
