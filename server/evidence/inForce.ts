/**
 * What is in force, and which controls it speaks of: read off the rules' own tags and risks, and off the text of the
 * policies. Pure.
 */
import type { RuleInfo } from '../detect/rule.ts';
import type { Policy } from '../policy/policy.ts';
import { tagName, type Control } from './frameworks.ts';

/** Is what a control rests on. */
export interface Basis {
  readonly control: Control;
  readonly rules: readonly string[];
  readonly policies: readonly string[];
}

/** Says what is loaded. */
export interface InForce {
  readonly rules: readonly RuleInfo[];
  readonly policies: readonly Policy[];
}

/** Returns what a control rests on: rules that carry its tag or one of its harms, and policies that act on these. */
export function basisOf(control: Control, { rules, policies }: InForce): Basis {
  const harms = new Set<string>(control.harms);
  const own = rules.filter(
    rule =>
      rule.risks.some(risk => harms.has(risk)) ||
      (control.tag !== undefined && rule.tags.some(tag => tagName(tag) === control.tag)),
  );
  const acting = policies.filter(policy => policy.kind === 'forbid' && actsOn(policy, own));
  return { control, rules: own.map(({ id }) => id), policies: acting.map(({ id }) => id) };
}

/** A policy that names rules acts on these; any other on rules with one of the harms that it is about. */
function actsOn({ text, tags }: Policy, rules: readonly RuleInfo[]): boolean {
  const named = rulesNamed(text);
  if (named.size > 0) return rules.some(({ id }) => named.has(id));
  const risks = new Set<string>(rules.flatMap(rule => rule.risks));
  return tags.some(tag => risks.has(tag));
}

/** Exceptions name rules, too: what stands behind `unless` is none that the policy acts on. */
function rulesNamed(text: string): ReadonlySet<string> {
  const body = text.replaceAll(/\bunless\s*\{[^}]*\}/gu, '');
  return new Set(
    Array.from(body.matchAll(/resource\.rule\s*==\s*"([^"]{1,100})"/gu), ([, rule = '']) => rule),
  );
}
