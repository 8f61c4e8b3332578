import { describe, expect, it } from 'vitest';
import { compileRegex } from '../../../../server/engine/regex/compile.ts';
import { highEntropy } from '../../../../server/engine/regex/entropy.ts';
import { requiredLiterals } from '../../../../server/engine/regex/literals.ts';
import { scanRegex } from '../../../../server/engine/regex/patternRegex.ts';
import { isVulnerableToRedos } from '../../../../server/engine/regex/redos.ts';

describe('redos', () => {
  it.each(['(a+)+$', '^(a*)*b', '(\\w+\\s?)*$', '((ab)+c)*d', '(a{1,9})+!', '(.*)*\\b', '(?:x+){5}y'])(
    '%s is vulnerable',
    source => expect(isVulnerableToRedos(source)).toBe(true),
  );
  it.each(['(a+)+', 'a+b', '(ab)*c', '(a?)+b', '(a++)+$', '(a+)++$', '(a+){2}b', '(a', '^[a-z]+$'])(
    '%s is not',
    source => expect(isVulnerableToRedos(source)).toBe(false),
  );
});

describe('entropy', () => {
  it.each([
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'd41d8cd98f00b204e9800998ecf8427e',
    'q7Zx0Lk2Vb9Tn4Wp8Rj3',
  ])('%s looks random', text => expect(highEntropy(text)).toBe(true));
  it.each([
    '',
    'password',
    'my_secret_password_value',
    'x'.repeat(60),
    'com.example.application.Configuration',
    'a1b2',
  ])('%s does not', text => expect(highEntropy(text)).toBe(false));
  it('a strict mode asks for more than a lax one', () => {
    const text = 'a8d3K0qz7P';
    expect([highEntropy(text, 'lax'), highEntropy(text, 'strict')]).toEqual([true, false]);
  });
});

describe('required literals', () => {
  const exact = (...anyOf: readonly string[]) => ({ anyOf, folded: false });
  const folded = (...anyOf: readonly string[]) => ({ anyOf, folded: true });
  it.each([
    ['password\\s*=', [exact('password')]],
    ['(?i)password\\s*=', [folded('password')]],
    ['[Pp]assword', [folded('password')]],
    ['foo|bar', [exact('foo', 'bar')]],
    ['(foo|bar)baz', [exact('foo', 'bar'), exact('baz')]],
    ['a(bc)+d', [exact('bc')]],
    ['\\bAKIA[A-Z0-9]{16}\\b', [exact('AKIA')]],
    ['(?<=foo)bar', [exact('bar')]],
    ['x?', undefined],
    ['foo|.*', undefined],
    ['[a-z]+', undefined],
    [':', [exact(':')]],
    ['((', undefined],
  ])('%s', (source, clauses) => expect(requiredLiterals(source)).toEqual(clauses));
});

describe('pattern-regex', () => {
  it('binds groups by number and by name, where they stand', () => {
    const regex = compileRegex('(?P<NAME>\\w+)=(\\d+)?');
    const [first, second] = regex.ok ? scanRegex(regex.value, 'x=1 y=').matches : [];
    expect(first?.bindings.get('$NAME')).toEqual({ kind: 'text', text: 'x', start: 0, end: 1 });
    expect(first?.bindings.get('$1')).toEqual(first?.bindings.get('$NAME'));
    expect(first?.bindings.get('$2')).toEqual({ kind: 'text', text: '1', start: 2, end: 3 });
    expect(second?.bindings.has('$2')).toBe(false);
  });
});
