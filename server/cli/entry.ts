/**
 * The bundle entry of the command line: loads what the verb needs. One wrapper runs for each MCP server, and its client
 * waits for it, so that it loads nothing of the other verbs. Must import nothing itself.
 */
const [verb = '', ...args] = process.argv.slice(2);
const named = ['list', 'approve', '--help', '-h'].includes(args[0] ?? '');
keepCompiled();
if (verb === 'mcp' && args.includes('--') && !named) void import('./mcpMain.ts');
else void import('./main.ts');

/** Compiled code is kept in the user's own cache, which halves the start; Node before 22.8 cannot. */
function keepCompiled(): void {
  const module = process.getBuiltinModule('node:module');
  if (!('enableCompileCache' in module)) return;
  const { env, platform } = process;
  const path = process.getBuiltinModule('node:path');
  const home = process.getBuiltinModule('node:os').homedir();
  const caches: Partial<Record<NodeJS.Platform, string | undefined>> = {
    win32: env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'),
    darwin: path.join(home, 'Library', 'Caches'),
  };
  module.enableCompileCache(
    path.join(caches[platform] ?? env['XDG_CACHE_HOME'] ?? path.join(home, '.cache'), 'ringfence'),
  );
}
