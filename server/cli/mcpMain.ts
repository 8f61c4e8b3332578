/** The bundle entry of the MCP wrapper. */
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { guarded } from './guarded.ts';
import { mcpUsage, wrapServer } from './mcpWrap.ts';

const context = {
  cwd: process.cwd(),
  err: (text: string) => void process.stderr.write(text),
  surroundings: { env: process.env, home: os.homedir(), platform: process.platform },
  assets: fileURLToPath(new URL('.', import.meta.url)),
};
const command = { name: 'mcp', usage: mcpUsage, run: wrapServer };
void guarded(command, process.argv.slice(3), context).then(code => {
  process.exitCode = code;
});
