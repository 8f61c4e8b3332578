/** Reads Java. */
import { declarations } from './java/declarations.ts';
import { expressions } from './java/expressions.ts';
import { complete, ellipses, frames } from './java/frames.ts';
import { statements } from './java/statements.ts';
import type { LanguageAdapter } from './language.ts';
import { returnsAsNewlines } from './lineEnds.ts';
import { lowerWith } from './lowering.ts';

/** Adapts the engine to Java. */
export const java: LanguageAdapter = {
  id: 'java',
  grammar: 'tree-sitter-java/tree-sitter-java.wasm',
  prepare: returnsAsNewlines,
  lower: lowerWith({ ...expressions, ...statements, ...declarations }),
  frames,
  ellipses,
  complete,
  typedMetavariables: 'type-first',
  typeFrame: { before: '', after: ' FRAME;', pick: 'node' },
  scoping: 'block',
  assignmentDeclares: false,
};
