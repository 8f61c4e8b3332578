/** Managed files of agents: what an administrator puts on a machine, with our hooks where the agent takes them. Pure. */
import { stringify } from 'smol-toml';
import type { Profile } from '../../../common/settings.ts';
import { jsonText, systems, type ExportFile, type ExportSetting, type System } from './file.ts';
import { allowedServers } from './vscodePolicy.ts';

const stricter = (level: Profile): boolean => level !== 'observe';

const launcherNote =
  'The hooks start each user’s own launcher of Ringfence; where Ringfence is missing they refuse, so install it for everybody first, or name one launcher for all with --launcher.';

/** Returns Claude Code's managed settings. */
export function claudeFiles(setting: ExportSetting): readonly ExportFile[] {
  const places: Readonly<Record<System, string>> = {
    linux: '/etc/claude-code/managed-settings.json',
    macos: '/Library/Application Support/ClaudeCode/managed-settings.json',
    windows: 'C:\\Program Files\\ClaudeCode\\managed-settings.json',
  };
  return systems.map(system => ({
    path: `claude/${system}/managed-settings.json`,
    text: jsonText(claudeSettings(setting, system)),
    goes: places[system],
    evidence: system === 'linux' ? 'loaded by the real product in our tests' : 'not verified',
    notes: [
      launcherNote,
      'Managed settings are Claude Code’s highest layer: a project’s disableAllHooks does not reach these hooks.',
    ],
  }));
}

function claudeSettings({ level, team, hooks }: ExportSetting, system: System): unknown {
  const servers = team.mcpServers;
  return {
    ...(stricter(level) ? { permissions: claudePermissions(level) } : {}),
    ...(level === 'locked'
      ? {
          allowManagedHooksOnly: true,
          sandbox: { enabled: true, failIfUnavailable: true, allowUnsandboxedCommands: false },
        }
      : {}),
    ...(servers === undefined
      ? {}
      : { allowManagedMcpServersOnly: true, allowedMcpServers: allowedServers(servers) }),
    hooks: hooks('claude-code', system),
  };
}

const claudePermissions = (level: Profile): unknown => ({
  disableBypassPermissionsMode: 'disable',
  deny: [
    'Read(./.env)',
    'Read(./.env.*)',
    'Edit(./.vscode/**)',
    'Edit(./.claude/settings.json)',
    'Edit(./.claude/settings.local.json)',
    'Edit(./.github/hooks/**)',
  ],
  ...(level === 'locked' ? { ask: ['WebFetch', 'Bash(curl:*)', 'Bash(wget:*)', 'Bash(git push:*)'] } : {}),
});

/** Returns Codex's requirements. */
export function codexFiles(setting: ExportSetting): readonly ExportFile[] {
  const places: Readonly<Record<System, string>> = {
    linux: '/etc/codex/requirements.toml',
    macos: '/etc/codex/requirements.toml, or base64 in the key requirements_toml_base64 of com.openai.codex',
    windows: '%ProgramData%\\OpenAI\\Codex\\requirements.toml',
  };
  return systems.map(system => ({
    path: `codex/${system}/requirements.toml`,
    text: codexText(setting, system, places[system]),
    goes: places[system],
    evidence: system === 'linux' ? 'loaded by the real product in our tests' : 'not verified',
    notes: [launcherNote, 'Requirements cannot be overridden; hooks from here need no trust of the user.'],
  }));
}

function codexText({ level, team, hooks, version }: ExportSetting, system: System, place: string): string {
  const servers = team.mcpServers;
  const requirements = {
    ...(stricter(level)
      ? {
          allowed_approval_policies: ['untrusted', 'on-request'],
          allowed_sandbox_modes: ['read-only', 'workspace-write'],
        }
      : {}),
    ...(level === 'locked'
      ? { allowed_web_search_modes: ['disabled', 'cached'], allow_managed_hooks_only: true }
      : {}),
    features: { hooks: true },
    ...(servers === undefined
      ? {}
      : {
          mcp_servers: Object.fromEntries(
            Object.entries(servers).map(([name, { command, url }]) => [
              name,
              { identity: url === undefined ? { command: command ?? name } : { url } },
            ]),
          ),
        }),
    hooks: hooks('codex', system),
  };
  const head = [
    `Requirements of Codex for the level "${level}", made by Ringfence ${version}.`,
    `Goes to ${place}.`,
    system === 'linux'
      ? 'Loaded by the real Codex in the tests of Ringfence.'
      : 'Not verified on this system.',
  ];
  return `${head.map(line => `# ${line}`).join('\n')}\n\n${stringify(requirements)}\n`;
}

