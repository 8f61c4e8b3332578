/** Lowers Java's statements. */
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
  arrayOf,
  type Section,
} from '../curly.ts';
import {
  around,
  list,
  make,
  statement,
  wrap,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';
import { modifiers } from './declarations.ts';

/** The variable is a Param, so that its type can be found. */
const forEach: Handler = (cst, low) => {
  const name = fieldOf(cst, 'name');
  const type = arrayOf(low.field(cst, 'type'), fieldOf(cst, 'dimensions'));
  const target = make('Param', { ...(name ?? cst), start: type.start }, [
    low.one(name, cst.start),
    type,
    none(cst.start),
    modifiers(cst, low),
  ]);
  return make('ForEach', cst, [
    target,
    low.field(cst, 'value'),
    low.block(fieldOf(cst, 'body'), cst.end),
    none(cst.end),
  ]);
};

const tryStatement: Handler = (cst, low) => tryOf(cst, low);

function tryOf(cst: Cst, low: Lowering): Node {
  const catches = low.all(cst.kids.filter(child => child.type === 'catch_clause'));
  const last = typed(cst, 'finally_clause');
  return make('Try', cst, [
    low.block(fieldOf(cst, 'body'), cst.end),
    listOf('Catches', catches, fieldOf(cst, 'body')?.end ?? cst.end),
    none(cst.end),
    last === undefined ? none(cst.end) : low.block(namedOf(last)[0], cst.end),
  ]);
}

/** `try (T x = e) {…}` is a With of the declarations around a Try. */
const tryWithResources: Handler = (cst, low) => {
  const resources = fieldOf(cst, 'resources');
  const items = resources === undefined ? [] : low.named(resources);
  const body = fieldOf(cst, 'body') ?? cst;
  const whole = { ...cst, start: body.start };
  return make('With', cst, [listOf('Items', items, cst.start), make('Block', whole, [tryOf(whole, low)])]);
};

const resource: Handler = (cst, low) => {
  if (fieldOf(cst, 'value') === undefined) return low.named(cst);
  return make('VarDef', cst, [
    low.field(cst, 'name'),
    arrayOf(low.field(cst, 'type'), fieldOf(cst, 'dimensions')),
    low.field(cst, 'value'),
    modifiers(cst, low),
  ]);
};

/** Of `catch (A | B e)` the first type counts, so that a rule that asks for one of them finds it. */
const catchClause: Handler = (cst, low) => {
  const parameter = typed(cst, 'catch_formal_parameter');
  const types = parameter === undefined ? undefined : typed(parameter, 'catch_type');
  return make('Catch', cst, [
    low.one(types === undefined ? undefined : namedOf(types)[0], cst.start),
    parameter === undefined ? none(cst.start) : low.field(parameter, 'name'),
    low.block(fieldOf(cst, 'body'), cst.end),
  ]);
};

const switchStatement: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body');
  const sections =
    body === undefined
      ? []
      : namedOf(body)
          .map(group => sectionsOf(group, low))
          .flat();
  return make('Switch', cst, [low.field(cst, 'condition'), casesOf(sections, body ?? cst)]);
};

function sectionsOf(group: Cst, low: Lowering): readonly Section[] {
  const labels = group.kids.filter(child => child.type === 'switch_label');
  const body = low.all(namedOf(group).filter(child => child.type !== 'switch_label'));
  const only = body[0];
  const statements = body.length === 1 && only?.kind === 'Block' ? only.kids : body;
  // An arrow with an empty block has a body all the same: it must not fall through.
  const isRule = group.type === 'switch_rule';
  const isClosed = isRule && statements.length === 0;
  return labels.map((label, at) => ({
    cst: at === labels.length - 1 ? { ...group, start: label.start } : label,
    tests: low.named(label),
    body: at < labels.length - 1 ? [] : isClosed && only !== undefined ? [only] : statements,
  }));
}

const yieldStatement: Handler = (cst, low) =>
  make('ExprStmt', cst, [make('Yield', cst, [low.one(namedOf(cst)[0], cst.end)])]);

const assertion: Handler = (cst, low) => {
  const parts = low.named(cst);
  return make('Assert', cst, [listOf('Args', parts, cst.end)]);
};

const synchronised: Handler = (cst, low) => {
  const [lock] = namedOf(cst);
  return make(
    'Other',
    cst,
    [low.one(lock, cst.start), low.block(fieldOf(cst, 'body'), cst.end)],
    'synchronized',
  );
};

const importDeclaration: Handler = (cst, low) => {
  const [name, star] = namedOf(cst);
  if (name === undefined) return [];
  const full = low.one(name, cst.start);
  if (star !== undefined)
    return make('Import', cst, [pathOf(full, low), none(cst.end), none(cst.end)], 'all');
  const [module, entity] = full.kids;
  if (full.kind !== 'Attr' || module === undefined || entity === undefined)
    return make('Import', cst, [pathOf(full, low), none(cst.end), none(cst.end)], 'module');
  return make('Import', cst, [pathOf(module, low), entity, none(cst.end)], 'from');
};

/** Makes a Path of a chain of names. */
function pathOf(chain: Node, low: Lowering): Node {
  const names: Node[] = [];
  for (let node = chain; ;) {
    const [object, name] = node.kids;
    if (node.kind !== 'Attr' || object === undefined || name === undefined) {
      names.push(node);
      break;
    }
    names.push(name);
    node = object;
  }
  const [first, ...rest] = names.reverse();
  const text = low.text.slice(chain.start, chain.end).replaceAll(/\s+/g, '');
  return first === undefined ? chain : around('Path', [first, ...rest], text);
}

const packageDeclaration: Handler = (cst, low) => {
  const name = namedOf(cst).at(-1);
  return name === undefined ? [] : make('Package', cst, [pathOf(low.one(name, cst.start), low)]);
};

/** Maps node types of statements. */
export const statements: Handlers = {
  program: list('Block'),
  block: list('Block'),
  constructor_body: list('Block'),
  static_initializer: list('Other', 'static'),
  expression_statement: statement,
  if_statement: conditional,
  while_statement: whileLoop,
  do_statement: doLoop,
  for_statement: forLoop('init'),
  enhanced_for_statement: forEach,
  switch_expression: switchStatement,
  try_statement: tryStatement,
  try_with_resources_statement: tryWithResources,
  resource,
  catch_clause: catchClause,
  return_statement: wrap('Return'),
  throw_statement: wrap('Throw'),
  break_statement: jump('Break'),
  continue_statement: jump('Continue'),
  labeled_statement: labelled,
  yield_statement: yieldStatement,
  assert_statement: assertion,
  synchronized_statement: synchronised,
  import_declaration: importDeclaration,
  package_declaration: packageDeclaration,
};
