/** Spells a Terraform pattern: an ellipsis among attributes and blocks must be an attribute, elsewhere it is a name. */
import { dots, metavariableAt, placeholderOf } from '../spelling.ts';

interface Reader {
  readonly pattern: string;
  at: number;
  out: string;
  /** Open brackets; `"` is a string, `$` an interpolation in one. */
  readonly open: string[];
}

/** Spells the metavariables and ellipses of a pattern; strings are left as they are but for their interpolations. */
export function spellTerraform(pattern: string): string {
  const reader: Reader = { pattern, at: 0, out: '', open: [] };
  while (reader.at < pattern.length) {
    if (reader.open.at(-1) === '"') inString(reader);
    else inCode(reader);
  }
  return reader.out;
}

function put(reader: Reader, taken: number, spelt: string): void {
  reader.out += spelt;
  reader.at += taken;
}

function inString(reader: Reader): void {
  const { pattern, at, open } = reader;
  const length = pattern[at] === '\\' || pattern.startsWith('$${', at) ? 2 : 1;
  if (pattern[at] === '"') open.pop();
  if (pattern.startsWith('${', at)) open.push('$');
  const taken = pattern.startsWith('${', at) ? 2 : length;
  put(reader, taken, pattern.slice(at, at + taken));
}

const openings: Readonly<Record<string, string>> = { '"': '"', '{': '{', '[': '[', '(': '(' };

function inCode(reader: Reader): void {
  const { pattern, at, open } = reader;
  const [taken, spelt] = special(reader) ?? [0, ''];
  if (taken > 0) {
    put(reader, taken, spelt);
    return;
  }
  const first = pattern[at] ?? '';
  if ('}])'.includes(first)) open.pop();
  const opening = openings[first];
  if (opening !== undefined) open.push(opening);
  put(reader, 1, first);
}

/** Is a here-document, which is text as strings are. */
const heredoc = /<<-?(\w+)[^\n]*\n(?:.*\n)*?[ \t]*\1(?!\w)/y;

function special(reader: Reader): readonly [taken: number, spelt: string] | undefined {
  const { pattern, at } = reader;
  heredoc.lastIndex = at;
  const document = heredoc.exec(pattern)?.[0];
  if (document !== undefined) return [document.length, document];
  if (pattern.startsWith('<...', at)) return [4, 'DEEP_MV('];
  if (pattern.startsWith('...>', at)) return [4, ')'];
  if (pattern.startsWith('...', at)) return [3, ellipsis(reader)];
  metavariableAt.lastIndex = at;
  const found = metavariableAt.exec(pattern)?.[0];
  return found === undefined ? undefined : [found.length, placeholderOf(found)];
}

/** Spells an ellipsis: as a value after an operator and in brackets, as an attribute in a body, an object or at the top. */
function ellipsis({ open, out }: Reader): string {
  const before = out.trimEnd().at(-1) ?? '';
  const bracket = open.at(-1) ?? '';
  const isValue = '([$'.includes(bracket) && bracket !== '';
  const isOperand = before !== '' && '=:?<>|&+-*/%!'.includes(before);
  return isValue || isOperand ? dots : `${dots} = ${dots}`;
}
