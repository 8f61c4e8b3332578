/** Lowers Kotlin's statements and declarations. */
import { fieldOf, fieldsOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { listOf } from '../curly.ts';
import {
  around,
  empty,
  inner,
  make,
  mods,
  path,
  wrap,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';
import { statementOf } from './expressions.ts';

const types = ['user_type', 'nullable_type', 'function_type', 'parenthesized_type', 'non_nullable_type'];

/** Lowers annotations and modifiers; `words` are keywords that count as such. */
function modifiersOf(cst: Cst, low: Lowering, ...words: readonly string[]): Node {
  const found = typed(cst, 'modifiers', 'parameter_modifiers')?.kids ?? [];
  const more = cst.kids.filter(child => words.includes(child.type));
  const all = [...found, ...more].filter(({ named, type }) => named || words.includes(type));
  return mods(
    cst.start,
    ...all.map(child =>
      child.type === 'annotation' ? low.one(child, child.end) : ([low.source(child), child] as const),
    ),
  );
}

const annotation: Handler = (cst, low) => {
  const made = low.one(namedOf(cst).at(-1), cst.end);
  const [callee, args] = made.kids;
  return make(
    'Decorator',
    cst,
    made.kind === 'Call' && callee !== undefined && args !== undefined
      ? [callee, args]
      : [made, empty('Args', cst.end)],
  );
};

const blockOf = (cst: Cst | undefined, low: Lowering, at: number): Node => {
  if (cst === undefined) return none(at);
  const inside = cst.type === 'block' ? low.named(cst) : low.all([cst]);
  return make('Block', cst, inside.map(statementOf));
};

const block: Handler = (cst, low) => make('Block', cst, low.named(cst).map(statementOf));

/** A body `= e` is the statement e. */
const bodyOf = (cst: Cst, low: Lowering): Node => {
  const body = typed(cst, 'function_body');
  return body === undefined ? none(cst.end) : blockOf(namedOf(body)[0], low, body.end);
};

const parameter: Handler = (cst, low) => {
  const given = cst.kids.findIndex(child => child.type === '=');
  const type = typed(cst, ...types);
  return make('Param', cst, [
    low.one(typed(cst, 'identifier'), cst.start),
    low.one(type, cst.start),
    low.one(given === -1 ? undefined : cst.kids[given + 1], cst.end),
    modifiersOf(cst, low, 'val', 'var'),
  ]);
};

const parametersOf = (cst: Cst | undefined, low: Lowering, at: number): Node =>
  cst === undefined
    ? empty('Params', at)
    : make(
        'Params',
        cst,
        low.all(cst.kids.filter(({ type }) => type === 'parameter' || type === 'class_parameter')),
      );

const functionOf: Handler = (cst, low) => {
  const params = typed(cst, 'function_value_parameters');
  const result = cst.kids.find(child => types.includes(child.type) && child.start >= (params?.end ?? 0));
  return make('FuncDef', cst, [
    low.one(fieldOf(cst, 'name'), cst.start),
    parametersOf(params, low, cst.end),
    low.one(result, cst.start),
    bodyOf(cst, low),
    modifiersOf(cst, low),
    none(cst.end),
  ]);
};

const constructor: Handler = (cst, low) =>
  make('FuncDef', cst, [
    make('Name', { ...cst, end: cst.start + 'constructor'.length }, [], 'constructor'),
    parametersOf(typed(cst, 'function_value_parameters'), low, cst.end),
    none(cst.start),
    blockOf(typed(cst, 'block'), low, cst.end),
    modifiersOf(cst, low),
    none(cst.end),
  ]);

const property: Handler = (cst, low) => {
  const variable = typed(cst, 'variable_declaration', 'multi_variable_declaration');
  const equals = cst.kids.findIndex(child => child.type === '=');
  const delegate = typed(cst, 'property_delegate');
  const value = equals === -1 ? delegate && namedOf(delegate)[0] : cst.kids[equals + 1];
  const isOne = variable?.type === 'variable_declaration';
  const target = isOne ? typed(variable, 'identifier') : variable;
  return make('VarDef', cst, [
    low.one(target, cst.start),
    isOne ? low.one(typed(variable, ...types), cst.start) : none(cst.start),
    low.one(value, cst.end),
    modifiersOf(cst, low, 'val', 'var'),
  ]);
};

const variable: Handler = (cst, low) =>
  make('Param', cst, [
    low.one(typed(cst, 'identifier'), cst.start),
    low.one(typed(cst, ...types), cst.start),
    none(cst.end),
    empty('Mods', cst.start),
  ]);

const names: Handler = (cst, low) =>
  make(
    'Tuple',
    cst,
    low.named(cst).map(each => each.kids[0] ?? each),
  );

const classOf: Handler = (cst, low) => {
  const bases = typed(cst, 'delegation_specifiers');
  const body = typed(cst, 'class_body', 'enum_class_body');
  const head = typed(cst, 'primary_constructor');
  const params = head === undefined ? undefined : typed(head, 'class_parameters');
  const members = body === undefined ? [] : low.named(body);
  if (params !== undefined) members.unshift(parametersOf(params, low, cst.end));
  const kind = cst.kids.some(({ type }) => type === 'interface') ? 'interface' : 'class';
  return make(
    'ClassDef',
    cst,
    [
      low.one(fieldOf(cst, 'name'), cst.start),
      bases === undefined ? empty('Bases', cst.end) : make('Bases', bases, low.named(bases).map(baseOf)),
      empty('Bases', cst.end),
      body === undefined ? empty('ClassBody', cst.end) : make('ClassBody', body, members),
      modifiersOf(cst, low, 'object', 'companion'),
      none(cst.end),
    ],
    kind,
  );
};

/** What a base is made with says nothing of the class. */
const baseOf = (node: Node): Node => (node.kind === 'Call' ? (node.kids[0] ?? node) : node);

const conditional: Handler = (cst, low) => {
  const condition = fieldOf(cst, 'condition');
  const otherwise = cst.kids.findIndex(child => child.type === 'else');
  const branches = namedOf(cst).filter(child => child !== condition);
  const before = branches.find(child => otherwise === -1 || child.start < (cst.kids[otherwise]?.start ?? 0));
  const after = otherwise === -1 ? undefined : branches.at(-1);
  return make('If', cst, [
    low.one(condition, cst.start),
    blockOf(before, low, cst.end),
    blockOf(after, low, cst.end),
  ]);
};

const when: Handler = (cst, low) => {
  const subject = typed(cst, 'when_subject');
  const cases = cst.kids
    .filter(child => child.type === 'when_entry')
    .map(entry => {
      const tests = fieldsOf(entry, 'condition');
      const body = namedOf(entry).find(child => !tests.includes(child));
      return make('Case', entry, [
        listOf('Tests', low.all(tests), entry.start),
        blockOf(body, low, entry.end),
      ]);
    });
  return make('Switch', cst, [
    subject === undefined ? none(cst.start) : low.one(namedOf(subject)[0], cst.start),
    listOf('Cases', cases, cst.end),
  ]);
};

const forLoop: Handler = (cst, low) => {
  const [target, iterable, body] = namedOf(cst);
  return make('ForEach', cst, [
    low.one(target, cst.start),
    low.one(iterable, cst.start),
    blockOf(body, low, cst.end),
    none(cst.end),
  ]);
};

const whileLoop: Handler = (cst, low) => {
  const condition = fieldOf(cst, 'condition');
  const body = blockOf(
    namedOf(cst).find(child => child !== condition),
    low,
    cst.end,
  );
  const test = low.one(condition, cst.end);
  return cst.type === 'while_statement'
    ? make('While', cst, [test, body])
    : make('DoWhile', cst, [body, test]);
};

const tryOf: Handler = (cst, low) => {
  const last = typed(cst, 'finally_block');
  const catches = low.all(cst.kids.filter(child => child.type === 'catch_block'));
  return make('Try', cst, [
    blockOf(typed(cst, 'block'), low, cst.end),
    listOf('Catches', catches, cst.end),
    none(cst.end),
    last === undefined ? none(cst.end) : blockOf(typed(last, 'block'), low, last.end),
  ]);
};

const catchOf: Handler = (cst, low) =>
  make('Catch', cst, [
    low.one(typed(cst, ...types), cst.start),
    low.one(typed(cst, 'identifier'), cst.start),
    blockOf(typed(cst, 'block'), low, cst.end),
  ]);

const importOf: Handler = (cst, low) => {
  const [full, alias] = namedOf(cst);
  if (full === undefined) return [];
  const text = low.source(full);
  const nothing = none(cst.end);
  if (cst.kids.some(({ type }) => type === '*'))
    return make('Import', cst, [path(full, text, '.'), nothing, nothing], 'all');
  const dot = text.lastIndexOf('.');
  if (dot === -1) return make('Import', cst, [path(full, text), nothing, low.one(alias, cst.end)], 'module');
  const module = { ...full, end: full.start + dot };
  const entity = make('Name', { ...full, start: module.end + 1 }, [], text.slice(dot + 1));
  return make(
    'Import',
    cst,
    [path(module, text.slice(0, dot), '.'), entity, low.one(alias, cst.end)],
    'from',
  );
};

const packageOf: Handler = (cst, low) => {
  const name = namedOf(cst)[0];
  return name === undefined ? [] : make('Package', cst, [path(name, low.source(name), '.')]);
};

const anonymousObject: Handler = (cst, low) => {
  const bases = typed(cst, 'delegation_specifiers');
  const body = typed(cst, 'class_body');
  return make('AnonClass', cst, [
    bases === undefined ? empty('Bases', cst.end) : make('Bases', bases, low.named(bases).map(baseOf)),
    body === undefined ? empty('ClassBody', cst.end) : make('ClassBody', body, low.named(body)),
  ]);
};

const anonymousFunction: Handler = (cst, low) =>
  make('Lambda', cst, [
    parametersOf(typed(cst, 'function_value_parameters'), low, cst.start),
    low.one(typed(cst, ...types), cst.start),
    bodyOf(cst, low),
    empty('Mods', cst.start),
  ]);

/** `return@label e` returns e; without an expression `return` may be read as a name. */
const returnOf: Handler = (cst, low) => {
  const label = fieldOf(cst, 'label');
  return make('Return', cst, [
    low.one(
      namedOf(cst).find(child => child !== label),
      cst.end,
    ),
  ]);
};

/** A plain entry declares a name; one with arguments or a body keeps them. */
const enumEntry: Handler = (cst, low) => {
  const kids = low.all(namedOf(cst).filter(({ type }) => type !== 'modifiers'));
  const [name] = kids;
  if (name === undefined || kids.length > 1) return make('Other', cst, kids, 'enum_entry');
  return make('VarDef', cst, [name, none(cst.end), none(cst.end), modifiersOf(cst, low)]);
};

/** Maps node types of statements and declarations. */
export const statements: Handlers = {
  source_file: block,
  block,
  function_declaration: functionOf,
  secondary_constructor: constructor,
  anonymous_function: anonymousFunction,
  anonymous_initializer: inner,
  property_declaration: property,
  variable_declaration: variable,
  multi_variable_declaration: names,
  parameter,
  class_parameter: parameter,
  class_declaration: classOf,
  object_declaration: classOf,
  companion_object: classOf,
  object_literal: anonymousObject,
  delegation_specifier: inner,
  annotation,
  enum_entry: enumEntry,
  if_expression: conditional,
  when_expression: when,
  type_test: inner,
  for_statement: forLoop,
  while_statement: whileLoop,
  do_while_statement: whileLoop,
  try_expression: tryOf,
  catch_block: catchOf,
  return_expression: returnOf,
  throw_expression: wrap('Throw'),
  import: importOf,
  package_header: packageOf,
  type_alias: (cst, low) =>
    around('TypeDef', [low.field(cst, 'type'), low.one(namedOf(cst).at(-1), cst.end)]),
};
