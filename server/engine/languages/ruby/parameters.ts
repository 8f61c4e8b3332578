/** Parameters of Ruby's methods, blocks and lambdas. */
import { fieldOf, fieldsOf, namedOf, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { empty, make, mods, type Lowering } from '../lowering.ts';

/** Returns the Params of a list, empty when there is none. */
export function paramsOf(cst: Cst | undefined, at: number, low: Lowering): Node {
  if (cst === undefined) return empty('Params', at);
  const locals = new Set(fieldsOf(cst, 'locals'));
  const kids = namedOf(cst).filter(child => !locals.has(child));
  return make(
    'Params',
    cst,
    kids.flatMap(child => param(child, low)),
  );
}

const spreads: Readonly<Record<string, string>> = {
  splat_parameter: '*',
  hash_splat_parameter: '**',
  hash_splat_nil: '**',
  forward_parameter: '...',
};

function param(cst: Cst, low: Lowering): Node[] {
  if (cst.type === 'ERROR') return namedOf(cst).flatMap(child => param(child, low));
  const plain = (target: Node, ...marks: readonly string[]): Node =>
    make('Param', cst, [
      target,
      none(target.end),
      low.field(cst, 'value'),
      mods(cst.end, ...marks.map(word => [word, cst] as const)),
    ]);
  const star = spreads[cst.type];
  if (star !== undefined) return [make('Spread', cst, [plain(low.field(cst, 'name'))], star)];
  if (cst.type === 'block_parameter') return [plain(low.field(cst, 'name'), '&')];
  if (cst.type === 'destructured_parameter') {
    const parts = namedOf(cst)
      .flatMap(child => param(child, low))
      .map(part => (part.kind === 'Param' ? (part.kids[0] ?? part) : part));
    return [plain(make('Tuple', cst, parts))];
  }
  return [plain(fieldOf(cst, 'name') === undefined ? low.one(cst, cst.start) : low.field(cst, 'name'))];
}
