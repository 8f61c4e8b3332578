/** Keys without a mark of their own, by the name of their service nearby and their exact form. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const vendorValue = secretRule({
  id: 'secrets/vendor-value',
  title: 'A value beside the name of a service has the form of its key',
  why: 'Whoever sees such a key can act at that service in the name of its owner.',
  remedy: 'Read the key from an environment variable that the user sets, and revoke it if it got out.',
  severity: 'high',
  confidence: 'medium',
});
