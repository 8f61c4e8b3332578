/** Passwords within addresses and connection strings; placeholders and the machine itself weigh little or nothing. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const connectionString = secretRule({
  id: 'secrets/connection-string',
  title: 'A password stands in an address or a connection string',
  why: 'Whoever sees it can sign in at the place that stands beside it.',
  remedy:
    'Take the password out, read it from an environment variable that the user sets, and change it if it got out.',
  severity: 'high',
  confidence: 'medium',
});
