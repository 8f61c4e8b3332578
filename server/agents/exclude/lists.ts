/**
 * What agents are offered not to read, what editors are offered not to write, and which agents have a file for it.
 * Patterns need no exceptions, so that they mean the same to every agent: example files stay readable. Data.
 */
import type { AgentName } from '../denials.ts';

/** Lists files of secrets as patterns of `.gitignore`; a folder ends in `/`. */
export const secretPatterns: readonly string[] = [
  '.env',
  '.env.local',
  '.env.*.local',
  '.env.development',
  '.env.production',
  '.env.staging',
  '.env.test',
  '.envrc',
  '.dev.vars',
  '.netrc',
  '.git-credentials',
  '.pypirc',
  '.pgpass',
  '.htpasswd',
  '.vault-token',
  'id_rsa',
  'id_dsa',
  'id_ecdsa',
  'id_ed25519',
  '*.p12',
  '*.pfx',
  '*.jks',
  '*.keystore',
  '*.ppk',
  '*.kdbx',
  'credentials.json',
  'client_secret*.json',
  'service-account*.json',
  'service_account*.json',
  'application_default_credentials.json',
  'secrets.json',
  'secrets.yml',
  'secrets.yaml',
  'secrets.toml',
  'local.settings.json',
  '*.tfstate',
  '.ssh/',
  '.gnupg/',
  '.aws/',
  '.azure/',
  '.kube/',
];

/** Lists places that decide what runs and what agents may do, for VS Code's `files.readonlyInclude`. */
export const readonlyPlaces: readonly string[] = [
  '**/.vscode/{settings,tasks,launch,mcp}.json',
  '**/*.code-workspace',
  '**/.github/{hooks,copilot}/**',
  '**/.mcp.json',
  '**/.claude/{settings.json,settings.local.json,hooks/**}',
  '**/.codex/{config.toml,hooks.json}',
  '**/.cursor/{mcp,hooks,cli}.json',
  '**/.gemini/settings.json',
  '**/.qwen/settings.json',
  '**/.windsurf/hooks.json',
  '**/.git/config',
  '**/.git/hooks/**',
];

/** Is an agent that can be told by a file what not to read. */
export interface Excluding {
  readonly name: AgentName | 'gemini-code-assist';
  readonly title: string;
  /** A file of patterns in each workspace folder, or the list of what is denied in Claude Code's own settings. */
  readonly written: { readonly kind: 'lines'; readonly file: string } | { readonly kind: 'claude' };
  /** Where the maker says so. */
  readonly source: string;
  /** `measured` where the real agent was seen to keep to it. */
  readonly evidence: 'measured' | 'not verified';
  /** What the file does not stop, by the maker’s own words or as measured. */
  readonly gap: string;
}

const lines = (file: string) => ({ kind: 'lines', file }) as const;

/** Lists the agents with such a file. */
export const excluding: readonly Excluding[] = [
  {
    name: 'claude-code',
    title: 'Claude Code',
    written: { kind: 'claude' },
    source: 'https://code.claude.com/docs/en/permissions',
    evidence: 'measured',
    gap: 'Programs that Bash starts read what they like.',
  },
  {
    name: 'gemini',
    title: 'Gemini CLI',
    written: lines('.geminiignore'),
    source: 'https://geminicli.com/docs/cli/gemini-ignore/',
    evidence: 'measured',
    gap: 'Its shell tool does not ask the file. A running session has to be started again.',
  },
  {
    name: 'qwen',
    title: 'Qwen Code',
    written: lines('.qwenignore'),
    source: 'https://qwenlm.github.io/qwen-code-docs/en/users/configuration/qwen-ignore',
    evidence: 'measured',
    gap: 'Its shell tool does not ask the file. A running session has to be started again.',
  },
  {
    name: 'cline',
    title: 'Cline',
    written: lines('.clineignore'),
    source: 'https://docs.cline.bot/customization/clineignore',
    evidence: 'not verified',
    gap: 'Its command line was seen to read such files all the same; the extension was not tried.',
  },
  {
    name: 'cursor',
    title: 'Cursor',
    written: lines('.cursorignore'),
    source: 'https://cursor.com/docs/reference/ignore-file',
    evidence: 'not verified',
    gap: 'Its terminal and MCP tools do not ask the file.',
  },
  {
    name: 'windsurf',
    title: 'Windsurf',
    written: lines('.codeiumignore'),
    source: 'https://docs.windsurf.com/context-awareness/windsurf-ignore',
    evidence: 'not verified',
    gap: 'The maker speaks of its index; whether every tool asks the file is not said.',
  },
  {
    name: 'kiro',
    title: 'Kiro',
    written: lines('.kiroignore'),
    source: 'https://kiro.dev/docs/editor/kiroignore',
    evidence: 'not verified',
    gap: 'Commands that it runs do not ask the file.',
  },
  {
    name: 'gemini-code-assist',
    title: 'Gemini Code Assist',
    written: lines('.aiexclude'),
    source: 'https://developers.google.com/gemini-code-assist/docs/create-aiexclude-file',
    evidence: 'not verified',
    gap: 'A setting of the extension may name another file.',
  },
];

/** Says why other agents are offered no file. */
export const notExcluding: readonly { readonly title: string; readonly why: string }[] = [
  {
    title: 'GitHub Copilot',
    why: 'Content exclusion is set on GitHub for a repository or an organisation; there is no file for it.',
  },
  {
    title: 'Codex',
    why: 'Permission profiles are in beta and shut out other sandbox settings, so nothing is written by itself.',
  },
  {
    title: 'OpenCode',
    why: 'It asks before it reads environment files by default; its permissions have an order that an entry could upset.',
  },
];
