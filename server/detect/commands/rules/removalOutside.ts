/** Single files removed outside the workspace: smaller harm than a whole folder, but no undo either. */
import { tags } from '../../rule.ts';
import type { CommandRule } from '../rule.ts';
import { isScratch, removesFolders } from './destructiveRemoval.ts';

/** Reports removals of named files outside every root. */
export const removalOutside: CommandRule = {
  id: 'commands/removal-outside',
  title: 'A file outside the workspace is removed',
  why: 'It may belong to other work, and the history of the workspace cannot bring it back.',
  remedy: 'Work inside the workspace, or let the user remove the file.',
  severity: 'medium',
  confidence: 'high',
  risks: ['SCOPE'],
  tags: tags('OWASP-ASI@2026:ASI03', 'MITRE-ATLAS@5.6.0:AML.T0101'),
  matches: ({ paths, commands }) =>
    !removesFolders(commands) &&
    paths.some(
      path =>
        path.op === 'delete' && path.via === 'command' && path.relative === undefined && !isScratch(path),
    ),
};
