/**
 * Sessions of agents: labels that say what a session has taken in, approvals that wait for a person, grants that a
 * person gave, and the emergency stop. Everything here is shown to people; none of it holds content or a secret.
 * Must import nothing outside common/.
 */
import type { EventKind } from './event.ts';
import type { KeyChange } from './quarantine.ts';
import type { VerdictKind } from './verdict.ts';

/** Lists the labels of a session, and what each says in one sentence. */
export const sessionLabels = {
  secret: 'has seen a secret or credentials',
  untrusted: 'has taken in text from outside: the web, an MCP tool, a dependency',
  'hidden-text': 'has taken in text that hides something from people',
  'config-touched': 'has changed configuration that can run programs or loosen oversight',
  runaway: 'repeats itself, calls too fast, or keeps trying what is refused',
} as const;
/** Names something that a session has done or taken in, which narrows what it may do next. */
export type SessionLabel = keyof typeof sessionLabels;

/** Tells whether a text names a label. */
export const isSessionLabel = (name: string): name is SessionLabel => Object.hasOwn(sessionLabels, name);

/** Says when and by what a session first got a label. */
export interface LabelMark {
  readonly label: SessionLabel;
  /** Milliseconds since the epoch. */
  readonly ts: number;
  readonly eventId: string;
  readonly kind: EventKind;
  /** Path or host that was the reason, short; '' when there is none. */
  readonly source: string;
}

/** Is a session as it is kept and shown. */
export interface SessionRecord {
  readonly v: 1;
  /** Short name for people and commands, derived from agent and session. */
  readonly id: string;
  readonly agent: string;
  readonly sessionId: string;
  readonly cwd: string;
  /** Milliseconds since the epoch at which it was last labelled or cleared. */
  readonly ts: number;
  /** Milliseconds since the epoch at which it last did something, to a few minutes; absent before a first label. */
  readonly seen?: number;
  readonly labels: readonly LabelMark[];
}

/** Lists for how long an approval holds. */
export const grantScopes = ['once', 'session', 'workspace'] as const;
/** Names for how long an approval holds: the next matching attempt, this session, or every session of this folder. */
export type GrantScope = (typeof grantScopes)[number];

/** Is something that an agent wanted to do and a person has not decided yet. */
export interface ApprovalRequest {
  readonly v: 1;
  /** Eight hex digits. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly ts: number;
  /** Milliseconds since the epoch after which it counts as denied. */
  readonly expires: number;
  readonly agent: string;
  readonly sessionId: string;
  readonly cwd: string;
  readonly kind: EventKind;
  /** What a person decides about: the command line, file or address; masked, at most 2,000 characters. */
  readonly subject: string;
  /** The same without any value, for the ledger; absent in requests of before. */
  readonly shape?: string;
  /** What the agent was told. */
  readonly reason: string;
  /** The policies that asked; `digest` names the text that a person decides about. */
  readonly policies: readonly { readonly id: string; readonly principle: string; readonly digest: string }[];
  readonly rules: readonly string[];
  readonly labels: readonly SessionLabel[];
  /** Counts the files that it would write, where their contents could be worked out: a proposal holds them. */
  readonly changes?: number;
  /** Counts attempts at the same thing. */
  readonly attempts: number;
  /** Matches the same attempt to the letter. */
  readonly exact: string;
  /** Matches attempts at the same thing with other content. */
  readonly alike: string;
}

/** Is what an agent wants to write, secrets masked: kept for the person who decides, and no longer. */
export interface Proposal {
  readonly v: 1;
  /** Id of the request. */
  readonly id: string;
  readonly files: readonly ProposedFile[];
  /** Counts files that are not shown. */
  readonly more: number;
}

/** Is one file before and after; '' where there is none. */
export interface ProposedFile {
  /** Path in its workspace, absolute elsewhere. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** Counts characters that are not shown. */
  readonly skipped: number;
  /** Keys of a JSON configuration that differ. */
  readonly keys: readonly KeyChange[];
}

/** Is what a person allowed. */
export interface Grant {
  readonly v: 1;
  /** Id of the request that it answers. */
  readonly id: string;
  readonly ts: number;
  readonly expires: number;
  readonly scope: GrantScope;
  readonly agent: string;
  readonly sessionId: string;
  readonly cwd: string;
  readonly kind: EventKind;
  readonly subject: string;
  /** Ids of the policies that it answers; one more policy asks again. */
  readonly policies: readonly string[];
  /** Names the texts of these policies; one that was changed since asks again. */
  readonly bound: readonly string[];
  readonly fingerprint: string;
}

/** Says that everything is stopped, since when and why. */
export interface StopState {
  readonly v: 1;
  readonly ts: number;
  /** `user` from the editor, `cli` from the command line. */
  readonly by: string;
}

/** Is one line of a session's timeline; `count` when several equal events came in a row. */
export interface TimelineLine {
  /** Milliseconds since the epoch of the first. */
  readonly ts: number;
  readonly text: string;
  readonly verdict?: VerdictKind;
  readonly label?: SessionLabel;
  readonly count: number;
}
