/** Rules over keys of configuration files, as the catalogue states them once it is compiled. */
import type { Confidence, RiskClass, Severity, Tag } from '../../../common/finding.ts';
import type { Test } from './conditions/subject.ts';
import type { Dialect } from './dialects.ts';

/** Says when VS Code honours a key of a workspace file: before trust, after it, or never (forks may). */
export type Effectiveness = 'untrusted' | 'trusted' | 'ignored';

/** Is one segment of a key pattern: a name, a name with `*` in it, any one key (`*`), or any depth (`**`). */
export type Segment =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'glob'; readonly pattern: RegExp }
  | { readonly type: 'any' }
  | { readonly type: 'deep' };

/** Names the keys that a rule looks at. The first `unit` segments name what is taken back as a whole. */
export interface KeyPattern {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly unit: number;
}

/** Is one outcome of a rule; the first whose condition holds counts. */
export interface RuleCase {
  readonly when: Test;
  readonly severity: Severity;
  /** Severity of a value that was already there. */
  readonly rest: Severity;
  readonly does: string;
}

/** Is one rule of the catalogue. */
export interface Rule {
  readonly id: string;
  readonly dialects: readonly Dialect[];
  readonly keys: readonly KeyPattern[];
  /** `removed` rules look at entries that were there before and are gone. */
  readonly on: 'present' | 'removed';
  readonly risk: RiskClass;
  readonly confidence: Confidence;
  readonly effective: Effectiveness | undefined;
  readonly cases: readonly RuleCase[];
  readonly title: string;
  readonly affects: string;
  readonly remedy: string;
  readonly cve: readonly string[];
  readonly tags: readonly Tag[];
}
