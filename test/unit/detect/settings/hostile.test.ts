/** Hostile and broken input: nothing throws, nothing hangs, and nothing passes in silence. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assessConfig } from '../../../../server/detect/settings/index.ts';

const settings = { path: '.vscode/settings.json', relative: '.vscode/settings.json' };
const risky = '"chat.permissions.default": "autopilot"';
const rules = (text: string, before?: string): readonly string[] =>
  assessConfig(settings, before, text)?.introduced.map(finding => finding.ruleId) ?? [];

const everyKind = [
  '.vscode/settings.json',
  'x.code-workspace',
  '.vscode/tasks.json',
  '.mcp.json',
  '.claude/settings.json',
  '.codex/config.toml',
  '.github/workflows/a.yml',
  '.git/config',
  '.npmrc',
  '.husky/pre-commit',
  '.env',
];

describe('a risky key is found in', () => {
  test.each([
    ['a file with comments and trailing commas', `{ // a\n /* b */ ${risky}, }`],
    ['a file with a byte order mark', `\uFEFF{ ${risky} }`],
    ['a file with CRLF', `{\r\n  ${risky}\r\n}\r\n`],
    ['a file that ends too early', `{ "a": { "b": [1, ${risky.replace('"chat', '2 ], "x": 1 }, "chat')}`],
    ['a file without commas', `{ "a": 1 ${risky} }`],
    ['a file with wrong brackets', `{ "a": [1, 2 }, ${risky} }`],
    ['a file with words that are no JSON', `{ "a": undefined, ${risky} }`],
    ['a file with two values at the top', `{ ${risky} } { "a": 1 }`],
    ['nested objects', '{ "chat": { "permissions": { "default": "autopilot" } } }'],
    ['half-nested objects', '{ "chat.permissions": { "default": "autopilot" } }'],
    ['a language block', `{ "[markdown]": { ${risky} } }`],
    ['a key with escapes', String.raw`{ "chat.permissions.def\u0061ult": "autopilot" }`],
    ['UTF-16 that was read as UTF-8', `{ ${risky} }`.replaceAll(/./g, char => `${char}\0`)],
  ])('%s', (_, text) => {
    expect(rules(text)).toContain('settings/chat-permissions-default');
  });
});

describe('duplicate keys', () => {
  test('the last one counts and the duplicate is reported with its place', () => {
    const text = '{\n  "chat.permissions.default": "default",\n  "chat.permissions.default": "autopilot"\n}';
    const result = assessConfig(settings, '{}', text);
    expect(result?.introduced).toMatchObject([
      { ruleId: 'settings/chat-permissions-default', start: { line: 3, column: 3 } },
      { ruleId: 'config/duplicate-key', severity: 'medium', start: { line: 3, column: 3 } },
    ]);
  });

  test('a shadowed risky value is reported too, since other readers take the first', () => {
    expect(rules(`{ ${risky}, "chat.permissions.default": "default" }`)).toContain(
      'settings/chat-permissions-default',
    );
  });

  test('a harmless duplicate weighs little', () => {
    expect(assessConfig(settings, '{}', '{ "a": 1, "a": 2 }')?.introduced).toMatchObject([
      { ruleId: 'config/duplicate-key', severity: 'low', keyPath: ['a'] },
    ]);
  });
});

describe('what cannot be read is a finding and a problem', () => {
  test.each([
    ['50 MB', 'x'.repeat(50_000_000), 'too large'],
    ['10,000 lists', '['.repeat(10_000) + ']'.repeat(10_000), 'nests more than'],
    ['10,000 objects', '{"a":'.repeat(10_000), 'nests more than'],
  ])('%s', (_, text, message) => {
    const result = assessConfig(settings, '{}', text);
    expect(result?.introduced.map(finding => [finding.ruleId, finding.severity])).toContainEqual([
      'config/unread',
      'high',
    ]);
    expect(result?.problems.map(problem => problem.message).join()).toContain(message);
    expect(result?.problems.every(problem => problem.remedy !== '')).toBe(true);
  });

  test('a change of such a file is new again', () => {
    const deep = '['.repeat(100);
    expect(rules(`${deep} `, deep)).toContain('config/unread');
  });

  test('broken YAML, TOML and deep YAML do not throw', () => {
    const toml = assessConfig(
      { path: '.codex/config.toml' },
      undefined,
      'approval_policy = "never"\n[broken\nx = ',
    );
    expect(toml?.introduced.map(finding => finding.ruleId)).toEqual(
      expect.arrayContaining(['codex/approvals', 'config/malformed']),
    );
    expect(toml?.problems[0]?.message).toContain('not valid TOML');
    const yaml = assessConfig({ path: '.github/workflows/a.yml' }, undefined, '['.repeat(10_000));
    expect(yaml?.introduced.map(finding => finding.ruleId)).toContain('config/unread');
  });

  test('YAML aliases are not expanded without bound', () => {
    const rows = Array.from(
      { length: 30 },
      (_, row) => `a${row}: &a${row} [${row === 0 ? 'x' : `*a${row - 1}, *a${row - 1}`}]`,
    );
    const result = assessConfig({ path: '.github/workflows/a.yml' }, undefined, rows.join('\n'));
    expect(result?.introduced.map(finding => finding.ruleId)).toContain('config/unread');
  });
});

test('long lines that try every shape are read in proportion to their length', () => {
  for (const piece of ['curl -d ', 'curl ', '\\', '/', '"', '[', 'cp ', '> ', '{{', 'a@']) {
    const line = piece.repeat(4_000);
    const hooks = { hooks: { PreToolUse: [{ hooks: [{ command: line }] }] }, env: { NODE_OPTIONS: line } };
    const result = assessConfig({ path: '.claude/settings.json' }, undefined, JSON.stringify(hooks));
    expect(result?.introduced.map(finding => finding.ruleId)).toContain('hooks/command');
    expect(assessConfig({ path: '.github/workflows/a.yml' }, undefined, line)?.kind).toBe('ci-workflow');
  }
});

describe('names that objects carry', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is a key like any other',
    name => {
      const text = `{ "${name}": { "a": 1 }, "chat.tools.terminal.autoApprove": { "${name}": true }, ${risky} }`;
      expect(rules(text)).toEqual(
        expect.arrayContaining(['settings/terminal-auto-approve', 'settings/chat-permissions-default']),
      );
      const server = assessConfig(
        { path: '.mcp.json' },
        undefined,
        `{"mcpServers":{"${name}":{"command":"a"}}}`,
      );
      expect(server?.introduced).toMatchObject([{ ruleId: 'mcp/server', keyPath: ['mcpServers', name] }]);
    },
  );
});

test('a message quotes no hostile key name as it is', () => {
  const key = 'x`\n](http://evil) \u202e<script>';
  const text = JSON.stringify({ 'chat.tools.terminal.autoApprove': { [key.repeat(20)]: true } });
  const message = assessConfig(settings, '{}', text)?.introduced[0]?.message ?? '';
  expect(message).toContain('chat.tools.terminal.autoApprove');
  expect(message).not.toMatch(/[\n\u202e<>()]|evil\)/);
  expect(message.length).toBeLessThan(500);
});

describe('properties', () => {
  test('nothing that is text makes it throw', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constantFrom('', '{', '[', '\0', '"'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...everyKind), text, text, (path, before, after) => {
        const result = assessConfig({ path, relative: path }, before, after);
        expect(
          result?.introduced.every(finding => finding.start.line >= 1 && finding.start.column >= 1),
        ).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('formatting and key order never bring anything in', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('chat.permissions.default', 'json.schemas', 'x.serverPath'),
          fc.jsonValue(),
        ),
        value => {
          const reversed = Object.fromEntries(Object.entries(value).reverse());
          expect(rules(JSON.stringify(reversed, null, 4), JSON.stringify(value))).toEqual([]);
        },
      ),
    );
  });
});
