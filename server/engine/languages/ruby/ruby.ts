/** Ruby: how its tree is lowered, and how patterns are written so that its grammar takes them. */
import type { Frame, LanguageAdapter, Lower } from '../language.ts';
import { Node } from '../../tree/node.ts';
import { lowerWith } from '../lowering.ts';
import { expressions } from './expressions.ts';
import { heredoc, heredocs, literals } from './literals.ts';
import { spell } from './spelling.ts';
import { statements } from './statements.ts';

const handlers = { ...literals, ...expressions, ...statements };

/** A here-document's text stands apart from where its value is: they are paired before lowering. */
const lower: Lower = (root, text, step) => {
  const table = { ...handlers, heredoc_beginning: heredoc(heredocs(root, text)) };
  const lowered = lowerWith(table)(root, text, step);
  return text.includes('_MV') ? respelt(lowered) : lowered;
};

/** Takes the underscore off a pattern's placeholders, which only Ruby's grammar needs. */
function respelt(node: Node): Node {
  const text = node.text.replaceAll(underscored, '$1');
  return new Node(node.kind, text, node.kids.map(respelt), node.start, node.end);
}
const underscored = /_(MVS?_[A-Z0-9_]+?_MV|DOTS_MV|DEEP_MV)/g;

const frames: readonly Frame[] = [
  { before: '(', after: ')\n', pick: 'expression' },
  { before: '', after: '\n', pick: 'file' },
  { before: '', after: '\nend\n', pick: 'header' },
  { before: 'f(', after: ')\n', pick: 'node' },
  { before: 'x = {', after: '}\n', pick: 'node' },
  { before: 'begin\n', after: '\nend\n', pick: 'node' },
  { before: 'case x\n', after: '\nend\n', pick: 'node' },
  { before: 'f ', after: '\n', pick: 'node' },
];

/** Is the adapter of Ruby. */
export const ruby: LanguageAdapter = {
  id: 'ruby',
  grammar: 'tree-sitter-ruby/tree-sitter-ruby.wasm',
  lower,
  frames,
  ellipses: () => ['_DOTS_MV'],
  spell,
  scoping: 'function',
  assignmentDeclares: true,
  implicitReturn: true,
};
