/**
 * PHP: how its tree is lowered, and how patterns are written so that its grammar takes them. The grammar is the one for
 * whole pages, so frames open with `<?php`.
 */
import type { Frame, LanguageAdapter } from '../language.ts';
import { lowerWith } from '../lowering.ts';
import { expressions } from './expressions.ts';
import { literals } from './literals.ts';
import { definitions } from './parameters.ts';
import { spell } from './spelling.ts';
import { statements } from './statements.ts';

const frames: readonly Frame[] = [
  // Before the others, which would take `if (…)` for a call.
  { before: '<?php ', after: ' {}\n', pick: 'header' },
  { before: '<?php (', after: ');', pick: 'expression' },
  { before: '<?php ', after: '\n', pick: 'file' },
  { before: '<?php ', after: ';\n', pick: 'file' },
  { before: '<?php [', after: '];', pick: 'node' },
  { before: '<?php f(', after: ');', pick: 'node' },
  { before: '<?php class A {\n', after: '\n}', pick: 'members' },
  { before: '<?php class A {\n', after: ' {}\n}', pick: 'members' },
  { before: '<?php function f(', after: ') {}', pick: 'node' },
  { before: '<?php try {} ', after: '\n', pick: 'node' },
  { before: '<?php if ($x) {} ', after: '\n', pick: 'node' },
  { before: '<?php switch ($x) {\n', after: '\n}', pick: 'node' },
  { before: '<?php function f(): ', after: ' {}', pick: 'node' },
];

/** Is the adapter of PHP. */
export const php: LanguageAdapter = {
  id: 'php',
  grammar: 'tree-sitter-php/tree-sitter-php.wasm',
  lower: lowerWith({ ...literals, ...expressions, ...definitions, ...statements }),
  frames,
  ellipses: () => ['DOTS_MV'],
  spell,
  scoping: 'function',
  assignmentDeclares: true,
  caseInsensitive: true,
  elseIsSaid: true,
};
