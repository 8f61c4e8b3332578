/** A fix says what it changes. */
import { expect, test } from 'vitest';
import { titleOf } from '../../../server/engine/fixTitle.ts';

const long = (value: string): string =>
  `requests.get(address_of_the_service, params=all_the_parameters, timeout=30, verify=${value})`;

test.each([
  ['yaml.load(text)', 'yaml.safe_load(text)', 'Replace with “yaml.safe_load(text)”'],
  ['  debug=True,\n', '', 'Remove “debug=True,”'],
  [long('False'), long('True'), 'Replace “False” with “True”'],
  [long('False'), long('False').replace(', timeout=30', ''), 'Remove “timeout=30,”'],
  [long('False').replace(', timeout=30', ''), long('False'), 'Insert “timeout=30,”'],
  ['a\nb', 'a\nc', 'Replace “b” with “c”'],
  ['x', `first${'y'.repeat(100)}`, `Replace “x” with “first${'y'.repeat(54)}…”`],
])('%j to %j', (before, after, title) => {
  expect(titleOf(before, after)).toBe(title);
});
