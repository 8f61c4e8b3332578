/**
 * Says what an event wants without a single value: programs, names of options, kinds of arguments, paths of the
 * workspace. What a ledger keeps of a question to a person must hold no secret. Pure.
 */
import type { LedgerContent } from '../../common/ledger.ts';
import { risksOf, type Finding } from '../../common/finding.ts';
import { textDigest } from '../platform/textDigest.ts';
import type { Observation, ObservedCommand, ObservedPath } from '../pipeline/types.ts';
import { oneLine } from './subject.ts';

const longest = 300;
const mostContents = 100;

/** Returns the shape of what an event wants, at most 300 characters: `git push --force ARG ARG`, `write src/a.ts`. */
export function shapeOf({ event, paths, commands, urls }: Observation): string {
  const shape =
    commands.length > 0
      ? commands.map(commandShape).join(' ; ')
      : event.mcp === undefined
        ? [...new Set([...paths.map(pathShape), ...urls.map(urlShape)])].join(', ')
        : `${event.mcp.server}/${event.mcp.tool}`;
  const line = oneLine(shape) || event.kind;
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** Options lose their values; words that may be names of subcommands stay, as they are short, plain and stand first. */
function commandShape({ program, args }: ObservedCommand): string {
  let words = known.has(program) ? 2 : 0;
  const shown = args.map(arg => {
    const option = /^-{1,2}[A-Za-z][A-Za-z-]{0,30}(?==|$)/u.exec(arg)?.[0];
    if (option !== undefined) {
      words = 0;
      return option;
    }
    if (words === 0 || !/^[a-z][a-z-]{0,14}$/u.test(arg)) {
      words = 0;
      return kindOf(arg);
    }
    words -= 1;
    return arg;
  });
  return [/^[\w.+-]{1,40}$/u.test(program) ? program : 'PROGRAM', ...shown].join(' ');
}

/** Programs whose first words say what is done. */
const known = new Set(
  'git npm npx pnpm yarn bun pip uv poetry cargo go docker podman kubectl helm terraform gh glab aws az gcloud apt apt-get brew systemctl make dotnet mvn gradle code claude codex'.split(
    ' ',
  ),
);

function kindOf(arg: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//iu.test(arg)) return 'URL';
  if (/^-/u.test(arg)) return '-OPTION';
  return /[/\\]|^\.|\.[a-z]{1,5}$/iu.test(arg) ? 'PATH' : 'ARG';
}

const pathShape = ({ op, relative, homeRelative }: ObservedPath): string =>
  `${op} ${relative ?? (homeRelative === undefined ? 'OUTSIDE' : `~/${homeRelative}`)}`;

function urlShape(url: string): string {
  const [, host] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]+)/iu.exec(url) ?? [];
  return host === undefined ? 'URL' : `fetch ${host}`;
}

/** Returns what files hold once an event is done; nothing where a secret was found, which a digest could give away. */
export function contentsOf(
  { contents }: Observation,
  findings: readonly Finding[],
): readonly LedgerContent[] {
  if (findings.some(finding => risksOf(finding).includes('SECRET'))) return [];
  return contents
    .filter(({ path, before, after }) => path.op !== 'read' && path.op !== 'search' && before !== after)
    .slice(0, mostContents)
    .map(({ path, after }) => ({
      path: path.relative ?? path.path,
      ...(after === undefined ? {} : { sha256: textDigest(after) }),
    }));
}
