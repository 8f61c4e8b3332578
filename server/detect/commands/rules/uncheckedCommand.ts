/** Command lines that are too large, too deep or too odd to follow to the end: what comes after is not checked. */
import { tags } from '../../rule.ts';
import type { CommandRule } from '../rule.ts';

/** Reports command lines of which a part was not looked at. */
export const uncheckedCommand: CommandRule = {
  id: 'commands/unchecked-command',
  title: 'A command line is too long or too deeply nested to check to its end',
  why: 'What its end does would go unseen.',
  remedy: 'Split it into several short commands, or write a script file and run that: `sh scripts/job.sh`.',
  severity: 'high',
  confidence: 'high',
  risks: ['SHELL', 'HIDE'],
  tags: tags('OWASP-ASI@2026:ASI02', 'MITRE-ATLAS@5.6.0:AML.T0050', 'CWE@4.18:CWE-78'),
  matches: ({ opaque }) => opaque.some(reason => unfinished.test(reason)),
};

const unfinished =
  /^the command line (?:is too long|is too slow to parse|is nested too deeply or does too much|could not be understood)$/u;
