/** Matching of imports: `import a.b` and `from a import b` bring the same thing; CommonJS counts as well. */
import type { Node } from '../tree/node.ts';
import { Node as TreeNode } from '../tree/node.ts';
import type { Continue, Handler, MatchContext } from './context.ts';
import type { Env } from './env.ts';

/** Matches one imported name. */
export const matchImport: Handler = (c, p, t, env, k) => {
  if (t.kind === 'VarDef') return matchRequire(c, p, t, env, k);
  if (t.kind !== 'Import') return false;
  if (basic(c, p, t, env, k)) return true;
  const normal = p.text !== 'all' && t.text !== 'all' && p.kids[2]?.kind === 'None';
  return normal && matchPrefix(c, parts(p), parts(t), env, k);
};

function basic(c: MatchContext, p: Node, t: Node, env: Env, k: Continue): boolean {
  const [path, entity, alias] = p.kids;
  const [tPath, tEntity, tAlias] = t.kids;
  if (p.text !== t.text || path === undefined || tPath === undefined) return false;
  return matchPrefix(c, path.kids, tPath.kids, env, after =>
    optional(c, entity, tEntity, after, next => optional(c, alias, tAlias ?? tEntity, next, k, tEntity)),
  );
}

function optional(
  c: MatchContext,
  p: Node | undefined,
  t: Node | undefined,
  env: Env,
  k: Continue,
  instead?: Node,
): boolean {
  if (p === undefined || p.kind === 'None') return k(env);
  const actual = t === undefined || t.kind === 'None' ? instead : t;
  return actual !== undefined && actual.kind !== 'None' && c.match(p, actual, env, k);
}

const parts = (node: Node): readonly Node[] => {
  const [path, entity] = node.kids;
  return [...(path?.kids ?? []), ...(entity === undefined || entity.kind === 'None' ? [] : [entity])];
};

/** A pattern's path may be the beginning of the target's; a single metavariable is the whole path. */
function matchPrefix(
  c: MatchContext,
  ps: readonly Node[],
  ts: readonly Node[],
  env: Env,
  k: Continue,
): boolean {
  const [only] = ps;
  const first = ts[0];
  const last = ts.at(-1);
  if (ps.length === 1 && only?.kind === 'Metavar' && first !== undefined && last !== undefined) {
    const whole = ts.length === 1 ? first : dotted(ts);
    return c.match(only, whole, env, k);
  }
  if (ps.length === 1 && ts.length === 1 && isFolderOf(only, first)) return k(env);
  if (ps.length > ts.length) return false;
  const from = (index: number, at: Env): boolean => {
    const p = ps[index];
    const t = ts[index];
    if (p === undefined) return k(at);
    return t !== undefined && c.match(p, t, at, after => from(index + 1, after));
  };
  return from(0, env);
}

/** `import "a/b"` also finds what lies in that folder. */
const isFolderOf = (p: Node | undefined, t: Node | undefined): boolean =>
  p?.kind === 'Name' && t?.kind === 'Name' && t.text.startsWith(`${p.text}/`);

const dotted = (ts: readonly Node[]): Node =>
  ts.reduce((left, right) => new TreeNode('Attr', '', [left, right], left.start, right.end));

/** `import {a as b} from 'm'` also finds `const {a: b} = require('m')`, and `import 'm'` any require of it. */
function matchRequire(c: MatchContext, p: Node, t: Node, env: Env, k: Continue): boolean {
  const [target, , value] = t.kids;
  const [path, entity, alias] = p.kids;
  const file = requiredFile(value);
  const wanted = path?.kids[0];
  if (file === undefined || wanted === undefined || target === undefined || entity === undefined)
    return false;
  return c.match(wanted, file, env, after => {
    if (entity.kind === 'None') return optional(c, alias, target, after, k);
    if (target.kind !== 'Record') return false;
    return target.kids.some(field => {
      const [key, local] = field.kids;
      if (field.kind !== 'Pair' || key === undefined || local === undefined) return false;
      return c.match(entity, key, after, next => optional(c, alias, local, next, k));
    });
  });
}

function requiredFile(value: Node | undefined): Node | undefined {
  const [callee, args] = value?.kind === 'Call' ? value.kids : [];
  const [file] = args?.kids ?? [];
  if (callee?.text !== 'require' || file?.kind !== 'Str') return undefined;
  return new TreeNode('Name', file.text, [], file.start, file.end);
}
