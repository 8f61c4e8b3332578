/**
 * Which types expressions have, as far as the file itself tells: what is declared, and what is plain to see in a value.
 * Unknown is the usual answer; a type that is only likely is none.
 */
import type { LanguageId } from '../languages/language.ts';
import { kid, Node, show } from '../tree/node.ts';
import type { Kind } from '../tree/node.ts';
import { isSpecial } from './declare.ts';
import { isScript } from './imports.ts';
import type { Resolver } from './resolve.ts';
import type { Declaration, Scope } from './scopes.ts';
import * as known from './typeNames.ts';
import type { TypeNames } from './typeNames.ts';
import type { Writes } from './writes.ts';

/** Is what types are read from. */
export interface TypeParts {
  readonly nodes: readonly Node[];
  readonly language: LanguageId;
  readonly resolver: Resolver;
  readonly writes: () => Writes;
}

/** Returns the function that answers `Facts.type`. */
export function createTypes(parts: TypeParts): (expression: Node) => Node | undefined {
  const types = new Types(parts);
  return expression => (parts.nodes[expression.index] === expression ? types.of(expression) : undefined);
}

/** Is how far types are followed from expression to expression. */
const deepest = 100;

class Types {
  readonly language: LanguageId;
  readonly names: TypeNames;
  readonly #parts: TypeParts;
  readonly #cache = new Map<number, Node | undefined>();
  #depth = 0;

  constructor(parts: TypeParts) {
    this.#parts = parts;
    this.language = parts.language;
    this.names = known.typeNamesOf(parts.language);
  }

  of(expression: Node): Node | undefined {
    const { index } = expression;
    if (this.#cache.has(index)) return this.#cache.get(index);
    if (this.#depth > deepest) return undefined;
    // A variable defined by itself has no type.
    this.#cache.set(index, undefined);
    this.#depth++;
    const type = readers[expression.kind]?.(expression, this);
    this.#depth--;
    this.#cache.set(index, type);
    return type;
  }

  variable(name: Node): Node | undefined {
    if (isSpecial(name.text)) return this.#classAround(name)?.node.parent?.kids[0];
    const declaration = this.#parts.resolver.declarationOf(name);
    return declaration && this.#declared(declaration);
  }

  #declared(declaration: Declaration): Node | undefined {
    const { node } = declaration;
    const slot = typeSlots[node.kind];
    const whole = kid(node, 0).kind === 'Name' || node.kind === 'Catch';
    const written = slot === undefined || !whole ? undefined : this.#written(kid(node, slot));
    return written ?? this.#inferred(declaration);
  }

  #inferred({ node, id }: Declaration): Node | undefined {
    // What a collection holds is not followed: neither by loops nor by indexes, as in Semgrep.
    const loop = node.kind === 'ForEach' ? node : node.parent;
    if (loop?.kind === 'ForEach' && kid(loop, 0).kind !== 'Tuple') return undefined;
    const value = this.#parts.writes().of.get(id)?.[0]?.value;
    if (value !== undefined) return this.of(value);
    return node.parent?.kind === 'Items' ? this.of(kid(node, 1)) : undefined;
  }

