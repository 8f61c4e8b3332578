/** Spells a YAML pattern so that it is YAML: `...` alone would end a document, and beside items it must be an item. */
import { dots, metavariableAt, placeholderOf } from '../spelling.ts';

/** Is how a line begins: indentation and dashes, and the rest. */
interface Line {
  readonly indent: number;
  /** Columns where something begins: each dash, and the text after them. */
  readonly columns: readonly number[];
  readonly dashes: string;
  readonly rest: string;
}

function readLine(source: string): Line {
  const match = /^( *)((?:-(?: +|$))*)(.*)$/s.exec(source);
  const indent = match?.[1]?.length ?? 0;
  const dashes = match?.[2] ?? '';
  const columns: number[] = [];
  for (let at = 0; at < dashes.length; at += 1) if (dashes[at] === '-') columns.push(indent + at);
  columns.push(indent + dashes.length);
  return { indent, columns, dashes, rest: match?.[3] ?? '' };
}

/** Spells the metavariables and ellipses of a pattern. */
export function spellYaml(pattern: string): string {
  const lines = pattern.replaceAll('\t', '  ').replaceAll('\r\n', '\n').split('\n').map(readLine);
  return lines
    .map((line, number) => {
      const lead = ' '.repeat(line.indent) + line.dashes;
      if (line.rest.trim() !== '...') return lead + spellText(line.rest);
      if (line.dashes !== '') return lead + (opensMapping(lines, number) ? `${dots}: ${dots}` : dots);
      return lead + (isItem(lines, number) ? `- ${dots}` : `${dots}: ${dots}`);
    })
    .join('\n');
}

/** Tells whether what follows an item's dash on its line is the first entry of a mapping: the next one stands below it. */
function opensMapping(lines: readonly Line[], number: number): boolean {
  const next = lines.slice(number + 1).find(({ rest, dashes }) => rest.trim() !== '' || dashes !== '');
  return next?.dashes === '' && next.indent === lines[number]?.columns.at(-1);
}

/** Tells whether an ellipsis alone on its line is beside items: a neighbour at its column has a dash there. */
function isItem(lines: readonly Line[], number: number): boolean {
  const column = lines[number]?.indent ?? 0;
  const before = neighbour(lines.slice(0, number).toReversed(), column);
  // What follows a key may be items as far left as the key itself.
  return before === true || neighbour(lines.slice(number + 1), column) === true;
}

/** Tells whether the nearest line that has something at a column has a dash there; undefined when a block ends before. */
function neighbour(lines: readonly Line[], column: number): boolean | undefined {
  for (const { indent, columns, rest, dashes } of lines) {
    if (rest.trim() === '' && dashes === '') continue;
    if (rest.trim() === '...' && dashes === '') continue;
    const place = columns.indexOf(column);
    if (place !== -1) return place < columns.length - 1;
    if (indent < column) return undefined;
  }
  return undefined;
}

const before = /[\s[{,:]$/;
const after = /^(?:$|[\s\]},])/;

/** Spells what is in a line, outside of quotes. */
function spellText(text: string): string {
  let out = '';
  for (let at = 0; at < text.length;) {
    const begins = out === '' || before.test(out);
    const [taken, spelt] = (begins ? whole(text, at) : undefined) ?? metavariable(text, at);
    out += spelt;
    at += taken;
  }
  return out;
}

type Step = readonly [taken: number, spelt: string];

/** Reads what only the beginning of a scalar can be: quotes, or an ellipsis. */
function whole(text: string, at: number): Step | undefined {
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    const end = quotedEnd(text, at, quote);
    return [end - at, text.slice(at, end)];
  }
  return text.startsWith('...', at) && after.test(text.slice(at + 3)) ? [3, dots] : undefined;
}

function metavariable(text: string, at: number): Step {
  metavariableAt.lastIndex = at;
  const found = metavariableAt.exec(text)?.[0];
  return found === undefined ? [1, text[at] ?? ''] : [found.length, placeholderOf(found)];
}

function quotedEnd(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}
