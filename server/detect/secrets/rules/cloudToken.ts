/** A key of a cloud, by its form and, where it has one, its checksum. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const cloudToken = secretRule({
  id: 'secrets/cloud-token',
  title: 'A key of a cloud is written out',
  why: 'Whoever sees it can use, read or run up costs in the account that it opens.',
  remedy: 'Use a role or a login of the machine, name the variable only, and rotate the key if it got out.',
  severity: 'high',
  confidence: 'high',
});
