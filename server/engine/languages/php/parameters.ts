/** Parameters, modifiers, attributes and class members of PHP. */
import { fieldOf, fieldsOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { empty, make, mods, type Handler, type Handlers, type Lowering } from '../lowering.ts';

const modifier = /_modifier$/;

/** Returns modifiers and attributes. */
export function modsOf(cst: Cst, low: Lowering, ...more: readonly (readonly [string, Cst])[]): Node {
  const attributes = fieldsOf(cst, 'attributes').flatMap(child => low.all([child]));
  const words = cst.kids
    .filter(child => modifier.test(child.type) || child.field === 'visibility' || child.field === 'readonly')
    .map(
      child => [child.type === 'reference_modifier' ? '&' : low.source(child).toLowerCase(), child] as const,
    );
  return mods(cst.start, ...attributes, ...words, ...more);
}

const attribute: Handler = (cst, low) => {
  const name = namedOf(cst).find(child => child.field !== 'parameters');
  return make('Decorator', cst, [low.one(name, cst.start), low.field(cst, 'parameters')]);
};

/** Returns the Params of a function. */
export function paramsOf(cst: Cst, low: Lowering): Node {
  const params = fieldOf(cst, 'parameters');
  return params === undefined ? empty('Params', cst.end) : make('Params', params, low.named(params));
}

const param: Handler = (cst, low) =>
  make('Param', cst, [
    low.field(cst, 'name'),
    low.field(cst, 'type'),
    low.field(cst, 'default_value'),
    modsOf(cst, low),
  ]);

const variadic: Handler = (cst, low) => {
  const made = make('Param', cst, [
    low.field(cst, 'name'),
    low.field(cst, 'type'),
    none(cst.end),
    modsOf(cst, low),
  ]);
  return make('Spread', cst, [made], '...');
};

/** Returns the body of a class. */
export function memberBody(cst: Cst, low: Lowering): Node {
  const body = fieldOf(cst, 'body');
  return body === undefined ? empty('ClassBody', cst.end) : make('ClassBody', body, low.named(body));
}

const basesOf = (cst: Cst, type: string, low: Lowering): Node => {
  const clause = typed(cst, type);
  return clause === undefined ? empty('Bases', cst.start) : make('Bases', clause, low.named(clause));
};

const classOf =
  (kind: string): Handler =>
  (cst, low) =>
    make(
      'ClassDef',
      cst,
      [
        low.field(cst, 'name'),
        basesOf(cst, 'base_clause', low),
        basesOf(cst, 'class_interface_clause', low),
        memberBody(cst, low),
        modsOf(cst, low),
        none(cst.end),
      ],
      kind,
    );

const functionOf: Handler = (cst, low) =>
  make('FuncDef', cst, [
    low.field(cst, 'name'),
    paramsOf(cst, low),
    low.field(cst, 'return_type'),
    low.field(cst, 'body'),
    modsOf(cst, low),
    none(cst.end),
  ]);

/** One variable a name; it spans the whole declaration where it is the only one. */
const properties: Handler = (cst, low) => {
  const parts = cst.kids.filter(child => child.type === 'property_element');
  return parts.map(part =>
    make('VarDef', parts.length === 1 ? cst : part, [
      low.field(part, 'name'),
      low.field(cst, 'type'),
      low.field(part, 'default_value'),
      modsOf(cst, low),
    ]),
  );
};

const constants: Handler = (cst, low) => {
  const parts = cst.kids.filter(child => child.type === 'const_element');
  return parts.map(part => {
    const [name, value] = namedOf(part);
    const at = parts.length === 1 ? cst : part;
    return make('VarDef', at, [
      low.one(name, at.end),
      low.field(cst, 'type'),
      low.one(value, at.end),
      modsOf(cst, low, ['const', cst]),
    ]);
  });
};

const enumCase: Handler = (cst, low) =>
  make('VarDef', cst, [
    low.field(cst, 'name'),
    none(cst.end),
    low.field(cst, 'value'),
    modsOf(cst, low, ['case', cst]),
  ]);

/** Traits that a class uses; an ellipsis of a pattern stands for itself. */
const uses: Handler = (cst, low) => {
  const kids = low.named(cst);
  const [only] = kids;
  return only?.kind === 'Name' && only.text === 'DOTS_MV' ? [only] : make('Other', cst, kids, 'use');
};

/** Maps PHP's definitions and what belongs to them. */
export const definitions: Handlers = {
  attribute_list: (cst, low) => low.named(cst),
  attribute_group: (cst, low) => low.named(cst),
  attribute,
  simple_parameter: param,
  property_promotion_parameter: param,
  variadic_parameter: variadic,
  function_definition: functionOf,
  method_declaration: functionOf,
  class_declaration: classOf('class'),
  interface_declaration: classOf('interface'),
  trait_declaration: classOf('trait'),
  enum_declaration: classOf('enum'),
  property_declaration: properties,
  const_declaration: constants,
  enum_case: enumCase,
  use_declaration: uses,
};
