/** Matching of names that an import gave: `p.join` is `os.path.join` after `import os.path as p`. */
import type { Node } from '../tree/node.ts';
import { Node as TreeNode } from '../tree/node.ts';
import type { Continue, MatchContext } from './context.ts';
import type { Env } from './env.ts';
import { matchAttr } from './expressions.ts';

/** Matches a name or a chain of names against a name that an import gave. */
export function throughImport(c: MatchContext, p: Node, t: Node, env: Env, k: Continue): boolean {
  if (p.kind !== 'Name' && p.kind !== 'Attr') return false;
  const paths = c.facts.qualified(t);
  if (p.kind === 'Name')
    return p.text !== t.text && paths.some(path => path.length === 1 && path[0] === p.text) && k(env);
  if (paths.length === 0 && c.facts.wildcards.length === 0) return false;
  const plain = isPlainChain(p);
  if (paths.length === 0)
    return plain && c.facts.wildcards.some(path => spells(p, [...path, t.text]) && k(env));
  return paths.some(path => {
    if (path.length < 2 || !endsAlike(p, path)) return false;
    return plain ? spells(p, path) && k(env) : matchAttr(c, p, dotted(path, t), env, k);
  });
}

function isPlainChain(p: Node): boolean {
  if (p.kind === 'Name') return !p.text.startsWith('=~/');
  const [object, name] = p.kids;
  return p.kind === 'Attr' && object !== undefined && name?.kind === 'Name' && isPlainChain(object);
}

/** Most chains differ in their last name already. */
function endsAlike(p: Node, path: readonly string[]): boolean {
  const name = p.kids[1];
  return name?.kind !== 'Name' || name.text === path.at(-1) || name.text.startsWith('=~/');
}

/** Tells whether a chain of plain names is a path. */
function spells(p: Node, path: readonly string[]): boolean {
  let at: Node | undefined = p;
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const name: Node | undefined = at?.kind === 'Attr' ? at.kids[1] : at;
    if (name?.text !== path[index]) return false;
    at = at?.kind === 'Attr' ? at.kids[0] : undefined;
  }
  return at === undefined;
}

function dotted(path: readonly string[], { start, end }: Node): Node {
  const names = path.map(part => new TreeNode('Name', part, [], start, end));
  return names.reduce((left, right) => new TreeNode('Attr', '', [left, right], start, end));
}
