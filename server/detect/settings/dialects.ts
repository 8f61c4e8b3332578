/**
 * Dialects: which sets of rules apply to which part of which file. A `.code-workspace` holds settings, tasks and
 * launch configurations; a dev container holds settings; so one rule is written once and applied wherever its
 * dialect appears.
 */
import type { ConfigKind } from './kinds.ts';

/** Lists the vocabularies that rules are written against. */
export const dialects = [
  'settings',
  'workspace-file',
  'tasks',
  'launch',
  'extensions',
  'argv',
  'mcp',
  'claude',
  'claude-state',
  'gemini',
  'trust-store',
  'codex',
  'hooks',
  'plugin',
  'cursor-permissions',
  'cursor-sandbox',
  'cursor-environment',
  'copilot',
  'opencode',
  'amp',
  'zed',
  'zed-tasks',
  'continue',
  'aider',
  'lua',
  'devcontainer',
  'git',
  'package',
  'npmrc',
  'yarnrc',
  'bunfig',
  'cargo',
  'gradle-wrapper',
  'pip',
  'hook-manager',
  'ci',
  'script',
  'env',
] as const;
/** Names a vocabulary of keys. */
export type Dialect = (typeof dialects)[number];

/** Says that a dialect is spoken at a place of a file; `at` names object keys, outermost first. */
export interface View {
  readonly at: readonly string[];
  readonly dialect: Dialect;
}

const view = (dialect: Dialect, ...at: string[]): View => ({ at, dialect });

const settingsViews = (...at: string[]): readonly View[] => [
  view('settings', ...at),
  view('tasks', ...at, 'tasks'),
  view('launch', ...at, 'launch'),
  view('mcp', ...at, 'mcp'),
];

/** Maps each kind of file to the dialects that its parts speak. */
export const viewsOf: Readonly<Record<ConfigKind, readonly View[]>> = {
  'vscode-settings': settingsViews(),
  'code-workspace': [
    view('workspace-file'),
    view('tasks', 'tasks'),
    view('launch', 'launch'),
    view('mcp', 'mcp'),
    view('extensions', 'extensions'),
    ...settingsViews('settings'),
  ],
  'vscode-tasks': [view('tasks')],
  'vscode-launch': [view('launch')],
  'vscode-extensions': [view('extensions')],
  'vscode-argv': [view('argv')],
  mcp: [view('mcp'), view('hooks')],
  'claude-settings': [view('claude'), view('hooks'), view('mcp')],
  'claude-state': [view('claude-state'), view('mcp')],
  'gemini-settings': [view('gemini'), view('hooks'), view('mcp')],
  'trust-store': [view('trust-store')],
  'codex-config': [view('codex'), view('hooks'), view('mcp')],
  'agent-hooks': [view('hooks')],
  'agent-plugin': [view('plugin'), view('hooks'), view('mcp')],
  'cursor-permissions': [view('cursor-permissions')],
  'cursor-sandbox': [view('cursor-sandbox')],
  'cursor-environment': [view('cursor-environment')],
  'copilot-settings': [view('copilot'), view('claude'), view('hooks'), view('mcp')],
  opencode: [view('opencode'), view('mcp')],
  'amp-settings': [view('amp'), view('settings')],
  'zed-settings': [view('zed')],
  'zed-tasks': [view('zed-tasks')],
  'continue-config': [view('continue'), view('mcp')],
  'aider-config': [view('aider')],
  luarc: [view('lua')],
  devcontainer: [
    view('devcontainer'),
    view('settings', 'customizations', 'vscode', 'settings'),
    view('settings', 'settings'),
    view('mcp', 'customizations', 'vscode', 'mcp'),
  ],
  'git-config': [view('git')],
  'package-json': [view('package')],
  npmrc: [view('npmrc')],
  yarnrc: [view('yarnrc')],
  bunfig: [view('bunfig')],
  'cargo-config': [view('cargo')],
  'gradle-wrapper': [view('gradle-wrapper')],
  'pip-conf': [view('pip')],
  'hook-manager': [view('hook-manager')],
  'ci-workflow': [view('ci')],
  'git-hook': [view('script')],
  dotenv: [view('env')],
  envrc: [view('script')],
};