/** Returns Gemini CLI's system settings. */
export function geminiFiles(setting: ExportSetting): readonly ExportFile[] {
  const places: Readonly<Record<System, string>> = {
    linux: '/etc/gemini-cli/settings.json',
    macos: '/Library/Application Support/GeminiCli/settings.json',
    windows: 'C:\\ProgramData\\gemini-cli\\settings.json',
  };
  return systems.map(system => ({
    path: `gemini/${system}/settings.json`,
    text: jsonText(geminiSettings(setting, system)),
    goes: places[system],
    evidence: system === 'linux' ? 'loaded by the real product in our tests' : 'not verified',
    notes: [
      launcherNote,
      'The variable GEMINI_CLI_SYSTEM_SETTINGS_PATH makes Gemini CLI read another file: a wrapper that sets it keeps users from doing so.',
    ],
  }));
}

function geminiSettings({ level, team, hooks }: ExportSetting, system: System): unknown {
  const servers = team.mcpServers;
  return {
    ...(stricter(level)
      ? { security: { disableYoloMode: true, ...(level === 'locked' ? { disableAlwaysAllow: true } : {}) } }
      : {}),
    ...(servers === undefined ? {} : { mcp: { allowed: Object.keys(servers) } }),
    telemetry: { logPrompts: false },
    hooksConfig: { enabled: true },
    hooks: hooks('gemini', system),
  };
}

/** Returns Copilot's managed settings. */
export function copilotFiles({ level, team }: ExportSetting): readonly ExportFile[] {
  const places: Readonly<Record<System, string>> = {
    linux: '/etc/github-copilot/managed-settings.json',
    macos: '/Library/Application Support/GitHubCopilot/managed-settings.json',
    windows: '%ProgramFiles%\\GitHubCopilot\\managed-settings.json',
  };
  const servers = team.mcpServers;
  const text = jsonText({
    permissions: { disableBypassPermissionsMode: 'disable' },
    telemetry: { captureContent: false, lockCaptureContent: true },
    ...(level === 'locked' ? { sandbox: { enabled: true, allowBypass: false } } : {}),
    ...(servers === undefined
      ? {}
      : { allowManagedMcpServersOnly: true, allowedMcpServers: allowedServers(servers) }),
  });
  return systems.map(system => ({
    path: `copilot/${system}/managed-settings.json`,
    text,
    goes: places[system],
    evidence: 'not verified',
    notes: [
      'Read by Copilot CLI, the Copilot app and VS Code; a value from device management or from GitHub stands above it.',
      'It holds no hook: install those of Copilot CLI with ringfence install --agent copilot-cli; VS Code has them by the extension.',
      'allowManagedHooksOnly is left out on purpose: it would switch Ringfence’s hooks off unless its plugin is enabled by policy.',
    ],
  }));
}

/** Returns the hooks of Cursor for all users of a machine. */
export const cursorFiles = ({ hooks }: ExportSetting): readonly ExportFile[] =>
  hooksOnly('cursor', system => ({ version: 1, hooks: hooks('cursor', system) }), {
    linux: '/etc/cursor/hooks.json',
    macos: '/Library/Application Support/Cursor/hooks.json',
    windows: 'C:\\ProgramData\\Cursor\\hooks.json',
  });

/** Returns the hooks of Windsurf for all users of a machine. */
export const windsurfFiles = ({ hooks }: ExportSetting): readonly ExportFile[] =>
  hooksOnly('windsurf', system => ({ hooks: hooks('windsurf', system) }), {
    linux: '/etc/windsurf/hooks.json',
    macos: '/Library/Application Support/Windsurf/hooks.json',
    windows: 'C:\\ProgramData\\Windsurf\\hooks.json',
  });

const hooksOnly = (
  agent: 'cursor' | 'windsurf',
  content: (system: System) => unknown,
  places: Readonly<Record<System, string>>,
): readonly ExportFile[] =>
  systems.map(system => ({
    path: `${agent}/${system}/hooks.json`,
    text: jsonText(content(system)),
    goes: places[system],
    evidence: 'not verified',
    notes: [
      launcherNote,
      'Run modes, the sandbox and lists of servers are set in the dashboard of the team; no file of the machine holds them.',
    ],
  }));
