/** Words whose letters come from several scripts, so that one word looks like another. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import { surfaces, type TextSource } from '../../text/source.ts';
import { foldWord, latinised } from '../words/fold.ts';
import { classesOf } from '../words/vocabulary.ts';

/** Reports words that mix Latin with letters of another script that look like Latin ones. */
export const mixedScripts: TextRule = {
  id: 'injection/mixed-scripts',
  title: 'A word mixes letters of several scripts that look the same',
  why: 'People read one word where a program or a filter reads another.',
  remedy: 'Write the word in letters of one script.',
  severity: 'high',
  confidence: 'medium',
  risks: ['HIDE', 'INSTR'],
  tags: tags('OWASP-ASI@2026:ASI09', 'MITRE-ATLAS@5.6.0:AML.T0068', 'CWE@4.18:CWE-176', 'CWE@4.18:CWE-451'),
  surfaces,
  find: source => {
    const { text } = source;
    if (!foreignLetter.test(text)) return [];
    const found = mixedWords(text);
    return [...namesInCode(found, source), ...ordersOf(found), ...many(found)].slice(0, 20);
  },
};

const foreignLetter =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}]/u;
const latin = /[A-Za-z]/u;

interface Mixed {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Abbreviations such as `µs`, `Δx` or `kΩ` and endings behind a hyphen are no disguise: the other letter is no look-alike. */
function mixedWords(text: string): readonly Mixed[] {
  const found: Mixed[] = [];
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}_]{3,80}/gu)) {
    const [word] = match;
    if (!latin.test(word) || !foreignLetter.test(word) || !isDisguised(word)) continue;
    found.push({ start: match.index, end: match.index + word.length, text: word });
    if (found.length >= 400) break;
  }
  return found;
}

/** Every letter of the other script looks like a Latin one; a word of two scripts side by side is something else. */
function isDisguised(word: string): boolean {
  const others = Array.from(word).filter(letter => foreignLetter.test(letter));
  return (
    others.length > 0 && others.every(letter => latinised(letter.toLowerCase()) !== letter.toLowerCase())
  );
}

const mend = ({ text }: Mixed): { readonly title: string; readonly text: string } => ({
  title: 'Write the word in Latin letters',
  text: Array.from(text, letter => {
    const plain = latinised(letter.toLowerCase());
    return foreignLetter.test(letter)
      ? letter === letter.toLowerCase()
        ? plain
        : plain.toUpperCase()
      : letter;
  }).join(''),
});

const spot = (word: Mixed, severity: 'high' | 'medium', detail: string): Spot => ({
  start: word.start,
  end: word.end,
  severity,
  detail,
  fix: mend(word),
});

const prose = /\.(?:mdx?|markdown|mdc|txt|rst|adoc|html?|po|srt|ftl|properties|csv|tsv)$/u;

/** In code two names that look the same are two things. */
const namesInCode = (found: readonly Mixed[], { surface, name }: TextSource): readonly Spot[] =>
  surface === 'written content' && /\.\w+$/u.test(name) && !prose.test(name)
    ? found.map(word => spot(word, 'medium', 'It looks like a plain name of the code.'))
    : [];

/** A word that orders turn on is not written so by accident. */
const ordersOf = (found: readonly Mixed[]): readonly Spot[] =>
  found
    .filter(({ text }) => text.length >= 5 && classesOf(foldWord(text)).length > 0)
    .map(word => spot(word, 'high', 'It is one of the words that orders to a model turn on.'));

/** One slip of the keyboard is a slip; words all over a text are not. */
function many(found: readonly Mixed[]): readonly Spot[] {
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined) return [];
  if (found.length < 3)
    return [{ start: first.start, end: first.end, severity: 'info', confidence: 'low', fix: mend(first) }];
  return [
    {
      start: first.start,
      end: last.end,
      severity: found.length < 6 ? 'medium' : 'high',
      detail: `${found.length} words do.`,
    },
  ];
}
