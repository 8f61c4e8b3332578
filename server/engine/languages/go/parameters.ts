/** Parameters, results and type parameters of Go. */
import { fieldOf, fieldsOf, namedOf, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { empty, make, mods, type Lowering } from '../lowering.ts';

/** Is an ellipsis of a pattern; among names that share a type it has none. */
const rest = /^(?:DOTS_MV|MVS_\w+_MV)$/;

/** Returns the Params of a function; a method's receiver comes first, marked. */
export function paramsOf(cst: Cst, low: Lowering): Node {
  const receiver = fieldOf(cst, 'receiver');
  const own = fieldOf(cst, 'parameters');
  const at = own ?? cst;
  const kids = [
    ...(receiver === undefined ? [] : paramList(receiver, low, 'receiver')),
    ...(own === undefined ? [] : paramList(own, low)),
  ];
  return make('Params', receiver === undefined ? at : { ...at, start: receiver.start }, kids);
}

const paramList = (cst: Cst, low: Lowering, mark?: string): Node[] =>
  namedOf(cst).flatMap(child => (child.type === 'ERROR' ? low.all([child]) : declared(child, low, mark)));

/** Is how many names may share a type, which is copied for each. */
export const mostNames = 500;

/** Several names may share a type: each gets its own. */
function declared(cst: Cst, low: Lowering, mark?: string): Node[] {
  const names = fieldsOf(cst, 'name');
  const one = (target: Cst | undefined): Node => {
    const marks = mark === undefined ? mods(cst.end) : mods(cst.end, [mark, cst]);
    const at = target !== undefined && names.length > 1 ? { ...cst, start: target.start } : cst;
    const slots = [low.one(target, cst.start), low.field(cst, 'type'), none(cst.end), marks];
    const param = make('Param', at, slots);
    return cst.type === 'variadic_parameter_declaration' ? make('Spread', at, [param], '...') : param;
  };
  if (names.length === 0) {
    const type = fieldOf(cst, 'type');
    return type !== undefined && rest.test(low.source(type)) ? low.all([type]) : [one(undefined)];
  }
  return names
    .slice(0, mostNames)
    .flatMap(target => (rest.test(low.source(target)) ? low.all([target]) : [one(target)]));
}

/** Returns the result type: a Tuple of several, without their names. */
export function resultOf(cst: Cst, low: Lowering): Node {
  const result = fieldOf(cst, 'result');
  if (result?.type !== 'parameter_list') return low.one(result, cst.end);
  const types = namedOf(result).flatMap(child => {
    const names = fieldsOf(child, 'name');
    return names.length === 0
      ? low.fields(child, 'type')
      : names.slice(0, mostNames).flatMap(() => low.fields(child, 'type'));
  });
  const [only] = types;
  return types.length === 1 && only !== undefined ? only : make('Tuple', result, types);
}

/** Returns the type parameters, or None. */
export function typeParamsOf(cst: Cst, low: Lowering): Node {
  const params = fieldOf(cst, 'type_parameters');
  if (params === undefined) return none(cst.end);
  return params.kids.length === 0
    ? empty('TypeParams', params.start)
    : make('TypeParams', params, paramList(params, low));
}
