/** `ringfence policy VERB`: everything about the team's rules, one file a verb. */
import { verbGroup } from '../verbGroup.ts';

/** Runs the verb that its first argument names. */
export const policyCommand = verbGroup({
  name: 'policy',
  summary: 'Write, check, explain and compare what agents may do.',
  verbs: {
    init: async () => (await import('./init.ts')).initVerb,
    check: async () => (await import('./check.ts')).checkVerb,
    test: async () => (await import('./test.ts')).testVerb,
    explain: async () => (await import('./explain.ts')).explainVerb,
    diff: async () => (await import('./diff.ts')).diffVerb,
    keygen: async () => (await import('./keygen.ts')).keygenVerb,
    sign: async () => (await import('./sign.ts')).signVerb,
    verify: async () => (await import('./verify.ts')).verifyVerb,
    bundle: async () => (await import('./bundle.ts')).bundleVerb,
    trust: async () => (await import('./trust.ts')).trustVerb,
    update: async () => (await import('./update.ts')).updateVerb,
    suggest: async () => (await import('./suggest.ts')).suggestVerb,
  },
});
