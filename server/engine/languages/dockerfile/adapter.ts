/**
 * Dockerfile: an instruction is a call of its name in capitals; what a pattern may leave out (tags, flags, aliases) is a
 * record at the end of its arguments. What RUN and its like say to a shell is lowered as Bash.
 */
import { lowerDockerfile } from './lower.ts';
import { parseDockerfile } from './parse.ts';
import { spellDockerfile } from './spell.ts';
import { dots } from '../spelling.ts';
import type { LanguageAdapter } from '../language.ts';

/** Reads Dockerfiles. */
export const dockerfile: LanguageAdapter = {
  id: 'dockerfile',
  grammar: '',
  parseText: parseDockerfile,
  lower: lowerDockerfile,
  frames: [{ before: '', after: '\n', pick: 'file' }],
  ellipses: () => [dots],
  spell: spellDockerfile,
  scoping: 'function',
  assignmentDeclares: true,
};
