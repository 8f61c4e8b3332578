/** Rules in Semgrep's format after loading: checked, normalised, still with patterns as text. */
import type { LanguageId } from './languages/language.ts';

/** Is a pattern or regex as the rule's author wrote it, with its place in the rule file. */
export interface Leaf {
  readonly text: string;
  /** Line of the rule file, from 1. */
  readonly line: number;
}

/** Is what a rule looks for. `any`, `all` and `not` are pattern-either, patterns and pattern-not. */
export type Formula =
  | { readonly kind: 'pattern'; readonly leaf: Leaf }
  | { readonly kind: 'regex'; readonly leaf: Leaf }
  | {
      readonly kind: 'any';
      readonly parts: readonly Formula[];
      readonly conditions: readonly Condition[];
      readonly focus: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'all';
      readonly parts: readonly Formula[];
      readonly conditions: readonly Condition[];
      readonly focus: readonly (readonly string[])[];
    }
  | { readonly kind: 'not'; readonly part: Formula }
  | { readonly kind: 'inside'; readonly part: Formula };

/** `pattern-not-inside` and `pattern-not-regex` are not(inside) and not(regex). */
/** Is a condition on what metavariables hold. Metavariables keep their `$`. */
export type Condition =
  | {
      readonly kind: 'regex';
      readonly metavariable: string;
      readonly regex: Leaf;
      readonly constantPropagation: boolean;
    }
  | {
      readonly kind: 'pattern';
      readonly metavariable: string;
      readonly language: LanguageId | undefined;
      readonly formula: Formula;
    }
  | {
      readonly kind: 'comparison';
      readonly metavariable: string | undefined;
      readonly comparison: Leaf;
      readonly strip: boolean;
      readonly base: number | undefined;
    }
  | {
      readonly kind: 'analysis';
      readonly metavariable: string;
      readonly analyzer: 'entropy' | 'entropy_v2' | 'redos';
      /** How strict `entropy_v2` is. */
      readonly mode: 'lax' | 'default' | 'strict';
    }
  | { readonly kind: 'type'; readonly metavariable: string; readonly types: readonly Leaf[] };

/** Is a boolean expression over taint labels. */
export type Requires =
  | { readonly kind: 'label'; readonly name: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Requires[] }
  | { readonly kind: 'not'; readonly part: Requires }
  | { readonly kind: 'true' };

/** Starts taint. */
export interface TaintSource {
  readonly formula: Formula;
  readonly label: string;
  readonly requires: Requires;
  readonly exact: boolean;
  /** 'only': the variable is tainted, the expression itself is not. */
  readonly bySideEffect: boolean | 'only';
  readonly control: boolean;
}
/** Must not be reached by taint. */
export interface TaintSink {
  readonly formula: Formula;
  /** One expression for all, or one a metavariable. */
  readonly requires: Requires | readonly { readonly metavariable: string; readonly requires: Requires }[];
  readonly exact: boolean;
  readonly atExit: boolean;
}
/** Ends taint. */
export interface TaintSanitizer {
  readonly formula: Formula;
  readonly exact: boolean;
  readonly bySideEffect: boolean;
  readonly notConflicting: boolean;
}
/** Carries taint from one metavariable to another. */
export interface TaintPropagator {
  readonly formula: Formula;
  readonly from: string;
  readonly to: string;
  readonly requires: Requires;
  readonly label: string | undefined;
  readonly replaceLabels: readonly string[] | undefined;
  readonly bySideEffect: boolean;
}

/** Says what a rule does with a file. */
export type RuleBody =
  | { readonly mode: 'search'; readonly formula: Formula }
  | {
      readonly mode: 'taint';
      readonly sources: readonly TaintSource[];
      readonly sinks: readonly TaintSink[];
      readonly sanitizers: readonly TaintSanitizer[];
      readonly propagators: readonly TaintPropagator[];
    };

/** Is one loaded rule. */
export interface Rule {
  readonly id: string;
  readonly message: string;
  /** As written: ERROR, WARNING, INFO, INVENTORY, EXPERIMENT, LOW, MEDIUM, HIGH, CRITICAL. */
  readonly severity: string;
  readonly languages: readonly LanguageId[];
  readonly body: RuleBody;
  readonly options: RuleOptions;
  readonly fix: string | undefined;
  readonly fixRegex:
    { readonly regex: string; readonly replacement: string; readonly count: number | undefined } | undefined;
  readonly paths: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly metadata: Readonly<Record<string, unknown>>;
  /** File the rule came from, and its line there. */
  readonly source: { readonly path: string; readonly line: number };
}

/** Holds the options of Semgrep's `options:`; each default is the documented one (see load/options.ts). */
export interface RuleOptions {
  readonly constant_propagation: boolean;
  readonly symbolic_propagation: boolean;
  readonly ac_matching: boolean;
  readonly commutative_boolop: boolean;
  readonly commutative_compop: boolean;
  readonly symmetric_eq: boolean;
  readonly vardef_assign: boolean;
  readonly flddef_assign: boolean;
  readonly attr_expr: boolean;
  readonly arrow_is_function: boolean;
  readonly let_is_var: boolean;
  readonly go_deeper_expr: boolean;
  readonly go_deeper_stmt: boolean;
  readonly implicit_deep_exprstmt: boolean;
  readonly implicit_ellipsis: boolean;
  readonly implicit_return: boolean;
  readonly xml_singleton_loose_matching: boolean;
  readonly xml_attrs_implicit_ellipsis: boolean;
  readonly xml_children_ordered: boolean;
  readonly decorators_order_matters: boolean;
  readonly cpp_parsing_pref: string;
  readonly unify_ids_strictly: boolean;
  readonly taint_unify_mvars: boolean;
  readonly taint_assume_safe_functions: boolean;
  readonly taint_assume_safe_indexes: boolean;
  readonly taint_assume_safe_comparisons: boolean;
  readonly taint_assume_safe_booleans: boolean;
  readonly taint_assume_safe_numbers: boolean;
  readonly taint_only_propagate_through_assignments: boolean;
  readonly taint_match_on: 'sink' | 'source';
  readonly taint_intrafile: boolean;
  readonly generic_engine: 'spacegrep' | 'aliengrep';
  readonly generic_multiline: boolean;
  readonly generic_braces: readonly (readonly [string, string])[] | undefined;
  readonly generic_extra_braces: readonly (readonly [string, string])[];
  readonly generic_extra_word_characters: readonly string[];
  readonly generic_caseless: boolean;
  readonly generic_ellipsis_max_span: number;
  readonly generic_comment_style: 'c' | 'cpp' | 'shell' | undefined;
  readonly max_match_per_file: number | undefined;
}
