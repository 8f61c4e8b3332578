/** A key of a payment service, by its form and, where it has one, its checksum. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const paymentToken = secretRule({
  id: 'secrets/payment-token',
  title: 'A key of a payment service is written out',
  why: 'Whoever sees it can move money or read data of customers.',
  remedy: 'Read the key from an environment variable that the user sets, and revoke it if it got out.',
  severity: 'high',
  confidence: 'high',
});
