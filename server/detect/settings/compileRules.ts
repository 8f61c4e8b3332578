/** Reads the raw JSON of the catalogue into rules. Parses `unknown`: the data is checked like any other input. */
import {
  confidences,
  isRiskClass,
  riskTag,
  severities,
  type Confidence,
  type RiskClass,
  type Severity,
  type Tag,
} from '../../../common/finding.ts';
import type { Problem } from '../../../common/result.ts';
import { compileCondition, patternOf, type Vocabulary } from './conditions/compile.ts';
import { dialects, type Dialect } from './dialects.ts';
import type { Effectiveness, KeyPattern, Rule, RuleCase, Segment } from './rule.ts';

type Raw = Readonly<Record<string, unknown>>;

/** Maps risk classes to the entries of outside taxonomies that they stand for. */
export type Taxonomy = ReadonlyMap<string, readonly Tag[]>;

/** Is one file of rules with what compiling it needs. */
export interface TopicSource {
  readonly topic: string;
  readonly raw: unknown;
  readonly words: Vocabulary;
  readonly taxonomy: Taxonomy;
}

/** Compiles the rules of one topic; each mistake becomes a problem that names the rule. */
export function compileRules(source: TopicSource, problems: Problem[]): readonly Rule[] {
  const topic = recordOf(source.raw);
  const rules = Array.isArray(topic['rules']) ? topic['rules'] : [];
  if (rules.length === 0) problems.push(mistake(source.topic, 'it holds no rules'));
  return rules.flatMap((raw: unknown) => {
    const fields: Raw = { ...topic, ...recordOf(raw) };
    try {
      return [compileRule(fields, source)];
    } catch (error) {
      problems.push(
        mistake(
          `${source.topic}: ${String(fields['id'])}`,
          error instanceof Error ? error.message : 'unknown error',
        ),
      );
      return [];
    }
  });
}

function compileRule(fields: Raw, { words, taxonomy }: TopicSource): Rule {
  const risk = riskOf(fields['risk']);
  const severity = severityOf(fields['severity'] ?? 'info');
  const base = { ...fields, severity };
  const cases = Array.isArray(fields['cases']) ? fields['cases'].map(recordOf) : [{}];
  const on = fields['on'] === 'removed' ? 'removed' : 'present';
  return {
    id: text(fields, 'id'),
    dialects: texts(fields, 'dialects').map(dialectOf),
    keys: texts(fields, 'keys').map(keyPattern),
    on,
    risk,
    confidence: confidenceOf(fields['confidence'] ?? 'high'),
    effective: effectivenessOf(fields['effective']),
    cases: cases.map(item =>
      compileCase(
        { ...base, ...(item['severity'] === undefined ? {} : { rest: undefined }), ...item },
        words,
      ),
    ),
    title: text(fields, 'title'),
    affects: text(fields, 'affects'),
    remedy: text(fields, 'remedy'),
    cve: fields['cve'] === undefined ? [] : texts(fields, 'cve'),
    tags: [riskTag(risk), ...(taxonomy.get(risk) ?? [])],
  };
}

function compileCase(fields: Raw, words: Vocabulary): RuleCase {
  const severity = severityOf(fields['severity']);
  return {
    when: compileCondition(fields['when'] ?? 'present', words),
    severity,
    rest: fields['rest'] === undefined ? severity : severityOf(fields['rest']),
    does: text(fields, 'does'),
  };
}

/** Parses a key pattern: segments between `/`; `!` after a segment ends the unit that is taken back. */
export function keyPattern(pattern: string): KeyPattern {
  const parts = pattern.split('/');
  const marked = parts.findIndex(part => part.endsWith('!'));
  const segments = parts.map((part): Segment => {
    const name = part.endsWith('!') ? part.slice(0, -1) : part;
    if (name === '*') return { type: 'any' };
    if (name === '**') return { type: 'deep' };
    return name.includes('*') ? { type: 'glob', pattern: patternOf([name]) } : { type: 'name', name };
  });
  return { text: pattern.replaceAll('!', ''), segments, unit: marked < 0 ? segments.length : marked + 1 };
}

/** Reads the named lists of the catalogue. */
export function readLists(raw: unknown, problems: Problem[]): Vocabulary['lists'] {
  const lists = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(recordOf(raw))) {
    const isList = Array.isArray(value) && value.every(item => typeof item === 'string');
    if (isList) lists.set(name, value);
    else problems.push(mistake(`lists: ${name}`, 'it is not a list of texts'));
  }
  return lists;
}

/** Reads the conditions that several rules share. */
export const readConditions = (raw: unknown): Vocabulary['conditions'] =>
  new Map(Object.entries(recordOf(raw)));

/** Reads which outside taxonomy entries belong to each risk class, written `scheme@edition:id`. */
export function readTaxonomy(raw: unknown, problems: Problem[]): Taxonomy {
  const taxonomy = new Map<string, readonly Tag[]>();
  for (const [risk, value] of Object.entries(recordOf(raw))) {
    const tags = Array.isArray(value) ? value.map(tagOf) : [];
    if (!isRiskClass(risk) || tags.includes(undefined))
      problems.push(mistake(`taxonomy: ${risk}`, 'an entry is not `scheme@edition:id`'));
    taxonomy.set(
      risk,
      tags.filter(tag => tag !== undefined),
    );
  }
  return taxonomy;
}

function tagOf(value: unknown): Tag | undefined {
  const [, scheme, edition, id] =
    /^([\w-]+)@([\w.]+):(.+)$/.exec(typeof value === 'string' ? value : '') ?? [];
  return scheme === undefined || edition === undefined || id === undefined
    ? undefined
    : { scheme, edition, id };
}

const mistake = (source: string, message: string): Problem => ({
  source: `catalogue ${source}`,
  message: `The catalogue is wrong: ${message}.`,
  remedy: 'Reinstall Ringfence.',
});

const recordOf = (value: unknown): Raw => (typeof value === 'object' && value !== null ? { ...value } : {});

function text(fields: Raw, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') throw new Error(`"${name}" is missing`);
  return value;
}

function texts(fields: Raw, name: string): readonly string[] {
  const value = fields[name];
  if (!Array.isArray(value) || value.length === 0) throw new Error(`"${name}" is not a list`);
  return value.map(item => {
    if (typeof item !== 'string') throw new Error(`"${name}" holds something that is no text`);
    return item;
  });
}

function severityOf(value: unknown): Severity {
  const found = severities.find(severity => severity === value);
  if (found === undefined) throw new Error(`"severity" or "rest" is no severity`);
  return found;
}

function confidenceOf(value: unknown): Confidence {
  const found = confidences.find(confidence => confidence === value);
  if (found === undefined) throw new Error(`"confidence" is no confidence`);
  return found;
}

function riskOf(value: unknown): RiskClass {
  if (typeof value !== 'string' || !isRiskClass(value)) throw new Error(`"risk" is no risk class`);
  return value;
}

function dialectOf(value: string): Dialect {
  const found = dialects.find(dialect => dialect === value);
  if (found === undefined) throw new Error(`"${value}" is no dialect`);
  return found;
}

function effectivenessOf(value: unknown): Effectiveness | undefined {
  if (value === undefined) return undefined;
  if (value === 'untrusted' || value === 'trusted' || value === 'ignored') return value;
  throw new Error(`"effective" says nothing about when a key works`);
}
