/** Matching of expressions: names through imports, literals through constants, chains, operators, strings. */
import type { LanguageId } from '../languages/language.ts';
import type { Node } from '../tree/node.ts';
import { kid, Node as TreeNode } from '../tree/node.ts';
import type { Continue, Handler, MatchContext } from './context.ts';
import { isScript } from '../facts/imports.ts';
import { bind, type Env } from './env.ts';
import { subexpressions } from './kinds.ts';
import { inOrder, isDots, matchArgs } from './lists.ts';
import { deep } from './statements.ts';
import { written } from './strings.ts';
import { matchType } from './types.ts';

/** Matches a metavariable against any one thing. */
export const matchMetavar: Handler = (c, p, t, env, k) => {
  // A name that begins with `!` stands for syntax (languages/bash).
  if (t.kind === 'None' || (t.kind === 'Name' && t.text.startsWith('!'))) return false;
  const bound = bind(env, p.text, { kind: 'node', node: t }, c.facts);
  return bound !== undefined && k(bound);
};

/** Matches `(T $X)`: an expression whose type is known and fits. */
export const matchTypedMetavar: Handler = (c, p, t, env, k) => {
  const [wanted] = p.kids;
  if (wanted === undefined || t.kind === 'None') return false;
  const bound = bind(env, p.text, { kind: 'node', node: t }, c.facts);
  return bound !== undefined && matchType(c, wanted, t, bound, k);
};

/** Matches `<... e ...>`: an expression or anything inside it. */
export const matchDeepEllipsis: Handler = (c, p, t, env, k) => {
  const [inner] = p.kids;
  return inner !== undefined && deep(c, inner, t, subexpressions, env, k);
};

/** Tells whether a pattern's text is a regex over a string, and what it is. */
export const regexOf = (text: string): string | undefined =>
  text.startsWith('=~/') && text.lastIndexOf('/') > 2 ? text.slice(3) : undefined;

/** Matches a plain name. */
export const matchName: Handler = (c, p, t, env, k) => {
  if (t.kind !== 'Name') return t.kind === 'Str' && isKey(t) && p.text === t.text && k(env);
  if (p.text === t.text) return k(env);
  const regex = regexOf(p.text);
  if (regex !== undefined) return c.testRegex(regex, t.text) && k(env);
  const { caseInsensitive } = c.adapter;
  return (
    caseInsensitive === true &&
    !p.text.startsWith('$') &&
    p.text.toLowerCase() === t.text.toLowerCase() &&
    k(env)
  );
};

const isKey = (node: Node): boolean => node.parent?.kind === 'Pair' && node.parent.kids[0] === node;

/** Matches a literal, also against an expression that is known to hold it. */
export const matchLiteral: Handler = (c, p, t, env, k) => {
  const isText = t.kind === p.kind || (p.kind === 'Str' && t.kind === 'Name' && isKey(t));
  if (isText) return matchText(c, p, t, t.text, env, k);
  if (isLoose(c) && scalar.has(p.kind) && scalar.has(t.kind)) return sameScalar(p.text, t.text) && k(env);
  return c.options.constant_propagation && holdsConstants.has(t.kind) && matchConstant(c, p, t, env, k);
};

/** Terraform turns texts, numbers and truth values into each other. */
const isLoose = (c: MatchContext): boolean => c.adapter.id === 'terraform';

function matchConstant(c: MatchContext, p: Node, t: Node, env: Env, k: Continue): boolean {
  // Of a formatted string it is only known that a variable which holds it is some constant.
  if (t.kind === 'Binary' && t.text === '%') return false;
  const constant = c.facts.constant(t);
  if (constant === undefined) return false;
  if (constant.text === undefined) return constant.kind === p.kind && p.text === '...' && k(env);
  if (constant.kind !== p.kind) return isLoose(c) && sameScalar(p.text, constant.text) && k(env);
  return matchText(c, p, t, constant.text, env, k);
}

const scalar = new Set(['Str', 'Num', 'Bool']);
const sameScalar = (a: string, b: string): boolean =>
  a === b || (a.trim() !== '' && b.trim() !== '' && Number(a) === Number(b));
