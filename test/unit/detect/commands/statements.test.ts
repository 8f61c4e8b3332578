/** Splitting of statements where the grammar gives up; and that a part that is not understood hides no other. */
import { expect, test } from 'vitest';
import { splitStatements } from '../../../../server/detect/commands/statements.ts';

test.each<[string, readonly string[]]>([
  ['a && b || c; d', ['a', 'b', 'c', 'd']],
  ['a\n\nb', ['a', 'b']],
  ['echo "x; y" && c', ['echo "x; y"', 'c']],
  ["echo 'it; is' ; d", ["echo 'it; is'", 'd']],
  ['(a; b) && c', ['(a; b)', 'c']],
  ['a \\; b', ['a \\; b']],
  ['x | y & z', ['x | y & z']],
  ['echo "open; b', ['echo "open; b']],
  ['', []],
])('%s', (text, parts) => {
  expect(splitStatements(text)).toEqual(parts);
});

test('at most fifty parts', () => {
  expect(splitStatements('a;'.repeat(1_000)).length).toBeLessThanOrEqual(51);
});
