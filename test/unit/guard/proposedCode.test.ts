import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../common/finding.ts';
import { wholeFile } from '../../../common/finding.ts';
import { proposedCode } from '../../../server/guard/proposedCode.ts';
import type { ObservedContent } from '../../../server/pipeline/types.ts';
import { nothing } from '../../../server/scan/answers.ts';
import type { ScanAnswer, ScanTask } from '../../../server/scan/messages.ts';
import { observation } from '../session/stories.ts';

const assets = mkdtempSync(path.join(os.tmpdir(), 'rf-packs-'));
writeFileSync(path.join(assets, 'packs.json'), '[{"name":"javascript","languages":["javascript"]}]');
afterAll(() => rmSync(assets, { recursive: true }));

/** Finds a flaw on every line that says so, as a scan thread would. */
function examiner(answer: (task: ScanTask) => Partial<ScanAnswer> = () => ({})) {
  const scanned: string[] = [];
  const failures: string[] = [];
  const flaws = (text = '', name = ''): readonly Finding[] =>
    text.split('\n').flatMap((line, at) =>
      line.includes('flaw')
        ? [
            {
              ruleId: 'javascript.flaw',
              severity: line.includes('small') ? ('low' as const) : ('high' as const),
              confidence: 'high' as const,
              path: name,
              ...wholeFile,
              start: { line: at + 1, column: 1 },
              message: 'A flaw.',
              tags: [],
            },
          ]
        : [],
    );
  const code = proposedCode({
    assets,
    failed: (stage, error) => failures.push(`${stage}: ${String(error)}`),
    createScanner: () => ({
      setRules: () => Promise.resolve({ rules: [], skipped: [], problems: [] }),
      scan: task => {
        scanned.push(task.display);
        return Promise.resolve({ ...nothing, findings: flaws(task.text, task.display), ...answer(task) });
      },
      dispose: () => Promise.resolve(),
    }),
  });
  const examine = (contents: readonly ObservedContent[], more = {}) =>
    code.examine(observation({ kind: 'fs.write', ...more }, { contents }));
  return { examine, scanned, failures };
}

const content = (after: string, before?: string, name = 'src/a.js'): ObservedContent => ({
  path: { path: `/w/${name}`, named: `/w/${name}`, relative: name, op: 'write', via: 'tool' },
  before,
  after,
});

describe('code that is about to be written', () => {
  it('is scanned, and grave findings come back with the name that people use', async () => {
    const { examine } = examiner();
    expect(await examine([content('ok\nflaw\nsmall flaw\n')])).toMatchObject([
      { ruleId: 'javascript.flaw', path: 'src/a.js', start: { line: 2 } },
    ]);
  });

  it('counts only what the edit brings in', async () => {
    const { examine } = examiner();
    expect(await examine([content('new\nflaw\n', 'flaw\n')])).toEqual([]);
    expect(await examine([content('flaw\nanother flaw\n', 'flaw\n')])).toHaveLength(1);
    expect(await examine([content('flaw\nflaw\n', 'flaw\n')])).toHaveLength(1);
  });

  it.each<[string, ObservedContent, object]>([
    ['a language that no pack reads', content('flaw', undefined, 'notes.md'), {}],
    ['what is unchanged', content('flaw', 'flaw'), {}],
    ['what a person types', content('flaw'), { origin: 'user' }],
    ['what has been written already', content('flaw'), { phase: 'post' }],
    ['what is too large to wait for', content(`flaw${' '.repeat(300_000)}`), {}],
  ])('is not scanned: %s', async (_, written, more) => {
    const { examine, scanned } = examiner();
    expect(await examine([written], more)).toEqual([]);
    expect(scanned).toEqual([]);
  });

  it.each([
    ['a thread that never starts', { setRules: () => new Promise<never>(() => undefined) }, 'did not start'],
    [
      'a scan that never ends',
      {
        scan: (_: ScanTask, signal?: AbortSignal) =>
          new Promise<ScanAnswer>(resolve =>
            signal?.addEventListener('abort', () => resolve({ ...nothing, cancelled: true })),
          ),
      },
      'was over',
    ],
  ])('does not wait for %s, and says so', async (_, parts, said) => {
    const failures: string[] = [];
    const code = proposedCode({
      assets,
      deadlineMs: 20,
      failed: (__, error) => failures.push(String(error)),
      createScanner: () => ({
        setRules: () => Promise.resolve({ rules: [], skipped: [], problems: [] }),
        scan: () => Promise.resolve(nothing),
        dispose: () => Promise.resolve(),
        ...parts,
      }),
    });
    const seen = observation({ kind: 'fs.write' }, { contents: [content('flaw'), content('flaw')] });
    // A time-out keeps no process alive by itself.
    const alive = setInterval(() => undefined, 10);
    expect(await code.examine(seen)).toEqual([]);
    clearInterval(alive);
    expect(failures[0]).toContain(said);
  });

  it('blames no edit for what it cannot compare', async () => {
    const { examine, failures } = examiner(({ text }) =>
      text === 'flaw\n' ? { skipped: 'took too long' } : {},
    );
    expect(await examine([content('new\nflaw\n', 'flaw\n')])).toEqual([]);
    expect(failures).toHaveLength(1);
  });

  it('holds nothing up when the scan fails, and says so', async () => {
    const { examine, failures } = examiner(() => ({ findings: [], skipped: 'took too long' }));
    expect(await examine([content('flaw')])).toEqual([]);
    expect(failures).toEqual(['examine proposed code: took too long']);
  });
});
