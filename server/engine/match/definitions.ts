/** Matching of definitions, imports, and of what holds several of them. */
import type { Node } from '../tree/node.ts';
import { Node as TreeNode } from '../tree/node.ts';
import type { Continue, Handler, MatchContext } from './context.ts';
import { isScript } from '../facts/imports.ts';
import { bind, type Env } from './env.ts';
import { inAnyOrder, inOrder, isDots, matchArgs } from './lists.ts';
import { asLambda } from './expressions.ts';
import { matchBlock } from './statements.ts';
import { structurally } from './structure.ts';

/** Matches a class: its bases in order, what it implements and its members in any order. */
export const matchClass: Handler = (c, p, t, env, k) => {
  if (t.kind !== 'ClassDef' || p.text !== t.text) return false;
  const [name, bases, implemented, body, mods, params] = p.kids;
  const [tName, tBases, tImplemented, tBody, tMods, tParams] = t.kids;
  return all(
    c,
    [
      [name, tName],
      [mods, tMods],
      [bases, tBases],
    ],
    env,
    after =>
      inAnyOrder(c, implemented?.kids ?? [], tImplemented?.kids ?? [], { less: true })(after, next =>
        all(
          c,
          params === undefined || params.kind === 'None'
            ? [[body, tBody]]
            : [
                [params, tParams],
                [body, tBody],
              ],
          next,
          k,
        ),
      ),
  );
};

/** Matches a type that is defined; in Go a metavariable for what it is may be a structure or an interface. */
export const matchTypeDef: Handler = (c, p, t, env, k) => {
  const [name, type] = p.kids;
  const [tName, , , body] = t.kids;
  if (t.kind !== 'ClassDef' || c.adapter.id !== 'go' || type?.kind !== 'Metavar' || p.text !== '')
    return structurally(c, p, t, env, k);
  return all(
    c,
    [
      [name, tName],
      [type, body],
    ],
    env,
    k,
  );
};

function all(
  c: MatchContext,
  pairs: readonly (readonly [Node | undefined, Node | undefined])[],
  env: Env,
  k: Continue,
): boolean {
  const [pair, ...more] = pairs;
  if (pair === undefined) return k(env);
  const [p, t] = pair;
  if (p === undefined || t === undefined) return p === t && all(c, more, env, k);
  return c.match(p, t, env, after => all(c, more, after, k));
}

/** Matches a function that is declared; a variable that holds one is none. */
export const matchFunction: Handler = (c, p, t, env, k) => {
  // `function ...(…) {…}` is any function, also one without a name.
  if (t.kind === 'Lambda' && p.kids[0]?.kind === 'Ellipsis') return structurally(c, asLambda(p), t, env, k);
  if (t.kind !== 'FuncDef') return false;
  // `def $F` is no method of a single object: `def self.$F` is.
  if (c.adapter.id === 'ruby' && p.kids[0]?.kind === 'Metavar' && t.kids[0]?.kind === 'Attr') return false;
  return structurally(c, p, t, env, k);
};

/** Matches an anonymous function. */
export const matchLambda: Handler = (c, p, t, env, k) => t.kind === 'Lambda' && structurally(c, p, t, env, k);

/** Matches a parameter; a bare metavariable is any parameter that is not a rest of them. */
export const matchParam: Handler = (c, p, t, env, k) => {
  if (t.kind !== 'Param' || (isReceiver(t) && !isReceiver(p) && p.kids[1]?.kind !== 'None')) return false;
  return structurally(c, p, t, env, k);
};

/** What a method of Go is called on is no parameter of a type like the others. */
const isReceiver = ({ kids }: Node): boolean => kids[3]?.kids.some(mark => mark.text === 'receiver') === true;

/** Matches members or fields in any order, and more may be there; in Ruby, what a class holds runs in its order. */
export const matchFields: Handler = (c, p, t, env, k) =>
  c.adapter.id === 'ruby' && p.kind === 'ClassBody'
    ? matchBlock(c, p, t, env, k)
    : t.kind === p.kind && inAnyOrder(c, p.kids, t.kids, { less: c.options.implicit_ellipsis })(env, k);

/** Matches bases in order; more may follow. */
export const matchBases: Handler = (c, p, t, env, k) =>
  t.kind === 'Bases' && inOrder(c, p.kids, t.kids, { less: true })(env, k);

/** Matches modifiers and decorators: those of the pattern must be there. */
export const matchMods: Handler = (c, p, t, env, k) => {
  if (t.kind !== 'Mods') return false;
  if (!c.options.decorators_order_matters) return inAnyOrder(c, p.kids, t.kids, { less: true })(env, k);
  const decorators = (node: Node): readonly Node[] => node.kids.filter(({ kind }) => kind !== 'Mod');
  const words = (node: Node): readonly Node[] => node.kids.filter(({ kind }) => kind === 'Mod');
  const spread = decorators(p).flatMap(each => [dots(each.start), each]);
  return inOrder(c, spread, decorators(t), { less: true })(env, after =>
    inAnyOrder(c, words(p), words(t), { less: true })(after, k),
  );
};

