/** Makes findings of a rule's matches: messages and fixes with metavariables filled in, one finding a place. Pure. */
import type { Finding, Fix, Related } from '../../common/finding.ts';
import type { Analysis } from './analysis.ts';
import { factsOf } from './analysis.ts';
import { linesOf, type Lines } from './lines.ts';
import { confidenceOf, referencesOf, severityOf, tagsOf } from './load/metadata.ts';
import { rangeOf, type Bindings, type Bound } from './match/match.ts';
import { compileRegex } from './regex/compile.ts';
import type { Rule } from './rule.ts';
import type { RuleMatch } from './scan.ts';

/** Returns the findings of matches in a text, in order of place; the same rule reports a place once. */
export function toFindings(
  matches: readonly RuleMatch[],
  analysis: Analysis,
  path: string,
): readonly Finding[] {
  const lines = linesOf(analysis.text);
  const seen = new Set<string>();
  const findings: { readonly start: number; readonly finding: Finding }[] = [];
  for (const match of matches) {
    const key = `${match.rule.id}:${match.start}:${match.end}`;
    if (seen.has(key)) continue;
    seen.add(key);
    findings.push({ start: match.start, finding: toFinding(match, analysis, path, lines) });
  }
  return findings.toSorted((a, b) => a.start - b.start).map(({ finding }) => finding);
}

function toFinding(match: RuleMatch, analysis: Analysis, path: string, lines: Lines): Finding {
  const { rule, start, end, bindings } = match;
  const fix = fixOf(match, analysis, lines);
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
    message: `${fill(rule.message, bindings, analysis).trim()}${trace}`,
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

/** Returns a text with metavariables replaced by what they hold; those that hold nothing stay as they are. */
function fill(text: string, bindings: Bindings, analysis: Analysis): string {
  return text.replace(metavariable, (whole, ...rest) => {
    const groups = rest.at(-1) as { readonly value?: string; readonly name?: string };
    const bound = bindings.get(groups.value ?? groups.name ?? '');
    if (bound === undefined) return whole;
    const constant =
      groups.value !== undefined && bound.kind === 'node'
        ? factsOf(analysis).constant(bound.node)?.text
        : undefined;
    return constant ?? textOf(bound, analysis.text);
  });
}

function textOf(bound: Bound, text: string): string {
  if (bound.kind === 'text') return bound.text;
  const { start, end } = rangeOf(bound);
  return text.slice(start, end);
}

function fixOf(match: RuleMatch, analysis: Analysis, lines: Lines): Fix | undefined {
  const { rule, start, end, bindings } = match;
  const text =
    rule.fix === undefined
      ? regexFix(rule, analysis.text.slice(start, end))
      : fill(rule.fix.replace(/\n$/u, ''), bindings, analysis);
  if (text === undefined || text === analysis.text.slice(start, end)) return undefined;
  return { title: `Fix: ${rule.id}`, start: lines.at(start), end: lines.at(end), text };
}

/** `fix-regex` replaces in the matched text; `\1` and `\g<1>` are groups, `count` limits how often. */
function regexFix({ fixRegex }: Rule, matched: string): string | undefined {
  if (fixRegex === undefined) return undefined;
  const compiled = compileRegex(fixRegex.regex);
  if (!compiled.ok) return undefined;
  let result = '';
  let at = 0;
  const found = compiled.value
    .matchAll(matched)
    .slice(0, fixRegex.count === undefined || fixRegex.count === 0 ? undefined : fixRegex.count);
  for (const { start, end, groups } of found) {
    const replacement = fixRegex.replacement.replace(
      /\\(?:g<(\d+)>|(\d))/g,
      (_whole, long: string | undefined, short: string | undefined) => groups[Number(long ?? short)] ?? '',
    );
    result += matched.slice(at, start) + replacement;
    at = end;
  }
  return found.length === 0 ? undefined : result + matched.slice(at);
}
