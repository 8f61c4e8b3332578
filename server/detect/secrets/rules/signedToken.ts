/** JSON Web Tokens; samples, unsigned and expired ones weigh little or nothing. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const signedToken = secretRule({
  id: 'secrets/signed-token',
  title: 'A signed token is written out',
  why: 'Whoever holds it is taken for the person or program that it names until it expires.',
  remedy: 'Ask for a fresh token when the program runs, and let this one expire or revoke it.',
  severity: 'medium',
  confidence: 'medium',
});
