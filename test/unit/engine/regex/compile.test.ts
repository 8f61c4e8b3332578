import { describe, expect, it } from 'vitest';
import { compileRegex } from '../../../../server/engine/regex/compile.ts';
import type { RegexOptions } from '../../../../server/engine/regex/compile.ts';

const find = (source: string, text: string, options: RegexOptions = {}): readonly string[] => {
  const regex = compileRegex(source, options);
  if (!regex.ok) throw new Error(regex.problems[0]?.message);
  return regex.value.matchAll(text).map(match => match.groups[0] ?? '');
};

describe('PCRE syntax means what PCRE means by it', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['a leading modifier', '(?i)key', 'Key KEY kex', ['Key', 'KEY']],
    ['a scoped modifier', 'a(?i:b)c', 'abc aBc ABc', ['abc', 'aBc']],
    ['a modifier from the middle on', 'a(?i)b', 'aB AB ab', ['aB', 'ab']],
    ['a modifier that ends with its group', '(a(?i)b)c', 'aBc aBC', ['aBc']],
    ['a modifier of later branches', '(?:a(?i)b|c)', 'C', ['C']],
    ['folding of a class', '(?i)[a-c]+x', 'ABCX', ['ABCX']],
    ['folding beyond ASCII', '(?i)é', 'É', ['É']],
    ['a dot stops at a line', 'a.+', 'ab\ncd', ['ab']],
    ['a dot takes a carriage return', 'a.+', 'ab\rc', ['ab\rc']],
    ['a dot for all', '(?s)a.+', 'ab\ncd', ['ab\ncd']],
    ['free spacing', '(?x) a b # comment\n c', 'abc', ['abc']],
    ['a comment', 'a(?#no)b', 'ab', ['ab']],
    ['quoting', '\\Qa.b\\E+', 'a.bb axb', ['a.bb']],
    ['line anchors', '^b$', 'a\nb\nc', ['b']],
    ['no line starts at the very end', '^', 'a\n', ['']],
    ['the start of the text', '\\Ab', 'b\nb', ['b']],
    ['the end of the text, newline or not', 'b\\Z', 'b\nb\n', ['b']],
    ['the very end', 'b\\z', 'b\nb', ['b']],
    ['line anchors off', '(?-m)^b$', 'b\nb\n', []],
    ['horizontal space', 'a\\h+b', 'a \tb a\nb', ['a \tb']],
    ['any newline', 'a\\Rb', 'a\r\nb', ['a\r\nb']],
    ['ASCII digits only', '\\d+', '12٣', ['12']],
    ['ASCII spaces only', 'a\\sb', 'a\u00a0b', []],
    ['POSIX classes', '[[:upper:]][[:^digit:]]', 'Ab A1', ['Ab']],
    ['a bracket first in a class', '[]a]+', 'a]', ['a]']],
    ['a bracket in a negated class', '[^]a]+', 'a]bc', ['bc']],
    ['a hyphen after a class escape', '[\\w-.]+', 'a-.b', ['a-.b']],
    ['a backspace', '[\\b]', '\b', ['\b']],
    ['hexadecimal', '\\x41\\x{42}', 'AB', ['AB']],
    ['octal', '\\101[\\102]', 'AB', ['AB']],
    ['an astral code point', '\\x{1F600}', 'a😀', ['😀']],
    ['a class with astral code points', '[😀-😂]', '😁', ['😁']],
    ['properties', '\\p{Lu}\\P{L}\\p{Greek}', 'A1α', ['A1α']],
    ['braces that are text', 'a{x}{', 'a{x}{', ['a{x}{']],
    ['bounds', 'a{2}b{1,2}c{2,}d{,1}', 'aabccc', ['aabccc']],
    ['named groups and references', '(?P<q>[\'"])x(?P=q)', `'x' "x'`, ["'x'"]],
    ['other spellings of both', "(?<a>a)(?'b'b)\\k<a>\\k{b}\\g{a}\\g2", 'ababab', ['ababab']],
    ['relative references', '(a)(b)\\g{-1}', 'abb', ['abb']],
    ['a reference to a group that is not set fails', '(?:(a)|b)\\1', 'b aa', ['aa']],
    ['a folded reference', '(?i)(a)\\1', 'aA', ['aA']],
    ['possessive loops', 'a++ab|x*+y', 'aab xxy', ['xxy']],
    ['atomic groups', '(?>a|ab)c', 'abc ac', ['ac']],
    ['groups inside an atomic group', '(?>(a)|b)\\1', 'aa', ['aa']],
    ['lookarounds', '(?<=a)b(?!c)(?=d)', 'abd abc', ['b']],
    ['a lookbehind of several lengths', '(?<=a|bcd)x', 'bcdx', ['x']],
    ['a negative lookbehind', '(?<!no)\\bx\\b', 'x nox x', ['x', 'x']],
    ['where the match begins', 'a\\Kb', 'ab', ['b']],
    ['a condition on a group', '(\\()?a(?(1)\\))', '(a) a', ['(a)', 'a']],
    ['a condition on what follows', '(?(?=a)ab|c)', 'abc', ['ab', 'c']],
    ['branch reset', '(?|a(.)|b(.))\\1', 'axx byy', ['axx', 'byy']],
    ['never', 'a(*FAIL)|b', 'ab', ['b']],
    ['an empty class after all', '[^\\s\\S]|b', 'ab', ['b']],
    ['ungreedy', '(?U)a+', 'aa', ['a', 'a']],
    ['matches that are empty', 'x*', 'ax', ['', 'x', '']],
  ])('%s', (_, source, text, matches) => expect(find(source, text)).toEqual(matches));

  it('an anchored regex matches at the start only, and ^ and $ speak of the whole text', () => {
    expect(find('b', 'ab', { anchored: true })).toEqual([]);
    expect(find('a|b', 'ab', { anchored: true })).toEqual(['a']);
    expect(find('.*b$', 'ab', { anchored: true })).toEqual(['ab']);
    expect(find('a$', 'a\nb', { anchored: true })).toEqual([]);
    expect(find('a$', 'a\n', { anchored: true })).toEqual(['a']);
  });

  it.each([
    ['(a', 'not closed'],
    ['a)', 'never opened'],
    ['[a', 'class is not closed'],
    ['*a', 'nothing to repeat'],
    ['\\2(a)', 'no group 2'],
    ['(?R)', 'not supported'],
    ['(?<a>b(?&a)?)', 'recursion'],
    ['(?&a)', 'no group a'],
    ['(?2)(a)', 'no group 2'],
    ['(a)'.repeat(1) + '(?:(?1)(?1))'.repeat(3_000), 'too many'],
    ['(*SKIP)a', 'not supported'],
    ['\\X', 'not supported'],
    ['\\p{Klingon}', 'unknown'],
    ['[[:nope:]]', 'unknown'],
    ['a{3,2}', 'bounds'],
    ['[b-a]', 'out of order'],
    ['a\\', 'lone backslash'],
    ['(?<=a+)b\\1(c)', 'looks back too far'],
    ['(?:(?:a{1,99}b){1,99}c){1,99}\\K', 'too large'],
    ['('.repeat(300) + ')'.repeat(300), 'nest too deep'],
  ])('%s is refused by name', (source, reason) => {
    const regex = compileRegex(source);
    expect(regex.ok ? 'compiled' : regex.problems[0]?.message).toContain(reason);
  });

  it('says where groups are and how they are named', () => {
    const regex = compileRegex('(a)(?:(?<b>b)|(c))');
    const [match] = regex.ok ? regex.value.matchAll('xac') : [];
    expect(match).toMatchObject({
      start: 1,
      end: 3,
      groups: ['ac', 'a', undefined, 'c'],
      groupStarts: [1, 1, -1, 2],
    });
    expect(match?.named.get('b')).toBe(2);
  });
});
