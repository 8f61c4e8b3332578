/** `ringfence ledger VERB`: everything about the record of decisions, one file a verb. */
import { verbGroup } from '../verbGroup.ts';
import { exportVerb } from './export.ts';
import { pairsVerb } from './pairs.ts';
import { rotateVerb } from './rotate.ts';
import { shipVerb } from './ship.ts';
import { tailVerb } from './tail.ts';
import { verifyVerb } from './verify.ts';

/** Runs the verb that its first argument names. */
export const ledgerCommand = verbGroup({
  name: 'ledger',
  summary: 'Verify the record of decisions, read it, export it and send it off the machine.',
  verbs: [verifyVerb, tailVerb, exportVerb, pairsVerb, shipVerb, rotateVerb],
});
