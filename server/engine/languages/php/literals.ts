/** Strings, names and numbers of PHP. */
import { namedOf, type Cst } from '../../tree/cst.ts';
import { Node } from '../../tree/node.ts';
import {
  canonicalNumber,
  decodeEscapes,
  leaf,
  make,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';

const letters = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['v', '\v'],
  ['e', '\u001b'],
  ['f', '\f'],
  ['\\', '\\'],
  ['$', '$'],
  ['"', '"'],
  ['`', '`'],
]);

/** Is how many parts a name may have; each makes the tree deeper. */
const mostParts = 100;

/** Returns a qualified name as a chain; that it is absolute or relative to the namespace says nothing to a rule. */
export function qualified(cst: Cst, source: string): Node {
  let from = 0;
  let chain: Node | undefined;
  for (const part of source.split('\\').slice(0, mostParts)) {
    const start = cst.start + from;
    const end = start + part.length;
    from += part.length + 1;
    const word = part.trim();
    if (word === '' || (chain === undefined && word === 'namespace')) continue;
    const name = new Node('Name', word, [], start, end);
    chain = chain === undefined ? name : new Node('Attr', '', [chain, name], cst.start, end);
  }
  return chain ?? make('Name', cst, [], source);
}

const name: Handler = (cst, low) => qualified(cst, low.source(cst));

/** Single quotes know two escapes. */
const plainString: Handler = (cst, low) =>
  make(
    'Str',
    cst,
    [],
    low
      .source(cst)
      .replace(/^b?'/, '')
      .replace(/'$/, '')
      .replaceAll(/\\([\\'])/g, '$1'),
  );

/** Returns the parts of an interpolated literal, text and expressions in turn. */
function partsOf(cst: Cst, low: Lowering): Node[] {
  const parts: Node[] = [];
  let text = '';
  let at = cst.start;
  let from = cst.start;
  const flush = (end: number): void => {
    if (text !== '')
      parts.push(
        make('Str', { ...cst, start: from, end }, [], decodeEscapes(text, { letters, unknown: 'both' })),
      );
    text = '';
  };
  for (const child of cst.kids) {
    if (child.start > at) text += low.text.slice(at, child.start);
    at = Math.max(at, child.end);
    if (textTypes.has(child.type)) text += low.source(child);
    else if (child.named) {
      flush(child.start);
      parts.push(...low.all([child]));
      from = child.end;
    } else if (text === '') from = child.end;
  }
  text += low.text.slice(at, cst.end);
  flush(cst.end);
  return parts;
}
const textTypes = new Set(['string_content', 'escape_sequence']);

function joined(at: Cst, parts: readonly Node[]): Node {
  if (parts.every(part => part.kind === 'Str'))
    return make('Str', at, [], parts.map(part => part.text).join(''));
  return make('Concat', at, parts);
}

const interpolated: Handler = (cst, low) => joined(cst, partsOf(cst, low));

const heredoc: Handler = (cst, low) => {
  const body = cst.kids.find(child => child.field === 'value');
  if (body === undefined) return make('Str', cst, [], '');
  if (cst.type === 'nowdoc') return make('Str', cst, [], low.source(body).replace(/^\r?\n/, ''));
  const first = /^\r?\n/.exec(low.source(body))?.[0].length ?? 0;
  return joined(cst, partsOf({ ...body, start: body.start + first }, low));
};

/** Backticks run a command: a call of a function without a name; its text is always parts, so that dots alone are any. */
const shell: Handler = (cst, low) => {
  const callee = make('Name', { ...cst, end: cst.start + 1 }, [], '`');
  return make('Call', cst, [callee, make('Args', cst, [make('Concat', cst, partsOf(cst, low))])]);
};

/** `$$x` reads the variable that `$x` names; `${x}` in a string is `$x`. */
const dynamicVariable: Handler = (cst, low) => {
  const [only] = namedOf(cst);
  if (only?.type === 'name') return make('Name', cst, [], `$${low.source(only)}`);
  return make('Unary', cst, low.named(cst), '$');
};

const number: Handler = (cst, low) => make('Num', cst, [], canonicalNumber(low.source(cst)));

/** Maps PHP's names and literals. */
export const literals: Handlers = {
  name,
  qualified_name: name,
  relative_name: name,
  namespace_name: name,
  relative_scope: leaf('Name'),
  variable_name: leaf('Name'),
  dynamic_variable_name: dynamicVariable,
  integer: number,
  float: number,
  boolean: (cst, low) => make('Bool', cst, [], low.source(cst).toLowerCase()),
  null: leaf('Null', 'null'),
  string: plainString,
  encapsed_string: interpolated,
  heredoc,
  nowdoc: heredoc,
  shell_command_expression: shell,
  primitive_type: leaf('Name'),
  bottom_type: leaf('Name'),
  cast_type: leaf('Name'),
  variadic_placeholder: leaf('Token'),
};
