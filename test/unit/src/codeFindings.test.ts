import { describe, expect, test } from 'vitest';
import type { CodeRules } from '../../../common/protocol.ts';
import { defaultSettings, parseSettings } from '../../../common/settings.ts';
import { codeRulesPage, scanSummary, targetOf } from '../../../src/models/codeFindings.ts';

const rules: CodeRules = {
  enabled: true,
  packs: [
    { name: 'python', rules: 40, on: true },
    { name: 'javascript', rules: 1, on: false },
  ],
  files: [
    {
      path: '/w/.semgrep.yml',
      from: 'workspace',
      rules: ['ours'],
      skipped: [{ id: 'joined', reason: 'It is of mode [join](command:x).', line: 4 }],
    },
    { path: '/home/u/mine.yaml', from: 'user', rules: [], skipped: [] },
  ],
  untrusted: ['/v/.semgrep'],
  disabled: ['loud'],
  setAside: [{ ruleId: 'slow', reason: 'took too many steps' }],
  problems: [{ source: '/w/.semgrep.yml', line: 3, message: 'No such key.', remedy: 'Remove it.' }],
};

describe('the page of code rules', () => {
  test('lists packs, files, what is skipped, and what waits', () => {
    const page = codeRulesPage(rules);
    for (const part of [
      '- `python`: 40 rules\n- `javascript`: 1 rule (off)',
      '## Rules that this workspace brings\n\n- `/w/.semgrep.yml`: 1 rule, `ours`',
      '  - skipped `joined` (line 4): It is of mode',
      '## Your own rules',
      '`/v/.semgrep` loads once you trust the workspace.',
      '- `slow` took too many steps.',
      '- `loud`',
      '`/w/.semgrep.yml:3`: No such key',
    ])
      expect(page).toContain(part);
  });

  test('makes nothing clickable of what a rule says', () =>
    expect(codeRulesPage(rules)).not.toContain('[join](command:x)'));

  test('says when findings are off', () =>
    expect(codeRulesPage({ ...rules, enabled: false })).toContain('`ringfence.code.enabled` is `false`'));
});

test.each([
  [{ files: 9, findings: 0, affected: 0, skipped: 0, cancelled: false }, 'Scan done. Nothing among 9 files.'],
  [
    { files: 9, findings: 3, affected: 1, skipped: 2, cancelled: true },
    'Scan ended early. 3 findings in 1 file among 9 files. 2 files skipped as too large, minified or binary.',
  ],
])('a scan sums up as %#', (scan, text) => expect(scanSummary(scan)).toBe(`Ringfence: ${text}`));

test.each([undefined, 'x', {}, { uri: 'u', ruleId: 'r' }, { uri: 1, ruleId: 'r', line: 1 }])(
  'a made-up argument %j is no finding',
  argument => expect(targetOf(argument)).toBeUndefined(),
);

describe('settings', () => {
  test('of the wrong type fall back, and parsing twice changes nothing', () => {
    const parsed = parseSettings({
      code: {
        enabled: 'no',
        minimumSeverity: 'huge',
        packs: ['python', 3],
        rules: 'x',
        disabledRules: ['a'],
      },
    });
    expect(parsed.code).toEqual({ ...defaultSettings.code, packs: ['python'], disabledRules: ['a'] });
    expect(parseSettings(parsed)).toEqual(parsed);
  });
});
