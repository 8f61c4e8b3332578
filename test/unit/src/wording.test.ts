import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ago,
  attempt,
  code,
  escapeMarkdown,
  fileName,
  harm,
  keyChange,
  keyName,
  left,
  plain,
  shorten,
  strongest,
  who,
} from '../../../src/models/wording.ts';
import { finding, item, key } from './samples.ts';
import { riskTag } from '../../../common/finding.ts';

describe('who', () => {
  test.each([
    ['agent', 'claude-code', 'Claude Code'],
    ['agent', '', 'an agent'],
    ['extension', '', 'an extension'],
    ['external', '', 'another program'],
    ['vcs', '', 'git'],
    ['user', '', 'someone in the editor'],
    ['agent', 'brand[new]\nagent', 'brand⁅new⁆ agent'],
  ] as const)('%s by “%s” reads “%s”', (origin, agent, words) => expect(who(origin, agent)).toBe(words));
});

describe('plain', () => {
  test.each([
    ['a link', '[click](command:evil)', '⁅click⁆(command:evil)'],
    ['an icon', '$(check) fine', '$ (check) fine'],
    ['lines', 'one\r\ntwo\u2028three', 'one two three'],
    ['a direction override', 'safe\u202Egpj.exe', 'safe gpj.exe'],
    ['a zero-width space', 'pass\u200Bword', 'pass word'],
  ])('defuses %s', (_name, foreign, shown) => expect(plain(foreign)).toBe(shown));

  test('never leaves a link, an icon or a control character, and keeps to its limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 8, max: 200 }), (text, limit) => {
        const shown = plain(text, limit);
        expect(shown).not.toMatch(/[[\]\p{Cc}\p{Cf}]|\$\(/u);
        expect(Array.from(shown).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});

describe('markdown', () => {
  test.each([
    ['`', '`` ` ``'],
    ['a`b``c', '```a`b``c```'],
    ['', '`  `'],
    ['two\nlines', '`two lines`'],
  ])('fences %j as %j', (foreign, fenced) => expect(code(foreign)).toBe(fenced));

  test('the fence of foreign code is longer than every run of backticks in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '\n') }), text => {
        const fenced = code(text, 1000);
        const fence = /^`+/.exec(fenced)?.[0] ?? '';
        expect(fenced.endsWith(fence)).toBe(true);
        const inner = fenced.slice(fence.length, fenced.length - fence.length);
        expect(inner.match(/`+/g)?.some(run => run.length >= fence.length) ?? false).toBe(false);
      }),
    );
  });

  test('escapes what would be a link, an image or an autolink', () => {
    expect(escapeMarkdown('![x](http://e.vil/?q)<b>')).toBe('\\!\\[x\\]\\(http\\://e\\.vil/?q\\)\\<b\\>');
  });
});

describe('keys and values', () => {
  test('names a key as people write it', () =>
    expect(keyName(['tasks', 0, 'runOptions', 'runOn'])).toBe('tasks[0].runOptions.runOn'));

  test.each([
    [key('k'), '"default" → "autopilot"'],
    [{ keyPath: ['k'], kind: 'added', restored: true, after: '1' }, 'not set → 1'],
    [{ keyPath: ['k'], kind: 'removed', restored: true, before: '1' }, '1 → removed'],
  ] as const)('shows %j as %s', (change, words) => expect(keyChange(change)).toBe(words));

  test('cuts the middle and counts characters, not halves of them', () => {
    expect(shorten('abcdefghij', 5)).toBe('ab…ij');
    expect(shorten('🛡🛡🛡🛡🛡', 3)).toBe('🛡…🛡');
    expect(shorten('short', 5)).toBe('short');
  });
});

describe('files', () => {
  test.each([
    ['/w/app/.vscode/a.json', '/w/app', '.vscode/a.json'],
    ['C:\\w\\app\\.vscode\\a.json', 'C:\\w\\app', '.vscode/a.json'],
    ['/w/apple/a.json', '/w/app', '/w/apple/a.json'],
    ['/w/app/a.json', '', '/w/app/a.json'],
  ])('names %s in %s as %s', (path, root, name) => expect(fileName(path, root)).toBe(name));

  test.each([
    [{ attemptedAbsent: true }, 'deleted'],
    [{ restoredAbsent: true }, 'created'],
    [{}, 'changed'],
  ] as const)('says that %j was %s', (over, words) => expect(attempt(item(over))).toBe(words));
});

describe('times', () => {
  test.each([
    [0, 'now'],
    [-90_000, 'now'],
    [44_000, 'now'],
    [90_000, '2 min ago'],
    [3_600_000, '1 h ago'],
    [26 * 3_600_000, 'yesterday'],
    [72 * 3_600_000, '3 days ago'],
  ])('%i ms reads “%s”', (elapsed, words) => expect(ago(1_000_000, 1_000_000 + elapsed)).toBe(words));
});

describe('severity and harm', () => {
  test('the strongest finding speaks', () => {
    const findings = [
      finding({ severity: 'low', tags: [riskTag('HIDE')] }),
      finding({ severity: 'critical', tags: [riskTag('MCP')] }),
    ];
    expect(strongest(findings)).toBe('critical');
    expect(harm(item({ findings }))).toBe('adds or widens an MCP server');
  });

  test('without findings an item is of medium weight and says no harm', () => {
    expect(strongest([])).toBe('medium');
    expect(harm(item({ findings: [] }))).toBeUndefined();
  });
});

test.each([
  [0, '1 min left'],
  [90_001, '2 min left'],
  [89 * 60_000, '89 min left'],
  [90 * 60_000, '2 h left'],
  [24 * 3_600_000, '24 h left'],
  [30 * 24 * 3_600_000, '30 days left'],
])('%i ms are told as %s', (ms, words) => expect(left(1000 + ms, 1000)).toBe(words));
