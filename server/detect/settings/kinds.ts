/** Which configuration a file is, by its path alone. Pure; the order of the table decides when several fit. */
import type { Format } from './parse/index.ts';

/** Names a file for assessment: `path` is only shown; `relative` and `homeRelative` use `/`. */
export interface ConfigFile {
  readonly path: string;
  /** Path from the workspace root. */
  readonly relative?: string;
  /** Path from the user's home folder. */
  readonly homeRelative?: string;
}

/** Lists every kind of configuration that is assessed. */
export const configKinds = [
  'vscode-settings',
  'code-workspace',
  'vscode-tasks',
  'vscode-launch',
  'vscode-extensions',
  'vscode-argv',
  'mcp',
  'claude-settings',
  'claude-state',
  'gemini-settings',
  'trust-store',
  'codex-config',
  'agent-hooks',
  'agent-plugin',
  'cursor-permissions',
  'cursor-sandbox',
  'cursor-environment',
  'copilot-settings',
  'opencode',
  'amp-settings',
  'zed-settings',
  'zed-tasks',
  'continue-config',
  'aider-config',
  'luarc',
  'devcontainer',
  'git-config',
  'package-json',
  'npmrc',
  'yarnrc',
  'bunfig',
  'cargo-config',
  'gradle-wrapper',
  'pip-conf',
  'hook-manager',
  'ci-workflow',
  'git-hook',
  'dotenv',
  'envrc',
] as const;
/** Names a kind of configuration. */
export type ConfigKind = (typeof configKinds)[number];

interface KindRule {
  readonly kind: ConfigKind;
  readonly format: Format;
  /** Is matched against the lower-case path with `/`, preceded by `/`. */
  readonly path: RegExp;
}

const kind = (name: ConfigKind, format: Format, path: RegExp): KindRule => ({ kind: name, format, path });

