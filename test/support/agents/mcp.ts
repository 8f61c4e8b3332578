/** Gives an agent the tests' MCP server, in the way its vendor documents. */
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { addSettings } from './json.ts';
import type { AgentName } from './launch.ts';

const server = fileURLToPath(new URL('mcpServer.mjs', import.meta.url));

/**
 * Configures the server `notes` with its tool `remember` in an agent's home folder, before anything else is there. It adds
 * what it is to remember to a file, where one is named.
 */
export function offerNotes(agent: AgentName, home: string, node: string, log?: string): void {
  const args = [server, ...(log === undefined ? [] : [log])];
  offers[agent](path.join.bind(undefined, home), { command: node, args });
}

interface Stdio {
  readonly command: string;
  readonly args: readonly string[];
}

type Offer = (inHome: (...parts: readonly string[]) => string, stdio: Stdio) => void;

const offers: Readonly<Record<AgentName, Offer>> = {
  codex: (inHome, { command, args }) => {
    const lines = [
      '[mcp_servers.notes]',
      `command = ${JSON.stringify(command)}`,
      `args = ${JSON.stringify(args)}`,
    ];
    mkdirSync(inHome('.codex'), { recursive: true });
    appendFileSync(inHome('.codex', 'config.toml'), `${lines.join('\n')}\n`);
  },
  gemini: (inHome, notes) => {
    addSettings(inHome('.gemini', 'settings.json'), { mcpServers: { notes } });
  },
  'claude-code': (inHome, notes) => {
    addSettings(inHome('.claude.json'), { mcpServers: { notes: { type: 'stdio', ...notes } } });
  },
  qwen: (inHome, notes) => {
    addSettings(inHome('.qwen', 'settings.json'), { mcpServers: { notes: { ...notes, trust: true } } });
  },
  'copilot-cli': (inHome, notes) => {
    const server = { type: 'local', ...notes, tools: ['*'] };
    addSettings(inHome('.copilot', 'mcp-config.json'), { mcpServers: { notes: server } });
  },
  droid: (inHome, notes) => {
    addSettings(inHome('.factory', 'mcp.json'), { mcpServers: { notes: { type: 'stdio', ...notes } } });
  },
  opencode: (inHome, { command, args }) => {
    const notes = { type: 'local', command: [command, ...args], enabled: true };
    addSettings(inHome('.config', 'opencode', 'opencode.json'), { mcp: { notes } });
  },
  cline: (inHome, notes) => {
    const file = inHome('.cline', 'data', 'settings', 'cline_mcp_settings.json');
    addSettings(file, { mcpServers: { notes: { ...notes, disabled: false } } });
  },
};
