/** A token of an online service, by its form and, where it has one, its checksum. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const serviceToken = secretRule({
  id: 'secrets/service-token',
  title: 'A token of an online service is written out',
  why: 'Whoever sees it can act at that service in the name of its owner.',
  remedy: 'Read the token from an environment variable that the user sets, and revoke it if it got out.',
  severity: 'high',
  confidence: 'high',
});
