/** `ringfence policy VERB`: everything about the team's rules, one file a verb. */
import { verbGroup } from '../verbGroup.ts';
import { bundleVerb } from './bundle.ts';
import { checkVerb } from './check.ts';
import { diffVerb } from './diff.ts';
import { explainVerb } from './explain.ts';
import { initVerb } from './init.ts';
import { keygenVerb } from './keygen.ts';
import { signVerb } from './sign.ts';
import { suggestVerb } from './suggest.ts';
import { testVerb } from './test.ts';
import { trustVerb } from './trust.ts';
import { updateVerb } from './update.ts';
import { verifyVerb } from './verify.ts';

/** Runs the verb that its first argument names. */
export const policyCommand = verbGroup({
  name: 'policy',
  summary: 'Write, check, explain and compare what agents may do.',
  verbs: [
    initVerb,
    checkVerb,
    testVerb,
    explainVerb,
    diffVerb,
    keygenVerb,
    signVerb,
    verifyVerb,
    bundleVerb,
    trustVerb,
    updateVerb,
    suggestVerb,
  ],
});