  #written(type: Node): Node | undefined {
    const inferred = type.kind === 'None' || (type.kind === 'Name' && known.isInferred(type.text));
    return inferred ? undefined : type;
  }

  attribute(node: Node): Node | undefined {
    const around = this.#classOf(kid(node, 0));
    const holder = around?.node.parent;
    // The fields of Rust are not where its methods are.
    const scope = holder?.text === 'impl' ? this.#classNamed(kid(holder, 0)) : around;
    const { text } = kid(node, 1);
    if (scope === undefined) return undefined;
    const field = scope.field(text);
    if (field !== undefined) return this.#declared(field) ?? this.#assigned(scope, text);
    return this.#promoted(scope, text) ?? this.#assigned(scope, text);
  }

  /** A parameter of the constructor that is a field too: `constructor(private x: T)`. */
  #promoted(scope: Scope, name: string): Node | undefined {
    const builder = scope.methods.get('constructor') ?? scope.methods.get('__construct');
    const parameters = builder === undefined ? [] : kid(builder.node, 1).kids;
    const found = parameters.find(
      one =>
        one.kind === 'Param' && kid(one, 0).text.replace('$', '') === name && kid(one, 3).kids.length > 0,
    );
    return found && this.#written(kid(found, 1));
  }

  /** What `this.x = …` first gives to a field, within the class. */
  #assigned(scope: Scope, name: string): Node | undefined {
    const [first] = this.#parts.writes().attributes.get(name) ?? [];
    if (first?.value === undefined) return undefined;
    const object = kid(first.target, 0);
    return isSpecial(object.text) && this.#classAround(object) === scope ? this.of(first.value) : undefined;
  }

  call(node: Node): Node | undefined {
    const callee = kid(node, 0);
    if (callee.kind === 'Attr') return this.#method(callee);
    if (callee.kind !== 'Name') return undefined;
    const declaration = this.#parts.resolver.declarationOf(callee);
    if (declaration?.kind === 'function') return this.#result(declaration);
    if (declaration?.kind === 'class') return callee;
    if (declaration !== undefined && declaration.imports.length === 0) return undefined;
    if (known.looksConstructed(callee.text, this.language)) return callee;
    return declaration === undefined ? this.#builtIn(node, callee) : undefined;
  }

  #builtIn(node: Node, callee: Node): Node | undefined {
    const [first] = kid(node, 1).kids;
    if (this.language === 'go' && first !== undefined) {
      if (callee.text === 'make') return first;
      if (callee.text === 'new') return pointer(first);
    }
    return known.isConversion(callee.text, this.language) ? callee : undefined;
  }

  #method(callee: Node): Node | undefined {
    const { text } = kid(callee, 1);
    const scope = this.#classOf(kid(callee, 0));
    const method = scope?.methods.get(text);
    if (method !== undefined) return this.#result(method);
    if (this.language === 'java') return this.#guessed(callee);
    return known.looksConstructed(text, this.language) ? callee : undefined;
  }

  /** What Java's common methods give, whatever they are called on; `get` gives what a collection holds. */
  #guessed(callee: Node): Node | undefined {
    const object = kid(callee, 0);
    const { text } = kid(callee, 1);
    const type = this.of(object);
    if (text === 'get' && type?.kind === 'TypeApply') return kid(type, 1).kids.at(-1);
    const guess = known.javaResult(text, type?.text ?? (object.kind === 'Name' ? object.text : ''));
    return guess === undefined || guess === '' ? undefined : synthetic(guess, callee);
  }

  #result({ node }: Declaration): Node | undefined {
    return node.kind === 'FuncDef' ? this.#written(kid(node, 2)) : undefined;
  }

  /** The class of this file whose instance (or which itself) an expression is. */
  #classOf(object: Node): Scope | undefined {
    if (object.kind !== 'Name') return this.#classNamed(named(this.of(object)));
    if (isSpecial(object.text)) return this.#classAround(object);
    return this.#classNamed(object) ?? this.#classNamed(named(this.of(object)));
  }

  #classNamed(name: Node | undefined): Scope | undefined {
    const { resolver } = this.#parts;
    const declaration = name && resolver.declarationOf(name);
    const body = declaration?.kind === 'class' ? kid(declaration.node, 3) : undefined;
    return body?.kind === 'ClassBody' ? resolver.scopes.inside(body) : undefined;
  }

  #classAround({ index }: Node): Scope | undefined {
    let at = this.#parts.resolver.scopes.of[index];
    while (at !== undefined && at.kind !== 'class') at = at.parent;
    return at;
  }

  /** A chain `a + b + c` leans to the left, as deep as it is long, so it is read from its inner end without recursion. */
  binary(node: Node): Node | undefined {
    const chain = [node];
    let first = kid(node, 0);
    for (; first.kind === 'Binary' && !this.#cache.has(first.index); first = kid(first, 0)) chain.push(first);
    let type = this.of(first);
    for (let at = chain.pop(); at !== undefined; at = chain.pop()) {
      type = this.#joined(at, type);
      this.#cache.set(at.index, type);
    }
    return type;
  }

  #joined(node: Node, left: Node | undefined): Node | undefined {
    const { text: operator } = node;
    const { string, boolean } = this.names;
    if (known.isComparison(operator) || known.isLogic(operator, this.language))
      return synthetic(boolean, node);
    if (operator === '.' && this.language === 'php') return synthetic(string, node);
    const name = this.#reckoned(operator, [left?.text, this.of(kid(node, 1))?.text]);
    return name === undefined ? undefined : synthetic(name, node);
  }

  #reckoned(operator: string, operands: readonly (string | undefined)[]): string | undefined {
    const { string, integer } = this.names;
    if (operator === '+' && this.language !== 'java' && operands.includes(string)) return string;
    const whole = reckoning.has(operator) && operands.every(type => type === integer);
    return whole ? integer : undefined;
  }

  unary(node: Node): Node | undefined {
    if (node.text === '!' || node.text === 'not') return synthetic(this.names.boolean, node);
    const type = this.of(kid(node, 0));
    if (type === undefined) return undefined;
    if (node.text === '&') return pointer(type, node);
    if (node.text === '*') return type.kind === 'TypePtr' ? type.kids[0] : undefined;
    return node.text === '-' || node.text === '+' ? type : undefined;
  }
}

