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
  if (
    type !== undefined &&
    (c.match(wanted, type, env, k) || (sameBuiltIn(wanted, type, expression) && k(env)))
  )
    return true;
  if (wanted.kind === 'TypePtr') {
    const [pointed] = wanted.kids;
    if (expression.kind === 'Null') return k(env);
    return expression.kind === 'Str' && pointed?.text === 'char' && k(env);
  }
  return expression.kind === 'Null' && /^(?:null|nil|NULL)$/.test(wanted.text) && k(env);
}

/** The type of a literal has a name of our own choice; a declared type has the author's. */
function sameBuiltIn(wanted: Node, type: Node, expression: Node): boolean {
  if (wanted.kind !== 'Name' || type.kind !== 'Name') return false;
  const declared = type.start < expression.start || type.start > expression.end;
  if (declared && !['Str', 'Num', 'Bool', 'Concat', 'Binary'].includes(expression.kind)) return false;
  return synonyms.some(names => names.includes(wanted.text) && names.includes(type.text));
}
