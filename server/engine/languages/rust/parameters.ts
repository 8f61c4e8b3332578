/** Parameters of Rust's functions and closures. */
import { fieldOf, namedOf, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { empty, make, mods, type Lowering } from '../lowering.ts';

const rest = /^(?:DOTS_MV|MVS_\w+_MV)$/;

/** Returns the Params of a function or closure. */
export function paramsOf(cst: Cst, low: Lowering): Node {
  const params = fieldOf(cst, 'parameters');
  if (params === undefined) return empty('Params', cst.end);
  return make(
    'Params',
    params,
    namedOf(params).flatMap(child => param(child, low)),
  );
}

function param(cst: Cst, low: Lowering): Node[] {
  if (cst.type === 'attribute_item') return [];
  const slots = (target: Node, type: Node): Node[] => [
    make('Param', cst, [target, type, none(cst.end), mods(cst.end)]),
  ];
  if (cst.type === 'parameter') {
    const target = low.field(cst, 'pattern');
    return rest.test(target.text) ? [target] : slots(target, low.field(cst, 'type'));
  }
  if (cst.type === 'self_parameter') return slots(make('Name', cst, [], 'self'), none(cst.end));
  const target = low.one(cst, cst.start);
  return rest.test(target.text) ? [target] : slots(target, none(cst.end));
}