const holdsConstants = new Set([
  'Name',
  'Attr',
  'Binary',
  'Concat',
  'Index',
  'Unary',
  'Call',
  'Cast',
  'Ternary',
  'Other',
]);

function matchText(c: MatchContext, p: Node, t: Node, text: string, env: Env, k: Continue): boolean {
  if (p.text === text) return k(env);
  if (!textual.has(p.kind)) return false;
  if (p.text === '...') return k(env);
  if (metavariable.test(p.text)) {
    const bound = bind(env, p.text, { kind: 'text', ...written(c, t, text) }, c.facts);
    return bound !== undefined && k(bound);
  }
  const regex = regexOf(p.text);
  return regex !== undefined && c.testRegex(regex, written(c, t, text).text) && k(env);
}

const textual = new Set(['Str', 'Char', 'Regex', 'Atom', 'XmlText']);
const metavariable = /^\$[A-Z_][A-Z_0-9]*$/;

/** Matches a regex literal; a pattern without flags takes any. */
export const matchRegex: Handler = (c, p, t, env, k) => {
  if (t.kind !== 'Regex') return false;
  const [flags] = p.kids;
  return matchText(c, p, t, t.text, env, after => {
    const [actual] = t.kids;
    if (flags === undefined || flags.kind === 'None') return k(after);
    return actual !== undefined && c.match(flags, actual, after, k);
  });
};

/** Matches an interpolated string: `"..."` fragments of the pattern are any number of parts. */
export const matchConcat: Handler = (c, p, t, env, k) => {
  if (t.kind === 'Str' && t.kids.length > 1 && p.text === '')
    return inOrder(c, p.kids, t.kids, { less: false, dots: isFragmentDots, each: matchPart })(env, k);
  if (t.kind !== 'Concat') return false;
  if (p.text === 'f' && t.text !== 'f' && t.text !== 'formatted') return false;
  if ((p.text === 'tagged') !== (t.text === 'tagged')) return false;
  return inOrder(c, p.kids, t.kids, { less: false, dots: isFragmentDots, each: matchPart })(env, k);
};

const isFragmentDots = (node: Node): boolean => node.kind === 'Str' && node.text === '...';

const matchPart: Handler = (c, p, t, env, k) =>
  (t.kind === 'Str' || isFormatted(t)) && (p.kind === 'Ellipsis' || p.kind === 'Metavar')
    ? false
    : c.match(p, t, env, k);

/** Is `{x:.2f}` in Python, a string of its own within the other one. */
const isFormatted = ({ kind, text }: Node): boolean => kind === 'Concat' && text === 'formatted';

/** Matches a call, also one that is written as a decorator. */
export const matchCall: Handler = (c, p, t, env, k) => {
  const [callee, args] = [kid(p, 0), kid(p, 1)];
  const [name, given] = [kid(t, 0), kid(t, 1)];
  if (t.kind === 'Decorator' && c.options.attr_expr) {
    const actual = given.kind === 'None' ? noArgs(t.end) : given;
    return c.match(callee, name, env, after => matchArgs(c, args, actual, after, k));
  }
  if (t.kind !== 'Call' || (callee.kind === 'Metavar' && isOperator(c, name))) return false;
  return c.match(callee, name, env, after => c.match(args, given, after, k));
};

/** Operators that are spelt as calls: `$F(...)` is none of them. */
const operators: Partial<Record<LanguageId, ReadonlySet<string>>> = {
  c: new Set(['sizeof', 'defined']),
  cpp: new Set(['sizeof']),
  csharp: new Set(['typeof', 'sizeof']),
  php: new Set(['isset']),
};
const isOperator = (c: MatchContext, { kind, text }: Node): boolean =>
  kind === 'Name' && operators[c.adapter.id]?.has(text) === true;

const noArgs = (at: number): Node => new TreeNode('Args', '', [], at, at);

