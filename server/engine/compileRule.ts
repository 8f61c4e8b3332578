/** Compiles loaded rules: one compiled rule a language, whole or not at all, with what a file must hold for it. */
import type { Problem } from '../../common/result.ts';
import { compileFormula, type CompiledFormula, type Compilers } from './formula/compile.ts';
import { clausesOf, type Clauses } from './formula/prefilter.ts';
import type { LanguageId } from './languages/language.ts';
import type { Formula, Rule, TaintPropagator, TaintSanitizer, TaintSink, TaintSource } from './rule.ts';

/** Is a part of a taint rule with its formula compiled. */
export interface CompiledPart<Spec> {
  readonly spec: Spec;
  readonly formula: CompiledFormula;
}

/** Is what a compiled rule looks for. */
export type CompiledBody =
  | { readonly mode: 'search'; readonly formula: CompiledFormula }
  | {
      readonly mode: 'taint';
      readonly sources: readonly CompiledPart<TaintSource>[];
      readonly sinks: readonly CompiledPart<TaintSink>[];
      readonly sanitizers: readonly CompiledPart<TaintSanitizer>[];
      readonly propagators: readonly CompiledPart<TaintPropagator>[];
    };

/** Is a rule that is ready to run on files of one language. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly language: LanguageId;
  readonly body: CompiledBody;
  readonly clauses: Clauses;
}

/** Is a rule that can't be honoured whole in a language, and why. */
export interface Uncompiled {
  readonly rule: Rule;
  readonly language: LanguageId;
  readonly problems: readonly Problem[];
}

/** Compiles a rule for one of its languages. */
export function compileRule(
  rule: Rule,
  language: LanguageId,
  compilers: Compilers,
): CompiledRule | Uncompiled {
  const problems: Problem[] = [];
  const work = { compilers, options: rule.options, problems, source: rule.source.path };
  const formula = (part: Formula): CompiledFormula | undefined => compileFormula(part, language, work);
  const parts = <Spec extends { readonly formula: Formula }>(
    specs: readonly Spec[],
  ): readonly CompiledPart<Spec>[] =>
    specs.flatMap(spec => {
      const compiled = formula(spec.formula);
      return compiled === undefined ? [] : [{ spec, formula: compiled }];
    });
  const { body } = rule;
  const compiled: CompiledBody | undefined =
    body.mode === 'search'
      ? searchBody(formula(body.formula))
      : {
          mode: 'taint',
          sources: parts(body.sources),
          sinks: parts(body.sinks),
          sanitizers: parts(body.sanitizers),
          propagators: parts(body.propagators),
        };
  if (compiled === undefined || problems.length > 0) return { rule, language, problems };
  return { rule, language, body: compiled, clauses: bodyClauses(compiled) };
}

const searchBody = (formula: CompiledFormula | undefined): CompiledBody | undefined =>
  formula === undefined ? undefined : { mode: 'search', formula };

function bodyClauses(body: CompiledBody): Clauses {
  if (body.mode === 'search') return clausesOf(body.formula);
  const anyOf = (parts: readonly { readonly formula: CompiledFormula }[]): Clauses =>
    clausesOf({ kind: 'any', key: '', parts: parts.map(part => part.formula), conditions: [], focus: [] });
  return [...anyOf(body.sources), ...anyOf(body.sinks)];
}

/** Tells whether a rule compiled. */
export const isCompiled = (compiled: CompiledRule | Uncompiled): compiled is CompiledRule =>
  'body' in compiled;

/** Tells whether a rule was refused. */
export const isRefused = (compiled: CompiledRule | Uncompiled): compiled is Uncompiled =>
  !isCompiled(compiled);
