/** A file of MCP servers that is one server itself: some programs take such a file, and samples are written so. */
import { catalogue } from './catalogue.ts';
import { child, textOf, type ConfigNode, type KeyPath } from './document.ts';
import { matchView, namedValues, type Match } from './match.ts';
import type { Hit } from './report.ts';

const view = { at: [], dialect: 'mcp' as const };

/** Lists what the rules on servers say of the whole file; empty when it is no server. */
export function bareServerHits(
  root: ConfigNode,
  hitOf: (match: Match, root: ConfigNode) => readonly Hit[],
): readonly Hit[] {
  const name = ['command', 'url', 'serverUrl'].find(key => textOf(child(root, key)) !== undefined);
  if (name === undefined) return [];
  const wrapped = ['server', 'mcpServers'].reduce(wrap, root);
  const back = (path: KeyPath): KeyPath => (path.length > 2 ? path.slice(2) : [name]);
  return matchView(namedValues(wrapped, view), view, catalogue())
    .flatMap(match => hitOf(match, root))
    .map(({ match, outcome }) => ({
      outcome,
      match: { ...match, keyPath: back(match.keyPath), unitPath: back(match.unitPath) },
    }));
}

function wrap(node: ConfigNode, key: string): ConfigNode {
  const { start, end } = node;
  return { type: 'object', entries: [{ key, start, node, shadowed: false }], start, end };
}
