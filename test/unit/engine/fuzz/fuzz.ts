/** One fuzz case: made from a seed, run, and checked for what must hold whatever the input is. */
import { isDeepStrictEqual } from 'node:util';
import type { Finding, Position } from '../../../../common/finding.ts';
import type { Analysis } from '../../../../server/engine/analysis.ts';
import type { CompiledRule } from '../../../../server/engine/compileRule.ts';
import type { Engine } from '../../../../server/engine/engine.ts';
import type { LanguageId } from '../../../../server/engine/languages/language.ts';
import { loadRules } from '../../../../server/engine/load/load.ts';
import { toFindings } from '../../../../server/engine/report.ts';
import type { ScanResult } from '../../../../server/engine/scan.ts';
import type { Corpus } from './corpus.ts';
import { mutateRule } from './mutateRule.ts';
import { mutateSource } from './mutateSource.ts';
import { Random } from './random.ts';

/** Is what one case consists of. */
export interface FuzzCase {
  readonly language: LanguageId;
  readonly rules: readonly string[];
  readonly source: string;
}

/** Is something that must not happen, in a case. */
export interface Violation {
  readonly what: string;
  readonly case: FuzzCase;
}

/** Says how a case is run. */
export interface FuzzTools {
  readonly engine: Engine;
  /** Milliseconds of processor time that this thread has used. */
  readonly cpu: () => number;
  /** Milliseconds that one step may take. */
  readonly mostPerStep: number;
}

/** Makes the case of a seed: mostly mutated text with rules as they are, else mutated rules. */
export function makeCase(seed: number, { languages, sources, rules }: Corpus): FuzzCase {
  const random = new Random(seed);
  const language = random.of(languages);
  const texts = sources.get(language) ?? [];
  const ruleFiles = rules.get(language) ?? [];
  const source = random.of(texts).text;
  const mutateRules = random.oneIn(2);
  const count = mutateRules ? 2 : 6;
  const chosen = Array.from({ length: count }, () => random.of(ruleFiles).text);
  const mutated = (): string => mutateSource(source, random, random.of(texts).text);
  if (!mutateRules) return { language, rules: chosen, source: mutated() };
  return {
    language,
    rules: chosen.map(text => mutateRule(text, random.of(ruleFiles).text, random)),
    source: random.oneIn(3) ? mutated() : source,
  };
}

/** Runs a case; returns what went wrong. */
export function runCase(fuzzCase: FuzzCase, tools: FuzzTools): readonly Violation[] {
  const wrong: string[] = [];
  const step = <T>(name: string, work: () => T): T | undefined => {
    const before = tools.cpu();
    try {
      const done = work();
      const took = tools.cpu() - before;
      if (took > tools.mostPerStep) wrong.push(`${name} took ${Math.round(took)} ms`);
      return done;
    } catch (error) {
      wrong.push(`${name} threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return undefined;
    }
  };
  checkCase(fuzzCase, { ...tools, step, wrong });
  return wrong.map(what => ({ what, case: fuzzCase }));
}

interface Checks extends FuzzTools {
  readonly step: <T>(name: string, work: () => T) => T | undefined;
  readonly wrong: string[];
}

function checkCase({ language, rules, source }: FuzzCase, checks: Checks): void {
  const { engine, step, wrong } = checks;
  const loaded = rules.flatMap(text => step('loadRules', () => loadRules(text, 'rules.yaml').rules) ?? []);
  const named = loaded.map((rule, index) => ({ ...rule, id: `${rule.id}-${index}` }));
  const compiled = named.flatMap(
    rule => step(`compile of ${rule.id}`, () => engine.compile([rule], new Set([language])).rules) ?? [],
  );
  const analyse = (): Analysis | undefined => {
    const result = engine.analyse(source, language);
    return result.ok ? result.value : undefined;
  };
  const analysis = step('analyse', analyse);
  if (analysis === undefined) return;
  // One after the other on fresh analyses, then all at once: sharing between rules must change nothing.
  const alone = compiled.map(rule => scanWith([rule], analysis, checks));
  const together = scanWith(compiled, step('analyse again', analyse) ?? analysis, {
    ...checks,
    mostPerStep: Infinity,
  });
  const unfinished = new Set(
    [...alone, together].flatMap(each => each?.exceeded.map(({ rule }) => rule.id) ?? []),
  );
  for (const each of [...alone, together])
    for (const { rule, reason } of each?.exceeded ?? [])
      if (/^failed/.test(reason)) wrong.push(`${rule.id} ${reason}`);
  const finished = (list: readonly Finding[]): readonly Finding[] =>
    list.filter(({ ruleId }) => !unfinished.has(ruleId));
  const first = byPlace(finished(alone.flatMap(each => each?.findings ?? [])));
  const second = byPlace(finished(together?.findings ?? []));
  if (!isDeepStrictEqual(first, second)) wrong.push(`two scans differ: ${describeDifference(first, second)}`);
}

interface Scanned {
  readonly exceeded: ScanResult['exceeded'];
  readonly findings: readonly Finding[];
}

function scanWith(
  rules: readonly CompiledRule[],
  analysis: Analysis,
  { engine, step, wrong }: Checks,
): Scanned | undefined {
  const names = rules.map(({ rule }) => rule.id).join(', ');
  const result = step(`scan with ${names}`, () => engine.scan(analysis, rules));
  if (result === undefined) return undefined;
  for (const { start, end, rule } of result.matches)
    if (!(start >= 0 && start <= end && end <= analysis.text.length))
      wrong.push(`${rule.id} matches from ${start} to ${end} of ${analysis.text.length}`);
  const findings = step(`findings of ${names}`, () => toFindings(result.matches, analysis, 'file')) ?? [];
  wrong.push(...misplaced(findings, analysis.text));
  return { exceeded: result.exceeded, findings };
}

/** Names findings whose line or column does not exist. */
function misplaced(findings: readonly Finding[], text: string): readonly string[] {
  const lines = text.split('\n').map(line => line.length);
  const exists = ({ line, column }: Position): boolean =>
    line >= 1 && column >= 1 && column <= (lines[line - 1] ?? -1) + 1;
  return findings.flatMap(({ ruleId, start, end, related = [] }) =>
    [start, end, ...related.flatMap(each => [each.start, each.end])]
      .filter(place => !exists(place))
      .map(({ line, column }) => `${ruleId} is at ${line}:${column}`),
  );
}

const byPlace = (findings: readonly Finding[]): readonly string[] =>
  findings.map(finding => JSON.stringify(finding)).toSorted();

function describeDifference(first: readonly string[], second: readonly string[]): string {
  const missing = first.find(each => !second.includes(each));
  const extra = second.find(each => !first.includes(each));
  return `alone ${first.length}, together ${second.length}; ${missing ?? 'none'} / ${extra ?? 'none'}`;
}
