/**
 * The pipeline's interfaces: observe → detect → decide → act → record. Rims implement them; the pipeline imports
 * nothing else of server/ but ports. Must never import node: or an implementation.
 */
import type { GuardEvent, PathOp } from '../../common/event.ts';
import type { Finding } from '../../common/finding.ts';
import type { LedgerBody } from '../../common/ledger.ts';
import type { LabelMark, StopState } from '../../common/session.ts';
import type { PolicyCitation, Verdict, VerdictKind } from '../../common/verdict.ts';

/** Is a path of an event after canonicalisation (invariant 7). */
export interface ObservedPath {
  /** Absolute canonical path with `/` separators, realpath of every existing component. */
  readonly path: string;
  /** Absolute path as named, before links were followed and names folded; differs from `path` when a link leads away. */
  readonly named: string;
  readonly op: PathOp;
  /** Path relative to the root that contains it, with `/`; absent outside every root. */
  readonly relative?: string;
  /** Path relative to the user's home folder, with `/`; absent outside it. */
  readonly homeRelative?: string;
  /** Says why the name is suspicious in itself (a disguise that only canonicalises into another place). */
  readonly disguise?: string;
  readonly via: 'tool' | 'command';
}

/**
 * Is the text of one file before and after the event; undefined means absent, unreadable or not known. A file that is
 * read holds the same before and after.
 */
export interface ObservedContent {
  readonly path: ObservedPath;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Is one simple command that a command line would run, with what it touches. */
export interface ObservedCommand {
  /** Program name without folder, lower case; '' when it is computed at run time. */
  readonly program: string;
  /** Arguments with quotes removed; a part that is computed at run time is shown as U+FFFC. */
  readonly args: readonly string[];
  /** `VAR=value` prefixes and exports. */
  readonly env: Readonly<Record<string, string>>;
  /** Says how it is reached: directly, through `sh -c`, `find -exec`, a substitution … */
  readonly via: readonly string[];
}

/** Is an event with everything known about it that detection and policy need. */
export interface Observation {
  readonly event: GuardEvent;
  readonly paths: readonly ObservedPath[];
  readonly contents: readonly ObservedContent[];
  /**
   * Holds configurations beside what the event changes, as they are, where they may run or fetch it. Nobody reads or
   * changes them here, so they are no contents of the event.
   */
  readonly companions?: readonly ObservedContent[];
  readonly commands: readonly ObservedCommand[];
  readonly urls: readonly string[];
  /** Says why a part could not be understood; policy treats it as a reason for caution. */
  readonly opaque: readonly string[];
  /** What the session of the event has done before; absent for an event of no session. */
  readonly session?: SessionHistory;
}

/** Sums up what a session did before an event. */
export interface SessionHistory {
  readonly labels: readonly LabelMark[];
  /** Counts the calls in a row, this one included, that only repeat this very call, or the same few in the same order. */
  readonly inARow: number;
  /** Counts calls of the last minute that do more than read, this one included. */
  readonly perMinute: number;
  /** Counts refused calls of the last ten minutes. */
  readonly refusals: number;
  /** Counts requests with coded data to the event's hosts before this one, and the characters of that data. */
  readonly sent: { readonly requests: number; readonly characters: number };
  /** Tells whether the event runs a file that this session wrote. */
  readonly runsOwnFile: boolean;
}

/** Turns an event into an observation; reads files and resolves links. Never rejects: what fails becomes `opaque`. */
export interface Observer {
  observe(event: GuardEvent): Promise<Observation>;
}

/** Says what an observation holds; pure and total. */
export interface Detector {
  readonly id: string;
  detect(observation: Observation): readonly Finding[];
}

/** Finds what takes longer than a detector may, in a thread of its own; what it cannot examine it reports elsewhere. */
export interface Examiner {
  readonly id: string;
  examine(observation: Observation): Promise<readonly Finding[]>;
}

/** Applies what profiles say of rules. */
export interface Rulings {
  /**
   * Returns findings as the profiles in force want them: with other severities, some taken out, some marked as waived,
   * and what the profiles themselves have against the event. An error ends in `deny`.
   */
  apply(observation: Observation, findings: readonly Finding[]): readonly Finding[];
}

/** Is a policy's answer. */
export interface Decision {
  readonly verdict: VerdictKind;
  readonly policies: readonly PolicyCitation[];
}

/** Decides by policy; throws when the policy cannot be evaluated, which the pipeline turns into `deny`. */
export interface Decider {
  decide(observation: Observation, findings: readonly Finding[]): Decision;
}

/** Keeps what sessions have done; both calls are cheap and never throw. */
export interface Sessions {
  /** Counts an event in and returns what its session did before; undefined for an event of no session. */
  enter(observation: Observation): SessionHistory | undefined;
  /** Notes how an event ended: labels follow from what was let through. */
  leave(observation: Observation, verdict: Verdict): void;
}

/** Is where people's decisions come in. */
export interface Approvals {
  /** Returns the emergency stop while one is in force. */
  stopped(): StopState | undefined;
  /**
   * Returns the verdict after what people have allowed: an `ask` that a grant answers passes, one that nobody has
   * answered becomes a request. Any other verdict comes back as it is.
   */
  answer(observation: Observation, verdict: Verdict): Verdict;
}

/** Keeps the record; resolves when the entry is safe on disk if the verdict enforces something. */
export interface Recorder {
  record(body: LedgerBody): Promise<void>;
}

/** Judges events: the only way to a verdict (invariant 1). */
export interface Pipeline {
  /** Returns a verdict for every event; never rejects (invariant 4). */
  judge(event: GuardEvent): Promise<Verdict>;
}
