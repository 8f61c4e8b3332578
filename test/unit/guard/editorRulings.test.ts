/** Tests where a finding of the editor is for a waiver: by the file that is really meant, inside a root, or nowhere. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../../common/finding.ts';
import { editorRuling } from '../../../server/guard/editorRulings.ts';
import { rulingOf } from '../../../server/layers/rulings.ts';

let top = '';
beforeAll(() => {
  top = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'rf-ruling-')));
  for (const folder of ['app/fixtures', 'app/src', 'app/src/inner/fixtures', 'other/fixtures'])
    fs.mkdirSync(path.join(top, folder), { recursive: true });
  for (const file of [
    'app/fixtures/a.py',
    'app/src/a.py',
    'app/src/inner/fixtures/a.py',
    'other/fixtures/a.py',
  ])
    fs.writeFileSync(path.join(top, file), '');
  fs.symlinkSync('../src/a.py', path.join(top, 'app/fixtures/link.py'));
  fs.symlinkSync('app', path.join(top, 'alias'));
});
afterAll(() => fs.rmSync(top, { recursive: true, force: true }));

const finding: Finding = {
  ruleId: 'no-eval',
  severity: 'high',
  confidence: 'high',
  path: 'whatever',
  start: { line: 1, column: 1 },
  end: { line: 1, column: 2 },
  message: 'Text becomes code here.',
  tags: [],
};
const waiver = (paths?: readonly string[]) => ({
  waivers: [
    { rule: 'no-eval', reason: 'known', expires: '2099-01-01', ...(paths === undefined ? {} : { paths }) },
  ],
});
const ruled = (file: string, profile: object, roots = ['app']): Finding | undefined => {
  const layer = { layer: 'floor', folder: '', profile, problems: [] } as const;
  const rule = rulingOf([layer], Date.parse('2027-01-01'));
  const absolute = path.isAbsolute(file) || file.includes(':') ? file : path.join(top, file);
  const made = editorRuling(
    rule,
    absolute,
    roots.map(root => path.join(top, root)),
  );
  return made === undefined ? finding : made(finding);
};

test.each([
  ['app/fixtures/a.py', true],
  ['app/src/a.py', false],
  // A file that is not there yet is where its folder is.
  ['app/fixtures/new.py', true],
  // What a link leads to is what is edited.
  ['app/fixtures/link.py', false],
  ['alias/fixtures/a.py', true],
  // A glob stands at a root of the window, and at no other folder.
  ['app/src/inner/fixtures/a.py', false],
  ['other/fixtures/a.py', false],
  ['app/nowhere/fixtures/new.py', false],
  ['untitled:fixtures/a.py', false],
])('a waiver of fixtures/** covers %s: %s', (file, covered) => {
  expect(ruled(file, waiver(['fixtures/**']))?.waived !== undefined).toBe(covered);
});

test('in a window of several roots the innermost counts', () => {
  expect(
    ruled('app/src/inner/fixtures/a.py', waiver(['fixtures/**']), ['app', 'app/src/inner']),
  ).toMatchObject({
    waived: { reason: 'known' },
  });
});

test('a waiver without places covers all, also what is on no disk', () => {
  expect(ruled('untitled:Untitled-1', waiver())).toMatchObject({ waived: { expires: '2099-01-01' } });
});

test('a rule that is off has no finding; layers that say nothing leave all as it is', () => {
  expect(ruled('app/src/a.py', { rules: { 'no-eval': 'off' } })).toBeUndefined();
  expect(ruled('app/src/a.py', { rules: { 'no-eval': 'low' } })).toMatchObject({ severity: 'low' });
  expect(ruled('app/src/a.py', {})).toBe(finding);
});
