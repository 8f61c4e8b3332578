/** A token of a source host, by its form and, where it has one, its checksum. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const sourceHostToken = secretRule({
  id: 'secrets/source-host-token',
  title: 'A token of a source host is written out',
  why: 'Whoever sees it can read, change or publish code in the name of its owner.',
  remedy:
    'Keep the token in the credential helper or a secret store, name its variable only, and revoke it if it got out.',
  severity: 'high',
  confidence: 'high',
});
