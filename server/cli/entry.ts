/**
 * The bundle entry of the command line: loads what the verb needs. One wrapper runs for each MCP server, and its client
 * waits for it, so that it loads nothing of the other verbs. Must import nothing itself.
 */
const [verb = '', ...args] = process.argv.slice(2);
const named = ['list', 'approve', '--help', '-h'].includes(args[0] ?? '');
if (verb === 'mcp' && args.includes('--') && !named) void import('./mcpMain.ts');
else void import('./main.ts');
