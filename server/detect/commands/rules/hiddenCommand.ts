/** Hidden commands: the program, or the text that a shell runs, is computed or decoded at run time. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { shells } from '../programs/runners.ts';
import { interpreters, isFedBy, names } from '../rule.ts';
import type { CommandRule } from '../rule.ts';

/** Reports text that is decoded and then run. */
export const hiddenCommand: CommandRule = {
  id: 'commands/hidden-command',
  title: 'Text is decoded or computed and then run',
  why: 'Nobody can see beforehand what runs.',
  remedy: 'Write the command out plainly.',
  severity: 'high',
  confidence: 'medium',
  risks: ['SHELL', 'HIDE'],
  tags: tags(
    'OWASP-ASI@2026:ASI05',
    'MITRE-ATLAS@5.6.0:AML.T0068',
    'MITRE-ATLAS@5.6.0:AML.T0050',
    'CWE@4.18:CWE-78',
  ),
  matches: ({ commands }) =>
    commands.some(runsDecoded) || commands.some(command => isComputedProgram(command, commands)),
};

const decoders = names(
  'base64 base32 basenc xxd openssl uudecode gunzip zcat bunzip2 rev tr rot13 printf gpg',
);

function runsDecoded(command: ObservedCommand): boolean {
  if (!interpreters.has(command.program) || !isFedBy(command, decoders)) return false;
  return command.args.every(arg => arg.startsWith('-') && !/^-\w*c$/u.test(arg));
}

/**
 * A program that is wholly computed and handed to another shell hides what runs. `eval "$(tool init)"` and programs in
 * variables, as in `"$PYTHON" x.py`, are everyday practice and no finding by themselves.
 */
function isComputedProgram(command: ObservedCommand, commands: readonly ObservedCommand[]): boolean {
  if (command.program !== '' || command.via.includes('function')) return false;
  if (!command.via.some(via => shells.has(via.split(' ')[0] ?? '') || via === 'eval')) return false;
  const inner = commands.filter(other => other.via.includes('substitution'));
  return inner.length === 0 || inner.some(other => decoders.has(other.program));
}
