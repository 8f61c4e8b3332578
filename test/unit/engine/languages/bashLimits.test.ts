/** Pipelines that Bash's grammar would take endless time for are known by their length. */
import { expect, test } from 'vitest';
import { hasEndlessPipe } from '../../../../server/engine/languages/bash/limits.ts';

test.each([
  ['commands in a row', 'a | '.repeat(2_001), true],
  ['no spaces', 'a|'.repeat(2_001), true],
  ['one command a line', 'a |\n'.repeat(2_001), true],
  ['subshells of several lines', '(a\nb) | '.repeat(2_001), true],
  ['a pipeline around a group', `${'a | '.repeat(1_000)}{ b; } | ${'a | '.repeat(1_001)}`, true],
  ['many short pipelines', 'a | b\n'.repeat(10_000), false],
  ['short pipelines in a function', `f() {\n${'a | b\n'.repeat(10_000)}}`, false],
  ['a long text without pipes', 'a b\n'.repeat(10_000), false],
])('%s', (_, text, expected) => {
  expect(hasEndlessPipe(text)).toBe(expected);
});
