import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../common/finding.ts';
import { renderJUnit } from '../../../server/ci/junit.ts';
import { renderMarkdown } from '../../../server/ci/markdown.ts';
import type { Check, GateReport } from '../../../server/ci/report.ts';
import { renderGateSarif, renderGateText } from '../../../server/cli/ci/render.ts';
import { sarifErrors } from '../../support/sarif.ts';

const finding = (more: Partial<Finding> = {}): Finding => ({
  ruleId: 'python.shell',
  severity: 'high',
  confidence: 'high',
  path: 'src/a.py',
  start: { line: 2, column: 3 },
  end: { line: 2, column: 9 },
  message: 'Runs a shell.',
  remedy: 'Do not.',
  tags: [{ scheme: 'CWE', edition: '4.18', id: 'CWE-78' }],
  ...more,
});
const check = (findings: readonly Finding[], more: Partial<Check> = {}): Check => ({
  id: 'code',
  state: findings.length > 0 ? 'failed' : 'passed',
  detail: 'Said.',
  findings,
  ...more,
});
const report = (checks: readonly Check[], more: Partial<GateReport> = {}): GateReport => ({
  version: '1.2.3',
  ts: 0,
  ms: 1500,
  base: 'a'.repeat(40),
  head: 'b'.repeat(40),
  chosen: '--base main',
  files: 3,
  checks,
  suppressed: [],
  notes: [],
  errors: [],
  ...more,
});
const waived = finding({
  ruleId: 'python.eval',
  waived: { reason: 'Known <b>.', expires: '2027-01-31', approvedBy: 'Ada' },
});
const hostile = finding({
  path: 'a`|<img src=x onerror=alert(1)>\u202e.py',
  message:
    '<script>alert(1)</script> [click](https://evil.example) @everyone \u0000\ud800 ]]> & "q" \u001b[31m',
});

/** Is all that the schemas of Ant and Jenkins have in common and we write; anything else is a fault. */
const element = /<(\/?)([a-z-]+)((?: [a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|apos);[^"<&]*)*")*)(\/?)>/y;
function textAt(xml: string, at: number): string {
  const text = /[^<]*/y;
  text.lastIndex = at;
  const between = text.exec(xml)?.[0] ?? '';
  if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(between)) throw new Error(`bare & at ${at}`);
  return between;
}

type Parts = readonly [string, string, string, string, string];

function elementsOf(xml: string): readonly string[] {
  const names: string[] = [];
  const open: string[] = [];
  let at = xml.indexOf('?>') + 2;
  while (at < xml.length) {
    at += textAt(xml, at).length;
    if (at >= xml.length) break;
    element.lastIndex = at;
    const match = element.exec(xml);
    if (match === null) throw new Error(`no element at ${xml.slice(at, at + 80)}`);
    const [whole, closes, name, , empty] = match as unknown as Parts;
    if (closes === '/' && open.pop() !== name) throw new Error(`${name} closes nothing`);
    if (closes === '') names.push([...open, name].join('/'));
    if (closes === '' && empty === '') open.push(name);
    at += whole.length;
  }
  if (open.length > 0) throw new Error(`open: ${open.join()}`);
  return names;
}

describe('JUnit', () => {
  it('has a suite a check, a failed case a finding, a skipped case for what was not checked', () => {
    const xml = renderJUnit(
      report([
        check([finding(), finding({ severity: 'info' })]),
        check([], { id: 'approvals', state: 'unchecked' }),
      ]),
    );
    expect(new Set(elementsOf(xml))).toEqual(
      new Set([
        'testsuites',
        'testsuites/testsuite',
        ...['properties', 'properties/property', 'testcase', 'testcase/failure', 'testcase/skipped'].map(
          name => `testsuites/testsuite/${name}`,
        ),
        ...['system-out', 'system-err'].map(name => `testsuites/testsuite/${name}`),
      ]),
    );
    expect(xml).toContain('id="0" hostname="localhost" timestamp="1970-01-01T00:00:00"');
    expect(xml).toContain('tests="1" failures="1" errors="0" skipped="0"');
  });

  it('names what is waived as skipped, with the reason, and no failure', () => {
    const xml = renderJUnit(report([check([], { waived: [waived] })]));
    expect(() => elementsOf(xml)).not.toThrow();
    expect(xml).toContain('tests="1" failures="0" errors="0" skipped="1"');
    expect(xml).toContain('<testcase name="python.eval src/a.py:2:3"');
    expect(xml).toContain('<skipped message="waived until 2027-01-31 by Ada: Known &lt;b&gt;."/>');
    expect(renderJUnit(report([check([finding()], { waived: [waived] })]))).toContain(
      'tests="2" failures="1" errors="0" skipped="1"',
    );
  });

  it('is well formed whatever a finding says', () => {
    const xml = renderJUnit(report([check([hostile])], { chosen: '"><x>' }));
    expect(() => elementsOf(xml)).not.toThrow();
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]/u);
  });

  it('lists at most 2,000 cases of a check and says that there are more', () => {
    const xml = renderJUnit(report([check(Array.from({ length: 2_500 }, () => finding()))]));
    expect(xml.match(/<failure/gu)).toHaveLength(2_000);
    expect(xml).toContain('500 more findings not listed here');
  });
});

