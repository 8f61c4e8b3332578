import { describe, expect, it } from 'vitest';
import { compileGeneric, matchGeneric, scanGeneric } from '../../../../server/engine/generic/index.ts';
import type { RuleOptions } from '../../../../server/engine/rule.ts';
import { defaultOptions } from '../../../../server/engine/load/options.ts';

type Found = { readonly text: string; readonly bindings: Readonly<Record<string, string>> };

function search(pattern: string, text: string, options: Partial<RuleOptions> = {}): readonly Found[] {
  const compiled = compileGeneric(pattern, { ...defaultOptions, ...options });
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message);
  return matchGeneric(compiled.value, text).map(match => ({
    text: text.slice(match.start, match.end),
    bindings: Object.fromEntries(
      [...match.bindings].map(([name, bound]) => [name, bound.kind === 'text' ? bound.text : '?']),
    ),
  }));
}

const texts = (pattern: string, text: string, options: Partial<RuleOptions> = {}): readonly string[] =>
  search(pattern, text, options).map(found => found.text);

const lines = (...all: readonly string[]): string => all.join('\n');

describe('words and punctuation', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['space between tokens does not matter', 'a=b', 'a = b', ['a = b']],
    ['nor do lines', 'a = b', 'a =\nb', ['a =\nb']],
    ['words are whole', 'pass', 'password pass', ['pass']],
    ['words hold digits and underscores', 'a_1', 'a_1 a_12', ['a_1']],
    ['case matters', 'Key', 'key Key', ['Key']],
    ['a metavariable is one word', 'key=$X;', 'key=abc; key=a-b;', ['key=abc;']],
    ['the same metavariable holds the same word', '$X == $X', 'a == b, c == c', ['c == c']],
    ['a dollar before a metavariable', '$$X', 'a $b', ['$b']],
    ['a lower-case name is no metavariable', '$x', '$x $y', ['$x']],
    ['four dots are dots', 'a....b', 'a....b a b', ['a....b']],
    ['other characters', 'é', 'é e', ['é']],
    ['matches may overlap', 'a ... c', 'a b a c', ['a c']],
    ['every place counts', 'x', 'x x\n  x', ['x', 'x', 'x']],
  ])('%s', (_, pattern, text, found) => expect(texts(pattern, text)).toEqual(found));

  it('captures what metavariables hold', () => {
    expect(search('$KEY = $VALUE', 'port = 80')).toEqual([
      { text: 'port = 80', bindings: { $KEY: 'port', $VALUE: '80' } },
    ]);
  });
  it('case can be left aside', () => {
    expect(texts('Key: on', 'KEY: ON', { generic_caseless: true })).toEqual(['KEY: ON']);
  });
});

describe('ellipses', () => {
  const far = (count: number): string => lines('a', ...Array.from({ length: count }, () => 'x'), 'b');
  it.each<[string, string, string, readonly string[]]>([
    [
      'skip tokens',
      'proxy_pass $$S:// ...;',
      'proxy_pass $scheme://$host$uri;',
      ['proxy_pass $scheme://$host$uri;'],
    ],
    ['skip nothing', 'f(...)', 'f()', ['f()']],
    ['take as little as they can', 'a ... c', 'a b c c', ['a b c']],
    ['reach ten lines', 'a ... b', far(9), [far(9)]],
    ['no further', 'a ... b', far(10), []],
    ['twice as far when doubled', 'a ... ... b', far(15), [far(15)]],
    [
      'go into blocks and out again',
      'a ... c',
      lines('a', '  b', '  b2', 'c'),
      [lines('a', '  b', '  b2', 'c')],
    ],
    [
      'at the end go on to the end of the block',
      'a ...',
      lines('s {', '  a b', '  c', '}'),
      [lines('a b', '  c')],
    ],
    ['at the end stop at a closing brace', '(a ...', '(a b) c', ['(a b']],
    ['stop at the first brace that fits', 'f(...)', 'f(a, b(c))', ['f(a, b(c)']],
  ])('%s', (_, pattern, text, found) => expect(texts(pattern, text)).toEqual(found));

  it('$...X holds what it skips', () => {
    expect(search('f($...ARGS)', 'f(a, b)')).toEqual([{ text: 'f(a, b)', bindings: { '$...ARGS': 'a, b' } }]);
    expect(search('f($...ARGS)', 'f()')[0]?.bindings).toEqual({ '$...ARGS': '' });
  });
  it('$...X holds the same text each time', () => {
    expect(texts('<$...X>=<$...X>', '<a b>=<a b> <a>=<b>')).toEqual(['<a b>=<a b>']);
  });
  it('span what the rule says', () => {
    expect(texts('TODO $...A', lines('TODO a b', 'c'), { generic_ellipsis_max_span: 0 })).toEqual([
      'TODO a b',
    ]);
  });
});

describe('blocks', () => {
  const server = lines(
    'server {',
    '  listen 80;',
    '  location / {',
    '    root x;',
    '  }',
    '  gzip on;',
    '}',
    'gzip on;',
  );
  it('a block in braces may stand in lines or in one', () => {
    expect(texts('location / { ... }', server)).toEqual([lines('location / {', '    root x;', '  }')]);
    expect(texts('location / { ... }', 'location / { root x; }')).toEqual(['location / { root x; }']);
  });
  it('an indented pattern asks for an indented block', () => {
    const pattern = lines('a:', '  b');
    expect(texts(pattern, lines('a:', '  b'))).toHaveLength(1);
    expect(texts(pattern, lines('a:', 'b'))).toEqual([]);
    expect(texts(pattern, lines('a:', '  b c'))).toEqual([]);
    expect(texts(lines('a:', '  ...', '  b', '  ...'), lines('a:', '  x', '  b', '  y'))).toHaveLength(1);
  });
  it('a pattern does not leave the block in which it begins', () => {
    expect(texts('root x; } gzip', server)).toEqual([]);
    expect(texts('listen 80; ... gzip on;', server)).toHaveLength(1);
  });
});

describe('comments', () => {
  it.each<['c' | 'cpp' | 'shell', string, number]>([
    ['shell', 'a # x\nb', 1],
    ['c', 'a /* x\n */ b', 1],
    ['cpp', 'a // x\n/* y */ b', 1],
    ['c', 'a // x\nb', 0],
  ])('%s comments are left out', (style, text, count) => {
    expect(texts('a b', text, { generic_comment_style: style })).toHaveLength(count);
  });
});

describe('bad and hostile input', () => {
  it('is refused with a reason', () => {
    expect(compileGeneric(' \n', defaultOptions)).toMatchObject({ ok: false });
    expect(compileGeneric('... $...X', defaultOptions)).toMatchObject({ ok: false });
    expect(compileGeneric('a '.repeat(2_000), defaultOptions)).toMatchObject({ ok: false });
  });
  it('comes back', () => {
    const pattern = compileGeneric('$A ... $B ... $C ... $A ... zz', defaultOptions);
    const flat = 'a b c d e f g '.repeat(3_000);
    const deep = Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a (`).join('\n');
    for (const text of [flat, deep, '('.repeat(20_000), '\0\ud800'.repeat(5_000)].map(all => `zz ${all}`))
      expect(pattern.ok ? scanGeneric(pattern.value, text).matches : undefined).toEqual([]);
  });
});
