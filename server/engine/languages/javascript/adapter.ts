/** JavaScript with JSX, TypeScript and TSX: their tables, and the frames in which patterns parse. */
import type { EllipsisPlace, Frame, LanguageAdapter } from '../language.ts';
import { lowerWith } from '../lowering.ts';
import { expressions } from './expressions.ts';
import { functions } from './functions.ts';
import { markup } from './markup.ts';
import { modules } from './modules.ts';
import { statements } from './statements.ts';
import { types } from './types.ts';

const frames: readonly Frame[] = [
  // Takes braces as an object and nothing else, where a statement would be a block.
  { before: "import 'x' with ", after: '\n', pick: 'expression' },
  // Where a statement stands, `function` and `class` declare; in parentheses they would be values.
  { before: '', after: '\n', pick: 'expression' },
  { before: '', after: '\n', pick: 'file' },
  { before: '(', after: '\n)', pick: 'expression' },
  { before: '({', after: '\n})', pick: 'node' },
  { before: 'class A {\n', after: '\n}', pick: 'members' },
  { before: 'switch (x) {\n', after: '\n}', pick: 'node' },
  { before: 'try {} ', after: '\n', pick: 'node' },
  { before: 'if (x) {} ', after: '\n', pick: 'node' },
  { before: '', after: '\nclass A {}', pick: 'node' },
  { before: '', after: ' {}', pick: 'header' },
  { before: '', after: ' finally {}', pick: 'header' },
  { before: '', after: ' while (x);', pick: 'header' },
  { before: '(<a ', after: '\n/>)', pick: 'node' },
];

const typeFrame: Frame = { before: 'let x: ', after: '\n', pick: 'node' };

/** Says what kind of list the braces around an ellipsis hold, by what stands before them. */
function ellipses({ before, after, bracket, head, alone }: EllipsisPlace): readonly string[] {
  if (bracket === '(') return /(?:^|\W)for(?:\s+await)?$/.test(head) ? ['DOTS_MV;;'] : ['DOTS_MV'];
  if (bracket === '[' || before === ',' || after === ',') return ['DOTS_MV'];
  if (bracket === '{' && isSwitch.test(head) && (before === '{' || after === '}' || alone))
    return ['case DOTS_MV:', 'DOTS_MV;', 'DOTS_MV'];
  if (bracket === '{' && before === '{' && after === '}') return ['DOTS_MV', 'DOTS_MV;'];
  if (alone || (bracket === '{' && '{};'.includes(before)))
    return ['DOTS_MV;', 'DOTS_MV', '@DOTS_MV', 'case DOTS_MV:'];
  return ['DOTS_MV', 'DOTS_MV;'];
}
const isSwitch = /(?:^|\W)switch\s*\([^]*\)$/;

const script = {
  frames,
  ellipses,
  typedMetavariables: 'name-first',
  typeFrame,
  scoping: 'block',
  assignmentDeclares: false,
} as const;

const table = { ...types, ...markup, ...modules, ...functions, ...statements, ...expressions };

/** Reads JavaScript and JSX. */
export const javascript: LanguageAdapter = {
  ...script,
  id: 'javascript',
  grammar: 'tree-sitter-javascript/tree-sitter-javascript.wasm',
  lower: lowerWith(table),
  typeFrame: { before: '(', after: '\n)', pick: 'expression' },
};

const typed = [...frames, typeFrame, { before: 'interface A {\n', after: '\n}', pick: 'members' }] as const;

/** Reads TypeScript; its `<T>x` casts exclude JSX. */
export const typescript: LanguageAdapter = {
  ...script,
  id: 'typescript',
  grammar: 'tree-sitter-typescript/tree-sitter-typescript.wasm',
  lower: lowerWith(table),
  frames: typed,
};

/** Reads TypeScript with JSX. */
export const tsx: LanguageAdapter = {
  ...script,
  id: 'tsx',
  grammar: 'tree-sitter-typescript/tree-sitter-tsx.wasm',
  lower: lowerWith(table),
  frames: typed,
};
