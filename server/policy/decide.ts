/**
 * Decides by policy: asks about the event and each finding, takes the strictest answer, and cites every policy that
 * fired. A policy that cannot be evaluated denies (Cedar would skip it, which lets things pass).
 */
import type { Finding } from '../../common/finding.ts';
import type { Profile } from '../../common/settings.ts';
import { stricter, verdictKinds, type PolicyCitation, type VerdictKind } from '../../common/verdict.ts';
import type { Decider, Decision, Observation } from '../pipeline/types.ts';
import { policyDigest } from './digest.ts';
import type { Answer, PolicyRequest, PolicySet } from './policy.ts';
import { eventRequest, findingRequest, type Circumstances } from './request.ts';

/** Says under which circumstances a decider decides. */
export interface DeciderOptions {
  readonly profile: Profile;
  /** Defaults to false. */
  readonly trusted?: boolean;
}

/** Is one question with what came of it; `finding` is absent for the event as a whole. */
export interface AskedRequest {
  readonly finding?: Finding;
  readonly request: PolicyRequest;
  readonly citations: readonly PolicyCitation[];
}

/** More distinct findings than any real change has are refused unread, so that a flood costs no time. */
const mostRequests = 400;

/** Creates a decider; its `decide` throws when Cedar cannot answer, which the pipeline turns into `deny`. */
export function createDecider(set: PolicySet, options: DeciderOptions): Decider {
  return {
    decide: (observation, findings) =>
      decisionOf(set, options.profile, askAll(set, options, observation, findings)),
  };
}

/** Sums up answers; in the observe profile policies are cited but nothing is enforced. */
export function decisionOf(set: PolicySet, profile: Profile, asked: readonly AskedRequest[]): Decision {
  const policies = distinctCitations(
    asked.flatMap(each => each.citations),
    set.policies.map(policy => policy.id),
  );
  const strictest = policies.reduce<VerdictKind>((kind, policy) => stricter(kind, policy.effect), 'pass');
  return { verdict: profile === 'observe' ? 'pass' : strictest, policies };
}

/** Asks about the event and each distinct finding. */
export function askAll(
  set: PolicySet,
  options: DeciderOptions,
  observation: Observation,
  findings: readonly Finding[],
): readonly AskedRequest[] {
  const circumstances: Circumstances = { profile: options.profile, trusted: options.trusted ?? false };
  const whole: AskedRequest = ask(set, eventRequest(observation, circumstances, findings.length));
  const byContent = new Map<string, AskedRequest>();
  for (const finding of findings) {
    const request = findingRequest(observation, circumstances, finding);
    const content = JSON.stringify(request.attributes);
    if (byContent.has(content)) continue;
    if (byContent.size >= mostRequests)
      return [whole, ...byContent.values(), { request, citations: [tooMany] }];
    byContent.set(content, { finding, ...ask(set, request) });
  }
  return [whole, ...byContent.values()];
}

const ask = (set: PolicySet, request: PolicyRequest): AskedRequest => ({
  request,
  citations: citationsOf(set, set.ask(request)),
});

function citationsOf(set: PolicySet, answer: Answer): readonly PolicyCitation[] {
  return [
    ...answer.errors.map(id => ({
      id,
      effect: 'deny' as const,
      principle: 'A policy that cannot be evaluated denies.',
    })),
    ...answer.unpermitted.map(effect => ({
      id: 'floor/not-permitted',
      effect,
      principle: 'The team policy lists what is permitted, and this is not on the list.',
      digest: policyDigest(set.policies.filter(each => each.kind === 'permit' && each.effect === effect)),
    })),
    ...answer.fired.map(policy => {
      const { id, effect, principle } = policy;
      return { id, effect, principle, digest: policyDigest([policy]) };
    }),
  ];
}

const tooMany: PolicyCitation = {
  id: 'guard/too-many-findings',
  effect: 'deny',
  principle: 'A change with more findings than can be judged is refused.',
};

/** Orders citations from the strictest, then as the policies stand in their files, each once; our own come first. */
function distinctCitations(
  citations: readonly PolicyCitation[],
  order: readonly string[],
): readonly PolicyCitation[] {
  const byId = new Map(citations.map(citation => [`${citation.id} ${citation.effect}`, citation]));
  return [...byId.values()].sort(
    (a, b) =>
      verdictKinds.indexOf(b.effect) - verdictKinds.indexOf(a.effect) ||
      order.indexOf(a.id) - order.indexOf(b.id),
  );
}
