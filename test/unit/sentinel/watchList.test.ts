import { describe, expect, it } from 'vitest';
import { watchGlobs } from '../../../server/detect/files/classify.ts';
import { compileWatchList, fold } from '../../../server/sentinel/watchList.ts';

const list = compileWatchList(watchGlobs());

describe('protected files', () => {
  it.each([
    '.vscode/settings.json',
    '.vscode/launch.json',
    'packages/a/.vscode/tasks.json',
    'a.code-workspace',
    'deep/er/my.code-workspace',
    '.mcp.json',
    '.vscode/mcp.json',
    'mcp.json',
    '.github/hooks/x.json',
    '.github/hooks/sub/run.sh',
    '.github/workflows/ci.yml',
    '.claude/settings.local.json',
    '.claude/hooks/a.sh',
    '.cursor/mcp.json',
    '.codex/config.toml',
    '.gemini/settings.json',
    '.qwen/settings.json',
    '.kiro/hooks/a.kiro.hook',
    '.windsurf/hooks.json',
    '.clinerules/a.md',
    '.opencode/x.json',
    'opencode.json',
    '.amazonq/mcp.json',
    '.roo/mcp.json',
    '.continue/config.yaml',
    '.zed/settings.json',
    '.devcontainer/devcontainer.json',
    '.devcontainer/deep/Dockerfile',
    '.husky/pre-commit',
    '.git/hooks/pre-commit',
    '.git/config',
    '.git/modules/x/config',
    'sub/.git/config',
    '.VSCode/Settings.JSON',
    '.vscode./settings.json ',
    '.ｖscode/settings.json',
    '.vscode/settings.json::$DATA',
  ])('%s', file => {
    expect(list.protects(file)).toBe(true);
  });

  it.each([
    'settings.json',
    'src/index.ts',
    'README.md',
    '.vscode-test/user-data/x',
    'vscode/settings.json',
    '.git/HEAD',
    '.git/index',
    '.git/objects/ab/cd',
    '.git/refs/heads/main',
    '.git/modules/x/objects/aa/bb',
    '.git/worktrees/w/HEAD',
    'x.code-workspace.bak',
  ])('not %s', file => {
    expect(list.protects(file)).toBe(false);
  });
});

describe('folders', () => {
  it.each([
    ['.vscode', true, true],
    ['.github', true, true],
    ['.github/hooks/sub', true, true],
    ['.git', true, true],
    ['.git/hooks', true, true],
    ['.git/objects', false, false],
    ['.git/refs', false, false],
    ['.git/modules/x', true, true],
    ['.git/modules/x/objects', false, false],
    ['.hg/store', false, false],
    ['packages', false, true],
    ['packages/node_modules', false, false],
    ['node_modules', false, false],
    ['.venv', false, false],
    ['dist', false, false],
  ])('%s leads: %s, is entered: %s', (folder, leads, enters) => {
    expect([list.leads(folder), list.enters(folder)]).toEqual([leads, enters]);
  });
});

it('has a version that depends on its globs, not on their order', () => {
  const [one, two, other] = [['**/a', '**/b'], ['**/b', '**/a'], ['**/a']].map(
    globs => compileWatchList(globs).version,
  );
  expect(one).toBe(two);
  expect(one).not.toBe(other);
});

it('folds names without folding dots away', () => {
  expect(['A/B. ', './x', '../X', '...'].map(fold)).toEqual(['a/b', './x', '../x', '...']);
});
