/** Lowers Java's classes, methods, fields and annotations. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { arrayOf, listOf, spread } from '../curly.ts';
import {
  around,
  empty,
  inner,
  list,
  make,
  mods,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';

/** Lowers the modifiers and annotations of a declaration; `more` are nodes that count as such. */
export function modifiers(cst: Cst, low: Lowering, ...more: readonly Node[]): Node {
  const kids = typed(cst, 'modifiers')?.kids ?? [];
  const words = kids.map(child =>
    child.named ? low.one(child, child.end) : ([low.source(child), child] as const),
  );
  return mods(cst.start, ...words, ...more);
}

const annotation: Handler = (cst, low) => {
  const args = fieldOf(cst, 'arguments');
  const list = args === undefined ? empty('Args', cst.end) : make('Args', args, low.named(args));
  return make('Decorator', cst, [low.field(cst, 'name'), list]);
};

const annotationPair: Handler = (cst, low) => {
  const key = fieldOf(cst, 'key');
  const name = key === undefined ? '' : low.source(key);
  // Where arguments have names, an ellipsis of a pattern had to be written as one of them.
  if (name === 'DOTS_MV') return make('Name', cst, [], name);
  return make('KwArg', cst, [low.field(cst, 'value')], name);
};

/** Makes one VarDef a declared variable. */
const variables: Handler = (cst, low) =>
  spread(cst, 'declarator').map(({ part, range }) =>
    make('VarDef', range, [
      low.field(part, 'name'),
      arrayOf(low.field(cst, 'type'), fieldOf(part, 'dimensions')),
      low.field(part, 'value'),
      modifiers(cst, low),
    ]),
  );

/** Lowers a list of parameters of a method or lambda, or a lambda's single name. */
export function parameters(cst: Cst | undefined, low: Lowering, at: number): Node {
  if (cst === undefined) return empty('Params', at);
  if (cst.type === 'formal_parameters') return make('Params', cst, low.named(cst));
  const names = cst.type === 'inferred_parameters' ? namedOf(cst) : [cst];
  return make(
    'Params',
    cst,
    names.map(name =>
      make('Param', name, [
        low.one(name, name.end),
        none(name.start),
        none(name.end),
        empty('Mods', name.start),
      ]),
    ),
  );
}

const parameter: Handler = (cst, low) =>
  make('Param', cst, [
    low.field(cst, 'name'),
    arrayOf(low.field(cst, 'type'), fieldOf(cst, 'dimensions')),
    none(cst.end),
    modifiers(cst, low),
  ]);

const spreadParameter: Handler = (cst, low) => {
  const declarator = typed(cst, 'variable_declarator');
  const type = namedOf(cst).find(child => !skipped.has(child.type));
  const target = declarator === undefined ? none(cst.end) : low.field(declarator, 'name');
  const inner = make('Param', cst, [target, low.one(type, cst.start), none(cst.end), modifiers(cst, low)]);
  return make('Spread', cst, [inner], '...');
};
const skipped = new Set(['modifiers', 'annotation', 'marker_annotation', 'variable_declarator']);

const method: Handler = (cst, low) => {
  const thrown = typed(cst, 'throws');
  // What is thrown counts as modifiers do: a pattern asks for some of it.
  const more = (thrown === undefined ? [] : low.named(thrown)).map(type => around('Other', [type], 'throws'));
  const type = fieldOf(cst, 'type');
  const body = fieldOf(cst, 'body');
  return make('FuncDef', cst, [
    low.field(cst, 'name'),
    parameters(fieldOf(cst, 'parameters'), low, cst.end),
    type === undefined ? none(cst.start) : arrayOf(low.one(type, cst.start), fieldOf(cst, 'dimensions')),
    body === undefined ? unwritten(cst, low) : low.block(body, cst.end),
    modifiers(cst, low, ...more),
    low.field(cst, 'type_parameters'),
  ]);
};

/** A method that a class leaves open has an empty body, as far as patterns are concerned; one of an interface has none. */
const unwritten = (cst: Cst, low: Lowering): Node => {
  const open = /\b(?:abstract|native)\b/.test(
    low.source(typed(cst, 'modifiers') ?? { ...cst, end: cst.start }),
  );
  return open ? empty('Block', cst.end) : none(cst.end);
};

const annotationElement: Handler = (cst, low) =>
  make('FuncDef', cst, [
    low.field(cst, 'name'),
    empty('Params', cst.end),
    arrayOf(low.field(cst, 'type'), fieldOf(cst, 'dimensions')),
    none(cst.end),
    modifiers(cst, low),
    none(cst.end),
  ]);

/** Enums and records are classes with a modifier that tells them: a pattern of a class finds them too. */
const classLike =
  (kind: string, modifier?: string): Handler =>
  (cst, low) => {
    const keyword = modifier === undefined ? undefined : typed(cst, modifier);
    const more = keyword === undefined ? [] : [make('Mod', keyword, [], modifier)];
    const body = fieldOf(cst, 'body');
    const components = fieldOf(cst, 'parameters');
    const members = body === undefined ? [] : low.named(body);
    if (components !== undefined) members.unshift(parameters(components, low, cst.end));
    return make(
      'ClassDef',
      cst,
      [
        low.field(cst, 'name'),
        bases(fieldOf(cst, 'superclass'), low, cst),
        bases(fieldOf(cst, 'interfaces') ?? typed(cst, 'extends_interfaces'), low, cst),
        body === undefined ? empty('ClassBody', cst.end) : make('ClassBody', body, members),
        modifiers(cst, low, ...more),
        low.field(cst, 'type_parameters'),
      ],
      kind,
    );
  };

function bases(clause: Cst | undefined, low: Lowering, at: Cst): Node {
  const types = clause === undefined ? [] : low.named(clause);
  return listOf('Bases', types, at.end);
}

/** A plain constant of an enum declares a name; one with arguments or a body keeps them. */
const enumConstant: Handler = (cst, low) => {
  const name = low.field(cst, 'name');
  const args = fieldOf(cst, 'arguments');
  const body = fieldOf(cst, 'body');
  if (args === undefined && body === undefined)
    return make('VarDef', cst, [name, none(cst.end), none(cst.end), modifiers(cst, low)]);
  return make(
    'Other',
    cst,
    [name, args === undefined ? empty('Args', cst.end) : low.one(args, cst.end), low.one(body, cst.end)],
    'enum_constant',
  );
};

const typeParameter: Handler = (cst, low) => {
  const kids = low.named(cst);
  return kids.length === 1 ? kids : make('Other', cst, kids, 'type_parameter');
};

/** Maps node types of declarations. */
export const declarations: Handlers = {
  local_variable_declaration: variables,
  field_declaration: variables,
  constant_declaration: variables,
  method_declaration: method,
  constructor_declaration: method,
  compact_constructor_declaration: method,
  annotation_type_element_declaration: annotationElement,
  formal_parameters: list('Params'),
  formal_parameter: parameter,
  spread_parameter: spreadParameter,
  class_declaration: classLike('class'),
  interface_declaration: classLike('interface'),
  enum_declaration: classLike('class', 'enum'),
  record_declaration: classLike('class', 'record'),
  annotation_type_declaration: classLike('annotation'),
  class_body: list('ClassBody'),
  enum_body_declarations: inner,
  enum_constant: enumConstant,
  type_list: inner,
  type_parameters: list('TypeParams'),
  type_parameter: typeParameter,
  annotation,
  marker_annotation: annotation,
  element_value_pair: annotationPair,
};
