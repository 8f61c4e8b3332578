/** YAML's scalars: the type of plain ones, the text of quoted ones and of blocks. Must import nothing but lowering. */
import { decodeEscapes } from '../lowering.ts';
import type { Kind } from '../../tree/node.ts';

/** Is a scalar's kind and canonical text. */
export interface Scalar {
  readonly kind: Extract<Kind, 'Str' | 'Num' | 'Bool' | 'Null'>;
  readonly text: string;
}

const words = new Map<string, Scalar>();
const spellings = (kind: Scalar['kind'], text: string, ...sources: readonly string[]): void => {
  for (const source of sources) words.set(source, { kind, text });
};
// These are the words of YAML 1.1, which are what rules were written against.
spellings('Null', 'null', 'null', 'NULL', 'Null', '~');
spellings('Bool', 'true', 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON');
spellings('Bool', 'false', 'n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF');
spellings('Num', '-Infinity', '-.inf');
spellings('Num', 'Infinity', '.inf', '+.inf');
spellings('Num', 'NaN', '.nan', '.NaN', '.NAN', '+.nan', '-.nan');

/** Returns the value of a scalar without quotes; numbers are equal by value, so `1.0` is `1`. */
export function plainValue(source: string): Scalar {
  const known = words.get(source);
  if (known !== undefined) return known;
  if (number.test(source)) return { kind: 'Num', text: numberText(source) };
  return { kind: 'Str', text: foldLines(source) };
}
const number = /^[-+]?(?:0x[\da-fA-F]+|0o[0-7]+|0b[01]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)$/;

function numberText(source: string): string {
  const sign = source.startsWith('-') ? -1 : 1;
  const value = sign * Number(source.replace(/^[-+]/, ''));
  return Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value))
    ? String(value)
    : source;
}

/** Joins the lines of a flow scalar: one break is a space, more are so many breaks less one. */
function foldLines(source: string): string {
  if (!source.includes('\n')) return source;
  return source.replaceAll(/[ \t]*\r?\n[ \t\r\n]*/g, found => {
    const breaks = found.split('\n').length - 1;
    return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
  });
}

const escapes = {
  letters: new Map([
    ['0', '\0'],
    ['a', '\u0007'],
    ['b', '\b'],
    ['t', '\t'],
    ['\t', '\t'],
    ['n', '\n'],
    ['v', '\v'],
    ['f', '\f'],
    ['r', '\r'],
    ['e', '\u001b'],
    [' ', ' '],
    ['"', '"'],
    ['/', '/'],
    ['\\', '\\'],
    ['N', '\u0085'],
    ['_', '\u00a0'],
    ['L', '\u2028'],
    ['P', '\u2029'],
  ]),
  unknown: 'both',
} as const;

/** Returns the text of what stands in double quotes. */
export const doubleQuoted = (content: string): string =>
  decodeEscapes(foldLines(content.replaceAll(/\\\r?\n[ \t]*/g, '')), escapes);

/** Returns the text of what stands in single quotes. */
export const singleQuoted = (content: string): string => foldLines(content).replaceAll("''", "'");

/**
 * Returns the text of a block scalar, and how much its indicator takes. `outer` is the indentation of its line, which an
 * explicit indentation counts from.
 */
export function blockScalar(source: string, outer: number): { readonly text: string; readonly skip: number } {
  const header = /^([|>])([-+\d]*)[^\n]*(?:\n|$)/.exec(source);
  if (header === null) return { text: source, skip: 0 };
  const flags = header[2] ?? '';
  const lines = source.slice(header[0].length).replaceAll('\r\n', '\n').split('\n');
  const explicit = /\d/.exec(flags)?.[0];
  const first = lines.find(line => line.trim() !== '') ?? '';
  const indent = explicit === undefined ? first.length - first.trimStart().length : outer + Number(explicit);
  const cut = lines.map(line =>
    line.trim() === '' ? line.slice(indent) : line.slice(Math.min(indent, lead(line))),
  );
  const body = (header[1] === '|' ? cut.join('\n') : foldBlock(cut)).replace(/\n+$/, '');
  const end = flags.includes('-') || body === '' ? '' : '\n';
  return { text: body + end, skip: 1 + (/^[-+]/.test(flags) ? 1 : 0) };
}

const lead = (line: string): number => line.length - line.trimStart().length;

/** Joins the lines of a folded block: breaks between lines of text are spaces, lines that are indented more keep theirs. */
function foldBlock(lines: readonly string[]): string {
  let text = '';
  let kept = true;
  let blank = 0;
  for (const line of lines) {
    if (line === '') {
      blank += 1;
      continue;
    }
    const keeps = /^[ \t]/.test(line);
    if (text === '') text = '\n'.repeat(blank);
    else if (keeps || kept) text += '\n'.repeat(blank + 1);
    else text += blank === 0 ? ' ' : '\n'.repeat(blank);
    text += line;
    kept = keeps;
    blank = 0;
  }
  return text;
}