describe('Markdown', () => {
  it('tells the checks and the findings, the gravest first', () => {
    const text = renderMarkdown(report([check([finding({ severity: 'low', ruleId: 'b.low' }), finding()])]));
    expect(text).toContain('| Code | ❌ failed | Said. |');
    expect(text.indexOf('python.shell')).toBeLessThan(text.indexOf('b.low'));
  });

  it('names what is waived apart from the findings, with the reason', () => {
    const text = renderMarkdown(report([check([], { waived: [waived] })]));
    expect(text).not.toContain('### Findings');
    expect(text).toContain('### Excused in this change');
    expect(text).toContain('- `src/a.py:2` `python.eval`: waived until 2027-01-31 by Ada: Known &lt;b&#62;.');
  });

  it('holds nothing that a page would take for markup', () => {
    const text = renderMarkdown(report([check([hostile])], { notes: ['![x](http://evil.example/p.png)'] }));
    for (const markup of ['<script', '](http', '![', ' @everyone', '\u202e', '\u001b'])
      expect(text).not.toContain(markup);
    expect(text).not.toMatch(/https?:\/\//u);
  });

  it('stays short', () => {
    const many = check(Array.from({ length: 20_000 }, () => finding({ message: 'x'.repeat(5_000) })));
    expect(renderMarkdown(report([many])).length).toBeLessThan(100_000);
  });
});

describe('SARIF', () => {
  it('holds at most 5,000 results, the gravest, and at most 20 tags a rule', () => {
    const tags = Array.from({ length: 40 }, (_, at) => ({ scheme: 'X', edition: '1', id: `X-${at}` }));
    const light = Array.from({ length: 6_000 }, () => finding({ severity: 'low', ruleId: 'b.low' }));
    const text = renderGateSarif(
      report([check([...light, finding({ tags })])], {
        suppressed: [finding()],
      }),
    );
    expect(sarifErrors(text)).toEqual([]);
    const [run] = JSON.parse(text).runs;
    expect(run.results).toHaveLength(5_000);
    expect(run.results[0].ruleId).toBe('python.shell');
    expect(run.tool.driver.rules[0].properties.tags).toHaveLength(20);
    expect(text).toContain('1,001 more findings not listed here');
  });

  it('marks what a waiver excuses', () => {
    const text = renderGateSarif(report([check([finding()], { waived: [{ ...waived, path: '' }] })]));
    expect(sarifErrors(text)).toEqual([]);
    const [run] = JSON.parse(text).runs;
    expect(run.results).toMatchObject([
      { suppressions: [] },
      {
        suppressions: [
          {
            kind: 'external',
            status: 'accepted',
            justification: 'Known <b>. (Waived until 2027-01-31 by Ada.)',
          },
        ],
      },
    ]);
  });
});

describe('the text for a terminal', () => {
  it('names what is waived, and counts it apart', () => {
    const text = renderGateText(report([check([], { waived: [waived] })], { suppressed: [finding()] }));
    expect(text).toContain('- src/a.py:2:3  python.eval  waived until 2027-01-31 by Ada: Known <b>.');
    expect(text).toContain('- New findings excused: 1 by a comment, 1 by a waiver.');
    expect(text).toContain('Nothing in this change holds it back.');
  });

  it('obeys no character of a name', () => {
    const text = renderGateText(report([check([hostile])]));
    expect(text).not.toMatch(/[\u001b\u202e\u0000]/u);
    expect(text).toContain('This change is held back.');
  });
});
