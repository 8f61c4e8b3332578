/** HCL's templates: quoted strings and heredocs with interpolations. */
import { decodeEscapes, make, type Handler } from '../lowering.ts';
import { Node } from '../../tree/node.ts';
import type { Cst } from '../../tree/cst.ts';

const escapes = {
  letters: new Map([
    ['n', '\n'],
    ['t', '\t'],
    ['r', '\r'],
    ['"', '"'],
    ['\\', '\\'],
  ]),
  unknown: 'both',
} as const;

/**
 * Makes a string of a template. Its text is cut from the source between the interpolations: the grammar leaves out the
 * spaces beside them.
 */
export const interpolated: Handler = (cst, low) => {
  const [from, to] = extent(cst, low.text);
  const isQuoted = cst.type === 'quoted_template';
  const parts: Node[] = [];
  let at = from;
  const take = (end: number): void => {
    const source = low.text.slice(at, end);
    if (source !== '')
      parts.push(new Node('Str', isQuoted ? decodeEscapes(source, escapes) : source, [], at, end));
  };
  for (const child of cst.kids) {
    if (child.type !== 'template_interpolation' && child.type !== 'template_directive') continue;
    take(child.start);
    parts.push(...low.all([child]));
    at = child.end;
  }
  take(to);
  const only = parts[0];
  if (only === undefined) return make('Str', cst, [], '');
  if (parts.length === 1 && only.kind === 'Str') return make('Str', cst, [], only.text);
  return make('Concat', cst, parts);
};

/** Returns where a template's content begins and ends. */
function extent(cst: Cst, text: string): readonly [number, number] {
  if (cst.type === 'quoted_template') return [cst.start + 1, Math.max(cst.start + 1, cst.end - 1)];
  const [opening, closing] = cst.kids.filter(child => child.type === 'heredoc_identifier');
  const line = text.indexOf('\n', opening?.end ?? cst.start);
  const from = line === -1 || line >= cst.end ? cst.end : line + 1;
  const to = closing === undefined ? cst.end : text.lastIndexOf('\n', closing.start - 1);
  return [from, Math.max(from, to)];
}
