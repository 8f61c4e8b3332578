/** Names a server by its command line, for configurations that do not say its name. Pure. */

const launchers =
  /^(?:node|nodejs|deno|bun|bunx|npx|pnpx|npm|pnpm|yarn|uv|uvx|pipx|python[\d.]*|docker|podman|java|ruby|php|cmd|sh|bash)$/iu;
const verbs = new Set(['run', 'exec', 'dlx', 'x', 'tool', 'start']);

/** Returns the name of the package or script that a command line runs, without version and ending. */
export function serverName(command: string, args: readonly string[]): string {
  const program = plain(command);
  const named = launchers.test(program)
    ? args.find(arg => !arg.startsWith('-') && !verbs.has(arg) && arg !== '')
    : undefined;
  return plain(named ?? command) || 'server';
}

/** Where packages keep what they run; the folder above says more. */
const idle =
  /[\\/](?:(?:dist|build|lib|out|src|bin|esm|cjs)[\\/])*(?:index|main|server|cli|app|__main__)\.\w+$/u;

const plain = (word: string): string =>
  word
    .replace(idle, '')
    .replace(/[\\/]+$/u, '')
    .replace(/^.*[\\/]/u, '')
    .replace(/(?<=.)@.*$|==.*$/u, '')
    .replace(/\.(?:exe|cmd|bat|[cm]?[jt]s|py|rb|jar|sh)$/iu, '')
    .replace(/[^\w.-]+/gu, '-')
    .slice(0, 80);
