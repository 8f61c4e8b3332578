/** Loaded policies: what the decider and explanations work with. */
import type { VerdictKind } from '../../common/verdict.ts';

/** Lists the layers from the most trusted: ours, the signed team floor, the user's, the workspace's. */
export const layers = ['built-in', 'floor', 'user', 'workspace'] as const;
/** Names where a policy comes from. */
export type Layer = (typeof layers)[number];

/** Lists what a policy can demand. */
export const policyEffects = [
  'redact',
  'ask',
  'quarantine',
  'deny',
] as const satisfies readonly VerdictKind[];
/** Names what a policy demands. */
export type PolicyEffect = (typeof policyEffects)[number];

/** Is policy text with its origin. */
export interface PolicySource {
  readonly layer: Layer;
  /** File or other name that problems cite. */
  readonly name: string;
  readonly text: string;
}

/** Describes one policy. */
export interface Policy {
  readonly id: string;
  readonly effect: PolicyEffect;
  /** One sentence that a person understands; never text that a workspace wrote. */
  readonly principle: string;
  readonly tags: readonly string[];
  /** One sentence that names a safe next step; '' when there is none. */
  readonly advice: string;
  readonly layer: Layer;
  readonly source: string;
  readonly line: number;
  /** Cedar text, annotations included. */
  readonly text: string;
  /** A floor's `permit` limits: what none of an effect's permits covers gets that effect. */
  readonly kind: 'forbid' | 'permit';
  /** Every word of scope and conditions: an attribute whose name is not among them cannot matter to the policy. */
  readonly words: ReadonlySet<string>;
}

/** Is Cedar's answer to one request. */
export interface Answer {
  /** Policies that demand their effect. */
  readonly fired: readonly Policy[];
  /** Policies that could not be evaluated: Cedar skips them, so the decider must deny. */
  readonly errors: readonly string[];
  /** Effects whose permits cover nothing of the request. */
  readonly unpermitted: readonly PolicyEffect[];
}

/** Is one question to the policy. */
export interface PolicyRequest {
  readonly principal: EntityName;
  readonly action: EntityName;
  readonly resource: EntityName;
  readonly attributes: Readonly<Record<string, CedarValue>>;
  readonly context: Readonly<Record<string, CedarValue>>;
}

/** Names an entity by type and id. */
export interface EntityName {
  readonly type: string;
  readonly id: string;
}

/** Is a value that requests carry. */
export type CedarValue = string | number | boolean | string[];

/** Is a set of policies, validated and parsed. */
export interface PolicySet {
  readonly policies: readonly Policy[];
  /** Asks all policies; throws when Cedar cannot answer, which must end in `deny`. */
  ask(request: PolicyRequest): Answer;
}
