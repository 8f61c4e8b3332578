/** `ringfence ledger VERB`: everything about the record of decisions, one file a verb. */
import { verbGroup } from '../verbGroup.ts';

/** Runs the verb that its first argument names. */
export const ledgerCommand = verbGroup({
  name: 'ledger',
  summary: 'Verify the record of decisions, read it, export it and send it off the machine.',
  verbs: {
    verify: async () => (await import('./verify.ts')).verifyVerb,
    tail: async () => (await import('./tail.ts')).tailVerb,
    export: async () => (await import('./export.ts')).exportVerb,
    pairs: async () => (await import('./pairs.ts')).pairsVerb,
    ship: async () => (await import('./ship.ts')).shipVerb,
    rotate: async () => (await import('./rotate.ts')).rotateVerb,
  },
});
