import { describe, expect, it } from 'vitest';
import { compileGeneric, matchGeneric, scanGeneric } from '../../../../server/engine/generic/index.ts';
import type { RuleOptions } from '../../../../server/engine/rule.ts';
import { defaultOptions } from '../../../../server/engine/load/options.ts';

const alien: RuleOptions = { ...defaultOptions, generic_engine: 'aliengrep' };
const oneLine: Partial<RuleOptions> = { generic_multiline: false };

function find(pattern: string, text: string, options: Partial<RuleOptions> = {}) {
  const compiled = compileGeneric(pattern, { ...alien, ...options });
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message);
  return matchGeneric(compiled.value, text);
}

describe('aliengrep', () => {
  it.each<[string, string, string, readonly string[], Partial<RuleOptions>]>([
    ['space does not matter', 'a=b', 'a = \n b', ['a = \n b'], {}],
    ['words are whole', 'pass', 'password pass', ['pass'], {}],
    ['a metavariable is a word', 'a: $X', 'a: bc-d', ['a: bc'], {}],
    ['and holds the same word each time', '$X=$X', 'a=b c=c', ['c=c'], {}],
    ['an ellipsis takes little', 'a ... c', 'a b c c', ['a b c'], {}],
    ['an ellipsis inside braces stays there', 'f(...)', 'f(a, (b), c) d)', ['f(a, (b), c)'], {}],
    ['an ellipsis takes braces whole', 'a ... )', 'a (b) c )', ['a (b) c )'], {}],
    ['an ellipsis at the end reaches the end', 'a ...', 'x a b\nc', ['a b\nc'], {}],
    ['an ellipsis at the start begins at the start', '... b', 'a a b b', ['a a b'], {}],
    ['matches do not overlap', 'a a', 'a a a', ['a a'], {}],
    ['by lines, space stays in the line', 'a b', 'a\nb a b', ['a b'], oneLine],
    ['by lines, an ellipsis stays in the line', 'a ... b', 'a\nb a c b', ['a c b'], oneLine],
    ['by lines, it reaches the end of its line', 'a ...', 'a b\nc', ['a b'], oneLine],
    ['by lines, a long one crosses lines', 'a .... b', 'a c\nd\nb', ['a c\nd\nb'], oneLine],
    ['by lines, the pattern holds its line breaks', 'a\nb', 'a b\na\nb', ['a\nb'], oneLine],
    ['case aside', 'Key', 'KEY', ['KEY'], { generic_caseless: true }],
    ['more word characters', '$X=', 'a-b=', ['a-b='], { generic_extra_word_characters: ['-'] }],
    ['more braces', '<...>', '<a <b> c>', ['<a <b> c>'], { generic_extra_braces: [['<', '>']] }],
    ['other braces', '(...)', '(a (b) c)', ['(a (b)'], { generic_braces: [['[', ']']] }],
  ])('%s', (_, pattern, text, found, options) => {
    expect(find(pattern, text, options).map(match => text.slice(match.start, match.end))).toEqual(found);
  });

  it('captures words and stretches', () => {
    const [match] = find('$F($...ARGS)', 'call( a, b )');
    expect(match?.bindings.get('$F')).toEqual({ kind: 'text', text: 'call', start: 0, end: 4 });
    expect(match?.bindings.get('$...ARGS')).toEqual({ kind: 'text', text: 'a, b', start: 6, end: 10 });
  });

  it.each<[string, string, Partial<RuleOptions>]>([
    ['an empty pattern', '\n', {}],
    ['a brace that is a word character', 'a', { generic_extra_word_characters: ['('] }],
    ['a brace of two characters', 'a', { generic_extra_braces: [['{{', '}}']] }],
  ])('%s is refused', (_, pattern, options) => {
    expect(compileGeneric(pattern, { ...alien, ...options })).toMatchObject({ ok: false });
  });

  it('comes back on hostile texts', () => {
    const pattern = compileGeneric('$A ... $B ... ( ... ) ... $A zz', alien);
    for (const text of ['('.repeat(30_000), 'a b '.repeat(10_000), '(a '.repeat(8_000) + ')'.repeat(8_000)])
      expect(pattern.ok ? scanGeneric(pattern.value, `zz ${text}`).matches : undefined).toEqual([]);
  });
});