const reckoning = new Set(['+', '-', '*', '%', '//', '&', '|', '^', '<<', '>>']);

const typeSlots: Partial<Record<Kind, number>> = { VarDef: 1, Param: 1, Catch: 0 };

/** Makes a type that the text does not name, at the place of the expression that has it. */
const synthetic = (name: string, { start, end }: Node): Node => new Node('Name', name, [], start, end);

const pointer = (type: Node, { start, end }: Node = type): Node =>
  new Node('TypePtr', '*', [type], start, end);

/** Returns the name in a type that may be a class: `T` of `*T`, `T?`, `T<…>`. */
function named(type: Node | undefined): Node | undefined {
  let at = type;
  while (at?.kind === 'TypePtr' || at?.kind === 'TypeOpt' || at?.kind === 'TypeApply') at = at.kids[0];
  if (at?.kind === 'Other' && at.text.startsWith('struct')) at = at.kids[0];
  return at?.kind === 'Name' ? at : undefined;
}

function number(node: Node, { names, language }: Types): Node {
  const whole = /^[-+]?(?:\d+|0[xXoObB][\da-fA-F_]+)[uUlL]*$/.test(node.text);
  if (whole && language === 'java' && /[lL]$/.test(node.text)) return synthetic('long', node);
  return synthetic(whole ? names.integer : names.float, node);
}

function text(node: Node, { names, language }: Types): Node {
  const pointed = language === 'c' || language === 'cpp';
  return pointed ? pointer(synthetic('char', node)) : synthetic(names.string, node);
}

type Reader = (node: Node, types: Types) => Node | undefined;

const readers: Partial<Record<Kind, Reader>> = {
  Name: (node, types) => types.variable(node),
  Attr: (node, types) => types.attribute(node),
  Call: (node, types) => types.call(node),
  Binary: (node, types) => types.binary(node),
  Unary: (node, types) => types.unary(node),
  New: node => (kid(node, 0).kind === 'None' ? undefined : kid(node, 0)),
  Cast: node => kid(node, 0),
  Str: text,
  Concat: (node, types) => (node.text === 'tagged' ? undefined : text(node, types)),
  Num: number,
  Bool: (node, { names }) => synthetic(names.boolean, node),
  Null: node => synthetic('null', node),
  Char: node => synthetic('char', node),
  Regex: (node, { language }) => (isScript(language) ? synthetic('RegExp', node) : undefined),
  Assign: (node, types) => types.of(kid(node, 1)),
  Await: (node, types) => types.of(kid(node, 0)),
  Ternary: (node, types) => {
    const [yes, no] = [types.of(kid(node, 1)), types.of(kid(node, 2))];
    return yes !== undefined && no !== undefined && show(yes) === show(no) ? yes : undefined;
  },
};
