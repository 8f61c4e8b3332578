/** How each kind of node declares names; see `node.ts` for the slots. */
import type { LanguageAdapter } from '../languages/language.ts';
import { kid, Node } from '../tree/node.ts';
import type { Kind, Step } from '../tree/node.ts';
import { importedBy, scriptModules } from './imports.ts';
import type { Path } from './imports.ts';
import { namesIn, ScopeBuilder } from './scopes.ts';
import type { Scope, Scopes } from './scopes.ts';

/** Returns the scopes of a file with all that they declare. */
export function readScopes(nodes: readonly Node[], adapter: LanguageAdapter, step: Step): Scopes {
  const root = nodes[0] ?? new Node('Block', '', [], 0, 0);
  const builder = new ScopeBuilder(root, adapter);
  for (const node of nodes) {
    step();
    const scope = builder.enter(node);
    declarers[node.kind]?.(node, scope, builder);
  }
  for (const name of builder.implicit)
    if (!seen(name.text, builder.of[name.index]))
      builder.declare(name, 'variable', { scope: builder.file, node: name });
  return builder;
}

type Declarer = (node: Node, scope: Scope, builder: ScopeBuilder) => void;

const declarers: Partial<Record<Kind, Declarer>> = {
  VarDef: declareVariable,
  Param: declareParameter,
  FuncDef: declareFunction,
  ClassDef: declareType,
  TypeDef: declareType,
  Import: declareImport,
  Assign: declareAssigned,
  AugAssign: declareAssigned,
  ForEach: (node, _, builder) => declareTarget(kid(node, 0), kid(node, 1), builder.inside(node), builder),
  CompFor: (node, scope, builder) => {
    for (const name of namesIn(kid(node, 0), true)) builder.declare(name, 'variable', { scope, node });
  },
  Catch: (node, _, builder) => declareTarget(kid(node, 1), node, builder.inside(node), builder),
  Items: (node, scope, builder) => {
    for (const item of node.kids)
      if (item.kind === 'Assign') declareTarget(kid(item, 0), item, scope, builder);
  },
  Other: declareOuter,
};

/** Declares what a loop, a catch or a `with` binds: in its block, or in the function where blocks have no names. */
function declareTarget(target: Node, after: Node, scope: Scope, builder: ScopeBuilder): void {
  if (target.kind === 'VarDef' || target.kind === 'Param') return;
  const into = builder.blocky ? scope : scope.owner;
  const node = after.kind === 'Catch' || after.kind === 'Assign' ? after : (target.parent ?? target);
  const from = after.kind === 'Catch' ? -1 : after.last + 1;
  for (const name of namesIn(target, true)) builder.declare(name, 'variable', { scope: into, node, from });
}

function declareVariable(node: Node, scope: Scope, builder: ScopeBuilder): void {
  const value = kid(node, 2);
  const into = builder.script && scope.kind === 'block' && !isLexical(node) ? scope.owner : scope;
  const target = builder.blocky ? into : into.owner;
  const again = builder.adapter.id === 'rust' && target.kind !== 'class';
  // A variable is not yet seen by its own first value: in `x := f(x)` of an inner block, x is the outer one.
  const from = value.kind === 'None' || into !== scope ? -1 : node.last + 1;
  const names = namesIn(kid(node, 0), true);
  for (const name of names) builder.declare(name, 'variable', { scope: target, node, from, again });
  if (builder.script && value.kind !== 'None') bindRequired(node, value, builder);
}

const lexical = new Set(['let', 'const', 'using', 'await using']);

const isLexical = (node: Node): boolean => kid(node, 3).kids.some(({ text }) => lexical.has(text));

function declareParameter(node: Node, scope: Scope, builder: ScopeBuilder): void {
  for (const name of namesIn(kid(node, 0), true)) builder.declare(name, 'parameter', { scope, node });
}

function declareFunction(node: Node, scope: Scope, builder: ScopeBuilder): void {
  const name = kid(node, 0);
  if (name.kind !== 'Name' || node.parent?.kind === 'Record') return;
  // A constructor that has the name of its class must not hide the class.
  if (node.parent?.kind === 'ClassBody' && node.parent.parent?.kids[0]?.text === name.text) return;
  const into = scope.kind === 'block' && builder.script ? scope.owner : scope;
  builder.declare(name, 'function', { scope: into, node });
}

function declareType(node: Node, scope: Scope, builder: ScopeBuilder): void {
  const name = kid(node, 0);
  if (name.kind === 'Name') builder.declare(name, 'class', { scope, node });
}

function declareImport(node: Node, _: Scope, builder: ScopeBuilder): void {
  const { node: name, local, paths, wildcard } = importedBy(node, builder.adapter.id);
  if (wildcard !== undefined) builder.wildcards.push(wildcard);
  if (local === undefined || local === '_') return;
  const declaration = builder.bindImport(local, node, paths);
  if (name !== undefined) builder.declared.set(name.index, declaration);
}

