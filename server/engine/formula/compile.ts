/** Compiles a rule's formulas for one language: patterns become trees, regexes are made safe. A rule compiles whole or not at all. */
import type { Problem, Result } from '../../../common/result.ts';
import type { GenericPattern } from '../generic/index.ts';
import type { LanguageId } from '../languages/language.ts';
import type { Comparison } from '../load/comparison.ts';
import type { Pattern } from '../pattern/compile.ts';
import type { SafeRegex } from '../regex/compile.ts';
import type { Condition, Formula, Leaf, RuleOptions } from '../rule.ts';

/** Is a pattern or regex, compiled. Leaves with the same `key` find the same in a file. */
export interface CompiledLeaf {
  readonly kind: 'leaf';
  readonly key: string;
  readonly regex: boolean;
  readonly matcher:
    | { readonly kind: 'tree'; readonly pattern: Pattern }
    | { readonly kind: 'regex'; readonly regex: SafeRegex }
    | { readonly kind: 'generic'; readonly pattern: GenericPattern };
}

/** Is a formula whose leaves are compiled. */
export type CompiledFormula =
  | CompiledLeaf
  | {
      readonly kind: 'any' | 'all';
      /** Formulas with the same key find the same in a file. */
      readonly key: string;
      readonly parts: readonly CompiledFormula[];
      readonly conditions: readonly CompiledCondition[];
      readonly focus: readonly (readonly string[])[];
    }
  | { readonly kind: 'not'; readonly part: CompiledFormula }
  | { readonly kind: 'inside'; readonly part: CompiledFormula };

/** Is a condition whose patterns, regexes and expressions are compiled. */
export type CompiledCondition =
  | {
      readonly kind: 'regex';
      readonly metavariable: string;
      readonly regex: SafeRegex;
      readonly constantPropagation: boolean;
    }
  | {
      readonly kind: 'pattern';
      readonly metavariable: string;
      readonly language: LanguageId | undefined;
      readonly formula: CompiledFormula;
    }
  | {
      readonly kind: 'comparison';
      readonly metavariable: string | undefined;
      readonly comparison: Comparison;
      readonly strip: boolean;
      readonly base: number | undefined;
    }
  | Extract<Condition, { kind: 'analysis' }>
  | { readonly kind: 'type'; readonly metavariable: string; readonly types: readonly Pattern[] };

/** Is what compiling a formula needs. */
export interface Compilers {
  readonly pattern: (text: string, language: LanguageId) => Result<Pattern>;
  /** Compiles a type as it is written in a typed metavariable. */
  readonly type: (text: string, language: LanguageId) => Result<Pattern>;
  readonly regex: (text: string, anchored: boolean) => Result<SafeRegex>;
  readonly generic: (text: string, options: RuleOptions) => Result<GenericPattern>;
  readonly comparison: (text: string) => Result<Comparison>;
  /** Returns a short text that stands for a long one. */
  readonly intern: (text: string) => string;
}

/** Collects what is wrong with a rule, with places in its file. */
interface Work {
  readonly compilers: Compilers;
  readonly options: RuleOptions;
  readonly problems: Problem[];
  readonly source: string;
}

/** Compiles a formula; undefined, with problems, when any part of it can't be honoured. */
export function compileFormula(
  formula: Formula,
  language: LanguageId,
  work: Work,
): CompiledFormula | undefined {
  switch (formula.kind) {
    case 'pattern':
      return compileLeaf(formula.leaf, language, work);
    case 'regex':
      return regexLeaf(formula.leaf, work);
    case 'not':
    case 'inside': {
      const part = compileFormula(formula.part, language, work);
      return part === undefined ? undefined : { kind: formula.kind, part };
    }
    case 'any':
    case 'all': {
      const parts = formula.parts.map(part => compileFormula(part, language, work));
      const conditions = formula.conditions.map(condition => compileCondition(condition, language, work));
      return {
        kind: formula.kind,
        key: formulaKey(formula, language, work),
        parts: parts.filter(part => part !== undefined),
        conditions: conditions.filter(condition => condition !== undefined),
        focus: formula.focus,
      };
    }
  }
}

function formulaKey(formula: Formula, language: LanguageId, { compilers, options }: Work): string {
  const plain = language === 'generic' || language === 'regex';
  const setting = plain ? JSON.stringify(options) : optionsKey(options);
  return compilers.intern(`${language}:${setting}:${JSON.stringify(formula, withoutLines)}`);
}

/** Where in its file a formula stands says nothing about what it finds. */
const withoutLines = (key: string, value: unknown): unknown => (key === 'line' ? undefined : value);

function compileLeaf(leaf: Leaf, language: LanguageId, work: Work): CompiledLeaf | undefined {
  if (language === 'regex') return regexLeaf(leaf, work);
  if (language === 'generic') {
    const pattern = take(work.compilers.generic(leaf.text, work.options), leaf, work);
    const key = `generic:${JSON.stringify(work.options)}:${leaf.text}`;
    return pattern === undefined
      ? undefined
      : { kind: 'leaf', key, regex: false, matcher: { kind: 'generic', pattern } };
  }
  const pattern = take(work.compilers.pattern(leaf.text, language), leaf, work);
  const key = `${language}:${optionsKey(work.options)}:${leaf.text}`;
  return pattern === undefined
    ? undefined
    : { kind: 'leaf', key, regex: false, matcher: { kind: 'tree', pattern } };
}

/** Options that change what a pattern finds; the rest concern taint or the generic engine. */
const optionsKey = (options: RuleOptions): string =>
  Object.entries(options)
    .filter(([name]) => !name.startsWith('taint_') && !name.startsWith('generic_'))
    .map(([, value]) => (value === true ? '1' : value === false ? '0' : String(value)))
    .join('');

function regexLeaf(leaf: Leaf, work: Work): CompiledLeaf | undefined {
  const regex = take(work.compilers.regex(leaf.text, false), leaf, work);
  return regex === undefined
    ? undefined
    : { kind: 'leaf', key: `regex:${leaf.text}`, regex: true, matcher: { kind: 'regex', regex } };
}

function take<T>(result: Result<T>, leaf: Leaf, { problems, source }: Work): T | undefined {
  if (result.ok) return result.value;
  for (const problem of result.problems)
    problems.push({ ...problem, source, line: leaf.line + Math.max(0, (problem.line ?? 1) - 1) });
  return undefined;
}

function compileCondition(
  condition: Condition,
  language: LanguageId,
  work: Work,
): CompiledCondition | undefined {
  switch (condition.kind) {
    case 'regex': {
      const regex = take(work.compilers.regex(condition.regex.text, true), condition.regex, work);
      return regex === undefined ? undefined : { ...condition, regex };
    }
    case 'pattern': {
      const formula = compileFormula(condition.formula, condition.language ?? language, work);
      return formula === undefined ? undefined : { ...condition, formula };
    }
    case 'comparison': {
      const comparison = take(
        work.compilers.comparison(condition.comparison.text),
        condition.comparison,
        work,
      );
      return comparison === undefined ? undefined : { ...condition, comparison };
    }
    case 'type': {
      const types = condition.types.map(type => take(work.compilers.type(type.text, language), type, work));
      return { ...condition, types: types.filter(type => type !== undefined) };
    }
    case 'analysis':
      return condition;
  }
}
