/** MCP servers that a command or an instruction registers at whatever version is newest. */
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { tags } from '../../rule.ts';
import { fetchesUnpinned, wordsOf, type Program } from '../../settings/conditions/programs.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import type { TextSource } from '../../text/source.ts';
import { serversIn } from '../serversIn.ts';

/**
 * Reports `claude mcp add x npx server` and its like, and definitions of servers within instructions. A configuration
 * file itself is judged key by key: `mcp/unpinned-package`.
 */
export const unpinnedLaunch: TextRule = {
  id: 'mcp/unpinned-launch',
  title: 'An MCP server is registered at whatever version is newest',
  why: 'A package that is taken over later runs at the next start with your rights, and nothing here changes by then.',
  remedy: 'Name an exact version of the package, such as `name@1.2.3`.',
  severity: 'medium',
  confidence: 'high',
  risks: ['MCP', 'BUILD'],
  tags: tags(
    'OWASP-ASI@2026:ASI04',
    'OWASP-LLM@2025:LLM03',
    'MITRE-ATLAS@5.6.0:AML.T0010.005',
    'MITRE-ATLAS@5.6.0:AML.T0109',
    'CWE@4.18:CWE-829',
  ),
  surfaces: ['command', 'instruction file', 'attached text', 'tool result', 'web text'],
  find: source => (source.surface === 'command' ? inCommand(source) : inText(source)),
};

function inCommand({ text, commands }: TextSource): readonly Spot[] {
  const unpinned = commands.flatMap(registered).some(fetchesUnpinned);
  return unpinned ? [{ start: 0, end: text.length }] : [];
}

const registrars =
  /^(?:claude|codex|gemini|qwen|copilot|cursor-agent|opencode|amp|droid|code|code-insiders|fastmcp)$/u;

/** `claude mcp add NAME [--] COMMAND ARGS`, and VS Code's `--add-mcp JSON`. */
function registered({ program, args }: ObservedCommand): readonly Program[] {
  if (!registrars.test(program)) return [];
  const json = args[args.indexOf('--add-mcp') + 1];
  if (args.includes('--add-mcp') && json !== undefined) return serversIn(json).map(each => each.program);
  if (args[0] !== 'mcp' || !/^add(?:-json)?$/u.test(args[1] ?? '')) return [];
  return [
    ...args.flatMap(arg => (arg.startsWith('{') ? serversIn(arg) : [])).map(each => each.program),
    ...launchIn(args),
  ];
}

/** The launcher stands somewhere after the name and the options, whose order differs from agent to agent. */
function launchIn(args: readonly string[]): readonly Program[] {
  const at = args.findIndex(arg => launchers.test(arg));
  const name = args[at];
  return name === undefined
    ? []
    : [{ name: name.replace(/^.*[\\/]/u, ''), path: name, args: args.slice(at + 1) }];
}

const launchers = /(?:^|[\\/])(?:npx|bunx|pnpx|uvx|pipx|npm|pnpm|yarn|bun|docker|podman)$/u;

/** Instructions are followed later, and many only tell what a person may set up: a remark, not a refusal. */
function inText({ text }: TextSource): readonly Spot[] {
  const lines = [...text.matchAll(/^.*\bmcp add\b.*$/gmu)].filter(([line]) => {
    const words = wordsOf(line.replaceAll('`', ' '));
    const at = words.indexOf('mcp');
    return words[at + 1] === 'add' && launchIn(words.slice(at)).some(fetchesUnpinned);
  });
  const blocks = serversIn(text).filter(({ program }) => fetchesUnpinned(program));
  return [
    ...lines.map(line => ({ start: line.index, end: line.index + line[0].length })),
    ...blocks.map(({ start, end }) => ({ start, end })),
  ].map(spot => ({ ...spot, severity: 'low', confidence: 'medium' }));
}
