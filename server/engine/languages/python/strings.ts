/** Lowers Python's strings: prefixes, quotes and escapes go, interpolations become expressions. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { Node } from '../../tree/node.ts';
import {
  decodeEscapes,
  make,
  simpleEscapes,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';

function parts(cst: Cst, low: Lowering): readonly Node[] {
  const opening = typed(cst, 'string_start');
  const prefix = opening === undefined ? '' : low.source(opening).toLowerCase();
  const raw = prefix.includes('r');
  // Templates of Python 3.14 (`t"…"`) interpolate as f-strings do.
  const holes = /[ft]/.test(prefix);
  const decode = (text: string): string => {
    const plain = holes ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text;
    return raw ? plain : decodeEscapes(plain, { letters: simpleEscapes, unknown: 'both' });
  };
  const made: Node[] = [];
  for (const child of cst.kids) {
    if (child.type === 'interpolation') made.push(interpolated(child, low));
    if (child.type === 'string_content') made.push(make('Str', child, [], decode(low.source(child))));
  }
  return made;
}

/** Returns what braces hold; with a conversion or a format (`{x!r}`, `{x:.2f}`) it is a string of its own. */
function interpolated(cst: Cst, low: Lowering): Node {
  const expression = fieldOf(cst, 'expression');
  const value = low.one(expression, cst.end);
  const spec = low.text.slice(expression?.end ?? cst.end, cst.end - 1).trim();
  if (spec === '') return value;
  const nested = low.all(cst.kids.filter(({ type }) => type === 'format_specifier').flatMap(holesOf));
  const text = new Node('Str', spec, [], value.end, cst.end);
  return make('Concat', cst, [value, text, ...nested], 'formatted');
}

/** Returns the expressions in a format: `{x:{width}}`. */
const holesOf = (cst: Cst): readonly Cst[] =>
  namedOf(cst).flatMap(child => fieldOf(child, 'expression') ?? namedOf(child));

const isFormatted = (cst: Cst, low: Lowering): boolean => {
  const opening = typed(cst, 'string_start');
  return opening !== undefined && /[ft]/i.test(low.source(opening));
};

const string: Handler = (cst, low) => {
  const made = parts(cst, low);
  // An f-string is one even without braces: `f"..."` is how a pattern says "any f-string".
  if (isFormatted(cst, low)) return make('Concat', cst, made, 'f');
  return make('Str', cst, [], made.map(part => part.text).join(''));
};

/** Adjacent literals are one; it keeps its parts, since a pattern `"..." "..."` asks for them. */
const concatenated: Handler = (cst, low) => {
  const single = low.named(cst);
  const plain = single.every(({ kind, text }) => kind === 'Str' && text !== '...');
  return plain
    ? make('Str', cst, single, single.map(({ text }) => text).join(''))
    : make('Concat', cst, single);
};

/** Maps the node types of strings. */
export const strings: Handlers = { string, concatenated_string: concatenated };
