/** Lowers C#'s strings: plain, verbatim, raw and interpolated. */
import type { Cst } from '../../tree/cst.ts';
import type { Node } from '../../tree/node.ts';
import {
  decodeEscapes,
  make,
  simpleEscapes,
  type Escapes,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';
import { quoted } from '../curly.ts';

const escapes: Escapes = { letters: simpleEscapes, unknown: 'both' };

const verbatim: Handler = (cst, low) => {
  const content = low.source(cst).replace(/^@"|"(?:u8)?$/gi, '');
  return make('Str', cst, [], content.replaceAll('""', '"'));
};

/** The last line of a raw string says how much indentation its lines lose. */
const raw: Handler = (cst, low) => {
  const content = low.source(cst).replace(/^"+|"+(?:u8)?$/gi, '');
  const lines = content.split(/\r?\n/);
  if (lines.length === 1) return make('Str', cst, [], content);
  const indent = lines.at(-1) ?? '';
  const kept = lines.slice(1, -1).map(line => (line.startsWith(indent) ? line.slice(indent.length) : line));
  return make('Str', cst, [], kept.join('\n'));
};

/** An interpolated string is a Concat even without an expression: the pattern `$"..."` is any of them, and no other. */
const interpolated: Handler = (cst, low) => make('Concat', cst, partsOf(cst, low, decoderOf(cst, low)));

function partsOf(cst: Cst, low: Lowering, decode: (text: string) => string): readonly Node[] {
  const parts: Node[] = [];
  for (const child of cst.kids) {
    const last = parts.at(-1);
    if (child.type === 'interpolation') {
      const expression = child.kids.find(inside => inside.named && !punctuation.has(inside.type));
      parts.push(low.one(expression, child.end));
    } else if (texts.has(child.type)) {
      const text = decode(low.source(child));
      if (last?.kind !== 'Str' || last.end !== child.start) parts.push(make('Str', child, [], text));
      else parts[parts.length - 1] = make('Str', { ...child, start: last.start }, [], last.text + text);
    }
  }
  return parts;
}

function decoderOf(cst: Cst, low: Lowering): (text: string) => string {
  const start = cst.kids.find(child => child.type === 'interpolation_start');
  if (cst.kids.some(child => child.type === 'interpolation_quote' && child.end - child.start >= 3))
    return asIs;
  return start !== undefined && low.source(start).includes('@') ? unquoted : unescaped;
}

const asIs = (text: string): string => text;
const unbraced = (text: string): string => text.replaceAll('{{', '{').replaceAll('}}', '}');
const unquoted = (text: string): string => unbraced(text).replaceAll('""', '"');
const unescaped = (text: string): string => unbraced(decodeEscapes(text, escapes));
const texts = new Set(['string_content', 'escape_sequence']);
const punctuation = new Set([
  'interpolation_brace',
  'interpolation_alignment_clause',
  'interpolation_format_clause',
]);

/** Maps node types of strings and characters. */
export const strings: Handlers = {
  string_literal: quoted('Str', escapes, /^"([^]*)"(?:u8)?$/i),
  verbatim_string_literal: verbatim,
  raw_string_literal: raw,
  interpolated_string_expression: interpolated,
  character_literal: quoted('Char', escapes, /^'([^]*)'$/),
};
