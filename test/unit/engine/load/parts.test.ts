import { describe, expect, test } from 'vitest';
import { confidenceOf, severityOf, tagsOf } from '../../../../server/engine/load/metadata.ts';
import { pathMatcher } from '../../../../server/engine/load/paths.ts';
import { parseRequires } from '../../../../server/engine/load/requires.ts';
import { compareVersions } from '../../../../server/engine/load/version.ts';

describe('paths', () => {
  test.each<[string, string, boolean]>([
    ['*.py', 'a.py', true],
    ['*.py', 'src/a.py', true],
    ['*.py', 'a.pyc', false],
    ['/src', 'src/a.py', true],
    ['/src', 'lib/src/a.py', false],
    ['src', 'lib/src/a.py', true],
    ['tests/', 'tests/a.py', true],
    ['tests/', 'a/tests/b/c.py', true],
    ['tests/', 'tests', false],
    ['foo/bar.js', 'x/foo/bar.js', true],
    ['/foo/*.js', 'foo/a.js', true],
    ['/foo/*.js', 'foo/b/a.js', false],
    ['foo/**/x.js', 'foo/x.js', true],
    ['foo/**/x.js', 'foo/a/b/x.js', true],
    ['**/x/**', 'a/x/b', true],
    ['**/x/**', 'a/x', false],
    ['src/**', 'src/a/b', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['*.test.*', 'src/a.test.ts', true],
    ['.github/workflows/*.yml', '.github/workflows/ci.yml', true],
    ['./a', 'a', true],
    ['./a', 'b/a', false],
  ])('%s · %s', (glob, path, wanted) => {
    expect(pathMatcher({ include: [glob], exclude: [] })(path)).toBe(wanted);
    expect(pathMatcher({ include: [], exclude: [glob] })(path)).toBe(!wanted);
  });

  test('exclude wins; without include all are wanted', () => {
    const matches = pathMatcher({ include: ['*.js'], exclude: ['vendor'] });
    expect(['a.js', 'vendor/a.js', 'a.ts'].map(matches)).toEqual([true, false, false]);
    expect(pathMatcher({ include: [], exclude: [] })('x')).toBe(true);
  });

  test('a hostile glob ends', () => {
    const matches = pathMatcher({ include: [`${'*a'.repeat(200)}b`, `${'**/'.repeat(200)}z`], exclude: [] });
    expect(matches(`${'a'.repeat(2_000)}/${'a/'.repeat(200)}c`)).toBe(false);
  });
});

describe('requires', () => {
  const label = (name: string) => ({ kind: 'label', name });
  test.each<[string, unknown]>([
    ['A', label('A')],
    ['not A', { kind: 'not', part: label('A') }],
    ['A and B or C', { kind: 'or', parts: [{ kind: 'and', parts: [label('A'), label('B')] }, label('C')] }],
    ['(A)', label('A')],
    [
      'A and (B or not C)',
      {
        kind: 'and',
        parts: [label('A'), { kind: 'or', parts: [label('B'), { kind: 'not', part: label('C') }] }],
      },
    ],
    ['True', { kind: 'true' }],
    ['', undefined],
    ['A B', undefined],
    ['A &&B', undefined],
    ['and', undefined],
    ['(A', undefined],
    ['$X', undefined],
    [`${'('.repeat(1_000)}A`, undefined],
  ])('%j', (text, requires) => {
    expect(parseRequires(text)).toEqual(requires);
  });
});

test.each<[string, string, number | undefined]>([
  ['1.2.3', '1.2.3', 0],
  ['1.10.0', '1.9.9', 1],
  ['1.9', '1.9.1', -1],
  ['2.0.0-rc1', '1.140.0', 1],
  ['x', '1.0.0', undefined],
])('version %s against %s', (a, b, order) => {
  expect(compareVersions(a, b)).toBe(order);
});

describe('metadata', () => {
  test.each([
    ['ERROR', 'high'],
    ['CRITICAL', 'critical'],
    ['WARNING', 'medium'],
    ['INFO', 'low'],
    ['INVENTORY', 'info'],
  ])('%s is %s', (theirs, ours) => {
    expect(severityOf(theirs)).toBe(ours);
  });

  test('confidence and tags', () => {
    const metadata = {
      confidence: 'HIGH',
      cwe: ['CWE-79: Improper Neutralization', 'CWE-079', 'nothing', 5],
      owasp: ['A03:2021 - Injection', 'A1: Injection', 'A7:2017'],
    };
    expect(confidenceOf({ metadata })).toBe('high');
    expect(tagsOf({ metadata }).map(({ scheme, edition, id }) => `${scheme} ${edition} ${id}`)).toEqual([
      'CWE 4 CWE-79',
      'OWASP 2021 A03',
      'OWASP 2017 A01',
      'OWASP 2017 A07',
    ]);
    expect(tagsOf({ metadata: { cwe: 'CWE-22' } })).toHaveLength(1);
    expect([confidenceOf({ metadata: {} }), tagsOf({ metadata: {} })]).toEqual(['medium', []]);
  });
});
