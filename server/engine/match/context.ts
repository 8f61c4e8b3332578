/** What every matching function shares: the file's facts, the rule's options, and the budget of steps. */
import type { Facts } from '../facts/facts.ts';
import type { LanguageAdapter } from '../languages/language.ts';
import type { RuleOptions } from '../rule.ts';
import type { Node } from '../tree/node.ts';
import type { Env } from './env.ts';

/** Takes a state in which the match so far holds; answers true when no further solutions are wanted. */
export type Continue = (env: Env) => boolean;

/** Tells whether a pattern's text, `=~/…/`, is found in a text. */
export type RegexTest = (source: string, text: string) => boolean;

/** Searches a text for a pattern's text, `=~/…/`, and says what that cost in steps. */
export type RegexSearch = (
  source: string,
  text: string,
) => { readonly found: boolean; readonly complete: boolean; readonly effort: number };

/** Counts steps and ends work that has become too much. */
export interface Budget {
  /** Counts steps, one where nothing is said; throws `BudgetExceeded` or `Cancelled` when the work must end. */
  spend(steps?: number): void;
}

/** Is thrown when a rule has used its steps for a file. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded';
}

/** Is thrown when nobody waits for the result any more. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** Is handed to every matching function. */
export interface MatchContext {
  readonly facts: Facts;
  readonly adapter: LanguageAdapter;
  readonly options: RuleOptions;
  readonly budget: Budget;
  readonly testRegex: RegexTest;
  /** The text that the target's offsets refer to. */
  readonly text: string;
  /** Statements of the file in preorder, with their place among all nodes, for `...` that dives into nested blocks. */
  readonly statements: readonly Node[];
  /** Matches any pattern node against any target node. */
  readonly match: (p: Node, t: Node, env: Env, k: Continue, isRoot?: boolean) => boolean;
}

/** Matches a pattern node of one kind against a target node. */
export type Handler = (c: MatchContext, p: Node, t: Node, env: Env, k: Continue) => boolean;