function declareAssigned(node: Node, scope: Scope, builder: ScopeBuilder): void {
  if (node.parent?.kind === 'Items') return;
  const target = kid(node, 0);
  const { id, assignmentDeclares } = builder.adapter;
  if (node.text === ':=' && id !== 'python') {
    for (const name of namesIn(target, false))
      builder.declare(name, 'variable', { scope, node, from: node.last + 1 });
    return;
  }
  if (builder.script) {
    if (node.kind === 'Assign') builder.implicit.push(...namesIn(target, false));
    return;
  }
  if (!assignmentDeclares) return;
  for (const name of namesIn(target, false)) {
    const into = id === 'bash' ? builder.file : id === 'ruby' ? rubyHome(name.text, scope) : scope.owner;
    declareFirst(name, into, node, builder);
  }
}

/** Returns where Ruby keeps a variable: `@x` in the object, `$x` in the file, others where they stand. */
function rubyHome(name: string, scope: Scope): Scope {
  let at = scope.owner;
  const wanted = name.startsWith('@') ? 'class' : name.startsWith('$') ? 'file' : undefined;
  while (wanted !== undefined && at.kind !== wanted && at.parent !== undefined) at = at.parent.owner;
  return at;
}

/** Declares a name at its first assignment, unless a block of Ruby assigns a variable of the method around it. */
function declareFirst(name: Node, into: Scope, node: Node, builder: ScopeBuilder): void {
  if (isSpecial(name.text)) return;
  for (let at: Scope | undefined = into; at?.kind === 'lambda'; at = at.parent?.owner) {
    const found = at.names.get(name.text) ?? at.parent?.owner.names.get(name.text);
    if (found === undefined) continue;
    builder.declared.set(name.index, found);
    return;
  }
  builder.declare(name, 'variable', { scope: into, node });
}

/** Reads `global x` or `nonlocal x`, after which the function means the outer variable. */
function declareOuter(node: Node, scope: Scope, builder: ScopeBuilder): void {
  const word = /^(global|nonlocal)(?=[_\s]|$)/.exec(node.text)?.[1];
  if (word === undefined || scope.owner.kind === 'file') return;
  for (const name of namesIn(node, true)) {
    const outer = word === 'global' ? builder.file : scope.owner.parent;
    const found = word === 'global' ? undefined : lookUp(name.text, outer);
    const meant = found ?? builder.declare(name, 'variable', { scope: builder.file, node });
    scope.owner.names.set(name.text, meant);
    builder.declared.set(name.index, meant);
  }
}

function lookUp(name: string, from: Scope | undefined): ReturnType<Scope['names']['get']> {
  for (let at = from; at !== undefined; at = at.parent) {
    const found = at.kind === 'class' ? undefined : at.names.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const seen = (name: string, from: Scope | undefined): boolean => lookUp(name, from) !== undefined;

const special = new Set(['this', '$this', 'self', 'super', 'cls']);

/** Tells whether a name means the object at hand and so is no variable. */
export const isSpecial = (name: string): boolean => special.has(name);

/** Binds what `const x = require('y')` and `const {a, b: c} = require('y')` import. */
function bindRequired(node: Node, value: Node, builder: ScopeBuilder): void {
  const paths = requiredBy(value);
  if (paths === undefined) return;
  const target = kid(node, 0);
  if (target.kind === 'Name') bind(target, paths, builder);
  if (target.kind !== 'Record') return;
  for (const pair of target.kids) {
    const [key, to] = [kid(pair, 0), kid(pair, 1)];
    const local = to.kind === 'Assign' ? kid(to, 0) : to;
    if (pair.kind !== 'Pair' || local.kind !== 'Name') continue;
    bind(
      local,
      paths.map(path => [...path, key.text]),
      builder,
    );
  }
}

function bind(name: Node, paths: readonly Path[], builder: ScopeBuilder): void {
  const declaration = builder.declared.get(name.index);
  if (declaration !== undefined) declaration.imports = paths;
}

/** Returns the names of the module that `require('y')`, `require('y').a` or `await import('y')` yields, or undefined. */
export function requiredBy(value: Node): readonly Path[] | undefined {
  const tail: string[] = [];
  let at = value;
  for (; at.kind === 'Attr' || at.kind === 'Await'; at = kid(at, 0))
    if (at.kind === 'Attr') tail.unshift(kid(at, 1).text);
  const callee = kid(at, 0);
  const [module] = kid(at, 1).kids;
  const known = callee.text === 'require' || callee.text === 'import';
  if (at.kind !== 'Call' || !known || callee.kids.length > 0 || module?.kind !== 'Str') return undefined;
  return scriptModules(module.text).map(path => [...path, ...tail]);
}
