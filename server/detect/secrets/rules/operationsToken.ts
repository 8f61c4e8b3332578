/** A token of a tool that builds, deploys or watches, by its form and, where it has one, its checksum. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const operationsToken = secretRule({
  id: 'secrets/operations-token',
  title: 'A token of a tool that builds, deploys or watches is written out',
  why: 'Whoever sees it can change what runs, read what is watched or take further secrets.',
  remedy:
    'Let the tool sign in by itself or read the token from a secret store, and revoke it if it got out.',
  severity: 'high',
  confidence: 'high',
});
