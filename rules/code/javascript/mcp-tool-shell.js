const { exec, execFile } = require('child_process');

server.tool('ping', { host: z.string() }, async ({ host }) => {
  // ruleid: javascript.mcp-tool-shell
  exec(`ping -c 1 ${host}`);
  // ok: javascript.mcp-tool-shell
  execFile('ping', ['-c', '1', host]);
  return { content: [] };
});

bot.command('ping', async ({ host }) => {
  // ok: javascript.mcp-tool-shell
  exec(`ping -c 1 ${host}`);
});
