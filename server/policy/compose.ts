/** Puts the sets of several layers together: each is asked, and nothing that one of them demands is lost. Pure. */
import type { PolicySet } from './policy.ts';

/** Returns a set that asks all of these, in order; sets without policies and demands cost nothing when left out. */
export function composeSets(sets: readonly PolicySet[]): PolicySet {
  const [first, ...further] = sets;
  if (first !== undefined && further.length === 0) return first;
  return {
    policies: sets.flatMap(set => set.policies),
    ask(request) {
      const answers = sets.map(set => set.ask(request));
      return {
        fired: answers.flatMap(answer => answer.fired),
        errors: answers.flatMap(answer => answer.errors),
        unpermitted: answers.flatMap(answer => answer.unpermitted),
      };
    },
  };
}
