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
  'bare-settings',
  'mcp-manifest',
  'agent-text',
  'agent-persona',
  'agent-command',
  'idea',
  'msbuild',
  'nuget',
  'compose',
  'build-tool',
  'lint-tool',
  'tool-code',
  'recipe',
  'git-pointer',
  'git-attributes',
  'ignore-list',
  'worktree-list',
  'jvm-options',
  'ansible',
  'ssh-config',
  'aws-config',
  'kube-config',
  'docker-config',
  'editor-extension',
  'tool-config',
  'setup-script',
  'download-rc',
  'version-file',
  'bazelrc',
  'agent-card',
  'marketplace',
  'agent-definition',
  'augment-settings',
  'goose-config',
  'jvm-properties',
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
  kind('agent-definition', 'jsonc', /\/\.(?:kiro|amazonq|aws\/amazonq)\/(?:cli-)?agents\/[^/]+\.json$/),
  kind('augment-settings', 'jsonc', /\/\.augment\/settings(?:\.local)?\.json$/),
  kind('goose-config', 'yaml', /\/\.?goose\/(?:config|recipes?\/[^/]+)\.ya?ml$/),
  kind('marketplace', 'jsonc', /\/marketplace\.json$/),
  kind('agent-card', 'jsonc', /\/(?:\.well-known\/agent|agent[-_]?card)(?:[-_.]card)?\.json$/),
  kind('opencode', 'jsonc', /\/(?:opencode|crush|\.crush)\.jsonc?$/),
  kind('amp-settings', 'jsonc', /\/\.?amp\/settings\.jsonc?$/),
  kind('zed-settings', 'jsonc', /\/\.?zed\/settings\.json$/),
  kind('zed-tasks', 'jsonc', /\/\.?zed\/(?:tasks|debug)\.json$/),
  kind('continue-config', 'yaml', /\/\.continue\/(?:.*\/)?[^/]+\.ya?ml$/),
  kind('continue-config', 'jsonc', /\/\.continue\/config\.json$/),
  kind('continue-config', 'jsonc', /\/\.continuerc\.json$/),
  kind('aider-config', 'yaml', /\/\.aider\.conf\.ya?ml$/),
  kind('luarc', 'jsonc', /\/\.luarc\.jsonc?$/),
  kind('devcontainer', 'jsonc', /\/\.devcontainer\/(?:[^/]+\/)?devcontainer\.json$/),
  kind('devcontainer', 'jsonc', /\/\.devcontainer\.json$/),
  kind('git-config', 'ini', /\/(?:\.git|\.git\/(?:modules|worktrees)\/.+)\/config(?:\.worktree)?$/),
  kind('git-config', 'ini', /\/(?:\.gitconfig|\.gitmodules|\.config\/git\/config)$/),
  kind('editor-extension', 'jsonc', /\/\.(?:vscode|cursor)\/extensions\/[^/]+\/package\.json$/),
  kind('package-json', 'jsonc', /\/package\.json$/),
  kind('npmrc', 'properties', /\/\.(?:npmrc|pnpmrc)$/),
  kind('yarnrc', 'properties', /\/\.yarnrc$/),
  kind('yarnrc', 'yaml', /\/\.yarnrc\.ya?ml$/),
  kind('bunfig', 'toml', /\/\.?bunfig\.toml$/),
  kind('cargo-config', 'toml', /\/\.cargo\/config(?:\.toml)?$/),
  kind('gradle-wrapper', 'properties', /\/(?:gradle-wrapper|maven-wrapper)\.properties$/),
  kind('jvm-properties', 'properties', /\/gradle\.properties$/),
  kind('pip-conf', 'ini', /\/pip(?:\.conf|\.ini|\/pip\.conf)$/),
  kind('hook-manager', 'yaml', /\/(?:\.?lefthook(?:-local)?|\.pre-commit-config)\.ya?ml$/),
  kind('ci-workflow', 'yaml', /\/\.github\/(?:workflows|actions)\/(?:.*\/)?[^/]+\.ya?ml$/),
  kind(
    'ci-workflow',
    'yaml',
    /\/(?:[\w.-]*\.?gitlab-ci|azure-pipelines[\w.-]*|bitbucket-pipelines|\.circleci\/[\w-]+|\.drone|\.buildkite\/[\w.-]+|\.woodpecker|\.cirrus|\.travis|appveyor|cloudbuild)\.ya?ml$/,
  ),
  kind(
    'git-hook',
    'script',
    /\/(?:\.git\/hooks|\.husky|\.githooks)\/(?!_\/|.*\.(?:sample|md|gitignore)$)[^/]+$/,
  ),
  kind(
    'git-hook',
    'script',
    /\/\.?(?:claude|cursor|clinerules|cline|gemini|codex|windsurf|kiro|(?:claude|cursor|codex)-plugin)\/(?:.*\/)?hooks\/(?![^/]*\.(?:md|json|toml|ya?ml)$)[^/]+$/,
  ),
  kind('agent-persona', 'frontmatter', /\/agents?\/(?:.*\/)?[^/]+\.md$|\.agent\.md$|\/droids\/[^/]+\.md$/),
  kind('agent-text', 'frontmatter', /\/(?:skill|claude(?:\.local)?|agents?|gemini|qwen)\.md$/),
  kind('agent-text', 'frontmatter', /\.(?:agent|chatmode|prompt|instructions)\.md$|\.mdc$/),
  kind(
    'agent-text',
    'frontmatter',
    /\/\.(?:claude|gemini|qwen|github|cursor|codex|factory|opencode|kiro|agents?|windsurf|(?:claude|cursor|codex)-plugin)\/(?:.*\/)?(?:agents?|droids|commands?|skills|prompts|workflows)\/(?:.*\/)?[^/]+\.md$/,
  ),
  kind(
    'agent-text',
    'frontmatter',
    /\/\.(?:openhands|junie|trae|augment|roo|clinerules|cline|continue|amp|goose|zed|warp|windsurf|devin|windsurfrules|kilocode|rovodev)\/(?:.*\/)?[^/]+\.mdc?$/,
  ),
  kind('agent-text', 'frontmatter', /^\/(?:[^/]+\/){0,3}(?:agents|commands)\/[^/]+\.md$/),
  kind('mcp-manifest', 'jsonc', /\/server\.json$/),
  kind('agent-command', 'toml', /\/\.(?:gemini|qwen)\/commands\/(?:.*\/)?[^/]+\.toml$/),
  kind('idea', 'xml', /\/\.idea\/(?:.*\/)?[^/]+\.xml$/),
  kind('idea', 'xml', /\/\.run\/[^/]+\.run\.xml$/),
  kind(
    'msbuild',
    'xml',
    /\.(?:cs|vb|fs|vcx|sql)proj(?:\.user)?$|\/directory\.build\.(?:props|targets)$|\.targets$/,
  ),
  kind('nuget', 'xml', /\/nuget\.config$/),
  kind('compose', 'yaml', /\/(?:docker-)?compose[\w.-]*\.ya?ml$/),
  kind(
    'build-tool',
    'jsonc',
    /\/\.bsp\/[^/]+\.json$|\/cmake(?:user)?presets\.json$|\/compile_commands\.json$/,
  ),
  kind('build-tool', 'yaml', /\/hie\.yaml$|\/\.clangd$/),
  kind('build-tool', 'toml', /\/\.?rust-analyzer\.toml$|\/\.?helix\/languages\.toml$/),
  kind('build-tool', 'toml', /\/\.?mise(?:\.[\w-]+)?\.toml$|\/\.config\/mise\/(?:.*\/)?[^/]+\.toml$/),
  kind('lint-tool', 'cfg', /\/(?:\.?pylintrc|mypy\.ini|\.mypy\.ini|\.flake8|setup\.cfg|tox\.ini)$/),
  kind('lint-tool', 'yaml', /\/\.(?:rubocop|coderabbit|golangci)\.ya?ml$/),
  kind('lint-tool', 'toml', /\/\.gitleaks\.toml$/),
  kind(
    'tool-code',
    'script',
    /\/(?:eslint|prettier|vite|vitest|jest|tailwind|postcss|babel|webpack|rollup|next|nuxt|astro|svelte|playwright|commitlint|lint-staged|stylelint|metro|rspack)\.config\.[cm]?[jt]s$/,
  ),
  kind(
    'tool-code',
    'script',
    /\/\.?(?:eslint|prettier|babel|stylelint|mocha|lintstaged|commitlint|svgo|swc|postcss|huskyrc|nyc)rc\.[cm]?js$|\/(?:babel|karma|cypress|gatsby-(?:config|node)|wdio\.conf|protractor\.conf|vue|nuxt|remix|rollup|tsup|esbuild|snowpack|gruntfile|webpack\.[\w-]+|metro|react-native|electron-builder|forge|craco|docusaurus|release|semantic-release|knexfile|ecosystem|tsdown|unbuild|build|eleventy|windi|uno|svelte|drizzle|orval|graphql|codegen|size-limit|lage|dangerfile)(?:\.config)?\.[cm]?[jt]s$/,
  ),
  kind(
    'tool-code',
    'script',
    /\/(?:gemfile|rakefile|podfile|fastfile|guardfile|brewfile|dangerfile|capfile|sconstruct|sconscript|wscript|workspace|module\.bazel|build\.bazel|mix\.exs|build\.zig|cmakelists\.txt|meson\.build|rebar\.config|go\.mod|\.terraformrc|flake\.nix|shell\.nix|default\.nix|devenv\.nix|dodo\.py|tasks\.py|waf)$|\.(?:gemspec|bzl)$|\/\.(?:irbrc|pryrc|rprofile|gdbinit|lldbinit|pythonrc(?:\.py)?|emacs|emacs\.d\/init\.el|vim\/vimrc|config\/nvim\/init\.(?:lua|vim))$/,
  ),
  kind(
    'tool-code',
    'script',
    /\/(?:conftest|sitecustomize|usercustomize|setup|noxfile|fabfile)\.py$|\.pth$|\/build\.rs$|\.gradle(?:\.kts)?$|\/build\.sbt$|\/package\.swift$|\/\.?latexmkrc$|\/\.(?:exrc|vimrc|nvimrc|nvim\.lua)$|\/\.dir-locals(?:-2)?\.el$|\/addon\.rb$|\/gulpfile\.[cm]?[jt]s$|\/\.rspec$|\/\.(?:pnp|pnpmfile)\.cjs$/,
  ),
  kind(
    'tool-code',
    'script',
    /\/\.(?:opencode|vibe|pi|amp)\/(?:plugins?|tools?|extensions)\/[^/]+\.(?:[cm]?[jt]s|py)$/,
  ),
  kind('recipe', 'script', /\/(?:[\w.-]+\.)?(?:dockerfile|containerfile)(?:\.[\w.-]+)?$/),
  kind(
    'recipe',
    'script',
    /\/(?:gnu)?makefile$|\.mk$|\/\.?justfile$|\/jenkinsfile(?:\.[\w-]+)?$|\/vagrantfile$|\/procfile$|\.tf$/,
  ),
  kind('git-pointer', 'text', /\/\.git$|\/\.git\/commondir$/),
  kind('git-config', 'ini', /\/[^/]+\.git\/config$/),
  kind('git-attributes', 'text', /\/\.gitattributes$|\/\.git\/info\/attributes$/),
  kind(
    'ignore-list',
    'text',
    /\/\.(?:cursorignore|cursorindexingignore|aiexclude|geminiignore|rooignore|kiroignore|codeiumignore|clineignore|aiderignore|continueignore|copilotignore|semgrepignore|trivyignore|snyk|gitleaksignore)$|\/codeowners$/,
  ),
  kind('worktree-list', 'text', /\/\.worktreeinclude$/),
  kind('jvm-options', 'text', /\/\.mvn\/(?:jvm|maven)\.config$|\/\.jvmopts$|\/\.sbtopts$/),
  kind('ansible', 'cfg', /\/\.?ansible\.cfg$/),
  kind('ssh-config', 'text', /\/\.ssh\/config(?:\.d\/[^/]+)?$/),
  kind('aws-config', 'cfg', /\/\.aws\/config$/),
  kind('kube-config', 'yaml', /\/\.kube\/config$/),
  kind('docker-config', 'jsonc', /\/\.docker\/config\.json$/),
  kind('envrc', 'script', /\/\.envrc$/),
  kind(
    'setup-script',
    'script',
    /\/\.(?:devcontainer|openhands|codex|cursor|vscode|jules|gitpod|claude|github|codesandbox|replit|devin|factory|gemini|kiro|windsurf|amp|junie|ona)\/(?:.*\/)?[^/]+\.(?:sh|bash|zsh|fish|ps1)$/,
  ),
  kind(
    'setup-script',
    'script',
    /\/\.(?:bashrc|bash_profile|bash_login|bash_logout|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|zlogout|kshrc|cshrc|xinitrc|xprofile|xsessionrc|inputrc|config\/fish\/(?:.*\/)?[\w-]+\.fish)$/,
  ),
  kind('download-rc', 'text', /\/\.(?:curlrc|wgetrc)$/),
  kind('version-file', 'text', /\/\.(?:tool-versions|[\w-]{1,20}-version|nvmrc|sdkmanrc)$/),
  kind('bazelrc', 'text', /\/(?:[\w-]+\.)?\.?bazelrc$|\/\.buckconfig$/),
  kind(
    'tool-config',
    'jsonc',
    /\/(?:nodemon|ts[\w.-]*config[\w.-]*|jsconfig|turbo|nx|project|lerna|rush|denoc?|deno|composer|renovate|angular|biome|dprint|bower|jest\.config|babel\.config|wrangler|firebase|vercel|now|tauri\.conf|app|apm|cspell|api-extractor|typedoc|pyrightconfig|electron-builder|ionic\.config|nest-cli|\.?renovate(?:rc)?|default)\.jsonc?5?$/,
  ),
  kind(
    'tool-config',
    'jsonc',
    /\/\.(?:renovaterc|babelrc|swcrc|mocharc|nycrc|taprc|jshintrc|stylelintrc|releaserc|markdownlint|oxlintrc|jscsrc|ncurc|czrc|huskyrc|lintstagedrc|eslintrc|prettierrc|commitlintrc|depcheckrc|sonarlint|zedrc|nano-staged|simple-git-hooks)\.jsonc?$|\/\.(?:babelrc|swcrc|renovaterc|czrc)$|\.sublime-project$|\/\.(?:gitpod|replit|codesandbox)\/(?:tasks|setup)\.json$/,
  ),
  kind(
    'tool-config',
    'yaml',
    /\/\.(?:prettierrc|eslintrc|lintstagedrc|huskyrc|mocharc|stylelintrc|releaserc|commitlintrc|nycrc|overcommit|gitpod|goreleaser|readthedocs|tmuxinator|solargraph|erb[-_]lint|haml-lint|yamllint|ansible-lint|sourcery|trunk\/trunk|ls-lint|markdownlint(?:-cli2)?|textlintrc|cspell|moon\/[\w-]+|github\/dependabot|github\/renovate)(?:\.ya?ml)?$|\/(?:taskfile(?:\.dist)?|sgconfig|mkdocs|serverless|skaffold|devspace|tilt|process-compose|procfile|pnpm-workspace|pubspec|melos|dbt_project|buf(?:\.gen)?|codegen|config\/packages\/\w+|hugo|_config|sonar|trunk|app|playbook[\w-]*|site|earthly|dagger|okteto|garden|werf|prospector|jitpack|netlify|stack|package)\.ya?ml$/,
  ),
  kind(
    'tool-config',
    'toml',
    /\/(?:pyproject|pipfile|netlify|fly|wrangler|uv|poetry|book|config|taplo|ruff|rust-toolchain|cargo|dprint|deno|trunk|hugo|cross|release|cliff|git-cliff|rustfmt|clippy|lychee|typos|selene|stylua|supabase\/config|railway|pixi|devbox|spin|anchor|foundry|scarb|gleam|pdm|hatch|\.?replit|\.?ruff|\.streamlit\/config|\.cargo\/audit|makefile|\.trunk|\.pdm|\.config\/nextest|\.?taskfile)(?:\.toml)?$(?<=\.toml|pipfile|replit)/,
  ),
  kind(
    'tool-config',
    'xml',
    /\/(?:pom|build|ivy|ivysettings)\.xml$|\/\.mvn\/(?:settings|extensions|[\w-]+)\.xml$|\/\.m2\/settings(?:-security)?\.xml$/,
  ),
  kind('dotenv', 'properties', /\/\.env(?:\.(?!example$|sample$|template$|dist$)[\w-]+)*$/),
];

