/** What a scan and the gate print stands in logs of jobs and on terminals, which obey some of what they are shown. */
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../common/finding.ts';
import { logPath, logText } from '../../../common/plain.ts';
import { renderGateText } from '../../../server/cli/ci/render.ts';
import { renderText } from '../../../server/cli/scan/report.ts';

const path = '::error::a\u001b[2J\n::add-mask::b\u202e ##vso[task.complete]##[group]';
const said = '::warning::c \u001b[31m\n ::error::d ##[error]e';
const finding: Finding = {
  ruleId: 'python.shell',
  severity: 'high',
  confidence: 'high',
  path,
  start: { line: 2, column: 3 },
  end: { line: 2, column: 9 },
  message: said,
  remedy: said,
  tags: [],
};
const errors = [{ path, message: said }];

const gate = (): string =>
  renderGateText({
    ...{
      version: '1.2.3',
      ts: 0,
      ms: 1,
      base: 'a',
      head: 'b',
      chosen: said,
      files: 3,
      notes: [said],
      errors,
    },
    ...{ suppressed: [], waived: [] },
    checks: [{ id: 'code', state: 'failed', detail: said, findings: [finding] }],
  });
const scan = (): string =>
  renderText({
    ...{ version: '1.2.3', findings: [finding], suppressed: [], known: [], errors, missing: false },
    skipped: [{ path, reason: said }],
    stats: { files: 3, findings: { info: 0, low: 0, medium: 0, high: 1, critical: 0 } },
  });

describe.each([
  ['gate', gate],
  ['scan', scan],
])('the log of a %s', (_, render) => {
  it('holds no command for what runs jobs, and none for a terminal', () => {
    const text = render();
    expect(text).not.toMatch(/^\s*::/mu);
    expect(text).not.toMatch(/##(?:vso)?\[/u);
    expect(text).not.toMatch(/[\u001b\u202e]/u);
    expect(text).toContain('./::error::a');
  });
});

it('shows what is harmless as it is', () => {
  expect(logPath('src/a b::c.ts')).toBe('src/a b::c.ts');
  expect(logText('Two\nlines.')).toBe('Two lines.');
});
