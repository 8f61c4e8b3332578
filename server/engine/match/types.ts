/** Matching of types for typed metavariables and metavariable-type. */
import type { Node } from '../tree/node.ts';
import type { Continue, MatchContext } from './context.ts';
import type { Env } from './env.ts';

/** Names that languages give the same built-in type; the first of each is what literals are said to have. */
const synonyms: readonly (readonly string[])[] = [
  ['string', 'String', 'str', 'java.lang.String', 'System.String', 'text'],
  ['int', 'integer', 'Integer', 'Int', 'long', 'Long'],
  ['bool', 'boolean', 'Boolean', 'Bool'],
  ['float', 'double', 'Double', 'Float', 'float64'],
];

/** Matches a type of a pattern against the type of an expression, where that is known. */
export function matchType(c: MatchContext, wanted: Node, expression: Node, env: Env, k: Continue): boolean {
  const type = c.facts.type(expression);
  if (type === undefined) {
    if (matchUnresolved(c, wanted, expression, env, k)) return true;
  } else if (c.match(wanted, type, env, k) || (sameBuiltIn(wanted, type) && k(env))) return true;
  return fitsLiteral(wanted, expression) && k(env);
}

/** Null is a pointer to anything, and in C a string is one to its characters. */
function fitsLiteral(wanted: Node, { kind }: Node): boolean {
  const [pointed] = wanted.kids;
  if (wanted.kind === 'TypePtr') return kind === 'Null' || (kind === 'Str' && pointed?.text === 'char');
  return kind === 'Null' && /^(?:null|nil|NULL)$/.test(wanted.text);
}

/** A name of which nothing is known may be that of a class: `Cipher.getInstance()` is a call of a Cipher. */
function matchUnresolved(c: MatchContext, wanted: Node, expression: Node, env: Env, k: Continue): boolean {
  const name = expression.kind === 'Attr' ? expression.kids[1] : expression;
  if (name?.kind !== 'Name') return false;
  if (wanted.kind === 'Metavar') return c.match(wanted, name, env, k);
  return wanted.kind === 'Name' && wanted.text === name.text && k(env);
}

/** Built-in types have several names, and literals have none of their author's. */
const sameBuiltIn = (wanted: Node, type: Node): boolean =>
  wanted.kind === 'Name' &&
  type.kind === 'Name' &&
  synonyms.some(names => names.includes(wanted.text) && names.includes(type.text));
