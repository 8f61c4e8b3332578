/** What goes on when nobody can judge: nothing that the file catalogue would refuse or ask about. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseFileRules, type FileRule } from '../../../server/detect/files/catalogue.ts';
import { mayGoOn } from '../../../server/hook/unavailable.ts';

const catalogue = fileURLToPath(new URL('../../../rules/catalogue/files.json', import.meta.url));

/** Only names are looked at: what is merely noted, and what lies outside the workspace, is no matter here. */
const guarded = ({ base, action }: FileRule): boolean => base === 'workspace' && action !== 'log';

/** Makes names that a glob stands for, one for each alternative. */
function namesOf(glob: string): readonly string[] {
  const braces = /\{([^{}]*)\}/u.exec(glob);
  if (braces !== null)
    return (braces[1] ?? '').split(',').flatMap(part => namesOf(glob.replace(braces[0], part)));
  return [
    glob
      .replace(/^\*\*\//u, '')
      .replaceAll('**', 'some')
      .replaceAll('*', 'x')
      .replace(/\[(.)[^\]]*\]/gu, '$1'),
  ];
}

const goesOn = (tool: string, file: string): boolean =>
  mayGoOn(
    Buffer.from(
      JSON.stringify({ cwd: '/workspace', tool_name: tool, tool_input: { file_path: file, content: 'x' } }),
    ),
    'PreToolUse',
  );

test('no file that the catalogue guards', () => {
  const rules = parseFileRules(JSON.parse(readFileSync(catalogue, 'utf8')));
  if (!rules.ok) throw new Error(JSON.stringify(rules));
  const passed = rules.value
    .filter(guarded)
    .flatMap(({ op, globs }) =>
      globs.flatMap(namesOf).filter(file => goesOn(op === 'read' ? 'Read' : 'Write', file)),
    );
  expect(passed).toEqual([]);
});

test.each([
  'src/a.ts',
  'docs/agents/overview.md',
  'README.md',
  'test/env.test.ts',
  'src/auth.ts',
  'lib/keys.py',
])('work goes on: %s', file => {
  expect(goesOn('Read', file)).toBe(true);
  expect(goesOn('Write', file)).toBe(true);
});
