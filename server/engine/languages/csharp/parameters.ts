/** Lowers C#'s parameters, modifiers and attributes. */
import { fieldOf, namedOf, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { empty, inner, make, mods, type Handler, type Handlers, type Lowering } from '../lowering.ts';

/** Lowers the modifiers and attributes of a declaration; `more` are nodes that count as such. */
export function modifiersOf(cst: Cst, low: Lowering, ...more: readonly Node[]): Node {
  const found = cst.kids.filter(child => child.type === 'modifier' || child.type === 'attribute_list');
  return mods(cst.start, ...low.all(found), ...more);
}

/** Words that a pattern may say for each other. */
const alike: Readonly<Record<string, string>> = { readonly: 'const', sealed: 'final' };

const modifier: Handler = (cst, low) => {
  const word = low.source(cst);
  return make('Mod', cst, [], alike[word] ?? word);
};

const attribute: Handler = (cst, low) => {
  const args = namedOf(cst).find(child => child.type === 'attribute_argument_list');
  const list = args === undefined ? empty('Args', cst.end) : make('Args', args, low.named(args));
  return make('Decorator', cst, [low.field(cst, 'name'), list]);
};

const attributeArgument: Handler = (cst, low) => {
  const label = fieldOf(cst, 'name');
  const value = low.all(namedOf(cst).filter(child => child !== label));
  if (label === undefined) return value;
  return make('KwArg', cst, [value[0] ?? none(cst.end)], low.source(label));
};

/** What a parameter is spelt with: attributes, modifiers, type, name and default stand in a row. */
interface Parts {
  readonly at: Cst;
  readonly type: Cst | undefined;
  readonly name: Cst | undefined;
  readonly value: Cst | undefined;
}

const parameterOf = ({ at, type, name, value }: Parts, low: Lowering): Node =>
  make('Param', at, [
    low.one(name, at.end),
    low.one(type, at.start),
    low.one(value, at.end),
    modifiersOf(at, low),
  ]);

const parameter: Handler = (cst, low) => {
  const equals = cst.kids.findIndex(child => child.type === '=');
  const value = equals === -1 ? undefined : cst.kids[equals + 1];
  return parameterOf({ at: cst, type: fieldOf(cst, 'type'), name: fieldOf(cst, 'name'), value }, low);
};

/** Lowers a list of parameters, or a lambda's single name. The grammar spells `params T[] x` out in the list itself. */
export function parameters(cst: Cst | undefined, low: Lowering, at: number): Node {
  if (cst === undefined) return empty('Params', at);
  if (cst.type === 'implicit_parameter' || cst.type === 'identifier') {
    const target = make('Name', cst, [], low.source(cst));
    return make('Params', cst, [
      make('Param', cst, [target, none(cst.start), none(cst.end), empty('Mods', cst.start)]),
    ]);
  }
  const made = low.all(cst.kids.filter(child => child.type === 'parameter'));
  const type = fieldOf(cst, 'type');
  const name = fieldOf(cst, 'name');
  if (name !== undefined) {
    const place = { ...cst, start: type?.start ?? name.start, end: name.end };
    made.push(make('Spread', place, [parameterOf({ at: place, type, name, value: undefined }, low)], '...'));
  }
  return make('Params', cst, made);
}

/** Maps node types of parameters, modifiers and attributes. */
export const parts: Handlers = {
  modifier,
  attribute_list: (cst, low) => low.all(namedOf(cst).filter(child => child.type === 'attribute')),
  attribute,
  attribute_argument: attributeArgument,
  preproc_if_in_attribute_list: inner,
  parameter,
  parameter_list: (cst, low) => parameters(cst, low, cst.end),
  bracketed_parameter_list: (cst, low) => parameters(cst, low, cst.end),
};
