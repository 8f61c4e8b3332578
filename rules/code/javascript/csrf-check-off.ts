import { doubleCsrf } from 'csrf-csrf';

export const { doubleCsrfProtection } =
  // ruleid: javascript.csrf-check-off
  doubleCsrf({ getSecret: (): string => secret, ignoredMethods: ['GET', 'DELETE'] });
