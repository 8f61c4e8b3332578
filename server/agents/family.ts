/** Makes an agent whose hooks are of the family that most agents share; its own part is data. Pure. */
import type { Agent, FailureSemantics, Gap } from './adapter.ts';
import { decodePayload, type Dialect } from './decode.ts';
import { hookProtocol } from './denials.ts';
import { encodeVerdict } from './encode.ts';
import { noSwitches, type InstallSpec, type Switches } from './install/spec.ts';

/** Is what tells one agent of the family from another. */
export interface FamilyMember {
  /** Name for people. */
  readonly title: string;
  readonly dialect: Dialect;
  /** How the agent takes what a hook does, where it differs from what most do (measured). */
  readonly failure?: Partial<FailureSemantics>;
  readonly install?: InstallSpec;
  readonly switches?: Switches;
  readonly sees?: Agent['sees'];
  readonly gaps: readonly Gap[];
  readonly evidence?: Agent['evidence'];
}

/** Most agents run the call after anything but a well-formed refusal, and after a question in headless runs. */
const usualFailure: FailureSemantics = {
  exit1: 'open',
  exit2: 'deny',
  commandMissing: 'open',
  badJson: 'open',
  timeout: 'open',
  ask: 'deny',
};

/** Most agents tell of every act before it, of prompts, and of results. */
const usuallySeen = {
  read: 'PreToolUse',
  write: 'PreToolUse',
  shell: 'PreToolUse',
  fetch: 'PreToolUse',
  mcp: 'PreToolUse',
  prompt: 'UserPromptSubmit',
  result: 'PostToolUse',
};

/** Creates an agent of the family. */
export function familyAgent(member: FamilyMember): Agent {
  const { title, dialect, install, gaps } = member;
  const { agent, tools } = dialect;
  const failure = { ...usualFailure, ...member.failure };
  return {
    name: agent,
    title,
    timeoutMs: hookProtocol(agent).timeoutMs,
    tools: Object.keys(tools),
    failure,
    decode: (payload, context) => decodePayload(dialect, payload, context),
    encode: (verdict, phase) => encodeVerdict(agent, failure.ask, verdict, phase),
    ...(install === undefined ? {} : { install }),
    switches: member.switches ?? noSwitches,
    sees: member.sees ?? usuallySeen,
    gaps,
    evidence: member.evidence ?? 'measured',
  };
}
