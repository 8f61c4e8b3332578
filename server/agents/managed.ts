/** Administrators' files that hold hooks, or keep them on, for all users of a machine. Data. */
import type { AgentName } from './denials.ts';

/** Is the administrator's file of one agent. */
export interface ManagedFile {
  readonly places: Readonly<Partial<Record<NodeJS.Platform, string>>>;
  /** What `ringfence profile export --for` makes it for. */
  readonly target: 'vscode-policy' | 'claude' | 'codex' | 'gemini' | 'cursor' | 'windsurf';
  /** False where it only keeps on what is installed otherwise. */
  readonly holdsHooks: boolean;
  /** Lists what of it keeps the hooks on. */
  readonly keeps: readonly {
    readonly key: readonly string[];
    readonly isKept: (value: unknown) => boolean;
  }[];
  /** Settings of projects and users that do nothing while it is in place. */
  readonly outranks: readonly string[];
}

const isTrue = (value: unknown): boolean => value === true;
const isNotTrue = (value: unknown): boolean => value !== true;

/** Returns the place of an agent's administrator's file on a system; none where it is not known. */
export function managedPlaces(
  name: AgentName,
  { platform }: { readonly platform: NodeJS.Platform },
): readonly string[] {
  const place = managedFiles[name]?.places[platform];
  return place === undefined ? [] : [place];
}

/** Says where each agent looks for one; an agent that is missing takes no hooks from such a file, as far as is known. */
export const managedFiles: Readonly<Partial<Record<AgentName, ManagedFile>>> = {
  vscode: {
    // On Windows and macOS it is the registry and a configuration profile.
    places: { linux: '/etc/vscode/policy.json' },
    target: 'vscode-policy',
    holdsHooks: false,
    keeps: [{ key: ['ChatHooks'], isKept: isTrue }],
    outranks: ['chat.useHooks'],
  },
  'claude-code': {
    places: {
      linux: '/etc/claude-code/managed-settings.json',
      darwin: '/Library/Application Support/ClaudeCode/managed-settings.json',
      win32: 'C:\\Program Files\\ClaudeCode\\managed-settings.json',
    },
    target: 'claude',
    holdsHooks: true,
    keeps: [{ key: ['disableAllHooks'], isKept: isNotTrue }],
    outranks: ['disableAllHooks', 'allowManagedHooksOnly'],
  },
  codex: {
    places: {
      linux: '/etc/codex/requirements.toml',
      darwin: '/etc/codex/requirements.toml',
      win32: 'C:\\ProgramData\\OpenAI\\Codex\\requirements.toml',
    },
    target: 'codex',
    holdsHooks: true,
    keeps: [{ key: ['features', 'hooks'], isKept: isTrue }],
    outranks: ['features.hooks', 'allow_managed_hooks_only'],
  },
  gemini: {
    places: {
      linux: '/etc/gemini-cli/settings.json',
      darwin: '/Library/Application Support/GeminiCli/settings.json',
      win32: 'C:\\ProgramData\\gemini-cli\\settings.json',
    },
    target: 'gemini',
    holdsHooks: true,
    keeps: [{ key: ['hooksConfig', 'enabled'], isKept: isTrue }],
    // Lists of layers are put together: a project may still name hooks in `hooksConfig.disabled`.
    outranks: ['hooksConfig.enabled'],
  },
  cursor: {
    places: {
      linux: '/etc/cursor/hooks.json',
      darwin: '/Library/Application Support/Cursor/hooks.json',
      win32: 'C:\\ProgramData\\Cursor\\hooks.json',
    },
    target: 'cursor',
    holdsHooks: true,
    keeps: [],
    outranks: [],
  },
  windsurf: {
    places: {
      linux: '/etc/windsurf/hooks.json',
      darwin: '/Library/Application Support/Windsurf/hooks.json',
      win32: 'C:\\ProgramData\\Windsurf\\hooks.json',
    },
    target: 'windsurf',
    holdsHooks: true,
    keeps: [],
    outranks: [],
  },
};
