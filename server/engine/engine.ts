/** The rule engine's front: compiles loaded rules, analyses texts, runs rules on them. Reads no files. */
import { success, type Result } from '../../common/result.ts';
import { analyse, type Analysis, type AnalysisRequest } from './analysis.ts';
import { defaultLimits, type Limits } from './budget.ts';
import { compileRule, isCompiled, isRefused, type CompiledRule, type Uncompiled } from './compileRule.ts';
import type { Compilers } from './formula/compile.ts';
import { compileGeneric } from './generic/index.ts';
import type { LanguageId } from './languages/language.ts';
import { adapterOf } from './languages/registry.ts';
import { parseComparison } from './load/comparison.ts';
import { compilePattern, compileType, type ParseText, type Pattern } from './pattern/compile.ts';
import { createPatternStore, type PatternStore, type StoredPatterns } from './pattern/store.ts';
import { compileRegex, type RegexScan, type SafeRegex } from './regex/compile.ts';
import type { RegexSearch } from './match/context.ts';
import type { Rule } from './rule.ts';
import { scanText, type ScanResult } from './scan.ts';
import { createParsers, type Parsers, type ParserSources } from './tree/parser.ts';
import { createVersions } from './tree/versions.ts';

/** Says where grammars come from, and which patterns were compiled before. */
export interface EngineSources extends ParserSources {
  readonly patterns?: readonly StoredPatterns[];
}

/** Is what compiling a set of rules gave. */
export interface CompiledRules {
  readonly rules: readonly CompiledRule[];
  /** Rules that can't be honoured whole in a language; they are not run there. */
  readonly refused: readonly Uncompiled[];
}

/** Compiles rules and runs them. */
export interface Engine {
  /** Compiles rules for each of their languages, or for those named only. */
  compile(rules: readonly Rule[], languages?: ReadonlySet<LanguageId>): CompiledRules;
  /** Parses and indexes a text; fails when its grammar can't be loaded or parsing was cancelled. */
  analyse(text: string, language: LanguageId, request?: AnalysisRequest): Result<Analysis>;
  /** Returns every pattern that was compiled so far, to be handed to another engine. */
  patterns(): StoredPatterns;
  /** Runs rules on an analysed text. */
  scan(analysis: Analysis, rules: readonly CompiledRule[], limits?: Limits): ScanResult;
  /** Tells whether the parsers' runtime has trapped: no text can be analysed in this thread any more. */
  damaged(): boolean;
}

/** Starts an engine with the grammars that it is given. */
export async function createEngine(sources: EngineSources): Promise<Engine> {
  const parsers = await createParsers(sources);
  const versions = createVersions();
  const store = createPatternStore(sources.patterns);
  const compilers = createCompilers(parsers, store);
  const searchRegex = createRegexSearch();
  const analyseText = (text: string, language: LanguageId, request?: AnalysisRequest): Result<Analysis> =>
    analyse(text, language, { parsers, versions }, request);
  return {
    compile: (rules, languages) => {
      const all = rules.flatMap(rule =>
        rule.languages
          .filter(language => languages?.has(language) ?? true)
          .map(language => compileRule(rule, language, compilers)),
      );
      return { rules: all.filter(isCompiled), refused: all.filter(isRefused) };
    },
    analyse: analyseText,
    patterns: () => store.stored(),
    damaged: () => parsers.damaged(),
    scan: (analysis, rules, limits = defaultLimits) =>
      scanText(analysis, rules, {
        limits,
        searchRegex,
        analysePart: (text, language) => {
          const part = analyseText(text, language);
          return part.ok ? part.value : undefined;
        },
      }),
  };
}

function createCompilers(parsers: Parsers, store: PatternStore): Compilers {
  const parse: ParseText = (adapter, text) => {
    const parsed = parsers.parse(adapter, text);
    return parsed.ok ? parsed.value : undefined;
  };
  const withAdapter = <T>(
    language: LanguageId,
    use: (adapter: NonNullable<ReturnType<typeof adapterOf>>) => Result<T>,
  ): Result<T> => {
    const adapter = adapterOf(language);
    return adapter === undefined
      ? {
          ok: false,
          problems: [
            {
              source: language,
              message: `There is no grammar for ${language}.`,
              remedy: 'Use another language.',
            },
          ],
        }
      : use(adapter);
  };
  return {
    pattern: (text, language) => {
      const known = store.get(language, text);
      if (known !== undefined) return success(known);
      const compiled = orNever(language, each =>
        withAdapter(each, adapter => compilePattern(text, adapter, parse)),
      );
      if (compiled.ok) store.put(text, compiled.value);
      return compiled;
    },
    type: (text, language) => withAdapter(language, adapter => compileType(text, adapter, parse)),
    regex: createRegexCompiler(),
    generic: compileGeneric,
    comparison: parseComparison,
    intern: createInterner(),
  };
}

/**
 * TypeScript has two grammars: markup is none in `.ts`, and `<T>x` none in `.tsx`. A pattern that only the other one takes
 * can match nothing in such a file, which is what it then does.
 */
function orNever(language: LanguageId, compile: (language: LanguageId) => Result<Pattern>): Result<Pattern> {
  const compiled = compile(language);
  const other = language === 'typescript' ? 'tsx' : language === 'tsx' ? 'typescript' : undefined;
  if (compiled.ok || other === undefined) return compiled;
  const elsewhere = compile(other);
  return elsewhere.ok ? success({ ...elsewhere.value, language, nodes: [] }) : compiled;
}

/** Rules for several languages, and many rules of one author, have the same regexes. */
function createRegexCompiler(): Compilers['regex'] {
  const known = new Map<string, Result<SafeRegex>>();
  return (text, anchored) => {
    const key = `${anchored ? '^' : ''}/${text}`;
    let compiled = known.get(key);
    if (compiled === undefined) known.set(key, (compiled = compileRegex(text, { anchored })));
    return compiled;
  };
}

function createInterner(): (text: string) => string {
  const known = new Map<string, string>();
  return text => {
    const short = known.get(text) ?? `f${known.size}`;
    known.set(text, short);
    return short;
  };
}

/** Regexes in strings of patterns (`"=~/…/"`) are compiled once; one that can't be made safe matches nothing. */
function createRegexSearch(): RegexSearch {
  const known = new Map<string, (text: string) => ReturnType<RegexSearch>>();
  return (source, text) => {
    let test = known.get(source);
    if (test === undefined) {
      const end = source.lastIndexOf('/');
      const flags = source.slice(end + 1);
      const compiled = compileRegex(`${flags === '' ? '' : `(?${flags})`}${source.slice(0, end)}`, {
        anchored: false,
      });
      test = compiled.ok ? each => searched(compiled.value.scan(each, 1)) : () => nothingFound;
      known.set(source, test);
    }
    return test(text);
  };
}

const nothingFound = { found: false, complete: true, effort: 0 };

const searched = ({ matches, complete, effort }: RegexScan): ReturnType<RegexSearch> => ({
  found: matches.length > 0,
  complete,
  effort,
});
