/** `ringfence profile VERB`: the settings of editors and agents that a level expects, one file a verb. */
import { verbGroup } from '../verbGroup.ts';

/** Runs the verb that its first argument names. */
export const profileCommand = verbGroup({
  name: 'profile',
  summary: 'Check, set and export the settings that a level expects of editors and agents.',
  verbs: {
    check: async () => (await import('./check.ts')).checkVerb,
    apply: async () => (await import('./apply.ts')).applyVerb,
    undo: async () => (await import('./apply.ts')).undoVerb,
    export: async () => (await import('./export.ts')).exportVerb,
  },
});
