/** Encodes verdicts for every agent. Pass is no opinion; whatever an agent cannot carry out becomes a refusal. */
import type { Phase } from '../../common/event.ts';
import type { Verdict } from '../../common/verdict.ts';
import type { FailureSemantics } from './adapter.ts';
import { encodeDenial, encodeNativeAsk, passAnswer, type AgentName, type HookAnswer } from './denials.ts';

/** Encodes a verdict by what the agent honours. */
export function encodeVerdict(
  agent: AgentName,
  ask: FailureSemantics['ask'],
  { verdict, reason }: Pick<Verdict, 'verdict' | 'reason'>,
  phase: Phase,
): HookAnswer {
  switch (verdict) {
    case 'pass':
      return passAnswer;
    case 'ask':
      if (ask === 'native' && phase === 'pre') return encodeNativeAsk(reason);
      return encodeDenial(agent, phase, `${reason} A person must approve this first: ask the user.`);
    // A redaction that the hook cannot carry out, and a write to hold back, must not happen as they are.
    case 'redact':
    case 'quarantine':
    case 'deny':
      return encodeDenial(agent, phase, reason);
  }
}
