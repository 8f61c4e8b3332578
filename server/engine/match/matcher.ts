/** Ties the matching functions together: one entry for every kind of pattern node, and what holds for all of them. */
import type { Kind, Node } from '../tree/node.ts';
import type { Continue, Handler, MatchContext } from './context.ts';
import * as definitions from './definitions.ts';
import type { Env } from './env.ts';
import * as expressions from './expressions.ts';
import { throughImport } from './importedNames.ts';
import { matchImport } from './imports.ts';
import { inAnyOrder, inOrder, matchArgs } from './lists.ts';
import { matchXml, matchXmlText } from './markup.ts';
import { matchBlock, matchBody, matchExprStmt } from './statements.ts';
import { structurally } from './structure.ts';

const anything: Handler = (_c, _p, _t, env, k) => k(env);

const ordered: Handler = (c, p, t, env, k) =>
  p.kind === t.kind && inOrder(c, p.kids, t.kids, { less: false })(env, k);

const sameTextOrdered: Handler = (c, p, t, env, k) => p.text === t.text && ordered(c, p, t, env, k);

/** `{...}` is a set, a dictionary or what a comprehension makes; what is spread makes a set of a dictionary. */
const unordered: Handler = (c, p, t, env, k) => {
  if (isAll(p) && (t.kind === 'Set' || t.kind === 'Dict' || isMade(t, 'dict') || isMade(t, 'set')))
    return k(env);
  if (p.kind !== t.kind) return false;
  if (c.adapter.id === 'python' && spreads(p) !== spreads(t)) return false;
  return inAnyOrder(c, p.kids, t.kids, { less: false })(env, k);
};

const isAll = ({ kids: [only, ...more] }: Node): boolean => only?.kind === 'Ellipsis' && more.length === 0;
const isMade = ({ kind, text }: Node, sort: string): boolean => kind === 'Comprehension' && text === sort;
const spreads = ({ kids }: Node): boolean => kids.some(({ kind }) => kind === 'Spread');

/** In Python a slice is no index, not even for a metavariable or `...`. */
const indexed: Handler = (c, p, t, env, k) => {
  const [, index, ...more] = t.kids;
  const sliced = c.adapter.id === 'python' && index?.kind === 'Slice' && more.length === 0;
  return (!sliced || p.kids[1]?.kind === 'Slice') && ordered(c, p, t, env, k);
};

/** `[...]` is also what a comprehension makes. */
const row: Handler = (c, p, t, env, k) => (isAll(p) && isMade(t, 'list') ? k(env) : ordered(c, p, t, env, k));

/** Items of `with`, `using` and the like: a name for one is no assignment that could be found by itself. */
const items: Handler = (c, p, t, env, k) =>
  p.kind === t.kind && inOrder(c, p.kids, t.kids, { less: false, each: item })(env, k);

const item: Handler = (c, p, t, env, k) =>
  p.kind === 'Assign' && t.kind === 'Assign' ? structurally(c, p, t, env, k) : c.match(p, t, env, k);

/** `return ...` also fits a return of nothing. */
const returned: Handler = (c, p, t, env, k) => {
  const [value] = p.kids;
  const [actual] = t.kids;
  if (t.kind === 'Return') {
    if (value?.kind === 'Ellipsis') return k(env);
    return structurally(c, p, t, env, k);
  }
  if (t.kind !== 'ExprStmt' || value === undefined || actual === undefined || !isImplicitReturn(c, t))
    return false;
  return c.match(value, actual, env, k);
};

function isImplicitReturn(c: MatchContext, t: Node): boolean {
  if (c.adapter.implicitReturn !== true || !c.options.implicit_return) return false;
  let node = t;
  for (let above = t.parent; above !== undefined; node = above, above = above.parent) {
    if (above.kind === 'FuncDef' || above.kind === 'Lambda') return true;
    if (above.kind === 'Block' && above.kids.at(-1) !== node) return false;
    if (
      above.kind === 'While' ||
      above.kind === 'For' ||
      above.kind === 'ForEach' ||
      above.kind === 'ClassDef'
    )
      return false;
  }
  return false;
}

