import { describe, expect, test } from 'vitest';
import { compareWith, parseComparison } from '../../../../server/engine/load/comparison.ts';

type Settings = { strip?: boolean; base?: number };
/** Evaluates with metavariables as code: `$X` holds `x`. */
function holds(
  text: string,
  held: Record<string, string> = {},
  { strip = false, base }: Settings = {},
): boolean {
  const parsed = parseComparison(text);
  expect(parsed).toMatchObject({ ok: true });
  if (!parsed.ok) return false;
  return compareWith(parsed.value, { strip, base, now: Date.UTC(2026, 0, 1) }, name =>
    held[name] === undefined ? undefined : { kind: 'Code', text: held[name] },
  );
}

describe('comparisons', () => {
  test.each<[string, Record<string, string>, boolean]>([
    ['$X > 2', { $X: '3' }, true],
    ['$X > 2', { $X: '2' }, false],
    ['$X > 2', { $X: '2.5' }, true],
    ['$X > 2', { $X: '"3"' }, false],
    ['$X > 2', { $X: 'f()' }, false],
    ['$X > 2', {}, false],
    ['not ($X > 2)', { $X: 'f()' }, false],
    ['$X < 10 and $X > 5', { $X: '7' }, true],
    ['$X < 5 or $X > 10', { $X: '7' }, false],
    ['5 < $X <= 7', { $X: '7' }, true],
    ['not $X == 7', { $X: '7' }, false],
    ['$X != 7', { $X: '"7"' }, true],
    ['$X == "a"', { $X: "'a'" }, true],
    ['$X == 0o600', { $X: '0600' }, true],
    ['$X == 384', { $X: '0o600' }, true],
    ['$X == 0xFF', { $X: '255' }, true],
    ['$X == 0b11', { $X: '3' }, true],
    ['$X == 1000', { $X: '1_000' }, true],
    ['$X == 10', { $X: '10L' }, true],
    ['$X == -1', { $X: '-1' }, true],
    ['$X == 1.5e3', { $X: '1500' }, true],
    ['$X + 1 == 4 * 2', { $X: '7' }, true],
    ['$X / 2 == 3', { $X: '7' }, true],
    ['$X // 2 == 3 and $X % 2 == 1', { $X: '7' }, true],
    ['$X / 0 == 1', { $X: '7' }, false],
    ['2 ** 3 ** 2 == 512', {}, true],
    ['-2 ** 2 == -4', {}, true],
    ['$X & 2 == 2', { $X: '7' }, true],
    ['($X & 1) == 0', { $X: '6' }, true],
    ['$X | 1 == 7 and $X ^ 6 == 0 and ~$X == -7', { $X: '6' }, true],
    ['1 << 4 == 16 and 16 >> 2 == 4', {}, true],
    ['$X in [1, 2, 3]', { $X: '2' }, true],
    ['$X not in ["a", "b"]', { $X: '"c"' }, true],
    ['$X in ("a", "b")', { $X: '"b"' }, true],
    ['"b" in $X', { $X: '"abc"' }, true],
    ['"z" not in $X', { $X: '"abc"' }, true],
    ['1 in $X', { $X: '2' }, false],
    ['int($X) > 2', { $X: '"3"' }, true],
    ['int($X) > 2', { $X: '"three"' }, false],
    ['float($X) > 2.5', { $X: '"2.75"' }, true],
    ['str($X) == "a.b"', { $X: 'a.b' }, true],
    ['str($X) == str($Y)', { $X: 'f(x)', $Y: 'f(x)' }, true],
    ['len($X) < 8', { $X: '"secret"' }, true],
    ['len($X) < 8', { $X: '12' }, false],
    ['lower($X) == "a"', { $X: '"A"' }, true],
    ['re.match("a+b$", $X)', { $X: '"aab"' }, true],
    ["re.match('b', $X)", { $X: '"aab"' }, false],
    ['not re.match(r"\\d+", $X)', { $X: '"aab"' }, true],
    ['strptime($X) < today()', { $X: '"2025-12-31"' }, true],
    ['strptime($X) < today()', { $X: '"2026-02-01"' }, false],
    ['strptime($X) < today()', { $X: '"soon"' }, false],
    ['parse_promql_duration($X) > parse_promql_duration("1h30m")', { $X: '"2h"' }, true],
    ['$X == True', { $X: 'true' }, true],
    ['$X', { $X: 'True' }, true],
    ['$X is None', { $X: '1' }, false],
  ])('%s with %j', (text, held, value) => {
    expect(holds(text, held)).toBe(value);
  });

  test.each<[string, string, Settings, boolean]>([
    ['$X > 448', '"600"', { strip: true }, true],
    ['$X == 384', '600', { base: 8 }, true],
    ['$X == 384', '"0600"', { strip: true, base: 8 }, true],
    ['$X == 255', 'ff', { base: 16 }, true],
    ['$X == 600', '600', {}, true],
  ])('%s of %s with %j', (text, held, settings, value) => {
    expect(holds(text, { $X: held }, settings)).toBe(value);
  });

  test('a part of a string is a text, not a number', () => {
    const parsed = parseComparison('$1 == "12"');
    expect(
      parsed.ok &&
        compareWith(parsed.value, { strip: false, base: undefined }, () => ({ kind: 'Str', text: '12' })),
    ).toBe(true);
  });

  test.each([
    '',
    '$X >',
    'open("f")',
    '__import__("os")',
    '$X.y',
    'lambda: 1',
    '$X = 1',
    '1 2',
    '(1',
    '[1',
    '"a',
    'len()',
    're.match($Y, $X)',
    're.match("(", $X)',
    `${'('.repeat(500)}1${')'.repeat(500)}`,
    `${'not '.repeat(500)}True`,
    `${'-'.repeat(500)}1`,
    'x'.repeat(5_000),
  ])('%j is refused', text => {
    const parsed = parseComparison(text);
    expect(parsed.ok).toBe(false);
  });
});
