/** Names the text of policies, so that what a person answered ends when one of them is written anew. Pure. */
import { createHash } from 'node:crypto';
import type { Policy } from './policy.ts';

const known = new WeakMap<Policy, string>();

/** Returns the SHA-256 (hex) of policies' ids, effects and texts, annotations included. */
export function policyDigest(policies: readonly Policy[]): string {
  const [only, ...more] = policies;
  return only !== undefined && more.length === 0 ? digestOf(only) : hash(policies.map(digestOf));
}

/** A policy fires for call after call, and its text never changes. */
function digestOf(policy: Policy): string {
  const digest = known.get(policy) ?? hash([policy.id, policy.effect, policy.layer, policy.text]);
  known.set(policy, digest);
  return digest;
}

const hash = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');
