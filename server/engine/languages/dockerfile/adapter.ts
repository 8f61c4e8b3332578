/**
 * Dockerfile: an instruction is a call of its name in capitals; what a pattern may leave out (tags, flags, aliases) is a
 * record at the end of its arguments. What RUN and its like say to a shell is lowered as Bash.
 */
import { narrowBash } from '../bash/adapter.ts';
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
  // What is no instruction is what one may say to a shell.
  frames: [
    { before: '', after: '\n', pick: 'file' },
    { before: 'RUN ', after: '\n', pick: 'statements' },
    { before: 'RUN <<EOF\n', after: '\nEOF\n', pick: 'statements' },
  ],
  narrow: narrowBash,
  ellipses: () => [dots],
  spell: spellDockerfile,
  scoping: 'function',
  assignmentDeclares: true,
};
