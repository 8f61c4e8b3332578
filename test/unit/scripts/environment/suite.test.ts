/** Tests how the test command takes the results of its suites: what is tried once more, and what counts as failed. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { runSuite, tell, type SuiteOutcome } from '../../../../scripts/environment/suite.mjs';

interface Run {
  /** What each attempt's report says: pairs of a file and whether it is green, or a crash with nothing written. */
  readonly attempts: readonly (readonly (readonly [file: string, green: boolean])[] | 'crash')[];
  readonly drivesPrograms?: boolean;
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Plays a suite whose runner says at each attempt what the table has, and counts the attempts. */
function play({ attempts, drivesPrograms = true }: Run): { outcome: SuiteOutcome; asked: string[] } {
  const root = mkdtempSync(path.join(os.tmpdir(), 'rf-suite-'));
  folders.push(root);
  mkdirSync(path.join(root, 'out', 'results'), { recursive: true });
  const reports = attempts.map(files => (files === 'crash' ? null : report(root, files)));
  writeFileSync(path.join(root, 'reports.json'), JSON.stringify(reports));
  const runner = path.join(root, 'vitest.mjs');
  writeFileSync(
    runner,
    `import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
     const asked = process.argv.slice(2).filter(word => !word.startsWith('-'));
     const before = existsSync('asked') ? readFileSync('asked', 'utf8').split('\\n').length - 1 : 0;
     appendFileSync('asked', asked.join(' ') + '\\n');
     const report = JSON.parse(readFileSync('reports.json', 'utf8'))[before];
     if (report === null) process.exit(3);
     writeFileSync(process.env.RINGFENCE_RESULTS, JSON.stringify(report));
     process.exit(report.testResults.some(file => file.status === 'failed') ? 1 : 0);`,
  );
  const suite = { name: 'ui', command: [runner, 'run'], drivesPrograms };
  const outcome = runSuite({ root, node: process.execPath, env: process.env }, suite);
  return { outcome, asked: readFileSync(path.join(root, 'asked'), 'utf8').split('\n').slice(0, -1) };
}

const report = (root: string, files: readonly (readonly [string, boolean])[]): object => ({
  testResults: files.map(([file, green]) => ({
    name: path.join(root, file),
    status: green ? 'passed' : 'failed',
    message: '',
    assertionResults: [
      { fullName: 'works', status: 'passed', failureMessages: [] },
      {
        fullName: 'shines',
        status: green ? 'passed' : 'failed',
        failureMessages: green ? [] : ['dull\nat 1'],
      },
    ],
  })),
});

const counts = ({ files }: SuiteOutcome): readonly number[] =>
  [files.map(file => file.passed), files.map(file => file.failed)].map(list =>
    list.reduce((a, b) => a + b, 0),
  );

const green = [
  ['a.test.ts', true],
  ['b.test.ts', true],
] as const;
const oneRed = [
  ['a.test.ts', true],
  ['b.test.ts', false],
] as const;

describe('a suite that drives real programs', () => {
  test('runs once when all passes', () => {
    const { outcome, asked } = play({ attempts: [green] });
    expect(counts(outcome)).toEqual([4, 0]);
    expect(outcome.again).toEqual([]);
    expect(asked).toEqual(['run']);
  });

  test('runs the files that failed once more, and tells which passed only then', () => {
    const { outcome, asked } = play({ attempts: [oneRed, [['b.test.ts', true]]] });
    expect(counts(outcome)).toEqual([4, 0]);
    expect(tell(outcome.again)).toBe('b.test.ts > shines\n    dull\n    at 1');
    expect(asked).toEqual(['run', 'run b.test.ts']);
  });

  test('has failed where a file fails twice, with what failed at first', () => {
    const { outcome } = play({ attempts: [oneRed, [['b.test.ts', false]]] });
    expect(counts(outcome)).toEqual([3, 1]);
    expect(tell(outcome.files)).toContain('b.test.ts > shines');
    expect(outcome.again).toEqual([]);
  });

  test.each([
    ['writes nothing at the second attempt', 'crash' as const],
    ['does not run the file at the second attempt', [['a.test.ts', true]] as const],
  ])('has failed where it %s', (_what, second) => {
    expect(counts(play({ attempts: [oneRed, second] }).outcome)).toEqual([3, 1]);
  });

  test('is not tried again when more fails than an accident would take', () => {
    const files = ['a', 'b', 'c', 'd'].map(name => [`${name}.test.ts`, false] as const);
    const { outcome, asked } = play({ attempts: [files] });
    expect(counts(outcome)).toEqual([4, 4]);
    expect(asked).toEqual(['run']);
  });

  test('has failed, and is not tried again, when it crashes as a whole', () => {
    const { outcome, asked } = play({ attempts: ['crash'] });
    expect(counts(outcome)).toEqual([0, 1]);
    expect(tell(outcome.files)).toContain('ended with 3');
    expect(asked).toEqual(['run']);
  });
});

test('a suite of our own code alone is not tried again: what fails there once is a defect', () => {
  const { outcome, asked } = play({ attempts: [oneRed], drivesPrograms: false });
  expect(counts(outcome)).toEqual([3, 1]);
  expect(asked).toEqual(['run']);
});
