/** Lowers C's expressions. C++ uses them too. */
import { fieldOf, fieldsOf, namedOf, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { assignment, listOf, numberLiteral, prefix, update } from '../curly.ts';
import {
  around,
  decodeEscapes,
  infix,
  inner,
  leaf,
  list,
  make,
  simpleEscapes,
  slots,
  type Escapes,
  type Handler,
  type Handlers,
} from '../lowering.ts';

const escapes: Escapes = { letters: simpleEscapes, unknown: 'character' };

/** Makes a handler for strings and characters; a prefix for the width of characters is left out. */
const text =
  (kind: 'Str' | 'Char'): Handler =>
  (cst, low) =>
    make(
      kind,
      cst,
      [],
      decodeEscapes(low.source(cst).replace(/^(?:u8|[LuU])?["']([^]*)["']$/, '$1'), escapes),
    );

/** Neighbouring strings are one; with a macro between them they are a Concat. */
const concatenated: Handler = (cst, low) => {
  const parts = low.named(cst);
  if (!parts.every(({ kind }) => kind === 'Str')) return make('Concat', cst, parts);
  return make('Str', cst, [], parts.map(part => part.text).join(''));
};

/** `a->b` is member b of `*a`. */
const member: Handler = (cst, low) => {
  const object = low.field(cst, 'argument');
  const operator = fieldOf(cst, 'operator');
  const isArrow = operator !== undefined && low.source(operator) === '->';
  return make('Attr', cst, [isArrow ? around('Unary', [object], '*') : object, low.field(cst, 'field')]);
};

const subscript: Handler = (cst, low) => {
  const index = fieldOf(cst, 'index') ?? fieldOf(cst, 'indices');
  return make('Index', cst, [low.field(cst, 'argument'), ...(index === undefined ? [] : low.all([index]))]);
};

/** Makes a handler for operators that are spelt as calls: `sizeof(int)`, `sizeof x`. */
const keywordCall: Handler = (cst, low) => {
  const word = cst.kids[0] ?? cst;
  return make('Call', cst, [
    make('Name', word, [], low.source(word)),
    listOf('Args', low.named(cst), cst.end),
  ]);
};

const comma: Handler = (cst, low) => {
  const parts: Node[] = [];
  let at: Cst | undefined = cst;
  while (at?.type === 'comma_expression') {
    parts.push(low.field(at, 'left'));
    at = fieldOf(at, 'right');
  }
  parts.push(low.one(at, cst.end));
  return make('Seq', cst, parts);
};

/** `(struct s){1, 2}` converts a list. */
const compoundLiteral: Handler = (cst, low) =>
  make('Cast', cst, [low.field(cst, 'type'), low.field(cst, 'value')]);

const designated: Handler = (cst, low) => {
  const keys = fieldsOf(cst, 'designator').flatMap(each =>
    low.all(each.named && each.kids.length > 0 ? namedOf(each) : [each]),
  );
  return make('Pair', cst, [keys[0] ?? none(cst.start), low.field(cst, 'value')]);
};

const name = leaf('Name');

/** Maps node types of expressions. */
export const expressions: Handlers = {
  identifier: name,
  field_identifier: name,
  type_identifier: name,
  statement_identifier: name,
  number_literal: numberLiteral,
  char_literal: text('Char'),
  string_literal: text('Str'),
  concatenated_string: concatenated,
  true: leaf('Bool'),
  false: leaf('Bool'),
  null: leaf('Null', 'null'),
  parenthesized_expression: inner,
  binary_expression: infix('Binary'),
  unary_expression: prefix,
  pointer_expression: prefix,
  update_expression: update,
  assignment_expression: assignment,
  conditional_expression: slots('Ternary', 'condition', 'consequence', 'alternative'),
  cast_expression: slots('Cast', 'type', 'value'),
  compound_literal_expression: compoundLiteral,
  call_expression: slots('Call', 'function', 'arguments'),
  argument_list: list('Args'),
  field_expression: member,
  subscript_expression: subscript,
  sizeof_expression: keywordCall,
  alignof_expression: keywordCall,
  offsetof_expression: keywordCall,
  preproc_defined: keywordCall,
  comma_expression: comma,
  initializer_list: list('List'),
  initializer_pair: designated,
  extension_expression: inner,
};
