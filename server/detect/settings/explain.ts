/** Explains keys for people who hover over them: what a key does, who is affected, since when it is known. */
import { riskClasses, type RiskClass } from '../../../common/finding.ts';
import { catalogue, namespaceOf } from './catalogue.ts';
import { viewsOf, type View } from './dialects.ts';
import type { KeyPath } from './document.ts';
import { configKind, placement, type ConfigFile } from './kinds.ts';
import { effectSentence, keyName } from './report.ts';
import type { Rule, Segment } from './rule.ts';

/** Is what is known of a key, whatever value it has. */
export interface KeyExplanation {
  readonly ruleId: string;
  readonly name: string;
  readonly risk: RiskClass;
  readonly title: string;
  /** What the key can do, worst first. */
  readonly does: readonly string[];
  readonly affects: string;
  /** When VS Code honours the key; '' when that is not known. */
  readonly effective: string;
  readonly cve: readonly string[];
  readonly remedy: string;
}

/** Explains a key of a configuration file; empty when no rule looks at it. */
export function explainKey(file: ConfigFile, keyPath: KeyPath): readonly KeyExplanation[] {
  const kind = configKind(file);
  if (kind === undefined) return [];
  const rules = new Set(viewsOf[kind].flatMap(view => rulesAt(view, keyPath)));
  return [...rules].map(rule => ({
    ruleId: rule.id,
    name: keyName(keyPath),
    risk: rule.risk,
    title: rule.title,
    does: rule.cases.map(item => item.does),
    affects: rule.affects,
    effective: effectSentence(rule.effective, placement(file), false),
    cve: rule.cve,
    remedy: rule.remedy,
  }));
}

/** Renders explanations as Markdown for a hover. Holds nothing but catalogue text and a sanitised key name. */
export function explanationMarkdown(explanations: readonly KeyExplanation[]): string {
  return explanations
    .map(item =>
      [
        `**${sentence(item.title)}** (${item.risk}: ${riskClasses[item.risk]})`,
        ...item.does.map(does => `- ${does}`),
        `Affects: ${item.affects}.${item.cve.length > 0 ? ` Known as ${item.cve.join(', ')}.` : ''} ${item.effective}`.trimEnd(),
        `Instead: ${item.remedy}`,
      ].join('\n\n'),
    )
    .join('\n\n---\n\n');
}

const sentence = (title: string): string => `${title.charAt(0).toUpperCase()}${title.slice(1)}`;

function rulesAt(view: View, keyPath: KeyPath): readonly Rule[] {
  if (!view.at.every((key, index) => keyPath[index] === key)) return [];
  const parts = keyPath.slice(view.at.length).map(String);
  const index = catalogue().index.get(view.dialect);
  if (index === undefined || parts.length === 0) return [];
  const names = view.dialect === 'settings' ? dottedForms(parts) : [parts];
  return names.flatMap(form => {
    const first = form[0] ?? '';
    const globs = index.globs.get(namespaceOf(first)) ?? [];
    const probes = [...(index.named.get(first) ?? []), ...globs, ...index.other];
    return probes
      .filter(({ rule, pattern }) => !looksAtAll(rule) && leadsTo(pattern.segments, form))
      .map(probe => probe.rule);
  });
}

/** A rule that looks at every value says nothing of a key. */
const looksAtAll = ({ keys }: Rule): boolean => keys.some(({ text }) => text === '**/*');

/** Lists the ways to read a path into settings: a setting may be written as nested objects, or in a language block. */
function dottedForms(parts: readonly string[]): readonly (readonly string[])[] {
  const plain = /^\[.+\]$/.test(parts[0] ?? '') ? parts.slice(1) : parts;
  return plain.map((_, index) => [plain.slice(0, index + 1).join('.'), ...plain.slice(index + 1)]);
}

/** Tells whether a pattern meets a path, or a key that the path's value contains. */
function leadsTo(segments: readonly Segment[], parts: readonly string[]): boolean {
  const [first, ...rest] = segments;
  const [part, ...inner] = parts;
  if (part === undefined) return true;
  if (first === undefined) return false;
  if (first.type === 'deep') return leadsTo(rest, parts) || leadsTo(segments, inner);
  const fits =
    first.type === 'any' || (first.type === 'name' ? first.name === part : first.pattern.test(part));
  return fits && leadsTo(rest, inner);
}
