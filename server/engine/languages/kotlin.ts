/** Reads Kotlin. */
import { expressions } from './kotlin/expressions.ts';
import { statements } from './kotlin/statements.ts';
import type { EllipsisPlace, Frame, LanguageAdapter } from './language.ts';
import { returnsAsNewlines } from './lineEnds.ts';
import { lowerWith } from './lowering.ts';

const frames: readonly Frame[] = [
  // Definitions would pass for infix calls where an expression stands.
  { before: 'object FRAME { ', after: '\n}\n', pick: 'members' },
  { before: 'fun FRAME() { ', after: '\n}\n', pick: 'statements' },
  { before: '', after: '\n', pick: 'file' },
  { before: 'val FRAME = (', after: '\n)\n', pick: 'expression' },
  { before: '', after: ' { }\n', pick: 'header' },
  { before: 'fun FRAME() { try { } ', after: '\n}\n', pick: 'node' },
  { before: '', after: '\nclass FRAME { }\n', pick: 'node' },
  { before: 'fun FRAME(', after: ') { }\n', pick: 'node' },
  { before: 'val FRAME: ', after: '\n', pick: 'node' },
];

/** A parameter needs a type, and a member of a class a keyword. */
function ellipses({ before, bracket, head }: EllipsisPlace): readonly string[] {
  if (bracket === '(' && /\bfun\s+(?:<[^>]*>\s*)?[\w$.]+$/.test(head)) return ['DOTS_MV: DOTS_MV'];
  if (bracket === '(' && /\bclass\s+[\w$]+$/.test(head)) return ['DOTS_MV: DOTS_MV', 'DOTS_MV'];
  if (bracket === '{' && /\b(?:class|object|interface)\s[^{}]*$/.test(head) && /[{};)]/.test(before))
    return ['val DOTS_MV = DOTS_MV;', 'DOTS_MV'];
  if (bracket === '{' && /\bwhen\b[^{}]*$/.test(head)) return ['DOTS_MV -> DOTS_MV', 'DOTS_MV'];
  return ['DOTS_MV', 'DOTS_MV: DOTS_MV'];
}

/** Adapts the engine to Kotlin. */
export const kotlin: LanguageAdapter = {
  id: 'kotlin',
  grammar: '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm',
  prepare: returnsAsNewlines,
  lower: lowerWith({ ...expressions, ...statements }),
  frames,
  ellipses,
  typedMetavariables: 'name-first',
  typeFrame: { before: 'val FRAME: ', after: '\n', pick: 'node' },
  scoping: 'block',
  assignmentDeclares: false,
};
