/** A token that sends messages, by its form and, where it has one, its checksum. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const messagingToken = secretRule({
  id: 'secrets/messaging-token',
  title: 'A token that sends messages is written out',
  why: 'Whoever sees it can read or send messages in the name of its owner.',
  remedy: 'Read the token from an environment variable that the user sets, and revoke it if it got out.',
  severity: 'high',
  confidence: 'high',
});
