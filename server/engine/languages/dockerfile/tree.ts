/** Makes nodes of a Dockerfile's tree, which no grammar reads. */
import type { Cst } from '../../tree/cst.ts';

/** Makes a node of the tree. */
export const cst = (type: string, start: number, end: number, kids: readonly Cst[] = []): Cst => ({
  type,
  named: true,
  field: '',
  start,
  end,
  kids,
  broken: false,
});
