/** Command lines that are too large, too deep or too odd to follow to the end: what comes after is not checked. */
import type { CommandRule } from '../rule.ts';

/** Reports command lines of which a part was not looked at. */
export const uncheckedCommand: CommandRule = {
  id: 'unchecked-command',
  severity: 'high',
  confidence: 'high',
  classes: ['SHELL', 'HIDE'],
  message: 'Is too long or too deeply nested to check to its end.',
  remedy: 'Split it into several short commands, or write a script file and run that.',
  matches: ({ opaque }) => opaque.some(reason => unfinished.test(reason)),
};

const unfinished =
  /^the command line (?:is too long|is too slow to parse|is nested too deeply or does too much|could not be understood)$/u;
