/** Single files removed outside the workspace: smaller harm than a whole folder, but no undo either. */
import type { CommandRule } from '../rule.ts';
import { isScratch, removesFolders } from './destructiveRemoval.ts';

/** Reports removals of named files outside every root. */
export const removalOutside: CommandRule = {
  id: 'removal-outside',
  severity: 'medium',
  confidence: 'high',
  classes: ['SCOPE'],
  message: 'Removes a file outside the workspace.',
  remedy: 'Work inside the workspace, or let the user remove the file.',
  matches: ({ paths, commands }) =>
    !removesFolders(commands) &&
    paths.some(
      path =>
        path.op === 'delete' && path.via === 'command' && path.relative === undefined && !isScratch(path),
    ),
};
