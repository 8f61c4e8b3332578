/** Reads C++: the grammar of C with more to it. */
import { declarations } from './c/declarations.ts';
import { expressions } from './c/expressions.ts';
import { ellipses, frames, typeFrame } from './c/frames.ts';
import { statements } from './c/statements.ts';
import { extras } from './cpp/extras.ts';
import type { Frame, LanguageAdapter } from './language.ts';
import { returnsAsNewlines } from './lineEnds.ts';
import { lowerWith } from './lowering.ts';

/** This comes first: `catch` would pass for the name of a function. */
const catchFrame: Frame = { before: 'void FRAME(void) { try { } ', after: '\n}', pick: 'node' };

/** Adapts the engine to C++. */
export const cpp: LanguageAdapter = {
  id: 'cpp',
  grammar: 'tree-sitter-cpp/tree-sitter-cpp.wasm',
  prepare: returnsAsNewlines,
  lower: lowerWith({ ...expressions, ...statements, ...declarations, ...extras }),
  frames: [catchFrame, ...frames],
  ellipses,
  typedMetavariables: 'type-first',
  typeFrame,
  scoping: 'block',
  assignmentDeclares: false,
};