/** Samples and plugins keep settings of agents outside their usual folders; such a name decides only when no other does. */
const bareSettings = kind(
  'bare-settings',
  'jsonc',
  /^\/(?:(?:examples?|[\w.-]*(?:claude|agent|hook|dotfile|config)[\w.-]*)\/)?settings(?:\.local)?\.json$/,
);

/** Tells which configuration a file is; undefined when it is none. Case is ignored, as on Windows and macOS. */
export function configKind(file: ConfigFile): ConfigKind | undefined {
  return kindRule(file)?.kind;
}

/** Tells the format of a configuration file; undefined when it is none. */
export function configFormat(file: ConfigFile): Format | undefined {
  return kindRule(file)?.format;
}

/** Tells whether a file is judged by its keys alone, so that writing it is no finding in itself. */
export function judgedByKeys(file: ConfigFile): boolean {
  const format = configFormat(file);
  return format !== undefined && !['script', 'text', 'frontmatter'].includes(format);
}

function kindRule(file: ConfigFile): KindRule | undefined {
  const name = (file.relative ?? file.homeRelative ?? file.path).replaceAll('\\', '/').toLowerCase();
  // A short form may hide the folder that tells the kind, as with a root opened at `.vscode`.
  const names = [`/${name}`, `/${file.path.replaceAll('\\', '/').toLowerCase()}`];
  return [...names.map(each => table.find(row => row.path.test(each))), bareSettings].find(
    row => row !== undefined && (row !== bareSettings || row.path.test(names[0] ?? '')),
  );
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
