/**
 * Bash: commands are calls, pipelines and lists binary operations; redirections are left out, and a word is the same with
 * and without quotes.
 */
import { infix, list, lowerWith, slots, wrap, type Handlers } from '../lowering.ts';
import { dots } from '../spelling.ts';
import { assignment, command, declaration, negated, pipeline, redirected, chain, test } from './commands.ts';
import { caseItem, caseStatement, cFor, forEach, functionDefinition, ifStatement, loop } from './control.ts';
import { hasEndlessPipe } from './limits.ts';
import { statements } from './statements.ts';
import { spellBash } from './spell.ts';
import * as words from './words.ts';
import { Node } from '../../tree/node.ts';
import type { LanguageAdapter } from '../language.ts';

const handlers: Handlers = {
  program: (cst, low) => statements(cst, cst.kids, low),
  compound_statement: (cst, low) => statements(cst, cst.kids, low),
  do_group: (cst, low) => statements(cst, cst.kids, low),
  subshell: (cst, low) => words.hidden(cst, 'subshell', [statements(cst, cst.kids, low)]),
  command,
  command_name: (cst, low) => low.named(cst),
  unset_command: declaration,
  declaration_command: declaration,
  test_command: test,
  negated_command: negated,
  pipeline,
  list: chain,
  redirected_statement: redirected,
  variable_assignment: assignment,
  variable_assignments: (cst, low) => low.named(cst),
  if_statement: ifStatement,
  while_statement: loop,
  for_statement: forEach,
  c_style_for_statement: cFor,
  case_statement: caseStatement,
  case_item: caseItem,
  function_definition: functionDefinition,
  word: words.word,
  number: words.word,
  regex: words.word,
  extglob_pattern: words.word,
  brace_expression: words.word,
  test_operator: words.word,
  string_content: words.word,
  special_variable_name: words.variable,
  variable_name: words.variable,
  string: words.string,
  translated_string: (cst, low) => low.named(cst),
  raw_string: words.rawString,
  ansi_c_string: words.ansiString,
  concatenation: words.concatenation,
  simple_expansion: words.expansion,
  expansion: words.expansion,
  command_substitution: words.substitution('subst'),
  process_substitution: words.substitution('process'),
  array: list('List'),
  subscript: slots('Index', 'name', 'index'),
  binary_expression: infix('Binary'),
  ternary_expression: slots('Ternary', 'condition', 'consequence', 'alternative'),
  unary_expression: (cst, low) => {
    const operator = cst.kids.find(child => child.field === 'operator');
    const operands = low.all(cst.kids.filter(child => child !== operator));
    return new Node(
      'Unary',
      operator === undefined ? '' : low.source(operator),
      operands,
      cst.start,
      cst.end,
    );
  },
  postfix_expression: wrap('Update', 'post'),
  parenthesized_expression: (cst, low) => low.named(cst),
  file_redirect: () => [],
  heredoc_redirect: () => [],
  herestring_redirect: () => [],
  heredoc_body: () => [],
};

/** Lowers Bash. */
export const lowerBash = lowerWith(handlers);

/** Takes a command of one word for the word, so that it is found anywhere. */
export function narrowBash(pattern: Node): Node {
  const call = pattern.kind === 'ExprStmt' ? pattern.kids[0] : undefined;
  if (call === undefined || !words.isHidden(call, 'command')) return pattern;
  const args = call.kids[1]?.kids ?? [];
  const only = args[0];
  if (args.length !== 1 || only === undefined) return pattern;
  return new Node('ExprStmt', '', [only], pattern.start, pattern.end);
}

/** Is the module path of Bash's grammar, which Dockerfiles are read with too. */
export const bashGrammar = 'tree-sitter-bash/tree-sitter-bash.wasm';

/** Reads Bash. */
export const bash: LanguageAdapter = {
  id: 'bash',
  grammar: bashGrammar,
  isEndless: hasEndlessPipe,
  lower: lowerBash,
  frames: [{ before: '', after: '\n', pick: 'file' }],
  ellipses: () => [dots],
  spell: spellBash,
  narrow: narrowBash,
  scoping: 'function',
  assignmentDeclares: true,
};
