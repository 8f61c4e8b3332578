/** Lowers C#'s types and their members. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { listOf } from '../curly.ts';
import { around, empty, inner, list, make, type Handler, type Handlers, type Lowering } from '../lowering.ts';
import { modifiersOf, parameters } from './parameters.ts';
import { variablesOf } from './statements.ts';

/** A body `=> e` is the statement e. */
function bodyOf(cst: Cst, low: Lowering, ...first: readonly Node[]): Node {
  const body = fieldOf(cst, 'body');
  if (body === undefined) return none(cst.end);
  const block = blockOf(body, low);
  return first.length === 0 ? block : make('Block', body, [...first, ...block.kids]);
}

function blockOf(body: Cst, low: Lowering): Node {
  if (body.type !== 'arrow_expression_clause') return low.block(body, body.end);
  const value = low.one(namedOf(body)[0], body.end);
  return around('Block', [around('ExprStmt', [value])]);
}

const method: Handler = (cst, low) => {
  const initializer = typed(cst, 'constructor_initializer');
  // A pattern of a constructor has no type, and finds no method.
  const marks =
    cst.type === 'constructor_declaration'
      ? [make('Mod', { ...cst, end: cst.start }, [], 'constructor')]
      : [];
  return make('FuncDef', cst, [
    low.field(cst, 'name'),
    parameters(fieldOf(cst, 'parameters'), low, cst.end),
    low.one(fieldOf(cst, 'returns') ?? fieldOf(cst, 'type'), cst.start),
    bodyOf(cst, low, ...(initializer === undefined ? [] : low.all([initializer]))),
    modifiersOf(cst, low, ...marks),
    low.one(fieldOf(cst, 'type_parameters') ?? typed(cst, 'type_parameter_list'), cst.end),
  ]);
};

/** `: base(x)` is the first statement of a constructor. */
const constructorInitializer: Handler = (cst, low) => {
  const word = typed(cst, 'base', 'this') ?? cst;
  const call = make('Call', cst, [
    make('Name', word, [], low.source(word)),
    low.one(typed(cst, 'argument_list'), cst.end),
  ]);
  return make('ExprStmt', cst, [call]);
};

/** Makes a handler for a member whose name is no identifier: operators, conversions, destructors. */
const special =
  (name: string): Handler =>
  (cst, low) => {
    const operator = fieldOf(cst, 'operator');
    const place = operator ?? cst;
    return make('FuncDef', cst, [
      make('Name', place, [], operator === undefined ? name : low.source(operator)),
      parameters(fieldOf(cst, 'parameters'), low, cst.end),
      low.field(cst, 'type'),
      bodyOf(cst, low),
      modifiersOf(cst, low),
      none(cst.end),
    ]);
  };

const field: Handler = (cst, low) => {
  const declaration = typed(cst, 'variable_declaration');
  const event = typed(cst, 'event');
  const more = event === undefined ? [] : [make('Mod', event, [], 'event')];
  return declaration === undefined ? [] : variablesOf(cst, declaration, low, ...more);
};

/** A property is a VarDef, and a FuncDef beside it for each accessor with a body: `get`, `set`. */
const property: Handler = (cst, low) => {
  const value = fieldOf(cst, 'value');
  const isGetter = value?.type === 'arrow_expression_clause';
  const definition = make('VarDef', cst, [
    low.field(cst, 'name'),
    low.field(cst, 'type'),
    isGetter ? none(cst.end) : low.one(value, cst.end),
    modifiersOf(cst, low),
  ]);
  return [definition, ...accessors(cst, low)];
};

function accessors(cst: Cst, low: Lowering): readonly Node[] {
  const arrow = fieldOf(cst, 'value');
  if (arrow?.type === 'arrow_expression_clause')
    return [accessor({ cst: arrow, name: 'get', body: blockOf(arrow, low) }, cst, low)];
  const list = fieldOf(cst, 'accessors');
  return (list === undefined ? [] : namedOf(list)).flatMap(each => {
    const body = fieldOf(each, 'body');
    const word = fieldOf(each, 'name');
    if (body === undefined || word === undefined) return [];
    return [accessor({ cst: each, name: low.source(word), body: blockOf(body, low) }, cst, low)];
  });
}

