/**
 * Spells PHP patterns. A metavariable is a variable where one may stand and a plain name where only a name may; the dots of
 * a pattern take whatever form their place wants.
 */
import { leadUp, openBrackets } from '../brackets.ts';

const piece =
  /(?<comment>\/\/[^\n]*|\/\*[^]*?\*\/)|(?<single>'(?:[^'\\]|\\[^])*')|(?<double>"(?:[^"\\]|\\[^])*"|`(?:[^`\\]|\\[^])*`)|(?<deep><\.\.\.)|(?<deepEnd>\.\.\.>)|(?<![\w$])\$(?<rest>\.\.\.)?(?<word>[A-Z_][A-Z_0-9]*)(?![A-Za-z0-9_])|(?<dots>\.\.\.)/g;

/** These are PHP's own variables, though they are spelt as metavariables are. */
const superglobals = /^_(?:SERVER|GET|POST|FILES|COOKIE|SESSION|REQUEST|ENV)$/;

/** Returns a pattern with placeholders for its metavariables and ellipses. */
export function spell(pattern: string): string {
  const source = pattern.replace(/^\s*<\?=([^]*)\?>\s*$/, 'echo $1;').replace(/^\s*<\?(?:php)?(?=\s)/, '');
  const open = openBrackets(source);
  return source.replaceAll(piece, (found: string, ...rest: unknown[]) => {
    const groups = groupsOf(rest.at(-1));
    const offset = Number(rest.at(-3));
    const before = leadUp(source, offset);
    const after = source.slice(offset + found.length, offset + found.length + longestAfter);
    if (groups.deep !== undefined) return 'DEEP_MV(';
    if (groups.deepEnd !== undefined) return ')';
    if (groups.dots !== undefined) return spellDots(source, open[offset] ?? -1, before, after);
    if (groups.word !== undefined) return spellName(groups.word, groups.rest !== undefined, before, after);
    if (groups.comment !== undefined) return found;
    return spellString(found);
  });
}

/** Is how much of what follows a place may matter to it. */
const longestAfter = 100;

interface Groups {
  readonly deep?: string;
  readonly deepEnd?: string;
  readonly dots?: string;
  readonly word?: string;
  readonly rest?: string;
  readonly comment?: string;
}
const groupsOf = (value: unknown): Groups => (typeof value === 'object' && value !== null ? value : {});

/** In a string, `$X` alone is any string; amid other text it is what is interpolated there. */
function spellString(found: string): string {
  const quote = found.charAt(0);
  const content = found.slice(1, -1);
  return `${quote}${content.replaceAll(
    /\$(\.\.\.)?([A-Z_][A-Z_0-9]*)(?![A-Za-z0-9_])/g,
    (whole: string, rest: string | undefined, word: string) => {
      if (superglobals.test(word)) return whole;
      const name = rest === undefined ? `MV_${word}_MV` : `MVS_${word}_MV`;
      return quote === '`' || (quote === '"' && whole !== content) ? `$${name}` : name;
    },
  )}${quote}`;
}

const namePlace =
  /(?:\b(?:function|class|interface|trait|enum|extends|implements|namespace|use|const|goto)\s+&?|\b(?:extends|implements|use)\s+[\w$\\,. ]*,\s*|\buse\s+[\w$\\]+\s+as\s+|\bcatch\s*\([^)]*|#\[\s*|\\)$/;

/** Is a place where a name stands, told by what comes before (`head`) and after it (`tail`). */
interface Place {
  readonly head: RegExp;
  readonly tail: RegExp;
  readonly but?: RegExp;
}
const namePlaces: readonly Place[] = [
  { head: namePlace, tail: /^/, but: /\bcatch\s*\([^)]*[\w$]\s+$/ },
  // A type before its variable.
  { head: /^/, tail: /^\s+(?:&\s*|\.\.\.)?\$/, but: /\b(?:echo|return|print|as|new|case|and|or|xor)\s*$/ },
  // The label of a named argument.
  { head: /[(,]\s*$/, tail: /^\s*:(?!:)/ },
  // The type of a result.
  { head: /\)\s*:\s*\??$/, tail: /^\s*(?:[{;]|$)/ },
];

function spellName(word: string, rest: boolean, before: string, after: string): string {
  if (rest) return `$MVS_${word}_MV`;
  if (superglobals.test(word)) return `$${word}`;
  const isName = namePlaces.some(
    ({ head, tail, but }) => head.test(before) && tail.test(after) && but?.test(before) !== true,
  );
  return isName ? `MV_${word}_MV` : `$MV_${word}_MV`;
}

/** How dots are spelt inside a bracket, by what comes before the bracket; the first that fits is taken. */
const bracketed: readonly {
  readonly bracket: string;
  readonly head: RegExp;
  readonly spelling: string;
  readonly first?: true;
}[] = [
  { bracket: '(', head: /\b(?:(?:function|fn)\s*&?\s*[\w$]*|use)$/, spelling: '$DOTS_MV' },
  { bracket: '(', head: /^/, spelling: 'DOTS_MV' },
  { bracket: '[', head: /^/, spelling: 'DOTS_MV' },
  { bracket: '{', head: /\b(?:class|interface|trait|enum)\b[^{}();]*$/, spelling: 'use DOTS_MV;' },
  { bracket: '{', head: /\bmatch\s*\([^]*\)$/, spelling: 'DOTS_MV => DOTS_MV' },
  { bracket: '{', head: /\bswitch\s*\([^{}]*\)$/, spelling: 'case DOTS_MV:', first: true },
];

function spellDots(source: string, open: number, before: string, after: string): string {
  if (/^[$\w[(]/.test(after) && !/(?:->|::)\s*$/.test(before)) return '...';
  const bracket = source.charAt(open);
  const head = open === -1 ? '' : leadUp(source, open).trimEnd();
  const last = before.trimEnd().at(-1) ?? '';
  // A value, also that of a property among the members of a class.
  if (bracket === '{' && (last === '=' || before.trimEnd().endsWith('=>'))) return 'DOTS_MV';
  const found = bracketed.find(
    place => place.bracket === bracket && place.head.test(head) && (place.first !== true || last === '{'),
  );
  if (found !== undefined) return found.spelling;
  const begins = last === '' || '{};:)'.includes(last);
  return begins && !/^\s*[;?.]/.test(after) ? 'DOTS_MV;' : 'DOTS_MV';
}