/** Matches a member access, and the `. ...` of chains. */
export const matchAttr: Handler = (c, p, t, env, k) => {
  const [object, name] = p.kids;
  if (object === undefined || name === undefined) return false;
  if (t.kind !== 'Attr') return false;
  const [actual, actualName] = t.kids;
  if (actual === undefined || actualName === undefined) return false;
  // `a?.b` reads from what may be missing: only what stands for any object is that, too.
  if (p.text !== t.text && isScript(c.adapter.id) && !(t.text === '?.' && standsForAny(object))) return false;
  return c.match(name, actualName, env, after => {
    if (c.match(object, actual, after, k)) return true;
    const [start] = object.kids;
    return object.kind === 'AttrDots' && start !== undefined && c.match(start, actual, after, k);
  });
};

const standsForAny = (object: Node): boolean =>
  object.kind === 'Metavar' ||
  object.kind === 'Ellipsis' ||
  object.kind === 'DeepEllipsis' ||
  (object.kind === 'AttrDots' && object.kids[0]?.kind === 'Metavar');

/** Matches `a. ...`: what is left of a chain when any number of accesses and calls are taken off its end. */
export const matchAttrDots: Handler = (c, p, t, env, k) => {
  const [start] = p.kids;
  if (start === undefined) return false;
  for (let at: Node | undefined = t; at !== undefined; at = linkBefore(at))
    if (c.match(start, at, env, k)) return true;
  return false;
};

function linkBefore(node: Node): Node | undefined {
  if (node.kind === 'Attr' || node.kind === 'Index') return node.kids[0];
  const callee = node.kind === 'Call' ? node.kids[0] : undefined;
  return callee?.kind === 'Attr' ? callee.kids[0] : undefined;
}

/** Matches an assignment; a declaration with a value is one too. */
export const matchAssign: Handler = (c, p, t, env, k) => {
  const [target, value] = p.kids;
  if (target === undefined || value === undefined) return false;
  const pair = assigned(c, p, t);
  if (pair === undefined) return false;
  const [actual, actualValue] = pair;
  if (c.match(target, actual, env, after => c.match(value, actualValue, after, k))) return true;
  if (p.text === ':=') return false;
  return eachOfTuples(actual, actualValue).some(([one, its]) =>
    c.match(target, one, env, after => c.match(value, its, after, k)),
  );
};

function assigned(c: MatchContext, p: Node, t: Node): readonly [Node, Node] | undefined {
  const [target, value] = [kid(t, 0), kid(t, 1)];
  switch (t.kind) {
    case 'Assign':
      return isItem(c, t) || (p.text === ':=' && t.text !== ':=') ? undefined : [target, value];
    case 'VarDef':
      return kid(t, 2).kind !== 'None' && meansDeclarations(c, p) ? [target, kid(t, 2)] : undefined;
    case 'FuncDef':
      return c.options.flddef_assign && kid(p, 1).kind === 'Lambda' ? [target, asLambda(t)] : undefined;
    default:
      return undefined;
  }
}

/** What Python's `with … as x` gives x is no assignment. */
const isItem = (c: MatchContext, { parent }: Node): boolean =>
  parent?.kind === 'Items' && c.adapter.id === 'python';

const meansDeclarations = (c: MatchContext, p: Node): boolean =>
  c.options.vardef_assign && c.adapter.declarationsAreNoAssignments !== true && p.text !== ':=';

/** Returns a named function as the function that its name holds. */
export function asLambda(definition: Node): Node {
  const [, params, type, body, mods] = definition.kids;
  const kids = [params, type, body, mods].filter(child => child !== undefined);
  return new TreeNode('Lambda', '', kids, definition.start, definition.end);
}

function eachOfTuples(targets: Node, values: Node): readonly (readonly [Node, Node])[] {
  if (targets.kind !== 'Tuple' || values.kind !== 'Tuple' || targets.kids.length !== values.kids.length)
    return [];
  return targets.kids.flatMap((target, index) => {
    const value = values.kids[index];
    return value === undefined ? [] : [[target, value] as const];
  });
}

/** `.` and `++` join strings or lists in PHP and elsewhere. */
const associative = new Set(['&&', '||', 'and', 'or', '&', '|', '^', '++', '.']);
const bitwise = new Set(['&', '|', '^']);
const boolean = new Set(['&&', '||', 'and', 'or']);
const equality = new Set(['==', '!=', '===', '!==']);

