/** Scripts that well-known projects publish for being run from the network: a person decides, and knows the name. */
import { tags } from '../../rule.ts';
import type { CommandRule } from '../rule.ts';
import { comesFromKnown, runsUnread } from './downloadAndRun.ts';

/** Reports installers of well-known projects that run unread; downloadAndRun reports all others. */
export const knownInstaller: CommandRule = {
  id: 'commands/known-installer',
  title: 'An installer of a well-known project runs unread',
  why: 'The address is known, but nobody has looked at what it holds today.',
  remedy:
    'Use a package manager, or download with `curl -fsSL -o install.sh https://example.com/install.sh` and let the user read it.',
  severity: 'medium',
  confidence: 'high',
  risks: ['SHELL'],
  tags: tags('OWASP-ASI@2026:ASI04', 'MITRE-ATLAS@5.6.0:AML.T0050', 'CWE@4.18:CWE-829'),
  matches: observation => runsUnread(observation) && comesFromKnown(observation),
};
