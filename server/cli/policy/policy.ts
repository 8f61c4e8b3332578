/** `ringfence policy VERB`: everything about the team's rules, one file a verb. */
import { verbGroup } from '../verbGroup.ts';
import { bundleVerb } from './bundle.ts';
import { explainVerb } from './explain.ts';
import { keygenVerb } from './keygen.ts';
import { signVerb } from './sign.ts';
import { trustVerb } from './trust.ts';
import { updateVerb } from './update.ts';
import { verifyVerb } from './verify.ts';

/** Runs the verb that its first argument names. */
export const policyCommand = verbGroup({
  name: 'policy',
  summary: 'Write, check, explain and compare what agents may do.',
  verbs: [explainVerb, keygenVerb, signVerb, verifyVerb, bundleVerb, trustVerb, updateVerb],
});
