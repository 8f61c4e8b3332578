/**
 * An interactive shell opened for later input: what is typed into it passes no check (seen in practice). Clients of
 * databases and other services are none: they take statements, and a line for their own shell is seen as one.
 */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { readShell, shells } from '../programs/runners.ts';
import { hasInput, names } from '../rule.ts';
import type { CommandRule } from '../rule.ts';
import { runsElsewhere, wordOf } from '../commandLine.ts';
import { readSsh } from '../programs/network.ts';

/** Reports shells and other prompts that wait for input. */
export const interactiveShell: CommandRule = {
  id: 'commands/interactive-shell',
  title: 'A prompt is opened that waits for input',
  why: 'What is typed into it later cannot be checked before it runs.',
  remedy:
    'Run the command itself instead of opening a prompt, for example `sh -c "…"` or one command at a time.',
  severity: 'high',
  confidence: 'high',
  risks: ['SHELL'],
  tags: tags('OWASP-ASI@2026:ASI02', 'MITRE-ATLAS@5.6.0:AML.T0050', 'CWE@4.18:CWE-78'),
  matches: ({ commands }) => commands.some(waitsForInput),
};

const repls = names(
  'python python2 python3 pypy pypy3 node nodejs bun irb pry ipython bpython jshell lua perl6 iex erl php',
);
const terminals = names('tmux screen script expect dtach');

type Opens = (args: readonly string[], program: string) => boolean;

const each = (programs: Iterable<string>, opens: Opens): readonly (readonly [string, Opens])[] =>
  [...programs].map(program => [program, opens]);

const takesNoCommand: Opens = args => !args.some(arg => /^(?:-\w*c|--command.*)$/u.test(arg));
const onlyDashes: Opens = args =>
  args.every(arg => /^[-/](?:nop|nol|nologo|noprofile|noexit|k|q|i|interactive)\w*$/iu.test(arg));

function waitsForInput(command: ObservedCommand): boolean {
  const { program, args, via } = command;
  // What a substitution starts has nobody at its other end, and an alias starts nothing yet.
  if (runsElsewhere(via) || via.some(step => /^(?:substitution|as Windows would|alias)$/u.test(step)))
    return false;
  // Without sudo, su asks for a password, which nobody types for an agent.
  if (program === 'su' && !via.some(step => /^(?:sudo|doas|pkexec)$/u.test(step))) return false;
  if (hasInput(command) && !args.includes('-i')) return false;
  return !onlyAsks(program, args) && openers.get(program)?.(args, program) === true;
}

const onlyAsks = (program: string, args: readonly string[]): boolean =>
  args.some(arg => /^(?:--?version|-V|--?help|-\?)$/u.test(arg)) ||
  (args.length === 1 && (args[0] === '-h' || (args[0] === '-v' && !program.startsWith('py'))));

function opensShell(args: readonly string[]): boolean {
  const read = readShell(args.map(wordOf));
  if (
    args.some(arg => /^-[a-z]*i[a-z]*$/u.test(arg) && !/^-[a-z]*c/u.test(arg)) &&
    read.text === undefined &&
    read.operands.length === 0
  )
    return true;
  if (read.text !== undefined || args.some(arg => /^-[a-z]*c/u.test(arg))) return false;
  if (read.operands.length === 0) return true;
  return read.stdin && read.operands.length === 0;
}

/** What follows a script, a module or a line of code is for that. */
const ownOptions = (args: readonly string[]): readonly string[] => {
  const end = args.findIndex(arg => !arg.startsWith('-') || /^-[mce]/u.test(arg));
  return end < 0 ? args : args.slice(0, end);
};

function opensRepl(program: string, args: readonly string[]): boolean {
  if (ownOptions(args).includes('-i')) return true;
  if (program === 'php') return args.includes('-a');
  if (program === 'bun') return args[0] === 'repl';
  const rest = args.filter(arg => !/^-[BEIOPSsuvqx]+$|^--(?:harmony|no-)\S*$/u.test(arg));
  return rest.length === 0;
}

function opensSession(args: readonly string[]): boolean {
  const { host, remote } = readSsh(args.map(wordOf));
  if (host === undefined) return false;
  const forwards = args.some(arg => /^-\w*[NfWO]\w*$/u.test(arg));
  return (
    !forwards &&
    (remote.length === 0 || (remote.length === 1 && /^(?:ba|z|da|fi)?sh$/u.test(remote[0]?.text ?? '')))
  );
}

function opensTerminal(program: string, args: readonly string[]): boolean {
  if (program === 'script') return !args.some(arg => /^(?:-\w*c|--command.*)$/u.test(arg));
  if (program === 'tmux')
    return !/^(?:ls|list-\w+|kill-\w+|has-session|has|display|display-message|show\S*|-V|capture-pane|capturep|wait-for|rename-\w+|set\S*|source-file)$/u.test(
      args.find(arg => !arg.startsWith('-')) ?? '',
    );
  if (program === 'screen') return !args.some(arg => /^(?:-ls|-list|-wipe|-X|-v)$/u.test(arg));
  return true;
}

function isContainerShell(program: string, args: readonly string[]): boolean {
  if (
    !/^(?:docker|podman|nerdctl|kubectl)$/u.test(program) ||
    !/^(?:run|exec|attach)$/u.test(args.find(arg => !arg.startsWith('-')) ?? '')
  )
    return false;
  const keepsOpen = args.some(arg => /^-(?:[a-z]*i[a-z]*)$|^--interactive$/u.test(arg));
  return keepsOpen && shells.has((args.at(-1) ?? '').split('/').at(-1) ?? '');
}

const opensAsRoot: Opens = args =>
  args.some(arg => /^(?:-[is]|--login|--shell)$/u.test(arg)) && args.every(arg => arg.startsWith('-'));

const openers: ReadonlyMap<string, Opens> = new Map([
  ...each(shells, opensShell),
  ...each(repls, (args, program) => opensRepl(program, args)),
  ...each(['ssh', 'autossh'], opensSession),
  ...each(['su', 'runuser'], takesNoCommand),
  ...each(['sudo', 'doas'], opensAsRoot),
  ...each(terminals, (args, program) => opensTerminal(program, args)),
  ...each(['powershell', 'pwsh', 'cmd'], onlyDashes),
  ...each(['docker', 'podman', 'nerdctl', 'kubectl'], (args, program) => isContainerShell(program, args)),
]);
