/**
 * Findings: what a detection says about content or an action. This shape is the public JSON contract of
 * `ringfence check` and `ringfence scan`. Must import nothing outside common/.
 */

/** Lists severities from weakest to strongest. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
/** Ranks how much harm a finding stands for. */
export type Severity = (typeof severities)[number];

/** Lists how sure a detection can be of itself. */
export const confidences = ['low', 'medium', 'high'] as const;
/** Says how sure a detection is that the finding is real. */
export type Confidence = (typeof confidences)[number];

/** Names the harm that a finding stands for, one sentence each; ids as in rules/catalogue. */
export const riskClasses = {
  AUTO: 'removes approval or oversight',
  'EXEC-PATH': 'redirects which program, interpreter or module runs',
  'EXEC-AUTO': 'runs something by itself on open, attach, save or analysis',
  MCP: 'adds or widens an MCP server',
  HOOK: 'adds or changes an agent hook, helper or plugin',
  INSTR: 'plants lasting instructions for an agent',
  'EXFIL-FETCH': 'makes the editor or an agent fetch from or send to the network',
  SCOPE: 'widens what counts as inside the workspace, or confuses a path',
  SANDBOX: 'weakens a sandbox or a deny rule',
  VCS: 'makes git run something',
  BUILD: 'changes build, package or supply-chain configuration',
  HIDE: 'hides evidence or a review',
  CI: 'changes a CI pipeline or cloud agent',
  SECRET: 'touches secrets or credentials',
  PERSIST: 'persists outside the workspace, for the user or the system',
  DRIFT: 'changes something that was approved',
  SELF: 'tampers with Ringfence or a managed policy',
  SHELL: 'reaches a protected place through a command line',
  LOOP: 'runs on without end',
} as const;
/** Identifies a class of harm. */
export type RiskClass = keyof typeof riskClasses;

/** Cites an entry of an outside taxonomy (CWE, OWASP ASI, ATLAS …) with its edition, since numbers move. */
export interface Tag {
  readonly scheme: string;
  readonly edition: string;
  readonly id: string;
}

/** Marks a place in a text, line and column from 1, column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Replaces a span of the finding's file. */
export interface Fix {
  readonly title: string;
  readonly start: Position;
  readonly end: Position;
  readonly text: string;
}

/** Says what a detection found, where, why it matters and what to do instead. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Path as the caller named it, or '' when the finding concerns no file. */
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  readonly message: string;
  readonly remedy?: string;
  readonly fix?: Fix;
  /** Names the risky key of a configuration file, outermost first. */
  readonly keyPath?: readonly (string | number)[];
  readonly tags: readonly Tag[];
  /** Web addresses to read more at, as the rule names them. */
  readonly references?: readonly string[];
  /** Places in the same file that lead to the finding, such as where data comes from. */
  readonly related?: readonly Related[];
  /** Is there when the signed team floor excuses the finding: it is recorded and shown, and policy does not act on it. */
  readonly waived?: WaivedBy;
}

/** Says why a finding is excused, and until when (the last day, YYYY-MM-DD). */
export interface WaivedBy {
  readonly reason: string;
  readonly expires: string;
  readonly approvedBy?: string;
}

/** Returns until when, by whom and why a finding is excused, as the end of a sentence. */
export const describeWaiver = ({ reason, expires, approvedBy }: WaivedBy): string =>
  `waived until ${expires}${approvedBy === undefined ? '' : ` by ${approvedBy}`}: ${reason}`;

/** Is a place that has to do with a finding, and what happens there. */
export interface Related {
  readonly message: string;
  readonly start: Position;
  readonly end: Position;
}

/** Tags a finding with one of our own risk classes. */
export const riskTag = (risk: RiskClass): Tag => ({ scheme: 'ringfence', edition: '1', id: risk });

/** Returns the risk classes of a finding, in the order of its tags. */
export function risksOf(finding: Finding): readonly RiskClass[] {
  return finding.tags
    .filter(tag => tag.scheme === 'ringfence' && isRiskClass(tag.id))
    .map(tag => tag.id as RiskClass);
}

/** Tells whether a text is the id of a risk class. */
export const isRiskClass = (id: string): id is RiskClass => Object.hasOwn(riskClasses, id);

/** Compares two severities: negative when the first is weaker. */
export const compareSeverity = (a: Severity, b: Severity): number =>
  severities.indexOf(a) - severities.indexOf(b);

/** Places a finding that concerns a whole file or no file at all. */
export const wholeFile: { readonly start: Position; readonly end: Position } = {
  start: { line: 1, column: 1 },
  end: { line: 1, column: 1 },
};
