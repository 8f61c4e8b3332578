/** The name of a well-known program is made to start something else. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { definedFunction } from '../commandLine.ts';
import { downloaders, interpreters, names } from '../rule.ts';
import type { CommandRule } from '../rule.ts';

/** Reports aliases, search paths and links that put another program under a known name. */
export const shadowedProgram: CommandRule = {
  id: 'commands/shadowed-program',
  title: 'A known name is made to start another program',
  why: 'Whoever types the name later, the user as well, starts something else than they think.',
  remedy: 'Call the other program by its own name, for example `./tools/curl-mock --version`.',
  severity: 'medium',
  confidence: 'medium',
  risks: ['SHELL', 'EXEC-PATH'],
  tags: tags('OWASP-ASI@2026:ASI05', 'MITRE-ATLAS@5.6.0:AML.T0050'),
  matches: ({ commands }) => commands.some(command => renames(command) || searchesFirst(command)),
};

const known: ReadonlySet<string> = new Set([
  ...interpreters,
  ...downloaders,
  ...names('sudo su ssh scp git nc ls cat rm cp mv docker kubectl aws gpg passwd npm pip login'),
]);

function renames({ program, args }: ObservedCommand): boolean {
  if (program === definedFunction) return replaces(args);
  if (program !== 'alias' && program !== 'set-alias') return false;
  return args.some(arg => {
    const { name = '', body = '' } = /^(?<name>[\w.-]+)=\s*(?<body>[^]*)$/u.exec(arg)?.groups ?? {};
    const [start = ''] = body.replace(/^(?:sudo|command|env)\s+/u, '').split(/\s/u);
    return known.has(name) && /^[/~.]/u.test(start) && start.split('/').at(-1) !== name;
  });
}

/** `curl() { /tmp/evil "$@"; }`: the name's own program is nowhere in it. */
function replaces([name = '', body = '']: readonly string[]): boolean {
  if (!known.has(name) || !/"?\$[@*]"?/u.test(body)) return false;
  const word = new RegExp(String.raw`(?:^|[\s/;{])${name.replace('.', String.raw`\.`)}\s`, 'u');
  return /(?:^|[\s;{])[/~.][\w./~-]+\s/u.test(body) && !word.test(body);
}

/** Folders that everybody may write to, before all others in the search path. */
const openFolder = /^(?:"|')?(?:\/(?:var\/)?tmp|\/dev\/shm)(?:\/[^:]*)?:/u;

const searchesFirst = ({ env, program, args }: ObservedCommand): boolean =>
  openFolder.test(env['PATH'] ?? '') ||
  (program === 'export' &&
    args.some(arg => openFolder.test(arg.replace(/^PATH=/u, '')) && arg.startsWith('PATH=')));
