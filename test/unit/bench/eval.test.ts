/** `npm run eval` on a corpus of a few rows: every shape of a row, what is counted, what is skipped and why. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRow } from '../../../bench/eval/row.ts';
import type { toJson } from '../../../bench/eval/report.ts';

const run = promisify(execFile);
const entry = fileURLToPath(new URL('../../../bench/eval.ts', import.meta.url));
const corpus = fileURLToPath(new URL('corpus', import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), 'rf-eval-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let printed = '';
let report: ReturnType<typeof toJson>;
beforeAll(async () => {
  const json = path.join(folder, 'out.json');
  const ended = await run(process.execPath, [entry, corpus, '--json', json, '--misses', '5']);
  printed = ended.stdout;
  report = JSON.parse(readFileSync(json, 'utf8'));
}, 120_000);

const source = (name: string) => {
  const found = report.sources.find(each => `${each.topic}/${each.source}` === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

describe('the report', () => {
  test('counts what is stopped, refused and flagged, by label', () => {
    const shell = source('shell/sample');
    expect(shell.bad).toEqual({ rows: 3, stopped: 2, refused: 2, flagged: 2 });
    expect(shell.good).toMatchObject({ rows: 2, flagged: 1 });
    expect(source('injection/sample').bad).toEqual({ rows: 2, stopped: 2, refused: 1, flagged: 2 });
    expect(source('injection/sample').good).toEqual({ rows: 1, stopped: 0, refused: 0, flagged: 0 });
    expect(source('packages/sample').good).toEqual({ rows: 1, stopped: 0, refused: 0, flagged: 0 });
  });

  test('a path alone is judged read and written', () => {
    expect(source('injection/sample (read)').bad).toMatchObject({ rows: 1, stopped: 1 });
    expect(source('injection/sample (write)').bad).toMatchObject({ rows: 1, stopped: 1 });
  });

  test('a file is judged written and at rest', () => {
    expect(source('injection/sample (written)').bad).toMatchObject({ rows: 1, stopped: 1 });
    expect(source('injection/sample (at rest)').bad).toMatchObject({ rows: 1, stopped: 0, flagged: 1 });
    expect(source('injection/sample (at rest)').good).toMatchObject({ rows: 1, flagged: 0 });
  });

  test('code goes to the rule engine', () => {
    expect(source('code/sample').bad).toMatchObject({ rows: 1, flagged: 1 });
    expect(source('code/sample').good).toMatchObject({ rows: 1, flagged: 0 });
  });

  test('misses, false alarms and what was skipped are named', () => {
    expect(source('shell/sample').misses.map(({ id }) => id)).toEqual(['missed', 'alarm']);
    expect(source('shell/sample').skipped).toEqual({ 'has no label': 1, 'is no object': 1 });
    expect(source('code/sample').skipped).toEqual({ 'is code of a language without bundled rules': 1 });
    expect(source('shell/sample').rules).toMatchObject({ 'commands/lost-work medium': { bad: 0, good: 1 } });
    expect(printed).toContain('missed  missed');
    expect(printed).toMatch(/shell\/sample +3 +66\.7 %/u);
  });

  test('nothing printed can steer a terminal', () => {
    expect(printed).toMatch(/^[\n\u0020-\u007e–…×─]*$/u);
  });
});

describe('rows', () => {
  test.each<[string, object, object]>([
    ['an event', { event: { kind: 'fs.read', path: 'a' } }, { kind: 'fs.read', path: 'a' }],
    ['an event as the row itself', { kind: 'net.fetch', urls: ['https://a'] }, { kind: 'net.fetch' }],
    [
      'a package of another ecosystem',
      { package: 'rails', lang: 'rubygems' },
      { command: "gem install 'rails'" },
    ],
    [
      'a text on a surface',
      { surface: 'web text', text: 'x' },
      { kind: 'context.attach', urls: ['https://example.com/'] },
    ],
    ['a secret', { area: 'secrets', text: 'x' }, { kind: 'fs.write', content: 'x' }],
    [
      'code of another topic',
      { area: 'injection', code: 'x', path: 'a.py' },
      { kind: 'fs.write', path: 'a.py' },
    ],
    ['a prompt', { prompt: 'x' }, { kind: 'prompt.submit', content: 'x' }],
    [
      'a command in a folder',
      { command: 'ls', cwd: '/srv' },
      { command: 'ls', cwd: '/srv', roots: ['/srv'] },
    ],
    ['a file that is changed', { path: 'a', before: 'x', after: 'y' }, { before: 'x', content: 'y' }],
  ])('%s', (_, raw, event) => {
    expect(readRow({ label: 'bad', ...raw }, 'x')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ task: { kind: 'events', events: [expect.objectContaining(event)] } }),
      ]),
    );
  });

  test.each([
    [{ label: 1 }, 'has nothing to judge'],
    [{ command: 'ls' }, 'has no label'],
    [[], 'is no object'],
  ])('%j', (raw, reason) => {
    expect(readRow(raw, 'x')).toBe(reason);
  });
});
