/** Lowers what C++ has beyond C. */
import { fieldOf, fieldsOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { modifiersOf } from '../c/declarations.ts';
import { declared, typeNode } from '../c/declarators.ts';
import { chain, listOf } from '../curly.ts';
import {
  around,
  drop,
  empty,
  inner,
  leaf,
  list,
  make,
  path,
  wrap,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';

/** `a::b::c` is a chain; `::a` is a. */
const qualified: Handler = (cst, low) => {
  const parts: Node[] = [];
  let at: Cst | undefined = cst;
  while (at?.type === 'qualified_identifier') {
    const scope = fieldOf(at, 'scope');
    if (scope !== undefined) parts.push(low.one(scope, at.start));
    at = fieldsOf(at, 'name').at(-1);
  }
  parts.push(low.one(at, cst.end));
  return chain(parts, cst.end);
};

const template: Handler = (cst, low) => {
  const args = fieldOf(cst, 'arguments');
  const name = low.field(cst, 'name');
  return args === undefined ? name : make('TypeApply', cst, [name, make('TypeArgs', args, low.named(args))]);
};

const creation: Handler = (cst, low) => {
  const given = fieldOf(cst, 'arguments');
  const size = fieldOf(cst, 'declarator');
  const type = low.field(cst, 'type');
  const made = size === undefined ? type : around('TypeArray', [type, low.field(size, 'length')]);
  const args = given === undefined ? empty('Args', cst.end) : make('Args', given, low.named(given));
  return make('New', cst, [made, args, none(cst.end)]);
};

const lambda: Handler = (cst, low) => {
  const declarator = fieldOf(cst, 'declarator');
  const params = declarator === undefined ? undefined : fieldOf(declarator, 'parameters');
  const result = declarator === undefined ? undefined : typed(declarator, 'trailing_return_type');
  return make('Lambda', cst, [
    params === undefined ? empty('Params', cst.start) : low.one(params, cst.start),
    result === undefined ? none(cst.start) : low.one(namedOf(result)[0], cst.start),
    low.block(fieldOf(cst, 'body'), cst.end),
    empty('Mods', cst.start),
  ]);
};

const rangeLoop: Handler = (cst, low) => {
  const base = typeNode(fieldOf(cst, 'type'), low, cst.start);
  const declarator = fieldOf(cst, 'declarator');
  const { name, type } = declared(declarator, base, low);
  const place = { ...(declarator ?? cst), start: base.start };
  return make('ForEach', cst, [
    make('Param', place, [name, type, none(place.end), modifiersOf(cst, low)]),
    low.field(cst, 'right'),
    low.block(fieldOf(cst, 'body'), cst.end),
    none(cst.end),
  ]);
};

const tryStatement: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body');
  const catches = low.all(cst.kids.filter(child => child.type === 'catch_clause'));
  return make('Try', cst, [
    low.block(body, cst.end),
    listOf('Catches', catches, body?.end ?? cst.end),
    none(cst.end),
    none(cst.end),
  ]);
};

const catchClause: Handler = (cst, low) => {
  const list = fieldOf(cst, 'parameters');
  const parameter = list === undefined ? undefined : namedOf(list)[0];
  const base =
    parameter === undefined ? none(cst.start) : typeNode(fieldOf(parameter, 'type'), low, cst.start);
  const { name, type } =
    parameter === undefined
      ? { name: none(cst.start), type: base }
      : declared(fieldOf(parameter, 'declarator'), base, low);
  return make('Catch', cst, [type, name, low.block(fieldOf(cst, 'body'), cst.end)]);
};

const using: Handler = (cst, low) => {
  const name = namedOf(cst)[0];
  if (name === undefined) return [];
  const nothing = none(cst.end);
  if (typed(cst, 'namespace') !== undefined)
    return make('Import', cst, [path(name, low.source(name), '::'), nothing, nothing], 'all');
  const parts = low.source(name).split('::');
  const scope = { ...name, end: name.end - (parts.at(-1)?.length ?? 0) - 2 };
  const entity = { ...name, start: scope.end + 2 };
  if (parts.length < 2)
    return make('Import', cst, [path(name, low.source(name)), nothing, nothing], 'module');
  return make(
    'Import',
    cst,
    [path(scope, low.source(scope), '::'), make('Name', entity, [], parts.at(-1) ?? ''), nothing],
    'from',
  );
};

const namespace: Handler = (cst, low) =>
  make('Other', cst, [low.field(cst, 'name'), low.block(fieldOf(cst, 'body'), cst.end)], 'namespace');

const alias: Handler = (cst, low) => make('TypeDef', cst, [low.field(cst, 'name'), low.field(cst, 'type')]);

/** A template is what it makes; its parameters say nothing to a rule. */
const templated: Handler = (cst, low) =>
  low.all(
    namedOf(cst).filter(({ type }) => type !== 'template_parameter_list' && type !== 'requires_clause'),
  );

const initialiser: Handler = (cst, low) => {
  const [name, args] = namedOf(cst);
  const list = args === undefined ? empty('Args', cst.end) : make('Args', args, low.named(args));
  return make('ExprStmt', cst, [make('Call', cst, [low.one(name, cst.start), list])]);
};

const rawString: Handler = (cst, low) => {
  const content = typed(cst, 'raw_string_content');
  return make('Str', cst, [], content === undefined ? '' : low.source(content));
};

const destructor: Handler = (cst, low) => make('Name', cst, [], low.source(cst).replaceAll(/\s/g, ''));

/** In a function `T x(a, b);` makes an object, though it reads like a function that takes an `a` and a `b`. */
const localBlock: Handler = (cst, low) =>
  make(
    'Block',
    cst,
    cst.kids.flatMap(child => construction(child, low) ?? low.all([child])),
  );

function construction(cst: Cst, low: Lowering): readonly Node[] | undefined {
  const declarators = cst.type === 'declaration' ? fieldsOf(cst, 'declarator') : [];
  const [declarator] = declarators;
  if (declarators.length !== 1 || declarator?.type !== 'function_declarator') return undefined;
  const params = fieldOf(declarator, 'parameters');
  const given = params === undefined ? [] : namedOf(params);
  if (params === undefined || given.length === 0 || !given.every(isValue)) return undefined;
  const { name, type } = declared(declarator, typeNode(fieldOf(cst, 'type'), low, cst.start), low);
  const args = given.map(each => low.field(each, 'type'));
  const made = make('New', params, [low.field(cst, 'type'), make('Args', params, args), none(cst.end)]);
  return [make('VarDef', cst, [name, type, made, modifiersOf(cst, low)])];
}

const isValue = (parameter: Cst): boolean =>
  parameter.kids.length === 1 &&
  /^(?:type_identifier|qualified_identifier)$/.test(parameter.kids[0]?.type ?? '');

/** Maps node types that only C++ has, or means otherwise. */
export const extras: Handlers = {
  compound_statement: localBlock,
  this: leaf('Name'),
  namespace_identifier: leaf('Name'),
  auto: leaf('Name'),
  operator_name: destructor,
  destructor_name: destructor,
  nested_namespace_specifier: (cst, low) => chain(low.named(cst), cst.end),
  qualified_identifier: qualified,
  placeholder_type_specifier: inner,
  dependent_name: inner,
  dependent_type: inner,
  template_function: template,
  template_method: template,
  template_type: template,
  template_argument_list: list('TypeArgs'),
  template_declaration: templated,
  template_instantiation: inner,
  raw_string_literal: rawString,
  subscript_argument_list: inner,
  new_expression: creation,
  delete_expression: wrap('Unary', 'delete'),
  lambda_expression: lambda,
  co_await_expression: (cst, low) => make('Await', cst, [low.field(cst, 'argument')]),
  co_return_statement: wrap('Return'),
  co_yield_statement: wrap('Yield'),
  condition_clause: inner,
  init_statement: inner,
  for_range_loop: rangeLoop,
  throw_statement: wrap('Throw'),
  try_statement: tryStatement,
  catch_clause: catchClause,
  using_declaration: using,
  alias_declaration: alias,
  namespace_definition: namespace,
  field_initializer_list: inner,
  field_initializer: initialiser,
  access_specifier: drop,
  type_parameter_declaration: inner,
  parameter_pack_expansion: wrap('Spread', '...'),
};
