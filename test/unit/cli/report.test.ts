import { describe, expect, it } from 'vitest';
import { riskTag, type Finding } from '../../../common/finding.ts';
import { renderJson, renderText, type ScanReport } from '../../../server/cli/scan/report.ts';
import { renderSarif } from '../../../server/cli/scan/sarif.ts';

const finding: Finding = {
  ruleId: 'settings/chat-permissions-default',
  severity: 'critical',
  confidence: 'high',
  path: 'my app/.vscode/settings.json',
  start: { line: 2, column: 3 },
  end: { line: 2, column: 40 },
  message: 'Approves everything.',
  remedy: 'Remove it.',
  tags: [riskTag('AUTO')],
};
const report: ScanReport = {
  version: '1.2.3',
  findings: [finding],
  suppressed: [],
  known: [],
  skipped: [{ path: 'x.json', reason: 'is binary' }],
  errors: [{ path: 'y.json', message: 'y.json:3: a comma is missing.' }],
  stats: { files: 3, findings: { info: 0, low: 0, medium: 0, high: 0, critical: 1 } },
  missing: false,
};

describe('a scan report', () => {
  it('reads as sentences', () => {
    expect(renderText(report)).toBe(
      [
        'my app/.vscode/settings.json:2:3  critical  settings/chat-permissions-default',
        '  Approves everything.',
        '  → Remove it.',
        '',
        '! y.json:3: a comma is missing.',
        '',
        '- x.json was skipped: it is binary.',
        '',
        '1 finding in 3 files.',
        '',
      ].join('\n'),
    );
  });

  it('names what is waived, and does not count it', () => {
    const waived = { reason: 'Not in use.', expires: '2027-01-31', approvedBy: 'Ada' };
    const text = renderText({ ...report, findings: [{ ...finding, waived }], skipped: [], errors: [] });
    expect(text).toContain(
      'settings/chat-permissions-default  waived until 2027-01-31 by Ada: Not in use.\n',
    );
    expect(text).toContain('\n0 findings in 3 files, 1 waived.\n');
  });

  it('says so when there is nothing', () => {
    expect(renderText({ ...report, findings: [], skipped: [], errors: [] })).toBe('0 findings in 3 files.\n');
  });

  it('keeps the JSON contract', () => {
    expect(Object.keys(JSON.parse(renderJson(report)))).toEqual([
      'version',
      'findings',
      'skipped',
      'errors',
      'stats',
    ]);
    expect(JSON.parse(renderJson(report)).findings[0]).toEqual(finding);
  });

  it('writes SARIF with an encoded relative URI, a level and one rule a finding', () => {
    const [run] = JSON.parse(renderSarif(report)).runs;
    expect(run.tool.driver.rules).toMatchObject([
      { id: finding.ruleId, properties: { 'security-severity': '9.5' } },
    ]);
    expect(run.results[0]).toMatchObject({
      ruleIndex: 0,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'my%20app/.vscode/settings.json' },
            region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 40 },
          },
        },
      ],
    });
  });
});
