/** Gives an agent the tests' MCP server, in the way its vendor documents. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AgentName } from './launch.ts';

const server = fileURLToPath(new URL('mcpServer.mjs', import.meta.url));

/** Configures the server `notes` with its tool `remember` in an agent's home folder, before anything else is there. */
export function offerNotes(agent: AgentName, home: string, node: string): void {
  const folder = path.join(home, { codex: '.codex', gemini: '.gemini', 'claude-code': '.claude' }[agent]);
  mkdirSync(folder, { recursive: true });
  const stdio = { command: node, args: [server] };
  if (agent === 'codex') {
    const lines = [
      '[mcp_servers.notes]',
      `command = ${JSON.stringify(node)}`,
      `args = [${JSON.stringify(server)}]`,
    ];
    appendFileSync(path.join(folder, 'config.toml'), `${lines.join('\n')}\n`);
  } else if (agent === 'gemini') {
    writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ mcpServers: { notes: stdio } }));
  } else {
    const settings = { mcpServers: { notes: { type: 'stdio', ...stdio } } };
    writeFileSync(path.join(home, '.claude.json'), JSON.stringify(settings));
  }
}
