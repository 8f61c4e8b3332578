import { describe, expect, it } from 'vitest';
import { lineAt, splitPolicies } from '../../../server/policy/split.ts';

describe('splitPolicies', () => {
  it.each<[story: string, text: string, expected: readonly (readonly [number, string])[]]>([
    ['nothing', '', []],
    ['only comments', '// a; b\n  // c\n', []],
    [
      'two on a line',
      'a; b;',
      [
        [1, 'a;'],
        [1, 'b;'],
      ],
    ],
    [
      'lines and comments between',
      '\n// x;\na\n  b;\n\nc;',
      [
        [3, 'a\n  b;'],
        [6, 'c;'],
      ],
    ],
    ['a semicolon in a string', '@p("a; b");', [[1, '@p("a; b");']]],
    [
      'an escaped quote in a string',
      String.raw`"a\";" b; c;`,
      [
        [1, String.raw`"a\";" b;`],
        [1, 'c;'],
      ],
    ],
    [
      'two slashes in a string',
      '"http://x"; b;',
      [
        [1, '"http://x";'],
        [1, 'b;'],
      ],
    ],
    ['a comment inside', 'a // ; "\nb;', [[1, 'a // ; "\nb;']]],
    [
      'a string that never ends',
      '"a; b',
      [
        [1, '"a;'],
        [1, 'b'],
      ],
    ],
    [
      'a rest',
      'a; b',
      [
        [1, 'a;'],
        [1, 'b'],
      ],
    ],
    [
      'Windows line ends',
      '\r\na;\r\nb;',
      [
        [2, 'a;'],
        [3, 'b;'],
      ],
    ],
  ])('%s', (_story, text, expected) => {
    expect(splitPolicies(text).map(part => [part.line, part.text])).toEqual(expected);
  });
});

it('finds lines by byte offsets, since Cedar counts bytes', () => {
  const part = { text: 'é\nü\nx', line: 10 };
  expect([0, 2, 3, 6].map(offset => lineAt(part, offset))).toEqual([10, 10, 11, 12]);
});
