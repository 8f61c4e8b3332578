/** Judges one hook call: raw payload → events → verdicts → the agent's own words. What fails is refused. */
import type { GuardEvent, Phase } from '../../common/event.ts';
import { stricter, type Verdict } from '../../common/verdict.ts';
import type { Adapter, DecodeContext, Decoded, Turn } from '../agents/adapter.ts';
import {
  encodeDenial,
  encodeUnknownAgent,
  isAgentName,
  passAnswer,
  phaseOf,
  type AgentName,
  type HookAnswer,
} from '../agents/denials.ts';
import type { Pipeline } from '../pipeline/types.ts';
import type { Clock } from '../ports/clock.ts';
import type { JudgeHook } from './gate.ts';
import { largestPayload } from './wire.ts';
import { payloadFacts } from './wirePayload.ts';

/** Holds what judging needs. */
export interface HookJudgeParts {
  readonly adapterOf: (agent: string) => Adapter | undefined;
  readonly pipeline: Pick<Pipeline, 'judge'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Returns a new unique id. */
  readonly newId: () => string;
  /** Hears that an agent waits for its person again. */
  readonly turnEnded?: (turn: Turn) => void;
  /** Hears of payloads that could not be judged, so that the guard can show it. */
  readonly failed?: (what: string, error: unknown) => void;
}

/** Makes the function that a gate judges with; it never rejects. */
export function hookJudge(parts: HookJudgeParts): JudgeHook {
  return async (agent, payload, context) => {
    if (!isAgentName(agent)) return encodeUnknownAgent(agent);
    const stated = context.event ?? payloadFacts(payload).event;
    const refuse = (phase: Phase, why: string): HookAnswer => refusal(agent, phase, why);
    const adapter = parts.adapterOf(agent);
    if (adapter === undefined) return refuse(phaseOf(stated), 'this release has no adapter for the agent');
    try {
      const decoded = decode(adapter, payload, {
        id: parts.newId(),
        ts: parts.clock.now(),
        cwd: context.cwd,
        roots: context.roots,
        ...(context.event === undefined ? {} : { event: context.event }),
      });
      if (decoded.kind === 'ignored') {
        if (decoded.ended !== undefined) parts.turnEnded?.(decoded.ended);
        return passAnswer;
      }
      if (decoded.kind === 'malformed') {
        parts.failed?.('payload', decoded.reason);
        return refuse(
          decoded.phase,
          `the call that ${adapter.title} sent cannot be read (${decoded.reason})`,
        );
      }
      return adapter.encode(await judgeAll(parts.pipeline, decoded.events), decoded.phase);
    } catch (error) {
      parts.failed?.('hook', error);
      return refuse(phaseOf(stated), 'an internal error');
    }
  };
}

const refusal = (agent: AgentName, phase: Phase, why: string): HookAnswer =>
  encodeDenial(
    agent,
    phase,
    `Ringfence refused this because it could not be judged: ${why}. Ask the user to run "ringfence doctor".`,
  );

/** Invalid UTF-8 could hide what a name really is; it is refused like any other payload that cannot be read. */
function decode(adapter: Adapter, payload: Buffer, context: DecodeContext): Decoded {
  const phase = phaseOf(context.event);
  const malformed = (reason: string): Decoded => ({ kind: 'malformed', phase, reason });
  if (payload.length === 0) return malformed('it is empty');
  if (payload.length > largestPayload) return malformed('it is larger than 20 MB');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch {
    return malformed('it is not UTF-8');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return malformed('it is not JSON, or cut off');
  }
  return adapter.decode(value, context);
}

/** Judges every event of a call; the strictest verdict stands, with every reason for it. */
async function judgeAll(
  pipeline: Pick<Pipeline, 'judge'>,
  events: readonly GuardEvent[],
): Promise<Pick<Verdict, 'verdict' | 'reason'>> {
  if (events.length === 0) throw new Error('a call decoded to no event');
  // A call was judged before it was made; afterwards its files hold what it did, and only what it brought back is new.
  const asked = events.filter(({ phase, kind }) => phase !== 'post' || kind === 'context.attach');
  const verdicts = await Promise.all(asked.map(event => pipeline.judge(event)));
  const verdict = verdicts.map(each => each.verdict).reduce(stricter, 'pass');
  const reasons = verdicts.filter(each => each.verdict === verdict).map(({ reason }) => reason);
  return { verdict, reason: [...new Set(reasons)].join(' ') };
}
