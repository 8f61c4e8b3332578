/** Single files removed outside the workspace: smaller harm than a whole folder, but no undo either. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { computedMark } from '../commandLine.ts';
import type { CommandRule } from '../rule.ts';
import { isPrecious, isScratch } from './destructiveRemoval.ts';

/** Reports removals of named files outside every root. */
export const removalOutside: CommandRule = {
  id: 'commands/removal-outside',
  title: 'A file outside the workspace is removed',
  why: 'It may belong to other work, and the history of the workspace cannot bring it back.',
  remedy: 'Work inside the workspace, for example `rm -r build`, or let the user remove the file.',
  severity: 'medium',
  confidence: 'high',
  risks: ['SCOPE'],
  tags: tags('OWASP-ASI@2026:ASI03', 'MITRE-ATLAS@5.6.0:AML.T0101'),
  matches: observation =>
    observation.paths.some(
      path =>
        path.op === 'delete' &&
        path.via === 'command' &&
        path.relative === undefined &&
        !isScratch(path) &&
        !isPrecious(path, observation),
    ) || observation.commands.some(removesUnknown),
};

/** `xargs rm -rf < list`: which folders go, only the list tells. */
const removesUnknown = ({ program, args, via }: ObservedCommand): boolean =>
  program === 'rm' &&
  via.some(step => step === 'xargs' || step === 'parallel') &&
  args.some(arg => /^-\w*[rR]|^--recursive$/u.test(arg)) &&
  args.at(-1) === computedMark;
