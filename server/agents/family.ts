/** Makes the adapter of an agent whose hooks are of the family that most agents share; its own part is data. Pure. */
import type { Adapter, FailureSemantics } from './adapter.ts';
import { decodePayload, type Dialect } from './decode.ts';
import { hookProtocol } from './denials.ts';
import { encodeVerdict } from './encode.ts';

/** Is what tells one agent of the family from another. */
export interface FamilyMember {
  /** Name for people. */
  readonly title: string;
  readonly dialect: Dialect;
  /** How the agent takes what a hook does, where it differs from what most do (measured). */
  readonly failure?: Partial<FailureSemantics>;
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

/** Creates an adapter of the family. */
export function familyAdapter({ title, dialect, failure: differing = {} }: FamilyMember): Adapter {
  const { agent, tools } = dialect;
  const failure = { ...usualFailure, ...differing };
  return {
    name: agent,
    title,
    timeoutMs: hookProtocol(agent).timeoutMs,
    tools: Object.keys(tools),
    failure,
    decode: (payload, context) => decodePayload(dialect, payload, context),
    encode: (verdict, phase) => encodeVerdict(agent, failure.ask, verdict, phase),
  };
}
