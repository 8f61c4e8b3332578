/** Rust: how its tree is lowered, and how patterns are written so that its grammar takes them. */
import type { EllipsisPlace, Frame, LanguageAdapter } from '../language.ts';
import { lowerWith } from '../lowering.ts';
import { expressions } from './expressions.ts';
import { statements } from './statements.ts';

const frames: readonly Frame[] = [
  { before: 'fn f() { (', after: ') }', pick: 'expression' },
  { before: 'fn f() {\n', after: '\n}', pick: 'statements' },
  { before: 'fn f() {\n', after: ';\n}', pick: 'statements' },
  { before: '', after: '\n', pick: 'file' },
  { before: 'impl T {\n', after: '\n}', pick: 'members' },
  { before: '', after: ' {}', pick: 'header' },
  { before: 'fn f() { let x: ', after: '; }', pick: 'node' },
  { before: 'fn f(', after: ') {}', pick: 'node' },
  { before: 'fn f() { S {', after: '} }', pick: 'node' },
  { before: 'fn f() { match x {\n', after: '\n} }', pick: 'node' },
];

/** A parameter of a function needs a type, a member a name with one, an arm its arrow. */
function ellipses({ bracket, head, after }: EllipsisPlace): readonly string[] {
  if (bracket === '(' && /\bfn\s+\w+(?:<[^>]*>)?$/.test(head)) return ['DOTS_MV: DOTS_MV'];
  if (bracket === '{' && /\b(?:struct|union)\b[^{};]*$/.test(head))
    return ['DOTS_MV: DOTS_MV,', 'DOTS_MV: DOTS_MV'];
  if (bracket === '{' && /\bmatch\b[^{};]*$/.test(head)) return ['DOTS_MV => {},'];
  if (bracket === '{' && /\b(?:impl|trait|mod)\b[^{};]*$/.test(head))
    return ['const DOTS_MV: DOTS_MV = DOTS_MV;'];
  return after === '}' || bracket === '(' || bracket === '['
    ? ['DOTS_MV', 'DOTS_MV;']
    : ['DOTS_MV;', 'DOTS_MV'];
}

/** Is the adapter of Rust. */
export const rust: LanguageAdapter = {
  id: 'rust',
  grammar: 'tree-sitter-rust/tree-sitter-rust.wasm',
  lower: lowerWith({ ...expressions, ...statements }),
  frames,
  ellipses,
  typedMetavariables: 'name-first',
  typeFrame: { before: 'fn f() { let x: ', after: '; }', pick: 'node' },
  scoping: 'block',
  assignmentDeclares: false,
  implicitReturn: true,
};
