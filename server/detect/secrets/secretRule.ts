/** Makes a rule that reports the secrets of one kind that a text's one scan found. */
import { tags, type RuleInfo } from '../rule.ts';
import type { Spot, TextRule } from '../text/rule.ts';
import type { SecretHit } from './hit.ts';
import { secretsIn } from './scan.ts';
import { secretSurfaces } from './surfaces.ts';

type Sayings = Pick<RuleInfo, 'id' | 'title' | 'why' | 'remedy' | 'severity' | 'confidence'>;

/** Makes the rule of an id `secrets/KIND`; a finding names kind, place and length of a secret, never the secret. */
export function secretRule(sayings: Sayings): TextRule {
  const kind = sayings.id.slice('secrets/'.length);
  return {
    ...sayings,
    risks: ['SECRET'],
    tags: tags(
      'OWASP-LLM@2025:LLM02',
      'OWASP-ASI@2026:ASI03',
      'MITRE-ATLAS@5.6.0:AML.T0055',
      'MITRE-ATLAS@5.6.0:AML.T0057',
      'CWE@4.18:CWE-522',
      'CWE@4.18:CWE-200',
    ),
    surfaces: secretSurfaces,
    find: source => secretsIn(source).flatMap(hit => (hit.rule === kind ? [spotOf(hit)] : [])),
  };
}

const spotOf = ({ start, end, kind, severity, confidence }: SecretHit): Spot => ({
  start,
  end,
  detail: `It has the form of ${kind} (${String(end - start)} characters).`,
  ...(severity === undefined ? {} : { severity }),
  ...(confidence === undefined ? {} : { confidence }),
});
