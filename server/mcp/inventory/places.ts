/** Where agents and editors keep the MCP servers that they start. Data, and one function over it. Pure. */
import path from 'node:path';
import type { Surroundings } from '../../platform/folders.ts';

/** Is a file that may define servers. */
export interface Place {
  /** Who reads it. */
  readonly client: string;
  readonly file: string;
  readonly scope: 'workspace' | 'user';
}

const inWorkspace: readonly (readonly [string, string])[] = [
  ['VS Code', '.vscode/mcp.json'],
  ['VS Code', '.vscode/settings.json'],
  ['VS Code', '.devcontainer/devcontainer.json'],
  ['VS Code', '.devcontainer.json'],
  ['Claude Code, Copilot CLI', '.mcp.json'],
  ['Cursor', '.cursor/mcp.json'],
  ['Codex', '.codex/config.toml'],
  ['Gemini CLI', '.gemini/settings.json'],
  ['Qwen Code', '.qwen/settings.json'],
  ['Copilot CLI', '.copilot/mcp-config.json'],
  ['Copilot CLI', '.github/mcp.json'],
  ['Droid', '.factory/mcp.json'],
  ['OpenCode', 'opencode.json'],
  ['OpenCode', 'opencode.jsonc'],
  ['Crush', 'crush.json'],
  ['Crush', '.crush.json'],
  ['Roo Code', '.roo/mcp.json'],
  ['Kilo Code', '.kilocode/mcp.json'],
  ['Kiro', '.kiro/settings/mcp.json'],
  ['Amazon Q', '.amazonq/mcp.json'],
  ['Amazon Q', '.amazonq/default.json'],
  ['Amp', '.amp/settings.json'],
  ['Zed', '.zed/settings.json'],
  ['Junie', '.junie/mcp/mcp.json'],
  ['Trae', '.trae/mcp.json'],
  ['Continue', '.continue/config.yaml'],
  ['Warp', '.warp/mcp.json'],
  ['Visual Studio', '.vs/mcp.json'],
  ['any', 'mcp.json'],
];

const inHome: readonly (readonly [string, string])[] = [
  ['Claude Code', '.claude.json'],
  ['Claude Code', '.claude/settings.json'],
  ['Cursor', '.cursor/mcp.json'],
  ['Codex', '.codex/config.toml'],
  ['Gemini CLI', '.gemini/settings.json'],
  ['Antigravity', '.gemini/antigravity/mcp_config.json'],
  ['Qwen Code', '.qwen/settings.json'],
  ['Windsurf', '.codeium/windsurf/mcp_config.json'],
  ['Copilot CLI', '.copilot/mcp-config.json'],
  ['Droid', '.factory/mcp.json'],
  ['OpenCode', '.config/opencode/opencode.json'],
  ['OpenCode', '.config/opencode/opencode.jsonc'],
  ['Crush', '.config/crush/crush.json'],
  ['Zed', '.config/zed/settings.json'],
  ['Amp', '.config/amp/settings.json'],
  ['Kiro', '.kiro/settings/mcp.json'],
  ['Amazon Q', '.aws/amazonq/mcp.json'],
  ['Continue', '.continue/config.yaml'],
  ['Continue', '.continue/config.json'],
  ['Cline', '.cline/data/settings/cline_mcp_settings.json'],
  ['Cline', '.cline/mcp_settings.json'],
  ['Junie', '.junie/mcp/mcp.json'],
  ['LM Studio', '.lmstudio/mcp.json'],
  ['VS Code', '.vscode-server/data/User/mcp.json'],
  ['VS Code', '.vscode-server/data/Machine/mcp.json'],
];

const editions = [
  'Code',
  'Code - Insiders',
  'VSCodium',
  'Code - OSS',
  'Cursor',
  'Windsurf',
  'Kiro',
  'Antigravity',
];
const inEdition: readonly (readonly [string, string])[] = [
  ['', 'User/mcp.json'],
  ['', 'User/settings.json'],
  ['Cline', 'User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json'],
  ['Roo Code', 'User/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json'],
  ['Kilo Code', 'User/globalStorage/kilocode.kilo-code/settings/mcp_settings.json'],
];

/** Lists every place for a workspace and a user, whether there is a file or not. */
export function mcpPlaces(workspaces: readonly string[], surroundings: Surroundings): readonly Place[] {
  const { home } = surroundings;
  const programs = programFolder(surroundings);
  const at =
    (scope: Place['scope'], folder: string) =>
    ([client, file]: readonly [string, string]): Place => ({
      client,
      scope,
      file: path.join(folder, file),
    });
  return [
    ...workspaces.flatMap(folder => inWorkspace.map(at('workspace', folder))),
    ...inHome.map(at('user', home)),
    at('user', programs)(['Claude Desktop', 'Claude/claude_desktop_config.json']),
    ...editions.flatMap(edition =>
      inEdition.map(([client, file]) => at('user', path.join(programs, edition))([client || edition, file])),
    ),
  ];
}

/** Where programs keep what belongs to a user. */
function programFolder({ env, home, platform }: Surroundings): string {
  if (platform === 'win32') return env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  return env['XDG_CONFIG_HOME'] ?? path.join(home, '.config');
}
