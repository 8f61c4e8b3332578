/** Which variables and fields are assigned once for good, so that they hold the same wherever they are read. */
import type { LanguageId } from '../languages/language.ts';
import { kid } from '../tree/node.ts';
import type { Node } from '../tree/node.ts';
import { isSpecial } from './declare.ts';
import { isScript } from './imports.ts';
import type { Resolver } from './resolve.ts';
import type { Declaration, Scope } from './scopes.ts';
import { isLiteral } from './values.ts';
import type { AttributeWrite, Write, Writes } from './writes.ts';

/** Is the only place where something is written. */
export type Once = Pick<Write, 'node' | 'value'>;

/** Answers what is assigned once. */
export interface Members {
  /** Returns the one write of a variable or field of the file, if its value can be seen. */
  once(declaration: Declaration): Once | undefined;
  /** Returns the one write of `this.property` or `Class.property`. */
  member(object: Node, property: string): Once | undefined;
}

const fixed = new Set(['const', 'final', 'readonly', 'val', 'constexpr', 'static final', 'private']);

/** Languages whose fields need no keyword: one assignment in the file is proof enough. */
const trusting = new Set<LanguageId>(['ruby', 'php', 'go', 'rust']);

/** Makes what is known of members. */
export function createMembers(writes: Writes, resolver: Resolver, language: LanguageId): Members {
  const cache = new Map<Scope, Map<string, Once | undefined>>();

  function once({ id, name, scope, kind }: Declaration): Once | undefined {
    if (kind !== 'variable') return undefined;
    if (scope.kind === 'class') return memberOf(scope, name.replace(/^\$/, ''));
    const [only, another] = writes.of.get(id) ?? [];
    // Other files may write what is global in C; a macro may be defined otherwise there.
    if (language === 'c' && scope.kind === 'file' && only !== undefined && !isMarked(only.node))
      return undefined;
    return another !== undefined || writes.escaped.has(id) ? undefined : only;
  }

  function isFixed(node: Node, scope: Scope): boolean {
    if (trusting.has(language) || isScript(language)) return true;
    const holder = scope.node.parent;
    if (holder?.text === 'enum' || holder?.text === 'interface') return true;
    return isMarked(node);
  }

  const isMarked = (node: Node): boolean =>
    node.kind === 'VarDef' && kid(node, 3).kids.some(({ text }) => fixed.has(text));

  function member(object: Node, property: string): Once | undefined {
    const scope = isSpecial(object.text) ? classAround(object) : classNamed(object);
    return scope && memberOf(scope, property);
  }

  function memberOf(scope: Scope, property: string): Once | undefined {
    // In Python anyone may assign a field: Semgrep trusts none.
    if (language === 'python') return undefined;
    const known = cache.get(scope) ?? new Map<string, Once | undefined>();
    cache.set(scope, known);
    if (!known.has(property)) known.set(property, find(scope, property));
    return known.get(property);
  }

  function classAround({ index }: Node): Scope | undefined {
    let at = resolver.scopes.of[index];
    while (at !== undefined && at.kind !== 'class') at = at.parent;
    return at;
  }

  function classNamed(object: Node): Scope | undefined {
    const declaration = resolver.declarationOf(object);
    const body = declaration === undefined ? undefined : kid(declaration.node, 3);
    return body?.kind === 'ClassBody' ? resolver.scopes.inside(body) : undefined;
  }

  function find(scope: Scope, property: string): Once | undefined {
    const declaration = scope.field(property);
    const declared = declaration === undefined ? [] : (writes.of.get(declaration.id) ?? []);
    const assigned = writes.attributes.get(property) ?? [];
    const [only, another] = [...declared, ...assigned];
    if (only?.value === undefined || another !== undefined) return undefined;
    if (declaration !== undefined && !isSafe(declaration)) return undefined;
    const [attribute] = assigned;
    return attribute === undefined || isOwn(attribute, scope) ? only : undefined;
  }

  const isSafe = ({ id, node, scope }: Declaration): boolean =>
    !writes.escaped.has(id) && isFixed(node, scope);

  /** Tells whether it is `this.property = literal` within the class itself. */
  function isOwn({ target, value, node }: AttributeWrite, scope: Scope): boolean {
    const object = kid(target, 0);
    if (!isSpecial(object.text) || classAround(object) !== scope) return false;
    return value !== undefined && isLiteral(value) && node.kind === 'Assign';
  }

  return { once, member };
}
