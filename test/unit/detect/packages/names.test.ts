/** Names of packages: what commands and manifests name, what looks alike, and that any text takes time with its size. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance, skeleton, slipOf } from '../../../../server/detect/packages/distance.ts';
import { judgeName } from '../../../../server/detect/packages/lookAlike.ts';
import { wantedBy } from '../../../../server/detect/packages/names/installs.ts';
import { packagesInCode } from '../../../../server/detect/packages/names/imports.ts';
import { packagesInManifest } from '../../../../server/detect/packages/names/manifests.ts';
import { ecosystems, popularNames } from '../../../../server/detect/packages/popular.ts';
import { processorTime } from '../../../support/processorTime.ts';

const wanted = (line: string) => {
  const [program = '', ...args] = line.split(' ');
  return wantedBy({ program, args, env: {}, via: [] }).flatMap(({ names }) => names);
};

test.each([
  ['npm install a @b/c@^1 d@latest', ['a', '@b/c', 'd']],
  ['npm i --registry https://r.example.net --save-dev a', ['a']],
  ['npm install x@npm:real@2', ['real']],
  ['npm install ./local ../other a.tgz', []],
  ['npm run build', []],
  ['npm install --no-audit a -- --b', ['a', '--b']],
  ['yarn global add a', ['a']],
  ['yarn dlx a b', ['a']],
  ['npx -y a b c', ['a']],
  ['npx --package=a b', ['a']],
  ['bunx a --flag', ['a']],
  ['pip install -U a==1 b[x]>=2 -r c.txt', ['a', 'b']],
  ['python3 -m pip install a', ['a']],
  ['uv pip install a', ['a']],
  ['uv tool install a', ['a']],
  ['uvx a@latest b', ['a']],
  ['pipx run a b', ['a']],
  ['poetry add a --group dev', ['a']],
  ['cargo add a@1 --features x,y', ['a']],
  ['gem install a -v 1.0', ['a']],
  ['go get example.org/a/b@v1', ['example.org/a/b']],
  ['go build ./...', []],
  ['composer require a/b:^1', ['a/b']],
  ['dotnet add package A.B --version 1', ['A.B']],
])('%s', (line, names) => {
  expect(wanted(line)).toEqual(names);
});

const inManifest = (name: string, text: string): readonly string[] =>
  packagesInManifest(text, name).map(found => {
    // A name stands where it is said to stand, save for an alias.
    expect(text.slice(found.start, found.end)).not.toBe('');
    return found.name;
  });

test.each([
  [
    'package.json',
    '{"dependencies":{"a":"1","b":"file:../b"},"devDependencies":{"@c/d":"2"}}',
    ['a', '@c/d'],
  ],
  ['package.json', '{"dependencies":', []],
  ['requirements-dev.txt', '# a\n-r b.txt\nc==1\nd ; python_version < "3"\ne @ https://x\n', ['c', 'd']],
  [
    'pyproject.toml',
    '[build-system]\nrequires = ["a>=1"]\n[project]\nkeywords = ["no"]\ndependencies = [\n "b[x]>=1", # c\n "d @ https://e",\n]\n[project.optional-dependencies]\nf = ["g"]\n[tool.x]\ndependencies = ["no"]\n',
    ['a', 'b', 'g'],
  ],
  ['pyproject.toml', '[tool.poetry.dependencies]\npython = "^3"\na = "1"\n', ['a']],
  ['pipfile', '[packages]\na = "*"\n[scripts]\nb = "c"\n', ['a']],
  ['cargo.toml', '[package]\nname = "x"\n[dev-dependencies]\na = "1"\nb = { path = "../b" }\n', ['a']],
  [
    'go.mod',
    'module x.org/y\nrequire a.org/b v1.0.0\nrequire (\n\tc.org/d/v2 v2.0.0 // indirect\n)\n',
    ['a.org/b', 'c.org/d/v2'],
  ],
  [
    'pom.xml',
    '<dependency>\n<groupId>a.b</groupId>\n<artifactId>c</artifactId>\n<version>1</version></dependency>',
    ['a.b:c'],
  ],
  [
    'build.gradle',
    "dependencies {\n  testImplementation 'a.b:c:1'\n  implementation project(':x')\n}\n",
    ['a.b:c'],
  ],
  ['gemfile', "source 'https://rubygems.org'\ngem 'a', '~> 1'\n", ['a']],
  ['composer.json', '{"require":{"php":">=8","a/b":"^1"}}', ['php', 'a/b']],
  ['app.csproj', '<PackageReference Include="A.B" Version="1" />', ['A.B']],
  ['.github/workflows/ci.yml', 'steps:\n  - uses: a/b/c@v1\n  - uses: ./local\n', ['a/b']],
])('%s names %#', (name, text, names) => {
  expect(inManifest(name, text)).toEqual(names);
});

test('imports name packages, not files, modules of the language or of the workspace', () => {
  const script =
    "import a from 'b';\nexport * from './c';\nconst d = require('@e/f/g');\nimport 'node:fs';\nawait import('path');";
  expect(packagesInCode(script, 'x.ts').map(({ name }) => name)).toEqual(['b', '@e/f']);
  const module = 'import os, foo\nfrom bar.baz import qux\nfrom . import here\n';
  expect(packagesInCode(module, 'x.py').map(({ name }) => name)).toEqual(['bar']);
  expect(packagesInCode(script, 'x.md')).toEqual([]);
});

describe('names', () => {
  test.each([
    ['abcd', 'abdc', 1, 'swap'],
    ['abbcd', 'abcd', 1, 'repeat'],
    ['acd', 'abcd', 1, 'drop'],
    ['abvd', 'abcd', 1, 'near'],
    ['abcxd', 'abcd', 1, 'add'],
    ['ab9d', 'abcd', 1, 'other'],
  ])('%s is one slip from %s', (name, meant, steps, slip) => {
    expect(distance(name, meant, 2)).toBe(steps);
    expect(slipOf(name, meant)).toBe(slip);
  });

  test('far names cost no more than they must', () => {
    expect(distance('abcdef', 'uvwxyz', 2)).toBe(3);
    expect(distance('a', 'abcdef', 2)).toBe(3);
  });

  test('letters of other scripts are read as they look', () => {
    expect(skeleton('rеаct')).toBe('react');
    expect(skeleton('ﬁre\u200b')).toBe('fire');
  });

  test('no popular name looks like another', () => {
    for (const ecosystem of ecosystems)
      for (const name of [...popularNames(ecosystem).byName.keys()].slice(0, 300))
        expect(judgeName(name, ecosystem).kind).toBe('known');
  });

  test('a member of a family is another package', () => {
    for (const name of ['pytest-xyz', 'types-zebra', 'aws-cdk-asset-node-proxy-agent-v9'])
      expect(judgeName(name, 'pypi').kind).toBe('unknown');
    for (const name of ['@acme/react', 'is-zebra', 'babel-plugin-transform-zebra'])
      expect(judgeName(name, 'npm').kind).toBe('unknown');
  });

  test.each([
    ['npm', 'loadsh', 'lodash'],
    ['npm', 'crossenv', 'cross-env'],
    ['npm', 'typescriptjs', 'typescript'],
    ['npm', '@bable/core', '@babel/core'],
    ['pypi', 'requests3', 'requests'],
    ['pypi', 'python-requests', 'requests'],
    ['pypi', 'nurnpy', 'numpy'],
    ['pypi', 'Reqeusts', 'requests'],
    ['maven', 'com.google.guava:guavva', 'com.google.guava:guava'],
    ['go', 'github.com/strechr/testify', 'github.com/stretchr/testify'],
  ] as const)('in %s %s looks like %s', (ecosystem, name, target) => {
    expect(judgeName(name, ecosystem)).toMatchObject({ kind: 'look-alike', target });
  });

  test('any name is judged', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom(...ecosystems),
        (name, ecosystem) => {
          expect(['known', 'unknown', 'look-alike']).toContain(judgeName(name, ecosystem).kind);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test.each([
  '[project]\n',
  'dependencies = [\n',
  'import a\n',
  "from 'a' ",
  '"',
  ' ',
  '\n',
  'uses: ',
  '[a',
  '"resolved": "',
  '<dependency>',
  'implementation("a:b',
  'a = { ',
  'gem "a", ',
])('a text of nothing but %j takes time in proportion to its size', fragment => {
  const text = fragment.repeat(Math.ceil(200_000 / fragment.length));
  const started = processorTime();
  for (const name of [
    'package.json',
    'pyproject.toml',
    'requirements.txt',
    'cargo.toml',
    'go.mod',
    'gemfile',
    'pom.xml',
    'build.gradle',
  ])
    packagesInManifest(text, name);
  for (const name of ['a.py', 'a.ts']) packagesInCode(text, name);
  expect(processorTime() - started).toBeLessThan(1_500);
});
