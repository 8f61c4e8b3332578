/** Maps a rule's severity and metadata to those of our findings. */
import { confidences, type Confidence, type Severity, type Tag } from '../../../common/finding.ts';
import type { Rule } from '../rule.ts';

const severityNames: Readonly<Record<string, Severity>> = {
  CRITICAL: 'critical',
  HIGH: 'high',
  ERROR: 'high',
  MEDIUM: 'medium',
  WARNING: 'medium',
  LOW: 'low',
  INFO: 'low',
  INVENTORY: 'info',
  EXPERIMENT: 'info',
};

/** Lists the severities that a rule may have. */
export const ruleSeverities: readonly string[] = Object.keys(severityNames);

/** Returns our severity for a rule's; the older ERROR, WARNING and INFO equal HIGH, MEDIUM and LOW. */
export const severityOf = (severity: string): Severity => severityNames[severity] ?? 'medium';

/** Returns how sure the rule's author is: `metadata.confidence`, or medium. */
export function confidenceOf({ metadata }: Pick<Rule, 'metadata'>): Confidence {
  const text = metadata['confidence'];
  const name = typeof text === 'string' ? text.toLowerCase() : '';
  return confidences.find(confidence => confidence === name) ?? 'medium';
}

/** Returns the weaknesses and risks that a rule names in `metadata.cwe` and `metadata.owasp`. */
export function tagsOf({ metadata }: Pick<Rule, 'metadata'>): readonly Tag[] {
  const tags = [...texts(metadata['cwe']).flatMap(cweTag), ...texts(metadata['owasp']).flatMap(owaspTag)];
  const seen = new Set<string>();
  return tags.filter(({ scheme, edition, id }) => {
    const key = `${scheme} ${edition} ${id}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Returns the web addresses that a rule names in `metadata.references` or `metadata.reference`. */
export function referencesOf({ metadata }: Pick<Rule, 'metadata'>): readonly string[] {
  const named = [...texts(metadata['references']), ...texts(metadata['reference'])];
  return [...new Set(named.filter(text => /^https?:\/\/\S+$/.test(text)))].slice(0, 10);
}

function texts(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter(each => typeof each === 'string').slice(0, 50);
}

/** CWE numbers keep their meaning over the editions of the list; the rule does not say which it means. */
function cweTag(text: string): readonly Tag[] {
  const number = /^\s*CWE[-\s]?(\d{1,5})\b/i.exec(text)?.[1];
  return number === undefined ? [] : [{ scheme: 'CWE', edition: '4', id: `CWE-${Number(number)}` }];
}

/** OWASP's lists change their order: `A03:2021 - Injection` holds its year, older texts such as `A1: Injection` mean 2017. */
function owaspTag(text: string): readonly Tag[] {
  const [, number, year = '2017'] = /^\s*A(\d{1,2})(?::(\d{4}))?\b/i.exec(text) ?? [];
  return number === undefined ? [] : [{ scheme: 'OWASP', edition: year, id: `A${number.padStart(2, '0')}` }];
}