/** `for (...)` is a loop with any header. */
const loop: Handler = (c, p, t, env, k) => {
  if (!p.kids.slice(0, 3).every(child => child.kind === 'Ellipsis' || child.kind === 'None'))
    return structurally(c, p, t, env, k);
  const body = p.kids[3];
  const actual = t.kind === 'For' ? t.kids[3] : t.kind === 'ForEach' ? t.kids[2] : undefined;
  if (p.kids[0]?.kind !== 'Ellipsis' || actual === undefined) return structurally(c, p, t, env, k);
  return body === undefined ? k(env) : matchBody(c, body, actual, env, k);
};

/** `for (x of y)` is neither `for (x in y)` nor a loop over a channel; that one awaits is no matter. */
const forEach: Handler = (c, p, t, env, k) =>
  (p.text === t.text || (p.text === '' && t.text === 'await')) && structurally(c, p, t, env, k);

const handlers: Partial<Record<Kind, Handler>> = {
  Metavar: expressions.matchMetavar,
  TypedMetavar: expressions.matchTypedMetavar,
  Ellipsis: anything,
  DeepEllipsis: expressions.matchDeepEllipsis,
  Name: expressions.matchName,
  Str: expressions.matchLiteral,
  Num: expressions.matchLiteral,
  Bool: expressions.matchLiteral,
  Null: expressions.matchLiteral,
  Char: expressions.matchLiteral,
  Atom: expressions.matchLiteral,
  Regex: expressions.matchRegex,
  Concat: expressions.matchConcat,
  Call: expressions.matchCall,
  Args: matchArgs,
  KwArg: definitions.matchKwArg,
  Attr: expressions.matchAttr,
  AttrDots: expressions.matchAttrDots,
  Assign: expressions.matchAssign,
  Binary: expressions.matchBinary,
  ExprStmt: matchExprStmt,
  Block: matchBlock,
  Return: returned,
  For: loop,
  ForEach: forEach,
  ClassDef: definitions.matchClass,
  FuncDef: definitions.matchFunction,
  Lambda: definitions.matchLambda,
  TypeDef: definitions.matchTypeDef,
  Param: definitions.matchParam,
  ClassBody: definitions.matchFields,
  Record: definitions.matchFields,
  Bases: definitions.matchBases,
  Mods: definitions.matchMods,
  Mod: definitions.matchMod,
  Decorator: definitions.matchDecorator,
  Catch: definitions.matchCatch,
  Catches: definitions.matchSome,
  Cases: definitions.matchSome,
  Pair: definitions.matchPair,
  Import: matchImport,
  Xml: matchXml,
  XmlText: matchXmlText,
  Params: ordered,
  List: row,
  Tuple: ordered,
  Seq: ordered,
  Tests: ordered,
  TypeArgs: ordered,
  TypeParams: ordered,
  Items: items,
  Index: indexed,
  Set: unordered,
  Dict: unordered,
  Other: sameTextOrdered,
};

/** Matches any pattern node against any target node; every solution goes to `k`, until it wants no more. */
export function match(c: MatchContext, p: Node, t: Node, env: Env, k: Continue, isRoot = false): boolean {
  c.budget.spend();
  if (t.kind === 'Name') return matchNamed(c, p, t, env, k, isRoot);
  const [first, second] = t.kids;
  if (
    t.kind === 'Cast' &&
    !isRoot &&
    second !== undefined &&
    seesThroughCasts(p) &&
    match(c, p, second, env, k)
  )
    return true;
  // What says nothing of type arguments takes any.
  if (t.kind === 'TypeApply' && first !== undefined && (p.kind === 'Name' || p.kind === 'Attr'))
    return match(c, p, first, env, k);
  return directly(c, p, t, env, k);
}

const seesThroughCasts = ({ kind }: Node): boolean => kind !== 'Cast' && kind !== 'Metavar';

function directly(c: MatchContext, p: Node, t: Node, env: Env, k: Continue): boolean {
  const handler = handlers[p.kind];
  return handler === undefined ? structurally(c, p, t, env, k) : handler(c, p, t, env, k);
}

/** A name may stand for what it imports, and where a rule asks for it for what it was assigned. */
function matchNamed(c: MatchContext, p: Node, t: Node, env: Env, k: Continue, isRoot: boolean): boolean {
  if (throughImport(c, p, t, env, k) || directly(c, p, t, env, k)) return true;
  if (isRoot || !c.options.symbolic_propagation || p.kind === 'Metavar') return false;
  const value = c.facts.symbolic(t);
  return value !== undefined && match(c, p, value, env, k);
}
