/** Constants that only one language has: Terraform's `locals` and `variable` blocks. */
import { kid } from '../tree/node.ts';
import type { Node } from '../tree/node.ts';
import { isLiteral } from './values.ts';

/** Returns what `local.x` and `var.x` hold in a Terraform file: the literals of its own blocks, by `local.x` and `var.x`. */
export function terraformValues(root: Node): ReadonlyMap<string, Node> {
  const values = new Map<string, Node>();
  for (const statement of root.kids) {
    const call = statement.kind === 'ExprStmt' ? kid(statement, 0) : statement;
    const args = kid(call, 1).kids;
    const block = kid(call, 0).text;
    for (const pair of args.at(-1)?.kids ?? []) {
      const [key, value] = [kid(pair, 0).text, kid(pair, 1)];
      const name = blockNames[block]?.(key, args[0]?.text ?? '');
      if (name !== undefined && isLiteral(value)) values.set(name, value);
    }
  }
  return values;
}

/** Says which name an entry of a block gives its value to. */
const blockNames: Partial<Record<string, (key: string, label: string) => string | undefined>> = {
  locals: key => `local.${key}`,
  variable: (key, label) => (key === 'default' ? `var.${label}` : undefined),
};
