/** Finds what to write beside characters that nobody sees: which they are, and the text that they spell. Pure. */
import type { Finding, Position } from '../../../common/finding.ts';
import type { HiddenSpan } from '../../../common/protocol.ts';
import { toPosition } from '../convert.ts';

const rules: ReadonlySet<string> = new Set([
  'injection/tag-characters',
  'injection/variation-selectors',
  'injection/bidi-controls',
  'injection/zero-width',
]);

/** Tells whether a finding is about characters that nobody sees. */
export const isHidden = ({ ruleId }: Finding): boolean => rules.has(ruleId);

/** Editors draw so many in no time, and nobody looks at more. */
const mostSpans = 500;
/** A rule reports no more than these places of a text; then the others are looked for everywhere. */
const mostPlaces = 20;

const characters =
  /[\u{e0000}-\u{e007f}]+|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{1d173}-\u{1d17a}]+/gu;

/** Lists the rows of hidden characters that findings are about; without findings the text is not looked at. */
export function hiddenSpans(text: string, findings: readonly Finding[]): readonly HiddenSpan[] {
  const hidden = findings.filter(isHidden);
  if (hidden.length === 0) return [];
  const everywhere = hidden.length >= mostPlaces;
  const spans: HiddenSpan[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    for (const match of line.matchAll(characters)) {
      const start = { line: index + 1, column: match.index + 1 };
      if (!(everywhere ? isRow(match[0]) : hidden.some(finding => holds(finding, start)))) continue;
      const end = { line: index + 1, column: match.index + match[0].length + 1 };
      spans.push({ start: toPosition(start), end: toPosition(end), ...describe(match[0]) });
      if (spans.length >= mostSpans) return spans;
    }
  }
  return spans;
}

/** Single joiners and selectors belong to emoji and to scripts. */
const isRow = (run: string): boolean => !/^[\u200c\u200d\ufe0e\ufe0f]$/u.test(run);

const holds = ({ start, end }: Finding, at: Position): boolean => !before(at, start) && before(at, end);

const before = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.column < b.column);

/** What they spell is shown as far as it is plain letters; of the rest the codes, and their names in a hover. */
function describe(run: string): Pick<HiddenSpan, 'label' | 'spelt' | 'names'> {
  const points = Array.from(run, each => each.codePointAt(0) ?? 0);
  const names = list(points, nameOf);
  const spelt = spell(points);
  const shown = spelt === undefined ? list(points, codeOf) : `“${shorten(spelt, 60)}”`;
  return { label: `⟦${shown}⟧`, names, ...(spelt === undefined ? {} : { spelt: shorten(spelt, 2_000) }) };
}

/** Characters of one kind in a row are named once, with their number. */
function list(points: readonly number[], say: (point: number) => string): string {
  const kinds = [...new Set(points)].map(say);
  const named = kinds.length <= 3 ? kinds.join(' ') : `${kinds.slice(0, 2).join(' ')} …`;
  return points.length === 1 ? named : `${named} ×${points.length}`;
}

const controls: Readonly<Record<number, string>> = {
  0xad: 'soft hyphen',
  0x200b: 'zero-width space',
  0x200c: 'zero-width non-joiner',
  0x200d: 'zero-width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'end of direction',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'isolate',
  0x2069: 'end of isolate',
  0xfeff: 'zero-width no-break space',
};

const codeOf = (point: number): string => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;

function nameOf(point: number): string {
  const name = controls[point];
  return name === undefined ? codeOf(point) : `${codeOf(point)} ${name}`;
}

/** Tag characters are a copy of ASCII; a row of variation selectors holds a byte each. */
function spell(points: readonly number[]): string | undefined {
  const [first = 0] = points;
  const bytes =
    first >= 0xe0000 && first <= 0xe007f ? points.map(each => each - 0xe0000) : points.map(byteOf);
  const text = new TextDecoder().decode(Uint8Array.from(bytes));
  const plain = text.replaceAll(/[^\P{C}\n]/gu, '').trim();
  return plain.length >= 2 && plain.length * 2 >= points.length && !plain.includes('\ufffd')
    ? plain.replaceAll(/\s+/gu, ' ')
    : undefined;
}

const byteOf = (point: number): number =>
  point >= 0xe0100 ? point - 0xe0100 + 16 : point >= 0xfe00 && point <= 0xfe0f ? point - 0xfe00 : 0;

const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;
