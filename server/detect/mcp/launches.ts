/** Finds where a command or a text registers an MCP server: `claude mcp add …`, `--add-mcp JSON`, definitions. Pure. */
import type { ObservedCommand } from '../../pipeline/types.ts';
import { wordsOf, type Program } from '../settings/conditions/programs.ts';
import type { TextSource } from '../text/source.ts';
import { serversIn } from './serversIn.ts';

/** Is a server that is registered, with its place in the text; an address stands in the place of a program. */
export interface Launch {
  readonly program: Program | undefined;
  readonly url: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** Lists the servers that a source registers. */
export const launchesIn = (source: TextSource): readonly Launch[] =>
  source.surface === 'command' ? inCommand(source) : inText(source.text);

const inCommand = ({ text, commands }: TextSource): readonly Launch[] =>
  commands.flatMap(registered).map(launch => ({ ...launch, start: 0, end: text.length }));

type Registered = Pick<Launch, 'program' | 'url'>;

const registrars =
  /^(?:claude|codex|gemini|qwen|copilot|cursor-agent|opencode|amp|droid|code|code-insiders|fastmcp)$/u;

/** `claude mcp add NAME [--] COMMAND ARGS`, and VS Code's `--add-mcp JSON`. */
function registered({ program, args }: ObservedCommand): readonly Registered[] {
  if (!registrars.test(program)) return [];
  const json = args[args.indexOf('--add-mcp') + 1];
  if (args.includes('--add-mcp') && json !== undefined) return serversIn(json).map(ofProgram);
  if (args[0] !== 'mcp' || !/^add(?:-json)?$/u.test(args[1] ?? '')) return [];
  return [
    ...args.flatMap(arg => (arg.startsWith('{') ? serversIn(arg) : [])).map(ofProgram),
    ...launchIn(args),
  ];
}

const ofProgram = ({ program }: { readonly program: Program }): Registered => ({ program, url: undefined });

/** The launcher stands somewhere after the name and the options, whose order differs from agent to agent. */
function launchIn(args: readonly string[]): readonly Registered[] {
  const at = args.findIndex(arg => launchers.test(arg));
  const name = args[at];
  const url = args.find(arg => /^https?:\/\//iu.test(arg));
  if (name === undefined) return url === undefined ? [] : [{ program: undefined, url }];
  return [
    {
      program: { name: name.replace(/^.*[\\/]/u, ''), path: name, args: args.slice(at + 1) },
      url: undefined,
    },
  ];
}

const launchers = /(?:^|[\\/])(?:npx|bunx|pnpx|uvx|pipx|npm|pnpm|yarn|bun|docker|podman)$/u;

function inText(text: string): readonly Launch[] {
  const lines = [...text.matchAll(/^.*\bmcp add\b.*$/gmu)].flatMap(line => {
    const words = wordsOf(line[0].replaceAll('`', ' '));
    const at = words.indexOf('mcp');
    const span = { start: line.index, end: line.index + line[0].length };
    return words[at + 1] === 'add' ? launchIn(words.slice(at)).map(each => ({ ...each, ...span })) : [];
  });
  return [...lines, ...serversIn(text).map(server => ({ ...server, url: undefined }))];
}
