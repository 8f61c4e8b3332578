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
  const interpolated = /[ft]/.test(prefix);
  const decode = (text: string): string => {
    const plain = interpolated ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text;
    return raw ? plain : decodeEscapes(plain, { letters: simpleEscapes, unknown: 'both' });
  };
  const made: Node[] = [];
  for (const child of cst.kids) {
    if (child.type === 'interpolation') made.push(low.one(fieldOf(child, 'expression'), child.end));
    if (child.type === 'string_content') made.push(make('Str', child, [], decode(low.source(child))));
  }
  return made;
}

const isFormatted = (cst: Cst, low: Lowering): boolean => {
  const opening = typed(cst, 'string_start');
  return opening !== undefined && /[ft]/i.test(low.source(opening));
};

/** Joins the parts of one or several adjacent literals. */
function joined(cst: Cst, made: readonly Node[], formatted: boolean): Node {
  const text = made.map(part => part.text).join('');
  const plain = made.every(part => part.kind === 'Str');
  // `f"..."` is how a pattern says "any f-string"; as a plain Str it would say "any string".
  if (plain && !(formatted && text === '...')) return make('Str', cst, [], text);
  return make('Concat', cst, made, 'f');
}

const string: Handler = (cst, low) => joined(cst, parts(cst, low), isFormatted(cst, low));

/** Adjacent literals are one; it keeps its parts, since a pattern `"..." "..."` asks for them. */
const concatenated: Handler = (cst, low) => {
  const literals = namedOf(cst);
  const made = joined(
    cst,
    literals.flatMap(literal => parts(literal, low)),
    false,
  );
  if (made.kind !== 'Str') return made;
  const single = literals.map(literal => joined(literal, parts(literal, low), false));
  return single.some(({ text }) => text === '...')
    ? make('Concat', cst, single)
    : make('Str', cst, single, made.text);
};

/** Maps the node types of strings. */
export const strings: Handlers = { string, concatenated_string: concatenated };
