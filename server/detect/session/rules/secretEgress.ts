/** A session that knows a secret and has read text from outside sends something out. */
import { tags } from '../../rule.ts';
import { carriesAway } from '../egress.ts';
import type { SessionRule } from '../rule.ts';

/**
 * Reports every way out, once a session has taken in both a secret and text from outside: together they are all that
 * an injected instruction needs (private data, untrusted content, a way out).
 */
export const secretEgress: SessionRule = {
  id: 'session/secret-egress',
  title: 'A session that knows a secret and has read text from outside reaches out',
  why: 'Text from outside can order an agent to send on what it knows, and what is sent cannot be called back.',
  remedy: 'Finish the work without the network, or start a new session for what needs it.',
  severity: 'high',
  confidence: 'medium',
  risks: ['EXFIL-FETCH'],
  tags: tags('OWASP-ASI@2026:ASI02', 'OWASP-LLM@2025:LLM02', 'MITRE-ATLAS@5.6.0:AML.T0086'),
  find: (observation, { labels, runsOwnFile }) => {
    const has = (name: string): boolean => labels.some(({ label }) => label === name);
    if (!has('secret') || !has('untrusted')) return undefined;
    if (!carriesAway(observation) && !runsOwnFile) return undefined;
    return has('hidden-text') ? 'critical' : 'high';
  },
};
