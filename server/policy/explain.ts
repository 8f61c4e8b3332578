/** Explains decisions: every question that was asked, what it held, and which policies fired. */
import type { Finding } from '../../common/finding.ts';
import type { PolicyCitation, VerdictKind } from '../../common/verdict.ts';
import type { Observation } from '../pipeline/types.ts';
import { askAll, decisionOf, type DeciderOptions } from './decide.ts';
import type { CedarValue, Layer, PolicySet } from './policy.ts';

/** Explains one question. */
export interface ExplainedRequest {
  /** The event as a whole, or the rule of the finding that was asked about. */
  readonly about: string;
  /** In Cedar's notation, such as `Agent::"codex"`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: Readonly<Record<string, CedarValue>>;
  readonly context: Readonly<Record<string, CedarValue>>;
  readonly fired: readonly PolicyCitation[];
}

/** Cites a policy with the layer that it is from. */
export interface LayeredCitation extends PolicyCitation {
  readonly layer: Layer;
}

/** Explains a decision. */
export interface Explanation {
  readonly verdict: VerdictKind;
  /** What would have happened in a profile that enforces; differs from `verdict` only in observe. */
  readonly enforced: VerdictKind;
  readonly policies: readonly LayeredCitation[];
  readonly requests: readonly ExplainedRequest[];
}

/** Decides as a decider does, and keeps what was asked; throws when Cedar cannot answer. */
export function explain(
  set: PolicySet,
  options: DeciderOptions,
  observation: Observation,
  findings: readonly Finding[],
): Explanation {
  const asked = askAll(set, options, observation, findings);
  const { verdict, policies } = decisionOf(set, options.profile, asked);
  const layerOf = (wanted: string): Layer =>
    set.policies.find(({ id }) => id === wanted)?.layer ??
    (wanted === 'floor/not-permitted' ? 'floor' : 'built-in');
  return {
    verdict,
    enforced: decisionOf(set, 'balanced', asked).verdict,
    policies: policies.map(citation => ({ ...citation, layer: layerOf(citation.id) })),
    requests: asked.map(({ finding, request, citations }) => ({
      about: finding?.ruleId ?? 'event',
      principal: entityText(request.principal),
      action: entityText(request.action),
      resource: request.attributes,
      context: request.context,
      fired: citations,
    })),
  };
}

const entityText = ({ type, id }: { readonly type: string; readonly id: string }): string =>
  `${type}::${JSON.stringify(id)}`;
