/** Data that leaves in many small pieces. */
import { tags } from '../../rule.ts';
import { codedCharacters } from '../codedData.ts';
import { carriesAway, hostsOf, isLocalHost } from '../egress.ts';
import type { SessionRule } from '../rule.ts';

/** An honest session looks up a few coded addresses; so many to one place spell something out. */
const mostRequests = 12;
const mostCharacters = 480;

/** Reports requests to a host that has been sent coded data many times. */
export const drip: SessionRule = {
  id: 'session/drip',
  title: 'Coded data goes to the same place in many small pieces',
  why: 'Each piece looks harmless; together they carry a file away.',
  remedy: 'Tell the user what should be sent where, and let the user send it in one piece.',
  severity: 'high',
  confidence: 'medium',
  risks: ['EXFIL-FETCH'],
  tags: tags('OWASP-ASI@2026:ASI02', 'MITRE-ATLAS@5.6.0:AML.T0086', 'CWE@4.18:CWE-200'),
  find: (observation, { sent }) => {
    if (!carriesAway(observation) || hostsOf(observation).every(isLocalHost)) return undefined;
    if (!observation.urls.some(url => codedCharacters(url) > 0)) return undefined;
    return sent.requests >= mostRequests && sent.characters >= mostCharacters ? 'high' : undefined;
  },
};
