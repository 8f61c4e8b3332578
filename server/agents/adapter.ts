/**
 * Adapters: how each agent's hook payloads become events, and verdicts become what the agent understands. One module
 * an agent; what all share lives beside. Pure: nothing here reads a disk.
 */
import type { GuardEvent, Phase } from '../../common/event.ts';
import type { Verdict } from '../../common/verdict.ts';
import type { AgentName, HookAnswer } from './denials.ts';
import type { InstallSpec, Switches } from './install/spec.ts';

/** Holds what an adapter needs beside the payload. */
export interface DecodeContext {
  /** Starts the ids of the decoded events. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly ts: number;
  /** Folder to fall back on when the payload names none. */
  readonly cwd: string;
  readonly roots: readonly string[];
  /** Hook event by the entry that started the shim. */
  readonly event?: string;
}

/** Says whose turn is over: an agent waits for its person again. */
export type Turn = Pick<GuardEvent, 'agent' | 'sessionId' | 'cwd'>;

/** Is what a payload says: events to judge, nothing that concerns us, or nothing that can be understood. */
export type Decoded =
  /** One event, or one a file when a single call edits several; never empty. */
  | { readonly kind: 'events'; readonly phase: Phase; readonly events: readonly GuardEvent[] }
  | { readonly kind: 'ignored'; readonly reason: string; readonly ended?: Turn }
  | { readonly kind: 'malformed'; readonly phase: Phase; readonly reason: string };

/** Names what an agent does after a hook ended in some way: the call is blocked, or it runs. */
export type AfterFailure = 'deny' | 'open';

/** Holds how an agent takes what a hook does, as measured; each `open` is a gap that the shim or a launcher closes. */
export interface FailureSemantics {
  readonly exit1: AfterFailure;
  readonly exit2: AfterFailure;
  readonly commandMissing: AfterFailure;
  readonly badJson: AfterFailure;
  readonly timeout: AfterFailure;
  /** `native` where the person is really asked, else `deny`: an ask would let some calls run unasked. */
  readonly ask: 'native' | 'deny';
}

/** Translates between one agent and the pipeline. */
export interface Adapter {
  readonly name: AgentName;
  /** Name for people. */
  readonly title: string;
  /** The agent's own hook time-out. */
  readonly timeoutMs: number;
  /** Names of the tools whose parameters are known; any other is looked through for paths, addresses and commands. */
  readonly tools: readonly string[];
  readonly failure: FailureSemantics;
  /** Turns a payload into events; never throws. */
  decode(payload: unknown, context: DecodeContext): Decoded;
  /** Turns a verdict into what the hook prints; a pass is always `{}`, never an `allow`. */
  encode(verdict: Pick<Verdict, 'verdict' | 'reason'>, phase: Phase): HookAnswer;
}

/** Lists the kinds of acts that a hook may tell of, as people are told of coverage. */
export const actKinds = ['read', 'write', 'shell', 'fetch', 'mcp', 'prompt', 'result'] as const;
/** Names a kind of acts; `result` is what a tool brought back. */
export type ActKind = (typeof actKinds)[number];

/** Is one gap in what hooks tell, and what narrows it. */
export interface Gap {
  readonly unseen: string;
  readonly instead: string;
}

/** Is everything that is known of one agent. */
export interface Agent extends Adapter {
  /** How its hooks are installed; absent where they come with the extension. */
  readonly install?: InstallSpec;
  readonly switches: Switches;
  /** The hook event that tells of each kind of acts; a kind that is missing is not covered. */
  readonly sees: Readonly<Partial<Record<ActKind, string>>>;
  readonly gaps: readonly Gap[];
  /**
   * Where what is said here comes from: `measured` on the real agent, or `not verified`, from its documentation and
   * sources alone.
   */
  readonly evidence: 'measured' | 'not verified';
}
