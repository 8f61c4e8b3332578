import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { exec, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(exec);

server.registerTool('grep', { inputSchema: { pattern: z.string() } }, async (input: { pattern: string }) => {
  // ruleid: javascript.mcp-tool-shell
  const { stdout } = await run(`grep -r ${input.pattern} .`);
  // ok: javascript.mcp-tool-shell
  await run('git status');
  return { content: [{ type: 'text', text: stdout }] };
});

server.setRequestHandler(CallToolRequestSchema, async request => {
  const { file, tool } = request.params.arguments as { file: string; tool: string };
  // ruleid: javascript.mcp-tool-shell
  exec('cat ' + file);
  if (!TOOLS.has(tool)) throw new Error('unknown');
  // ok: javascript.mcp-tool-shell
  spawn(tool, [file]);
  return {};
});
