/** Passwords in options, headers and login files. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const login = secretRule({
  id: 'secrets/login',
  title: 'A login is written out with its password',
  why: 'Whoever sees it can sign in, and command lines stay in histories and process lists.',
  remedy:
    'Let the tool ask for the password or read it from a file of the user, and change it if it got out.',
  severity: 'high',
  confidence: 'medium',
});
