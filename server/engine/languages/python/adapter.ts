/** Python: its grammar's table, and the frames in which patterns parse. */
import type { EllipsisPlace, Frame, LanguageAdapter } from '../language.ts';
import { Node, type Kind } from '../../tree/node.ts';
import { returnsAsNewlines } from '../lineEnds.ts';
import { lowerWith } from '../lowering.ts';
import { expressions } from './expressions.ts';
import { matching } from './matching.ts';
import { statements } from './statements.ts';

const expression: Frame = { before: '(', after: '\n)', pick: 'expression' };

const frames: readonly Frame[] = [
  // Statements come first: in brackets a call and the decorator below it would be a product of matrices.
  { before: '', after: '\n', pick: 'file' },
  expression,
  // Parts of statements: what is missing is added, and the frame says what to keep.
  { before: '', after: '\ndef f(): pass\n', pick: 'node' },
  { before: 'if x:\n    pass\n', after: '\n', pick: 'node' },
  { before: 'try:\n    pass\n', after: '\n', pick: 'node' },
  { before: 'match x:\n    ', after: '\n', pick: 'node' },
  { before: '', after: ' pass\n', pick: 'header' },
  { before: '', after: '\n    pass\nexcept: pass\n', pick: 'header' },
  { before: '', after: ': pass\n', pick: 'header' },
  { before: 'f(', after: '\n)', pick: 'node' },
  { before: '{', after: '\n}', pick: 'node' },
  { before: 'x[', after: '\n]', pick: 'node' },
];

/** Braces hold pairs or elements; only `**` stands in both a dictionary's and a mixed literal's place of a pair. */
function ellipses({ before, after, bracket, alone }: EllipsisPlace): readonly string[] {
  if (bracket === '{' && isItem(before, '{,') && isItem(after, '},')) return ['**DOTS_MV', 'DOTS_MV'];
  return alone && bracket === '' ? ['DOTS_MV', '@DOTS_MV'] : ['DOTS_MV'];
}
const isItem = (character: string, edges: string): boolean => character !== '' && edges.includes(character);

/** The grammar takes `def f():` without a body; what a pattern leaves out may be anything. */
function narrow(pattern: Node): Node {
  const { kind, text, start, end } = pattern;
  const isOpen = (kid: Node): boolean => bodies.has(kid.kind) && kid.kids.length === 0;
  if (!pattern.kids.some(isOpen)) return pattern;
  const kids = pattern.kids.map(kid =>
    isOpen(kid)
      ? new Node(kid.kind, '', [new Node('Name', 'DOTS_MV', [], kid.end, kid.end)], kid.end, kid.end)
      : kid,
  );
  return new Node(kind, text, kids, start, end);
}
const bodies = new Set<Kind>(['Block', 'ClassBody']);

/** Reads Python 3, and of Python 2 what still parses beside it: print, exec, `except E, e`. */
export const python: LanguageAdapter = {
  id: 'python',
  grammar: 'tree-sitter-python/tree-sitter-python.wasm',
  prepare: returnsAsNewlines,
  lower: lowerWith({ ...expressions, ...statements, ...matching }),
  frames,
  ellipses,
  narrow,
  typedMetavariables: 'name-first',
  // Python's own escapes are not undone, so that `\b` is one of the regex; a doubled backslash is one.
  regexText: written => written.replaceAll('\\\\', '\\'),
  typeFrame: expression,
  scoping: 'function',
  assignmentDeclares: true,
};
