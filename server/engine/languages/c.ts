/** Reads C. */
import { declarations } from './c/declarations.ts';
import { expressions } from './c/expressions.ts';
import { ellipses, frames, typeFrame } from './c/frames.ts';
import { statements } from './c/statements.ts';
import type { LanguageAdapter } from './language.ts';
import { returnsAsNewlines } from './lineEnds.ts';
import { lowerWith } from './lowering.ts';

/** Adapts the engine to C. */
export const c: LanguageAdapter = {
  id: 'c',
  grammar: 'tree-sitter-c/tree-sitter-c.wasm',
  prepare: returnsAsNewlines,
  lower: lowerWith({ ...expressions, ...statements, ...declarations }),
  frames,
  ellipses,
  typedMetavariables: 'type-first',
  typeFrame,
  scoping: 'block',
  assignmentDeclares: false,
};
