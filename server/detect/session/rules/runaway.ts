/** An agent that has lost its way: the same call again and again, a storm of calls, or nothing but refusals. */
import { tags } from '../../rule.ts';
import type { SessionRule } from '../rule.ts';

/** A model needs about a second for a call: no honest session comes near any of these. */
const mostInARow = 100;
const mostPerMinute = 1500;
const mostRefusals = 30;

const harmless: readonly string[] = [
  'fs.read',
  'fs.search',
  'context.attach',
  'prompt.submit',
  'session.start',
  'session.end',
];

/** Reports calls of a session that runs away, and every later one that does more than read until a person looks. */
export const runaway: SessionRule = {
  id: 'session/runaway',
  title: 'The session repeats itself, calls too fast, or keeps trying what is refused',
  why: 'A loop costs money and time and wears down whoever approves; a flood hides the one call that matters.',
  remedy: 'Stop, tell the user what you were trying to do, and wait.',
  severity: 'high',
  confidence: 'high',
  risks: ['LOOP'],
  tags: tags('OWASP-ASI@2026:ASI08', 'OWASP-LLM@2025:LLM10'),
  find: ({ event }, { labels, inARow, perMinute, refusals }) => {
    if (event.phase !== 'pre' || harmless.includes(event.kind)) return undefined;
    const tripped = labels.some(({ label }) => label === 'runaway');
    return tripped || inARow > mostInARow || perMinute > mostPerMinute || refusals > mostRefusals
      ? 'high'
      : undefined;
  },
};
