/** Lowers the names of properties, and properties that hold functions. */
import { fieldOf, namedOf, type Cst } from '../../tree/cst.ts';
import { none, Node } from '../../tree/node.ts';
import { decodeEscapes, make, simpleEscapes, type Lowering } from '../lowering.ts';

/** Says how a string escapes characters. */
export const escapes = {
  letters: new Map([...simpleEscapes].filter(([letter]) => letter !== 'a')),
  unknown: 'character',
} as const;

/** Returns the value of a quoted string. */
export const stringValue = (cst: Cst, low: Lowering): string =>
  decodeEscapes(low.text.slice(cst.start + 1, cst.end - 1), escapes);

/** Lowers a property's name: quoted or not it is a `Name`; computed ones stay apart, unless they are plain strings. */
export function keyOf(cst: Cst | undefined, low: Lowering, at: number): Node {
  if (cst === undefined) return none(at);
  if (cst.type === 'string') return make('Name', cst, [], stringValue(cst, low));
  if (cst.type !== 'computed_property_name') return low.one(cst, at);
  const computed = low.one(namedOf(cst)[0], at);
  return computed.kind === 'Str'
    ? make('Name', cst, [], computed.text)
    : make('Other', cst, [computed], 'computed');
}

const nameless = new Set(['arrow_function', 'function_expression', 'generator_function']);

/** Returns the method that a property or field with a nameless function for its value is; undefined when it has another. */
export function methodOf(cst: Cst, key: Node, value: Node, given: Node): Node | undefined {
  const source = fieldOf(cst, 'value');
  if (source === undefined || !nameless.has(source.type) || fieldOf(source, 'name') !== undefined)
    return undefined;
  const [params, type, body, words] = value.kids;
  if (params === undefined || type === undefined || body === undefined) return undefined;
  const async = value.text === 'async' ? [new Node('Mod', 'async', [], value.start, value.start)] : [];
  const kids = [...given.kids, ...async, ...(words?.kids ?? [])];
  const all = new Node('Mods', '', kids, given.start, given.end);
  return make('FuncDef', cst, [key, params, type, body, all, none(cst.end)]);
}
