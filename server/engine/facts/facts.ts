/** What is known of a file beyond its tree: who a name is, what it holds, which type it has. */
import type { LanguageAdapter } from '../languages/language.ts';
import { noStep, number } from '../tree/node.ts';
import type { Node, Step } from '../tree/node.ts';
import { createConstants } from './constants.ts';
import { createResolver } from './resolve.ts';
import { terraformConstants } from './terraform.ts';
import { createTypes } from './types.ts';
import { readWrites } from './writes.ts';
import type { Writes } from './writes.ts';

/** Is a value known at compile time; `text` undefined: some constant of that kind whose text is unknown. */
export interface Constant {
  readonly kind: 'Str' | 'Num' | 'Bool' | 'Null';
  readonly text: string | undefined;
}

/** Answers questions about the nodes of one file. All answers are cached; nothing throws. */
export interface Facts {
  /** Nodes in preorder: `nodes[n.index] === n`. */
  readonly nodes: readonly Node[];
  /**
   * Returns the fully qualified names that a `Name` stands for through imports, each as its parts (`['os','path','join']`),
   * likeliest first; empty when it is no imported name (or a local declaration hides the import).
   */
  qualified(name: Node): readonly (readonly string[])[];
  /** Modules whose names are all imported (`from m import *`), each as parts. */
  readonly wildcards: readonly (readonly string[])[];
  /** Returns a number that is the same for every `Name` of the same variable in the same scope; undefined for property names and unknown names. */
  symbol(name: Node): number | undefined;
  /** Returns the constant that an expression holds at this place (flow-sensitive, intraprocedural), or undefined. */
  constant(expression: Node): Constant | undefined;
  /** Returns the expression that a variable holds at this place, when it was assigned there alone; for `symbolic_propagation`. */
  symbolic(name: Node): Node | undefined;
  /** Returns the type of an expression where it is declared or plain to see, as a type node, else undefined. */
  type(expression: Node): Node | undefined;
}

/**
 * Returns the facts of a file. Numbers its nodes at once; all else is worked out when first asked, and may then end with what
 * `step` throws.
 */
export function createFacts(root: Node, adapter: LanguageAdapter, step: Step = noStep): Facts {
  const nodes = number(root, step);
  const resolver = createResolver(nodes, adapter, step);
  let read: Writes | undefined;
  const writes = (): Writes => (read ??= readWrites(nodes, { resolver, step }, adapter.id));
  const constants = createConstants(nodes, adapter, { resolver, writes });
  const ofTerraform = adapter.id === 'terraform' ? terraformConstants(nodes) : undefined;
  const type = createTypes({ nodes, language: adapter.id, resolver, writes });
  return {
    nodes,
    qualified: name => resolver.qualified(name),
    get wildcards() {
      return resolver.scopes.wildcards;
    },
    symbol: name => resolver.symbol(name),
    constant: expression => constants.constant(expression) ?? ofTerraform?.(expression),
    symbolic: name => constants.symbolic(name),
    type,
  };
}
