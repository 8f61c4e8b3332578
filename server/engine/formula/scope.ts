/** Where a formula is evaluated: a whole file, or what a metavariable holds. */
import type { Facts } from '../facts/facts.ts';
import type { LanguageId } from '../languages/language.ts';
import type { Binding } from '../match/env.ts';
import type { Bound } from '../match/match.ts';
import type { Found } from '../match/search.ts';
import type { MatchContext } from '../match/context.ts';
import type { CompiledLeaf } from './compile.ts';
import type { Cover, Places } from './cover.ts';
import type { Clauses } from './prefilter.ts';
import type { Range } from './range.ts';

/** Says which matches of a pattern are wanted. */
export interface Wanted {
  /** Tells which places are; all where it is left out. */
  readonly within?: Cover | undefined;
  /** Places one of which every wanted match holds; any where it is left out. */
  readonly near?: Int32Array | undefined;
  /** Tells which contents are; all where it is left out. */
  readonly accepts?: ((bindings: Binding | undefined) => boolean) | undefined;
}

/** Answers what formulas ask of the code that they are evaluated on. */
export interface Scope {
  readonly facts: Facts;
  /** Text that offsets of nodes refer to. */
  readonly text: string;
  /** Is there where the scope is code of a language with a tree. */
  readonly context: MatchContext | undefined;
  /** Returns the matches of a pattern or regex in this scope, or those only that are wanted. */
  find(leaf: CompiledLeaf, inside: boolean, wanted?: Wanted): readonly Found[];
  /** Returns where the literals of a clause stand; undefined where that can't be told. */
  holding(clause: Clauses[number]): Places | undefined;
  /** Returns the scope itself as a range, for formulas that only limit it. */
  whole(): readonly Range[];
  /** Returns the scope of what a metavariable holds, in this language or another; undefined where there is none. */
  nested(bound: Bound, language: LanguageId | undefined, given: Binding | undefined): Scope | undefined;
  /** Returns a binding made in this scope as one of the file's. */
  outward(binding: Binding): Binding;
  /** Returns what the formula of a key finds, worked out once for all rules of a file. */
  once(key: string, evaluate: () => readonly Range[]): readonly Range[];
  /** Counts steps of work, one where nothing is said. */
  spend(steps?: number): void;
}
