import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../common/finding.ts';
import type { ScanReport } from '../../../server/cli/scan/report.ts';
import { renderSarif } from '../../../server/cli/scan/sarif.ts';
import { sarifErrors as errorsOf } from '../../support/sarif.ts';

const finding: Finding = {
  ruleId: 'python.yaml-load',
  severity: 'high',
  confidence: 'medium',
  path: 'src/a b.py',
  start: { line: 2, column: 3 },
  end: { line: 4, column: 1 },
  message: 'Loads any object.',
  fix: {
    title: 'Fix: python.yaml-load',
    start: { line: 2, column: 3 },
    end: { line: 2, column: 12 },
    text: 'yaml.safe_load',
  },
  tags: [{ scheme: 'CWE', edition: '4', id: 'CWE-502' }],
};
const report: ScanReport = {
  version: '1.2.3',
  findings: [finding],
  suppressed: [{ ...finding, ruleId: 'python.other', severity: 'info' }],
  known: [],
  skipped: [],
  errors: [{ path: 'rules.yaml', message: 'rules.yaml:3: The operator "patern" is not known.' }],
  stats: { files: 1, findings: { info: 0, low: 0, medium: 0, high: 1, critical: 0 } },
  missing: false,
};

describe('SARIF', () => {
  it('is valid by the schema of SARIF 2.1.0, with findings, fixes, suppressions and errors', () => {
    expect(errorsOf(renderSarif(report))).toEqual([]);
  });

  it('marks what is waived or known as accepted from outside, with the reason, and says what is a comment’s', () => {
    const waived = { reason: 'Not in use.', expires: '2027-01-31', approvedBy: 'Ada' };
    const text = renderSarif({
      ...report,
      findings: [
        { ...finding, waived },
        finding,
        { ...finding, waived: { reason: 'Old', expires: '2027-02-01' } },
      ],
      known: [finding],
    });
    expect(errorsOf(text)).toEqual([]);
    const { runs } = JSON.parse(text) as {
      runs: readonly { results: readonly { suppressions?: unknown }[] }[];
    };
    expect(runs[0]?.results.map(result => result.suppressions)).toEqual([
      [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'Not in use. (Waived until 2027-01-31 by Ada.)',
          properties: { expires: '2027-01-31', approvedBy: 'Ada' },
        },
      ],
      // Where one result has suppressions, the standard wants them on all: an empty list says that there are none.
      [],
      [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'Old (Waived until 2027-02-01.)',
          properties: { expires: '2027-02-01' },
        },
      ],
      [{ kind: 'inSource' }],
      [{ kind: 'external', status: 'accepted', justification: 'Known from the baseline.' }],
    ]);
  });

  it('is valid with nothing in it', () => {
    expect(errorsOf(renderSarif({ ...report, findings: [], suppressed: [], errors: [] }))).toEqual([]);
  });

  it('is held to the schema by this test: a wrong level is an error', () => {
    expect(errorsOf(renderSarif(report).replace('"level": "error"', '"level": "bad"'))).not.toEqual([]);
  });

  it('carries the fix as a replacement and marks what is suppressed', () => {
    const [run] = JSON.parse(renderSarif(report)).runs;
    expect(run.results).toMatchObject([
      {
        ruleIndex: 0,
        fixes: [
          {
            artifactChanges: [
              {
                artifactLocation: { uri: 'src/a%20b.py' },
                replacements: [
                  {
                    deletedRegion: { startLine: 2, endColumn: 12 },
                    insertedContent: { text: 'yaml.safe_load' },
                  },
                ],
              },
            ],
          },
        ],
      },
      { ruleIndex: 1, suppressions: [{ kind: 'inSource' }] },
    ]);
  });
});
