/**
 * The one form of a rule, whatever it looks at: what it says of itself here, one pure function in the form of its
 * kind (`TextRule`, `CommandRule`). Documentation is generated from it. Types and makers only.
 */
import { riskTag, wholeFile } from '../../common/finding.ts';
import type { Confidence, Finding, RiskClass, Severity, Tag } from '../../common/finding.ts';

/**
 * Is what a rule says of itself.
 * @example
 * { id: 'secrets/private-key', title: 'A private key is written out', why: 'Whoever reads it can …', … }
 */
export interface RuleInfo {
  /** Folder of the topic and name of the rule, as policies, tests and pages cite it: `injection/tag-characters`. */
  readonly id: string;
  /** One line without a full stop: what was found. */
  readonly title: string;
  /** One or two sentences: why it matters. */
  readonly why: string;
  /** One or two sentences: what to do instead, in words that no other rule refuses (invariant 11). */
  readonly remedy: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Our own classes of harm, which policies ask for; the gravest first. */
  readonly risks: readonly RiskClass[];
  /** Entries of outside taxonomies; each stands in rules/catalogue/frameworks.json. */
  readonly tags: readonly Tag[];
}

/** Reads tags such as `CWE@4.18:CWE-78`, the spelling of the catalogue; throws on any other, which a test excludes. */
export function tags(...spelt: readonly string[]): readonly Tag[] {
  return spelt.map(text => {
    const [, scheme, edition, id] = /^([^@]+)@([^:]+):(.+)$/u.exec(text) ?? [];
    if (scheme === undefined || edition === undefined || id === undefined)
      throw new Error(`"${text}" is no tag: write SCHEME@EDITION:ID.`);
    return { scheme, edition, id };
  });
}

/** Is what a finding adds to its rule: where, and what is particular about it. */
export type Particulars = Partial<
  Pick<Finding, 'path' | 'start' | 'end' | 'severity' | 'confidence' | 'fix'>
> & {
  /** One sentence about this finding; never quotes the text. */
  readonly detail?: string;
};

/** Makes a finding of a rule; without particulars it concerns the whole event. */
export function findingFrom(rule: RuleInfo, particulars: Particulars = {}): Finding {
  const { detail, ...place } = particulars;
  return {
    ruleId: rule.id,
    severity: rule.severity,
    confidence: rule.confidence,
    path: '',
    ...wholeFile,
    ...place,
    message: [`${rule.title}.`, ...(detail === undefined ? [] : [detail]), rule.why].join(' '),
    remedy: rule.remedy,
    tags: [...rule.risks.map(riskTag), ...rule.tags],
  };
}