const dots = (at: number): Node => new TreeNode('Ellipsis', '', [], at, at);

/** Matches a modifier; `var` in a pattern stands for let and const as well. */
export const matchMod: Handler = (c, p, t, env, k) =>
  t.kind === 'Mod' &&
  (p.text === t.text ||
    (p.text === 'var' && c.options.let_is_var && (t.text === 'let' || t.text === 'const'))) &&
  k(env);

/** Matches a decorator; one without arguments is one with none. */
export const matchDecorator: Handler = (c, p, t, env, k) => {
  const [name, args] = p.kids;
  const [actual, given] = t.kids;
  if (t.kind !== 'Decorator' || name === undefined || actual === undefined) return false;
  const list = (node: Node | undefined): Node =>
    node === undefined || node.kind === 'None' ? new TreeNode('Args', '', [], t.end, t.end) : node;
  // In Python a metavariable is a plain name: a dotted decorator is any expression, `@staticmethod` a modifier.
  const plain = actual.kind === 'Name' && actual.text !== 'staticmethod';
  if (name.kind === 'Metavar' && c.adapter.id === 'python' && !plain) return false;
  return c.match(name, actual, env, after => matchArgs(c, list(args), list(given), after, k));
};

/** Matches lists that may hold more than the pattern names, in any order: catches and cases. */
export const matchSome: Handler = (c, p, t, env, k) =>
  t.kind === p.kind &&
  inAnyOrder(
    c,
    p.kids.filter(child => !isDots(child)),
    t.kids,
    { less: true },
  )(env, k);

/** Matches a clause that catches; in JavaScript a metavariable for its variable is there for none, too. */
export const matchCatch: Handler = (c, p, t, env, k) => {
  const [, wanted, body] = p.kids;
  const [, variable, actual] = t.kids;
  if (catchesAny(p) && body !== undefined && actual !== undefined) return c.match(body, actual, env, k);
  if (
    t.kind !== 'Catch' ||
    wanted?.kind !== 'Metavar' ||
    variable?.kind !== 'None' ||
    !isScript(c.adapter.id)
  )
    return structurally(c, p, t, env, k);
  const bound = bind(env, wanted.text, { kind: 'text', text: '', start: t.start, end: t.start }, c.facts);
  const { text, start, end } = p;
  const rest = p.kids.map((child, slot) => (slot === 1 ? variable : child));
  return bound !== undefined && structurally(c, new TreeNode('Catch', text, rest, start, end), t, bound, k);
};

/** `except ...:` is any clause, whatever it names. */
const catchesAny = ({ kids: [type, name] }: Node): boolean =>
  type?.kind === 'Ellipsis' && name?.kind === 'None';

/** Matches a key with its value, also as a keyword argument. */
export const matchPair: Handler = (c, p, t, env, k) => {
  const [key, value] = p.kids;
  if (key === undefined || value === undefined) return false;
  if (t.kind === 'KwArg') {
    const [given] = t.kids;
    const name = new TreeNode('Name', t.text, [], t.start, t.start + t.text.length);
    return given !== undefined && c.match(key, name, env, after => c.match(value, given, after, k));
  }
  if (t.kind === 'FuncDef' && (value.kind === 'Ellipsis' || value.kind === 'Lambda')) {
    const [name] = t.kids;
    return name !== undefined && c.match(key, name, env, after => c.match(value, asLambda(t), after, k));
  }
  const [actual, actualValue] = t.kids;
  if (actual === undefined || actualValue === undefined || !isSuchPair(c, p, t)) return false;
  return c.match(key, actual, env, after => c.match(value, actualValue, after, k));
};

/** In Terraform `a = 1`, `a: 1` and `"a" = 1` are told apart. */
function isSuchPair(c: MatchContext, p: Node, t: Node): boolean {
  if (t.kind !== 'Pair' || c.adapter.id !== 'terraform') return t.kind === 'Pair';
  const [key, actual] = [p.kids[0]?.kind, t.kids[0]?.kind];
  return p.text === t.text && !(key === 'Name' && actual === 'Str') && !(key === 'Str' && actual === 'Name');
}

/** Matches a keyword argument by name, or any with a metavariable for its name. */
export const matchKwArg: Handler = (c, p, t, env, k) => {
  const [value] = p.kids;
  // A field of a Go literal within another one is a pair.
  const isPair = t.kind === 'Pair' && t.kids[0]?.kind === 'Name';
  const given = t.kids[isPair ? 1 : 0];
  if ((t.kind !== 'KwArg' && !isPair) || value === undefined || given === undefined) return false;
  const named = new TreeNode(p.text.startsWith('$') ? 'Metavar' : 'Name', p.text, [], p.start, p.start);
  const text = isPair ? (t.kids[0]?.text ?? '') : t.text;
  const name = new TreeNode('Name', text, [], t.start, t.start + text.length);
  return c.match(named, name, env, after => c.match(value, given, after, k));
};
