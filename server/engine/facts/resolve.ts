/** Who a name is: finds the declaration that each `Name` of a file means. */
import type { LanguageAdapter, LanguageId } from '../languages/language.ts';
import type { Kind, Node, Step } from '../tree/node.ts';
import { isSpecial, readScopes } from './declare.ts';
import { isScript } from './imports.ts';
import type { Path } from './imports.ts';
import type { Declaration, Scope, Scopes } from './scopes.ts';

/** Answers who a name is. */
export interface Resolver {
  readonly scopes: Scopes;
  /** Returns the declaration that a `Name` means, or declares; undefined for property names and unknown names. */
  declarationOf(name: Node): Declaration | undefined;
  /** Returns a number for the variable that a `Name` means; see `Facts.symbol`. */
  symbol(name: Node): number | undefined;
  /** Returns the qualified names that a `Name` stands for; see `Facts.qualified`. */
  qualified(name: Node): readonly Path[];
}

const none: readonly Path[] = [];

/** Makes the resolver of a file; scopes are read when something is first asked. */
export function createResolver(nodes: readonly Node[], adapter: LanguageAdapter, step: Step): Resolver {
  let read: Scopes | undefined;
  /** By preorder number; null: nothing. */
  const found: (Declaration | null | undefined)[] = [];
  const symbols = new Map<string, number>();
  const scopes = (): Scopes => (read ??= readScopes(nodes, adapter, step));

  function declarationOf(name: Node): Declaration | undefined {
    if (name.kind !== 'Name' || name.index < 0 || nodes[name.index] !== name) return undefined;
    const known = found[name.index];
    if (known !== undefined) return known ?? undefined;
    const { declared, of } = scopes();
    const answer =
      declared.get(name.index) ?? (isProperty(name) ? undefined : lookUp(name, of[name.index], adapter.id));
    found[name.index] = answer ?? null;
    return answer;
  }

  function symbol(name: Node): number | undefined {
    const declaration = declarationOf(name);
    if (declaration === undefined || isSpecial(name.text)) return undefined;
    const [path] = declaration.imports;
    // Two functions that import the same thing mean the same thing by it.
    if (declaration.kind === 'import')
      return path === undefined ? undefined : intern(symbols, path.join('\0'));
    const callable = declaration.kind === 'function' || declaration.kind === 'class';
    // Functions and classes are compared by name, as Semgrep does, except in JavaScript.
    if (callable && (!isScript(adapter.id) || declaration.scope.kind === 'class')) return undefined;
    return declaration.id;
  }

  return {
    get scopes() {
      return scopes();
    },
    declarationOf,
    symbol,
    qualified: name => declarationOf(name)?.imports ?? none,
  };
}

/** Returns a negative number for a key, so that it is no declaration's. */
function intern(symbols: Map<string, number>, key: string): number {
  const known = symbols.get(key) ?? -1 - symbols.size;
  symbols.set(key, known);
  return known;
}

/** Says in which slot of which parent a `Name` names no variable. */
const properties: Partial<Record<Kind, (slot: number) => boolean>> = {
  Attr: slot => slot === 1,
  Pair: slot => slot === 0,
  XmlAttr: slot => slot === 0,
  Path: () => true,
  Import: () => true,
  Package: () => true,
  Label: slot => slot === 0,
  Goto: () => true,
  Break: () => true,
  Continue: () => true,
  FuncDef: slot => slot === 0,
};

function isProperty(name: Node): boolean {
  const { parent } = name;
  const rule = parent && properties[parent.kind];
  return rule !== undefined && rule(parent?.kids.indexOf(name) ?? 0);
}

/** Languages in whose methods a plain name may be a field of the class. */
const memberLanguages = new Set<LanguageId>(['java', 'csharp', 'kotlin', 'cpp', 'c']);

/** Tells whether a function does not see a variable of its surroundings. */
function hides(language: LanguageId, name: string): boolean {
  if (language === 'php') return name.startsWith('$');
  return language === 'ruby' && !/^[A-Z$@]/.test(name);
}

function lookUp(
  { text, index }: Node,
  from: Scope | undefined,
  language: LanguageId,
): Declaration | undefined {
  let fallback: Declaration | undefined;
  let crossed = false;
  for (let at = from; at !== undefined; at = at.parent) {
    const found = visible(at, text, crossed, language);
    if (found !== undefined) {
      const reached = crossed ? found : reachedBy(found, index);
      if (reached !== undefined) return reached;
      fallback ??= found;
    }
    if (at.kind !== 'function' && at.kind !== 'lambda') continue;
    crossed = true;
    if (at.kind === 'function' && hides(language, text)) return fallback;
  }
  return fallback;
}

function visible(
  scope: Scope,
  text: string,
  crossed: boolean,
  language: LanguageId,
): Declaration | undefined {
  if (scope.kind !== 'class') return scope.names.get(text);
  const open = !crossed || memberLanguages.has(language) || (language === 'ruby' && /^[A-Z@]/.test(text));
  return open ? (scope.names.get(text) ?? scope.methods.get(text)) : undefined;
}

function reachedBy(declaration: Declaration, index: number): Declaration | undefined {
  let at: Declaration | undefined = declaration;
  while (at !== undefined && at.from > index) at = at.previous;
  return at;
}
