/** Messages between a scanner and its threads. Must import types only. */
import type { Finding } from '../../common/finding.ts';
import type { Problem } from '../../common/result.ts';
import type { LanguageId } from '../engine/languages/language.ts';

/** Is a rule file handed to the threads. */
export interface RuleText {
  readonly path: string;
  readonly text: string;
  /** Is there for rules that a workspace brings: they may add to the others, not take their place. */
  readonly addsOnly?: true;
}

/** Says which rules run: bundled packs by name, and the texts of further rule files. */
export interface RuleSet {
  readonly packs: readonly string[];
  readonly texts: readonly RuleText[];
  /** Rules that are off, by id. */
  readonly disabled: readonly string[];
}

/** Describes a rule that is in force. */
export interface RuleInfo {
  readonly id: string;
  readonly languages: readonly LanguageId[];
  readonly path: string;
}

/** Describes a rule that does not run, and where in its file it stands. */
export interface SkippedInfo {
  readonly id: string;
  readonly path: string;
  readonly reason: string;
  readonly line?: number;
}

/** Describes a rule that could not finish on a text. */
export interface ExceededRule {
  readonly ruleId: string;
  readonly reason: string;
  /** Is there once the rule no longer runs, since it kept failing. */
  readonly setAside?: true;
}

/** Is what loading a rule set gave. */
export interface RuleSummary {
  readonly rules: readonly RuleInfo[];
  /** Rules that do not run, and why. */
  readonly skipped: readonly SkippedInfo[];
  readonly problems: readonly Problem[];
}

/** Asks for one text to be scanned; without `text` the thread reads the file. */
export interface ScanTask {
  /** Absolute path, or any name where `text` is given. */
  readonly path: string;
  /** Path as findings shall name it; also what rules' `paths` are matched against. */
  readonly display: string;
  readonly text?: string;
  /** Names the open document that the text is a version of, so that only what changed is parsed again. */
  readonly document?: string;
  /** Language, where the name does not tell. */
  readonly language?: LanguageId;
  /** Has the rules on text run as well, for a file of this place. */
  readonly texts?: TextPlace;
  /** Leaves the rules on code out. */
  readonly textsOnly?: true;
}

/** Says where a file lies, as far as it matters to who reads it. */
export interface TextPlace {
  /** Path from its root, with `/`. */
  readonly relative?: string;
  /** Path from the user's home, with `/`. */
  readonly homeRelative?: string;
}

/** Is what a scan of one text found. */
export interface ScanAnswer {
  readonly findings: readonly Finding[];
  /** Findings that a comment suppresses. */
  readonly suppressed: readonly Finding[];
  /** Why the text was not scanned; undefined when it was. */
  readonly skipped?: string;
  /** Rules that could not finish, and why. */
  readonly exceeded: readonly ExceededRule[];
  /** What is noteworthy though the text was scanned, such as a syntax error. */
  readonly remark?: string;
  readonly cancelled: boolean;
}

/** Goes to a thread. */
export type ToThread =
  | { readonly kind: 'rules'; readonly id: number; readonly rules: RuleSet }
  | { readonly kind: 'scan'; readonly id: number; readonly task: ScanTask };

/** Comes from a thread. */
export type FromThread =
  | { readonly kind: 'rules'; readonly id: number; readonly summary: RuleSummary }
  | {
      readonly kind: 'scan';
      readonly id: number;
      readonly answer: ScanAnswer;
      /** Is there when the thread can serve no more, and wants to be replaced. */
      readonly last?: true;
    };

/** Is given to a thread when it starts. */
export interface ThreadData {
  readonly assets: string;
  /** One number: tasks with a smaller id than it are no longer wanted. One slot a thread. */
  readonly cancelled: SharedArrayBuffer;
}
