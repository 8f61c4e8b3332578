/** A key of an AI service, by its form and, where it has one, its checksum. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const aiToken = secretRule({
  id: 'secrets/ai-token',
  title: 'A key of an AI service is written out',
  why: "Whoever sees it can run models at its owner's expense and often read what others sent.",
  remedy: 'Read the key from an environment variable that the user sets, and revoke it if it got out.',
  severity: 'high',
  confidence: 'high',
});
