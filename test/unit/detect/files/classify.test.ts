import { describe, expect, test } from 'vitest';
import type { PathOp } from '../../../../common/event.ts';
import {
  classifyPath,
  fileRules,
  protectedNames,
  watchGlobs,
} from '../../../../server/detect/files/classify.ts';
import type { FileAction } from '../../../../server/detect/files/catalogue.ts';

/** Places a short name: `~/x` in the home folder, `/x` and `C:/x` as they are, others in the workspace. */
function place(name: string) {
  if (name.startsWith('~/')) return { path: `/home/ada/${name.slice(2)}`, homeRelative: name.slice(2) };
  if (/^(?:[A-Za-z]:)?\//u.test(name)) return { path: name };
  return { path: `/home/ada/work/app/${name}`, relative: name, homeRelative: `work/app/${name}` };
}

const actions: readonly FileAction[] = ['log', 'ask', 'hold', 'deny'];

/** Returns the strictest action that a name meets, or `pass`. */
function strictest(name: string, op: PathOp): FileAction | 'pass' {
  const found = classifyPath(place(name), op).map(rule => rule.action);
  return actions.findLast(action => found.includes(action)) ?? 'pass';
}

const reads: Readonly<Record<FileAction | 'pass', readonly string[]>> = {
  deny: [
    '.env',
    'packages/api/.env',
    '.ENV',
    '.env.local',
    '.env.production',
    'deep/ly/.Env.Staging',
    '.envrc',
    '.dev.vars',
    '~/.ssh/id_rsa',
    '~/.ssh',
    '~/.ssh/config',
    '~/.SSH/ID_ED25519',
    'keys/id_ed25519',
    '~/.aws/credentials',
    '~/.netrc',
    '~/.kube/config',
    '~/.docker/config.json',
    '~/.claude/.credentials.json',
    '~/.codex/auth.json',
    '~/.gnupg/private-keys-v1.d/x',
    '~/Library/Application Support/gcloud/credentials.db',
    '~/AppData/Roaming/GitHub CLI/../gh/hosts.yml'.replace('GitHub CLI/../', ''),
    'certs/server.key',
    'release.jks',
    'terraform.tfstate.backup',
    'credentials.json',
    'secrets.yaml',
    '.bash_history',
    '.git-credentials',
    '/etc/shadow',
    '/proc/1/environ',
    '/proc/self/environ',
    '/run/secrets/db',
    '/private/etc/shadow',
    '/home/someone/.ssh/id_rsa',
    'C:/Users/Bob/.ssh/id_rsa',
    'C:/Windows/System32/config/SAM',
    '/root/.aws/credentials',
    '/other/project/.env',
    '~/.config/google-chrome/Default/Login Data',
    '~/Library/Keychains/login.keychain-db',
    '//fileserver/share/x',
  ],
  ask: [
    'server.pem',
    'prod.tfvars',
    'config/secrets/token.txt',
    'api.secret',
    '.git/config',
    '/etc/passwd',
    'auth.json',
    'session.har',
    'prod.env',
  ],
  hold: [],
  log: ['appsettings.Production.json', 'data/app.sqlite', 'notes.bak', '.mcp.json', 'settings.xml'],
  pass: [
    'src/app.ts',
    'src/secrets.ts',
    'src/secrets/store.ts',
    'package.json',
    'README.md',
    'docs/environment.md',
    'docs/secrets/README.md',
    '.env.example',
    '.env.sample',
    '.env.template',
    '.env.dist',
    'apps/web/.env.local.example',
    '.env.example.local',
    '.env.production.sample',
    '~/.ssh/id_rsa.pub',
    'keys/id_ed25519.pub',
    '~/.ssh/known_hosts',
    'src/env.d.ts',
    'test/env.test.ts',
    'src/environment.ts',
    'locales/en/auth.json',
    'certs/ca.pem',
    'src/auth.ts',
    'tokens.json',
    'src/keyboard.ts',
    'monkey.ts',
    '.vscode/settings.json',
    '.github/workflows/ci.yml',
    'tsconfig.json',
    '~/work/other/src/main.rs',
    '/usr/include/stdio.h',
    '/etc/hosts',
    '/etc/os-release',
    '/proc/cpuinfo',
    '/tmp/build.log',
    'id_generator.ts',
    '~/.claude/projects/-home-ada/memory/notes.md',
    'secrets/Dockerfile',
    '.git/HEAD',
    'CLAUDE.md',
    'credentials.example.json',
  ],
};

const writes: Readonly<Record<FileAction | 'pass', readonly string[]>> = {
  deny: [
    '.git/config',
    '.git/hooks/pre-commit',
    'vendor/lib/.git/hooks/post-checkout',
    '~/.bashrc',
    '~/.ssh/authorized_keys',
    '~/.gitconfig',
    '~/.claude/settings.json',
    '~/.config/Code/User/settings.json',
    '~/Library/Application Support/Code/User/settings.json',
    '~/AppData/Roaming/Code/User/settings.json',
    '/etc/claude-code/managed-settings.json',
    '/etc/hosts',
    '/usr/bin/git',
    '~/.config/ringfence/policy.cedar',
    '~/.local/state/ringfence/ledger/x.jsonl',
    '~/.local/bin/git',
    '~/.vscode/extensions/x/extension.js',
    '/dev/sda',
    '~/.cursor/mcp.json',
    'C:/Windows/System32/evil.dll',
  ],
  hold: [
    '.vscode/settings.json',
    '.VSCode/Settings.JSON',
    'packages/web/.vscode/tasks.json',
    '.vscode/launch.json',
    '.vscode/mcp.json',
    '.vscode/extensions.json',
    'app.code-workspace',
    '.mcp.json',
    'mcp.json',
    '.claude/settings.local.json',
    '.claude/agents/x.md',
    '.codex/config.toml',
    '.gemini/settings.json',
    '.qwen/settings.json',
    '.cursor/mcp.json',
    '.cursor/hooks.json',
    '.kiro/hooks/a.json',
    '.windsurf/hooks.json',
    '.clinerules/hooks/PreToolUse',
    'opencode.json',
    '.opencode/plugin/x.ts',
    '.amazonq/mcp.json',
    '.github/hooks/a.json',
    '.github/copilot/settings.json',
    '.github/workflows/ci.yml',
    '.gitlab-ci.yml',
    'Jenkinsfile',
    '.devcontainer/devcontainer.json',
    '.husky/pre-commit',
    '.npmrc',
    '.envrc',
    'gradlew',
    'CODEOWNERS',
    '.continue/config.yaml',
  ],
  ask: [
    'AGENTS.md',
    'CLAUDE.md',
    '.github/copilot-instructions.md',
    '.cursor/rules/a.mdc',
    '.env',
    '.gitattributes',
    '.git/index',
    '.cursorignore',
    '.claude/skills/x/SKILL.md',
    '.idea/workspace.xml',
  ],
  log: [
    'package.json',
    'Makefile',
    'Dockerfile',
    'tsconfig.json',
    'vite.config.ts',
    '.gitignore',
    'package-lock.json',
    'eslint.config.js',
    'node_modules/x/index.js',
  ],
  pass: [
    'src/app.ts',
    'README.md',
    'test/a.test.ts',
    '.env.example',
    'docs/guide.md',
    'src/config.json',
    '/tmp/out.txt',
    '~/work/other/src/x.ts',
    '~/.claude/plans/plan.md',
    '.prettierignore',
    'src/mcp.ts',
    '/dev/null',
  ],
};

describe.each([
  ['read' as const, reads],
  ['write' as const, writes],
])('%s', (op, table) => {
  const rows = Object.entries(table).flatMap(([action, names]) => names.map(name => [name, action] as const));
  test.each(rows)('%s → %s', (name, action) => {
    expect(strictest(name, op)).toBe(action);
  });
});

describe('other operations', () => {
  test.each<[PathOp, string, FileAction | 'pass']>([
    ['search', '~/.ssh', 'deny'],
    ['search', '~/.claude', 'deny'],
    ['search', 'src', 'pass'],
    ['search', '.github', 'pass'],
    ['delete', '.vscode', 'hold'],
    ['delete', '.git', 'deny'],
    ['delete', 'build', 'pass'],
    ['link', '.env', 'deny'],
    ['link', '.vscode/settings.json', 'hold'],
    ['execute', '.git/hooks/pre-commit', 'pass'],
  ])('%s %s → %s', (op, name, action) => {
    expect(strictest(name, op)).toBe(action);
  });
});

describe('the shipped catalogue', () => {
  test('suggests nothing strict for what is only recorded, and refuses nothing mild', () => {
    for (const rule of fileRules()) {
      if (rule.action === 'log') expect(['info', 'low'], rule.id).toContain(rule.severity);
      else expect(['medium', 'high', 'critical'], rule.id).toContain(rule.severity);
      if (rule.action === 'deny') expect(['high', 'critical'], rule.id).toContain(rule.severity);
    }
  });

  test('lists the places that a file watch must hold', () => {
    for (const glob of [
      '**/.vscode/settings.json',
      '**/*.code-workspace',
      '**/.mcp.json',
      '**/.husky/**',
      '**/.git/config',
      '**/.github/workflows/**',
    ]) {
      expect(watchGlobs()).toContain(glob);
    }
    expect(watchGlobs().filter(glob => glob.includes('{'))).toEqual([]);
    expect(watchGlobs()).not.toContain('**/package.json');
  });

  test('names what a disguise would imitate', () => {
    expect(protectedNames()).toEqual(
      expect.arrayContaining(['.env', '.vscode', 'settings.json', '.git', '.ssh']),
    );
    expect(protectedNames()).not.toContain('package.json');
  });
});
