/** Makes findings of a rule's matches: messages and fixes with metavariables filled in, one finding a place. Pure. */
import type { Finding, Fix, Related } from '../../common/finding.ts';
import type { Analysis } from './analysis.ts';
import { factsOf } from './analysis.ts';
import { linesOf, type Lines } from './lines.ts';
import { confidenceOf, referencesOf, severityOf, tagsOf } from './load/metadata.ts';
import { rangeOf, type Bindings, type Bound } from './match/match.ts';
import { compileRegex, type RegexMatch } from './regex/compile.ts';
import { titleOf } from './fixTitle.ts';
import type { Rule } from './rule.ts';
import type { RuleMatch } from './scan.ts';

/** Returns the findings of matches in a text, in order of place; the same rule reports a place once. */
export function toFindings(
  matches: readonly RuleMatch[],
  analysis: Analysis,
  path: string,
): readonly Finding[] {
  const lines = linesOf(analysis.text);
  const replace = createReplacer();
  const seen = new Set<string>();
  const findings: { readonly start: number; readonly finding: Finding }[] = [];
  for (const match of matches) {
    const key = `${match.rule.id}:${match.start}:${match.end}`;
    if (seen.has(key)) continue;
    seen.add(key);
    findings.push({ start: match.start, finding: toFinding(match, { analysis, path, lines, replace }) });
  }
  return findings.toSorted((a, b) => a.start - b.start).map(({ finding }) => finding);
}

interface Report {
  readonly analysis: Analysis;
  readonly path: string;
  readonly lines: Lines;
  readonly replace: Replacer;
}

function toFinding(match: RuleMatch, report: Report): Finding {
  const { analysis, path, lines } = report;
  const { rule, start, end, bindings } = match;
  const fix = fixOf(match, report);
  const trace = traceOf(match, lines);
  const references = referencesOf(rule);
  const related = relatedOf(match, lines);
  return {
    ruleId: rule.id,
    severity: severityOf(rule.severity),
    confidence: confidenceOf(rule),
    path,
    start: lines.at(start),
    end: lines.at(end),
    message: `${fill(rule.message, bindings, analysis, mostOfMessage).trim()}${trace}`,
    ...(fix === undefined ? {} : { fix }),
    tags: tagsOf(rule),
    ...(references.length === 0 ? {} : { references }),
    ...(related.length === 0 ? {} : { related }),
  };
}

/** Tells how tainted data comes to the finding: where it enters, and the variables that hold it on its way. */
function relatedOf({ trace }: RuleMatch, lines: Lines): readonly Related[] {
  if (trace === undefined) return [];
  const at = (
    { start, end }: { readonly start: number; readonly end: number },
    message: string,
  ): Related => ({
    message,
    start: lines.at(start),
    end: lines.at(end),
  });
  return [
    at(trace.source, 'The data comes from here.'),
    ...trace.variables.slice(0, 20).map(variable => at(variable, 'This variable holds it.')),
  ];
}

function traceOf({ trace, start }: RuleMatch, lines: Lines): string {
  if (trace === undefined) return '';
  const from = lines.at(trace.source.start).line;
  return from === lines.at(start).line ? '' : ` (The data comes from line ${from}.)`;
}

const metavariable =
  /value\((?<value>\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*|\$\d+)\)|(?<name>\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*|\$\d+)/g;

/** Is how much of what a metavariable holds a message quotes: nobody reads more, and hostile code holds megabytes. */
const mostOfMessage = 2_000;
/** Is the longest fix. */
const mostOfFix = 50_000;

/**
 * Returns a text with metavariables replaced by what they hold, cut off where it is longer than `most`; those that hold
 * nothing stay as they are.
 */
function fill(text: string, bindings: Bindings, analysis: Analysis, most = Infinity): string {
  return text.replace(metavariable, (whole, ...rest) => {
    const groups = rest.at(-1) as { readonly value?: string; readonly name?: string };
    const bound = bindings.get(groups.value ?? groups.name ?? '');
    if (bound === undefined) return whole;
    const constant =
      groups.value !== undefined && bound.kind === 'node'
        ? factsOf(analysis).constant(bound.node)?.text
        : undefined;
    const held = constant ?? textOf(bound, analysis.text);
    return held.length > most ? `${held.slice(0, most)}…` : held;
  });
}

function textOf(bound: Bound, text: string): string {
  if (bound.kind === 'text') return bound.text;
  const { start, end } = rangeOf(bound);
  return text.slice(start, end);
}

function fixOf(match: RuleMatch, { analysis, lines, replace }: Report): Fix | undefined {
  const { rule, start, end, bindings } = match;
  const text =
    rule.fix === undefined
      ? replace(rule, analysis.text.slice(start, end))
      : fill(rule.fix.replace(/\n$/u, ''), bindings, analysis);
  if (text === undefined || text.length > mostOfFix) return undefined;
  const before = analysis.text.slice(start, end);
  if (text === before) return undefined;
  return { title: titleOf(before, text), start: lines.at(start), end: lines.at(end), text };
}

/** Returns what the `fix-regex` of a rule makes of a matched text; undefined where it changes nothing. */
type Replacer = (rule: Rule, matched: string) => string | undefined;

/** Is how much work all `fix-regex` of a file may be; findings after that have no fix. */
const mostEffort = 1_000_000;

function createReplacer(): Replacer {
  const known = new Map<string, ReturnType<typeof compileRegex>>();
  let left = mostEffort;
  return ({ fixRegex }, matched) => {
    if (fixRegex === undefined || left <= 0) return undefined;
    const { regex, count = 0 } = fixRegex;
    const compiled = known.get(regex) ?? compileRegex(regex);
    known.set(regex, compiled);
    if (!compiled.ok) return undefined;
    const { matches, effort } = compiled.value.scan(matched, count === 0 ? undefined : count);
    left -= effort;
    return matches.length === 0 ? undefined : replaceAll(matched, matches, fixRegex.replacement);
  };
}

/** In a replacement, `\1` and `\g<1>` are groups. */
function replaceAll(text: string, found: readonly RegexMatch[], replacement: string): string {
  let result = '';
  let at = 0;
  for (const { start, end, groups } of found) {
    const filled = replacement.replace(
      /\\(?:g<(\d+)>|(\d))/g,
      (_whole, long: string | undefined, short: string | undefined) => groups[Number(long ?? short)] ?? '',
    );
    result += text.slice(at, start) + filled;
    at = end;
  }
  return result + text.slice(at);
}
