/** Which file is which configuration. */
import { expect, test } from 'vitest';
import { configFormat, configKind } from '../../../../server/detect/settings/index.ts';

test.each([
  ['.vscode/settings.json', 'vscode-settings'],
  ['packages/a/.vscode/settings.json', 'vscode-settings'],
  ['.VSCode\\Settings.JSON', 'vscode-settings'],
  ['C:\\Users\\u\\AppData\\Roaming\\Code\\User\\profiles\\1\\settings.json', 'vscode-settings'],
  ['my.code-workspace', 'code-workspace'],
  ['.vscode/tasks.json', 'vscode-tasks'],
  ['.vscode/launch.json', 'vscode-launch'],
  ['.vscode/extensions.json', 'vscode-extensions'],
  ['.vscode/argv.json', 'vscode-argv'],
  ['.mcp.json', 'mcp'],
  ['.vscode/mcp.json', 'mcp'],
  ['.kiro/settings/mcp.json', 'mcp'],
  ['.codeium/windsurf/mcp_config.json', 'mcp'],
  ['.claude/settings.local.json', 'claude-settings'],
  ['/etc/claude-code/managed-settings.json', 'claude-settings'],
  ['.claude.json', 'claude-state'],
  ['.qwen/settings.json', 'gemini-settings'],
  ['.gemini/trustedFolders.json', 'trust-store'],
  ['.codex/config.toml', 'codex-config'],
  ['.codex/hooks.json', 'agent-hooks'],
  ['.github/hooks/x.json', 'agent-hooks'],
  ['.claude-plugin/plugin.json', 'agent-plugin'],
  ['.cursor/cli.json', 'cursor-permissions'],
  ['.cursor/sandbox.json', 'cursor-sandbox'],
  ['.cursor/worktrees.json', 'cursor-environment'],
  ['.github/copilot/settings.json', 'copilot-settings'],
  ['opencode.jsonc', 'opencode'],
  ['.config/amp/settings.json', 'amp-settings'],
  ['.config/zed/settings.json', 'zed-settings'],
  ['.zed/tasks.json', 'zed-tasks'],
  ['.continue/config.yaml', 'continue-config'],
  ['.aider.conf.yml', 'aider-config'],
  ['.luarc.json', 'luarc'],
  ['.devcontainer/python/devcontainer.json', 'devcontainer'],
  ['.git/config', 'git-config'],
  ['.git/modules/a/config', 'git-config'],
  ['package.json', 'package-json'],
  ['.npmrc', 'npmrc'],
  ['.yarnrc.yml', 'yarnrc'],
  ['bunfig.toml', 'bunfig'],
  ['.cargo/config', 'cargo-config'],
  ['gradle/wrapper/gradle-wrapper.properties', 'gradle-wrapper'],
  ['pip.conf', 'pip-conf'],
  ['lefthook.yml', 'hook-manager'],
  ['.github/workflows/a.yaml', 'ci-workflow'],
  ['.gitlab-ci.yml', 'ci-workflow'],
  ['.git/hooks/pre-commit', 'git-hook'],
  ['.husky/pre-commit', 'git-hook'],
  ['.env.local', 'dotenv'],
  ['.envrc', 'envrc'],
])('%s is %s', (path, kind) => {
  expect(configKind({ path })).toBe(kind);
  expect(configKind({ path: `/work/${path}`, relative: path })).toBe(kind);
  expect(configFormat({ path })).toBeDefined();
});

test.each([
  'src/settings.json',
  'README.md',
  '.git/hooks/pre-commit.sample',
  '.env.example',
  '.husky/_/husky.sh',
  'data/records.json',
  'a/tasks.json',
])('%s is none', path => {
  expect(configKind({ path })).toBeUndefined();
  expect(configFormat({ path })).toBeUndefined();
});

test('a root inside a configuration folder hides nothing', () => {
  expect(configKind({ path: '/home/u/.claude/settings.json', relative: 'settings.json' })).toBe(
    'claude-settings',
  );
});
