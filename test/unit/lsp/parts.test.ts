import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { GuardState } from '../../../common/protocol.ts';
import { configFile } from '../../../server/lsp/assessment.ts';
import { toDiagnostic, toMarkdown } from '../../../server/lsp/convert.ts';
import { createHealth } from '../../../server/lsp/health.ts';
import { finding } from '../src/samples.ts';

describe('the name of a file', () => {
  const posix = { home: '/home/u', path: path.posix };
  const win32 = { home: 'C:\\Users\\u', path: path.win32 };
  test.each([
    [posix, ['/w'], '/w/.vscode/settings.json', { relative: '.vscode/settings.json' }],
    [posix, ['/w', '/w/inner'], '/w/inner/a.json', { relative: 'a.json' }],
    [posix, ['/w'], '/w..x/a.json', {}],
    [posix, ['/w'], '/work/a.json', {}],
    [posix, ['/w'], '/home/u/.gitconfig', { homeRelative: '.gitconfig' }],
    [posix, ['/home/u/p'], '/home/u/p/..a/b', { relative: '..a/b' }],
    [win32, ['c:\\w'], 'C:\\w\\.vscode\\a.json', { relative: '.vscode/a.json' }],
    [win32, ['c:\\w'], 'D:\\w\\a.json', {}],
    [win32, ['c:\\w'], 'C:\\Users\\u\\.codex\\config.toml', { homeRelative: '.codex/config.toml' }],
  ])('%# is told from the innermost root, else from home', (place, roots, file, names) => {
    expect(configFile(file, roots, place)).toEqual({ path: file, ...names });
  });
});

describe('diagnostics', () => {
  test.each([
    ['critical', 'high', 1],
    ['high', 'medium', 1],
    ['critical', 'low', 2],
    ['medium', 'high', 2],
    ['low', 'high', 3],
    ['low', 'low', 3],
    ['info', 'low', 4],
  ] as const)('a %s finding of %s confidence shows with severity %i', (severity, confidence, shown) => {
    expect(toDiagnostic(finding({ severity, confidence }), undefined).severity).toBe(shown);
  });

  test('a value of many lines is marked on its first', () => {
    const { range } = toDiagnostic(
      finding({ start: { line: 2, column: 3 }, end: { line: 9, column: 2 } }),
      undefined,
    );
    expect(range).toMatchObject({ start: { line: 1, character: 2 }, end: { line: 1 } });
  });
});

describe('hover text', () => {
  test('links a CVE and names other taxonomies', () => {
    const tags = [
      { scheme: 'CVE', edition: '2025', id: 'CVE-2025-53773' },
      { scheme: 'CWE', edition: '4.18', id: 'CWE-269' },
    ];
    const text = toMarkdown(finding({ tags }), 'beside-diagnostic', {
      affects: 'VS Code',
      cve: ['CVE-2025-53773'],
    });
    expect(text).toContain('[CVE-2025-53773](https://nvd.nist.gov/vuln/detail/CVE-2025-53773), CWE-269');
    expect(text).toContain('**Affects:** VS Code');
  });

  test.each([
    ['`a_b*`: bad', '`a_b*`: bad'],
    ['odd ` tick [x](y)', 'odd \\` tick \\[x\\]\\(y\\)'],
    ['![i](https://e.vil)', '\\!\\[i\\]\\(https://e.vil\\)'],
  ])('keeps names in code and defuses the rest of %j', (message, shown) => {
    expect(toMarkdown(finding({ message }), 'alone')).toContain(shown);
  });
});

describe('health', () => {
  const guarding: GuardState = { status: 'guarding', detail: 'Guarding.', held: 2, atRest: 0 };
  const play = () => {
    const told: string[] = [];
    const health = createHealth(({ status, detail, held }) => told.push(`${status} ${held}: ${detail}`));
    return { told, health };
  };

  test('tells each state once', () => {
    const { told, health } = play();
    health.guard(guarding);
    health.guard({ ...guarding });
    health.solved('never failed');
    expect(told).toEqual(['guarding 2: Guarding.']);
  });

  test('a problem outweighs a healthy guard until it is solved', () => {
    const { told, health } = play();
    health.guard(guarding);
    health.problem('hover', 'Could not hover.');
    health.problem('fix', 'Could not fix.');
    health.solved('hover');
    health.solved('fix');
    expect(told).toEqual([
      'guarding 2: Guarding.',
      'degraded 2: Could not hover.',
      'degraded 2: Could not hover. (and 1 more; see the Ringfence log)',
      'degraded 2: Could not fix.',
      'guarding 2: Guarding.',
    ]);
  });

  test('a degraded guard keeps its own words beside a problem', () => {
    const { told, health } = play();
    health.guard({ ...guarding, status: 'degraded', detail: 'Disk is full.' });
    health.problem('hover', 'Could not hover.');
    expect(told.at(-1)).toBe('degraded 2: Disk is full. Could not hover.');
  });
});