interface Accessor {
  readonly cst: Cst;
  readonly name: string;
  readonly body: Node;
}

/** What is set comes in as `value`. */
function accessor({ cst, name, body }: Accessor, owner: Cst, low: Lowering): Node {
  const isGetter = name === 'get';
  const given = low.field(owner, 'parameters');
  const params = given.kind === 'Params' ? [...given.kids] : [];
  const start = { ...cst, end: cst.start };
  if (!isGetter) {
    const target = make('Name', start, [], 'value');
    const type = low.field(owner, 'type');
    params.push(make('Param', start, [target, type, none(cst.start), empty('Mods', cst.start)]));
  }
  return make('FuncDef', cst, [
    make('Name', start, [], name),
    listOf('Params', params, cst.start),
    isGetter ? low.field(owner, 'type') : none(cst.start),
    body,
    modifiersOf(cst, low),
    none(cst.end),
  ]);
}

const indexer: Handler = (cst, low) => accessors(cst, low);

/** Structs and records are classes with a modifier that tells them: a pattern of a class finds them too. */
const classLike =
  (kind: string, ...words: readonly string[]): Handler =>
  (cst, low) => {
    const more = cst.kids
      .filter(child => words.includes(child.type))
      .map(child => make('Mod', child, [], child.type));
    const body = fieldOf(cst, 'body');
    const members = body === undefined ? [] : low.named(body);
    const components = typed(cst, 'parameter_list');
    if (components !== undefined) members.unshift(parameters(components, low, cst.end));
    const bases = typed(cst, 'base_list');
    return make(
      'ClassDef',
      cst,
      [
        low.field(cst, 'name'),
        bases === undefined
          ? empty('Bases', cst.end)
          : listOf('Bases', low.all(namedOf(bases).filter(isType)), bases.end),
        empty('Bases', cst.end),
        body === undefined ? empty('ClassBody', cst.end) : make('ClassBody', body, members),
        modifiersOf(cst, low, ...more),
        low.one(fieldOf(cst, 'type_parameters') ?? typed(cst, 'type_parameter_list'), cst.end),
      ],
      kind,
    );
  };

const isType = ({ type }: Cst): boolean => type !== 'argument_list';

/** A plain member of an enum declares a name; one with a value keeps it. */
const enumMember: Handler = (cst, low) => {
  const name = low.field(cst, 'name');
  const value = fieldOf(cst, 'value');
  if (value !== undefined) return make('Other', cst, [name, low.one(value, cst.end)], 'enum_member');
  return make('VarDef', cst, [name, none(cst.end), none(cst.end), modifiersOf(cst, low)]);
};

const typeParameter: Handler = (cst, low) => low.field(cst, 'name');

/** Maps node types of types and their members. */
export const declarations: Handlers = {
  class_declaration: classLike('class'),
  struct_declaration: classLike('class', 'struct', 'ref'),
  record_declaration: classLike('class', 'record', 'struct'),
  interface_declaration: classLike('interface'),
  enum_declaration: classLike('enum'),
  enum_member_declaration: enumMember,
  primary_constructor_base_type: (cst, low) => low.field(cst, 'type'),
  method_declaration: method,
  local_function_statement: method,
  constructor_declaration: method,
  constructor_initializer: constructorInitializer,
  destructor_declaration: special('Finalize'),
  operator_declaration: special('operator'),
  conversion_operator_declaration: special('op_Conversion'),
  field_declaration: field,
  event_field_declaration: field,
  property_declaration: property,
  event_declaration: property,
  indexer_declaration: indexer,
  type_parameter_list: list('TypeParams'),
  type_parameter: typeParameter,
  explicit_interface_specifier: inner,
};
