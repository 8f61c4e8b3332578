/** Values that look drawn at random under names that say secret. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const namedValue = secretRule({
  id: 'secrets/named-value',
  title: 'A value under a name that says secret looks drawn at random',
  why: 'Passwords and keys in files reach everybody who can read the file, and every model that is given it.',
  remedy: 'Read the value from an environment variable that the user sets, or write a placeholder.',
  severity: 'medium',
  confidence: 'medium',
});
