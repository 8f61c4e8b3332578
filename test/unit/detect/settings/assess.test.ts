/** assessConfig: what a change brings in, what is at rest, and where it stands. */
import { describe, expect, test } from 'vitest';
import { assessConfig } from '../../../../server/detect/settings/index.ts';

const settings = { path: '.vscode/settings.json', relative: '.vscode/settings.json' };

describe('a risky key of VS Code settings', () => {
  test('is introduced with its place and its key', () => {
    const text = '{\n  "editor.tabSize": 2,\n  "chat.permissions.default": "autopilot"\n}\n';
    const result = assessConfig(settings, '{ "editor.tabSize": 2 }', text);
    expect(result?.introduced).toMatchObject([
      {
        ruleId: 'settings/chat-permissions-default',
        severity: 'critical',
        keyPath: ['chat.permissions.default'],
        start: { line: 3, column: 3 },
        end: { line: 3, column: 42 },
      },
    ]);
  });

  test('is not introduced when it was there before, but still reported', () => {
    const text = '{ "chat.permissions.default": "autopilot" }';
    const result = assessConfig(settings, text, `${text}\n`);
    expect(result?.introduced).toEqual([]);
    expect(result?.findings.map(finding => finding.ruleId)).toEqual(['settings/chat-permissions-default']);
  });
});