/** Matches a binary operation, regrouped or reordered where the operator allows it. */
export const matchBinary: Handler = (c, p, t, env, k) => {
  if (t.kind !== 'Binary' || p.text !== t.text) return false;
  if (!c.options.ac_matching || !associative.has(p.text)) {
    const two = Math.max(p.kids.length, t.kids.length) === 2;
    return two ? matchOperands(c, p, t, env, k) : inOrder(c, p.kids, t.kids, { less: false })(env, k);
  }
  const commutes = bitwise.has(p.text) || (c.options.commutative_boolop && boolean.has(p.text));
  const ps = operands(p, p.text);
  const ts = operands(t, p.text);
  return commutes ? matchUnordered(c, ps, ts, env, k) : matchGrouped(c, p.text, ps, ts, env, k);
};

function matchOperands(c: MatchContext, p: Node, t: Node, env: Env, k: Continue): boolean {
  const [left, right] = p.kids;
  const [first, second] = t.kids;
  if (left === undefined || right === undefined || first === undefined || second === undefined) return false;
  if (isDots(right)) {
    // `1 + 2 + ...` is `(1 + 2) + ...`, which must also fit `((1 + 2) + 3) + 4`.
    return c.match(left, first, env, k) || (first.kind === 'Binary' && c.match(p, first, env, k));
  }
  if (c.match(left, first, env, after => c.match(right, second, after, k))) return true;
  const swaps = c.options.symmetric_eq && equality.has(p.text);
  return swaps && c.match(left, second, env, after => c.match(right, first, after, k));
}

function operands(node: Node, operator: string): readonly Node[] {
  const all: Node[] = [];
  const visit = (at: Node): void => {
    if (at.kind === 'Binary' && at.text === operator) for (const child of at.kids) visit(child);
    else all.push(at);
  };
  visit(node);
  return all;
}

/** Regroups operands: a metavariable takes one or several neighbours, `...` any number. */
function matchGrouped(
  c: MatchContext,
  operator: string,
  ps: readonly Node[],
  ts: readonly Node[],
  env: Env,
  k: Continue,
): boolean {
  const from = (i: number, j: number, at: Env): boolean => {
    c.budget.spend();
    const p = ps[i];
    if (p === undefined) return j === ts.length && k(at);
    if (isDots(p)) {
      for (let next = j; next <= ts.length; next += 1) if (from(i + 1, next, at)) return true;
      return false;
    }
    const most = p.kind === 'Metavar' ? ts.length : Math.min(j + 1, ts.length);
    let group: Node | undefined;
    for (let next = j + 1; next <= most; next += 1) {
      group = joined(operator, group, ts[next - 1]);
      if (group !== undefined && c.match(p, group, at, after => from(i + 1, next, after))) return true;
    }
    return false;
  };
  return from(0, 0, env);
}

/** Returns an operation with one operand more. */
const joined = (operator: string, left: Node | undefined, right: Node | undefined): Node | undefined =>
  left === undefined || right === undefined
    ? right
    : new TreeNode('Binary', operator, [left, right], left.start, right.end);

/** Reorders operands: each pattern operand takes one of its own; others may be left (Semgrep: an implicit `op ...`). */
function matchUnordered(
  c: MatchContext,
  ps: readonly Node[],
  ts: readonly Node[],
  env: Env,
  k: Continue,
): boolean {
  const used = new Set<number>();
  const wanted = ps
    .filter(p => !isDots(p))
    .toSorted((a, b) => Number(a.kind === 'Metavar') - Number(b.kind === 'Metavar'));
  const from = (i: number, at: Env): boolean => {
    c.budget.spend();
    const p = wanted[i];
    if (p === undefined) return k(at);
    for (const [j, t] of ts.entries()) {
      if (used.has(j)) continue;
      used.add(j);
      const stop = c.match(p, t, at, after => from(i + 1, after));
      used.delete(j);
      if (stop) return true;
    }
    return false;
  };
  return from(0, env);
}