const table: readonly KindRule[] = [
  kind('code-workspace', 'jsonc', /\.code-workspace$/),
  kind('vscode-settings', 'jsonc', /\/\.(?:vscode|vscode-server|theia)\/settings\.json$/),
  kind('vscode-settings', 'jsonc', /\/(?:user|machine)\/(?:profiles\/[^/]+\/)?settings\.json$/),
  kind('vscode-tasks', 'jsonc', /\/(?:\.vscode|\.theia|user|user\/profiles\/[^/]+)\/tasks\.json$/),
  kind('vscode-launch', 'jsonc', /\/\.(?:vscode|theia)\/launch\.json$/),
  kind('vscode-extensions', 'jsonc', /\/\.vscode\/extensions\.json$/),
  kind('vscode-argv', 'jsonc', /\/\.[\w-]+\/argv\.json$/),
  kind('mcp', 'jsonc', /\/\.?mcp(?:[-_.][\w-]+)*\.json$/),
  kind('mcp', 'jsonc', /\/(?:mcp_settings|cline_mcp_settings|mcp_config|claude_desktop_config)\.json$/),
  kind('mcp', 'jsonc', /\/\.amazonq\/agents\/[^/]+\.json$/),
  kind('claude-settings', 'jsonc', /\/\.claude\/settings(?:\.[\w-]+)?\.json$/),
  kind(
    'claude-settings',
    'jsonc',
    /\/(?:claude-code|claudecode)\/(?:managed-settings(?:\.d\/[^/]+)?)\.json$/,
  ),
  kind('claude-state', 'jsonc', /\/\.claude\.json$/),
  kind('trust-store', 'jsonc', /\/\.(?:gemini|qwen)\/trustedfolders\.json$/),
  kind('gemini-settings', 'jsonc', /\/\.?(?:gemini|qwen|gemini-cli)\/settings\.json$/),
  kind('agent-plugin', 'jsonc', /\/(?:gemini-extension|qwen-extension|plugin)\.json$/),
  kind('codex-config', 'toml', /\/(?:\.codex|codex)\/(?:config|managed_config|requirements)\.toml$/),
  kind('codex-config', 'toml', /\/\.(?:vibe|grok)\/config\.toml$/),
  kind('agent-hooks', 'jsonc', /\/\.github\/hooks\/[^/]+\.json$/),
  kind(
    'agent-hooks',
    'jsonc',
    /\/\.(?:copilot|kiro|grok|augment|factory|agents)\/(?:.*\/)?hooks\/[^/]+\.(?:json|kiro\.hook)$/,
  ),
  kind('agent-hooks', 'jsonc', /\/hooks\.json$/),
  kind('cursor-permissions', 'jsonc', /\/\.cursor\/(?:permissions|cli|cli-config)\.json$/),
  kind('cursor-sandbox', 'jsonc', /\/\.cursor\/sandbox\.json$/),
  kind('cursor-environment', 'jsonc', /\/\.cursor\/(?:environment|worktrees)\.json$/),
  kind('copilot-settings', 'jsonc', /\/\.github\/copilot\/settings(?:\.local)?\.json$/),
  kind('copilot-settings', 'jsonc', /\/\.copilot\/(?:config|settings)\.json$/),
  kind('copilot-settings', 'jsonc', /\/(?:github-copilot|githubcopilot)\/managed-settings\.json$/),
  kind('claude-settings', 'jsonc', /\/\.factory\/settings(?:\.local)?\.json$/),
  kind('opencode', 'jsonc', /\/(?:opencode|crush|\.crush)\.jsonc?$/),
  kind('amp-settings', 'jsonc', /\/\.?amp\/settings\.jsonc?$/),
  kind('zed-settings', 'jsonc', /\/\.?zed\/settings\.json$/),
  kind('zed-tasks', 'jsonc', /\/\.?zed\/tasks\.json$/),
  kind('continue-config', 'yaml', /\/\.continue\/(?:.*\/)?[^/]+\.ya?ml$/),
  kind('continue-config', 'jsonc', /\/\.continue\/config\.json$/),
  kind('continue-config', 'jsonc', /\/\.continuerc\.json$/),
  kind('aider-config', 'yaml', /\/\.aider\.conf\.ya?ml$/),
  kind('luarc', 'jsonc', /\/\.luarc\.jsonc?$/),
  kind('devcontainer', 'jsonc', /\/\.devcontainer\/(?:[^/]+\/)?devcontainer\.json$/),
  kind('devcontainer', 'jsonc', /\/\.devcontainer\.json$/),
  kind('git-config', 'ini', /\/(?:\.git|\.git\/(?:modules|worktrees)\/.+)\/config(?:\.worktree)?$/),
  kind('git-config', 'ini', /\/(?:\.gitconfig|\.gitmodules|\.config\/git\/config)$/),
  kind('package-json', 'jsonc', /\/package\.json$/),
  kind('npmrc', 'properties', /\/\.(?:npmrc|pnpmrc)$/),
  kind('yarnrc', 'properties', /\/\.yarnrc$/),
  kind('yarnrc', 'yaml', /\/\.yarnrc\.ya?ml$/),
  kind('bunfig', 'toml', /\/\.?bunfig\.toml$/),
  kind('cargo-config', 'toml', /\/\.cargo\/config(?:\.toml)?$/),
  kind('gradle-wrapper', 'properties', /\/(?:gradle-wrapper|maven-wrapper)\.properties$/),
  kind('pip-conf', 'ini', /\/pip(?:\.conf|\.ini|\/pip\.conf)$/),
  kind('hook-manager', 'yaml', /\/(?:\.?lefthook(?:-local)?|\.pre-commit-config)\.ya?ml$/),
  kind('ci-workflow', 'yaml', /\/\.github\/(?:workflows|actions)\/(?:.*\/)?[^/]+\.ya?ml$/),
  kind(
    'ci-workflow',
    'yaml',
    /\/(?:\.gitlab-ci|azure-pipelines|bitbucket-pipelines|\.circleci\/config|\.drone)\.ya?ml$/,
  ),
  kind(
    'git-hook',
    'script',
    /\/(?:\.git\/hooks|\.husky|\.githooks)\/(?!_\/|.*\.(?:sample|md|gitignore)$)[^/]+$/,
  ),
  kind('git-hook', 'script', /\/\.(?:claude|cursor|clinerules|cline)\/hooks\/[^/]+$/),
  kind('envrc', 'script', /\/\.envrc$/),
  kind('dotenv', 'properties', /\/\.env(?:\.(?!example$|sample$|template$|dist$)[\w-]+)*$/),
];

/** Tells which configuration a file is; undefined when it is none. Case is ignored, as on Windows and macOS. */
export function configKind(file: ConfigFile): ConfigKind | undefined {
  return kindRule(file)?.kind;
}

/** Tells the format of a configuration file; undefined when it is none. */
export function configFormat(file: ConfigFile): Format | undefined {
  return kindRule(file)?.format;
}

function kindRule(file: ConfigFile): KindRule | undefined {
  const name = (file.relative ?? file.homeRelative ?? file.path).replaceAll('\\', '/').toLowerCase();
  // A short form may hide the folder that tells the kind, as with a root opened at `.vscode`.
  const names = [`/${name}`, `/${file.path.replaceAll('\\', '/').toLowerCase()}`];
  return table.find(row => row.path.test(names[0] ?? '')) ?? table.find(row => row.path.test(names[1] ?? ''));
}

/** Says whether a file belongs to the user rather than to a workspace, so that it holds for every workspace. */
export function placement(file: ConfigFile): 'workspace' | 'user' {
  if (file.relative !== undefined) return 'workspace';
  if (file.homeRelative !== undefined) return 'user';
  const path = file.path.replaceAll('\\', '/').toLowerCase();
  return /\/(?:user|machine)\/(?:profiles\/[^/]+\/)?(?:settings|tasks|mcp)\.json$/.test(path)
    ? 'user'
    : 'workspace';
}
