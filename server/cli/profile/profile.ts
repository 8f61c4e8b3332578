/** `ringfence profile VERB`: the settings of editors and agents that a level expects, one file a verb. */
import { verbGroup } from '../verbGroup.ts';
import { applyVerb, undoVerb } from './apply.ts';
import { checkVerb } from './check.ts';
import { exportVerb } from './export.ts';

/** Runs the verb that its first argument names. */
export const profileCommand = verbGroup({
  name: 'profile',
  summary: 'Check, set and export the settings that a level expects of editors and agents.',
  verbs: [checkVerb, applyVerb, undoVerb, exportVerb],
});
