/** A secret that was found in a text: where and of what kind, never the secret itself. Types only. */
import type { Confidence, Severity } from '../../../common/finding.ts';
import type { Family } from './shape.ts';

/** Names a rule on secrets other than the one on private keys. */
export type SecretRule =
  `${Family}-token` | 'signed-token' | 'connection-string' | 'login' | 'named-value' | 'vendor-value';

/** Is a secret in a text. */
export interface SecretHit {
  readonly rule: SecretRule;
  readonly start: number;
  readonly end: number;
  /** What it is, with its article. */
  readonly kind: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
}
