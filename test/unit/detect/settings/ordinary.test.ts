/** Ordinary configuration, as most repositories have it: nothing above "info" at rest. */
import { expect, test } from 'vitest';
import { assessConfig } from '../../../../server/detect/settings/index.ts';

const lines = (...parts: string[]): string => `${parts.join('\n')}\n`;

const ordinary: readonly (readonly [path: string, content: unknown])[] = [
  [
    '.vscode/settings.json',
    {
      'editor.formatOnSave': true,
      'editor.codeActionsOnSave': { 'source.fixAll.eslint': 'explicit' },
      'typescript.tsdk': 'node_modules/typescript/lib',
      'eslint.workingDirectories': ['packages/a', { mode: 'auto' }],
      'eslint.nodePath': '.yarn/sdks',
      'prettier.prettierPath': '.yarn/sdks/prettier/index.cjs',
      'files.exclude': { '**/.git': true, '**/dist': true, '**/node_modules': true, '**/*.pyc': true },
      'search.exclude': { '**/.yarn': true, 'package-lock.json': true },
      'files.watcherExclude': { '**/node_modules/**': true, '**/.git/objects/**': true },
      'cSpell.words': ['ringfence'],
      'cSpell.customDictionaries': { project: { path: './words.txt' } },
      'git.autofetch': true,
    },
  ],
  [
    '.vscode/settings.json',
    {
      'python.defaultInterpreterPath': '${workspaceFolder}/.venv/bin/python',
      'python.testing.pytestArgs': ['tests', '-c', 'pytest.ini'],
      'python.envFile': '${workspaceFolder}/.env',
      'python.analysis.extraPaths': ['./src'],
      '[python]': { 'editor.defaultFormatter': 'charliermarsh.ruff' },
      'mypy-type-checker.args': ['--config-file=mypy.ini'],
      'terminal.integrated.env.linux': { PYTHONPATH: '${workspaceFolder}/src' },
      'terminal.integrated.defaultProfile.windows': 'PowerShell',
    },
  ],
  [
    '.vscode/settings.json',
    {
      'rust-analyzer.check.command': 'clippy',
      'rust-analyzer.check.overrideCommand': ['cargo', 'clippy', '--workspace'],
      'rust-analyzer.cargo.extraEnv': { RUSTFLAGS: '-C target-cpu=native' },
      'go.toolsEnvVars': { GOOS: 'linux' },
      'go.buildFlags': ['-tags=integration'],
      'clangd.arguments': [
        '--compile-commands-dir=${workspaceFolder}/build',
        '--query-driver=/usr/bin/arm-*',
      ],
      'C_Cpp.default.includePath': ['${workspaceFolder}/**'],
      'C_Cpp.default.compilerPath': '/usr/bin/gcc',
      'cmake.configureArgs': ['-DTESTS=ON'],
      'files.associations': { '*.h': 'c', '*.json': 'jsonc', '.env*': 'dotenv' },
    },
  ],
  [
    '.vscode/settings.json',
    {
      'yaml.schemas': { 'https://json.schemastore.org/github-workflow.json': '.github/workflows/*.yml' },
      'json.schemas': [{ fileMatch: ['x.json'], url: './schemas/x.json' }],
      'deno.enable': true,
      'deno.importMap': './import_map.json',
      'jest.jestCommandLine': 'npm test --',
      'java.format.settings.url': '.vscode/formatter.xml',
      'sqltools.connections': [{ server: 'localhost', database: './db.sqlite' }],
      'liveSassCompile.settings.formats': [{ savePath: '/css' }],
      'chat.promptFilesLocations': { '.github/prompts': true },
      'some-new.apiUrl': 'https://service.example',
      'some-new.toolPath': './tools/run.sh',
    },
  ],
  [
    '.vscode/tasks.json',
    {
      tasks: [
        { label: 'build', command: 'npm run build' },
        { type: 'npm', presentation: { reveal: 'never' } },
      ],
    },
  ],
  [
    '.vscode/launch.json',
    {
      configurations: [
        {
          type: 'node',
          program: '${workspaceFolder}/out/x.js',
          preLaunchTask: 'build',
          env: { NODE_ENV: 'development', NODE_OPTIONS: '--max-old-space-size=4096' },
          runtimeExecutable: '${workspaceFolder}/node_modules/.bin/electron',
        },
        { type: 'chrome', url: 'http://localhost:3000' },
      ],
    },
  ],
  [
    '.vscode/extensions.json',
    { recommendations: ['dbaeumer.vscode-eslint'], unwantedRecommendations: ['a.b'] },
  ],
  [
    'x.code-workspace',
    { folders: [{ path: '.' }, { path: 'packages/a' }, { path: '../sibling' }], settings: {} },
  ],
  [
    '.mcp.json',
    {
      mcpServers: {
        remote: { type: 'http', url: 'https://mcp.example/v1' },
        files: { command: 'npx', args: ['-y', '@a/server@1.2.3', './docs'], env: { API_KEY: '${API_KEY}' } },
      },
    },
  ],
  [
    '.claude/settings.json',
    {
      permissions: {
        allow: ['Bash(npm run test:*)', 'Bash(git status)', 'Read(./src/**)'],
        deny: ['Read(.env)'],
      },
    },
  ],
  [
    'package.json',
    {
      scripts: {
        build: 'tsc',
        prepare: 'husky',
        postinstall: 'patch-package',
        clean: 'rm -rf dist',
        dev: 'dotenv -e .env x',
      },
      dependencies: { a: '^1.0.0', b: 'workspace:*', c: 'npm:d@1.0.0' },
      'lint-staged': { '*.ts': 'eslint --fix' },
    },
  ],
  [
    '.devcontainer/devcontainer.json',
    { image: 'a', features: { 'ghcr.io/devcontainers/features/node:1': {} }, postCreateCommand: 'npm ci' },
  ],
  ['.npmrc', lines('save-exact=true', '//registry.npmjs.org/:_authToken=${NPM_TOKEN}')],
  ['.yarnrc.yml', lines('nodeLinker: node-modules', 'yarnPath: .yarn/releases/yarn-4.1.0.cjs')],
  [
    '.git/config',
    lines(
      '[core]',
      '\trepositoryformatversion = 0',
      '[remote "origin"]',
      '\turl = git@github.com:a/b.git',
      '[filter "lfs"]',
      '\tclean = git-lfs clean -- %f',
    ),
  ],
  ['.husky/pre-commit', lines('#!/usr/bin/env sh', 'npx lint-staged', 'npm test')],
  [
    '.github/workflows/ci.yml',
    lines(
      'on: [push, pull_request]',
      'jobs:',
      '  a:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      '      - uses: actions/checkout@v4',
      '      - run: npm ci && npm test',
    ),
  ],
  [
    'gradle/wrapper/gradle-wrapper.properties',
    'distributionUrl=https\\://services.gradle.org/distributions/g.zip\n',
  ],
  ['.cargo/config.toml', lines('[build]', 'target = "x"', '[alias]', 'xtask = "run --package xtask --"')],
  [
    '.codex/config.toml',
    lines('model = "m"', '[mcp_servers.docs]', 'command = "npx"', 'args = ["-y", "docs@1.0.0"]'),
  ],
  ['.env', lines('DATABASE_URL=postgres://localhost/x', 'PORT=3000')],
];

test.each(ordinary)('%s holds nothing worth a word', (path, content) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  const result = assessConfig({ path, relative: path }, undefined, text);
  expect(result?.findings.filter(finding => finding.severity !== 'info')).toEqual([]);
  expect(result?.problems).toEqual([]);
});
