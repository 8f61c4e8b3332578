/** A download that is run unread: piped, substituted, or saved and started in the same line. */
import { tags } from '../../rule.ts';
import type { Observation, ObservedCommand } from '../../../pipeline/types.ts';
import { downloaders, interpreters, isFedBy } from '../rule.ts';
import type { CommandRule } from '../rule.ts';
import { substitutedFile } from '../words.ts';

/** Reports downloads whose text goes straight into an interpreter. */
export const downloadAndRun: CommandRule = {
  id: 'commands/download-and-run',
  title: 'Text from the network runs unread',
  why: 'Whoever controls the address controls this machine.',
  remedy: 'Download to a file, let the user read it, then run it; or use a package manager.',
  severity: 'high',
  confidence: 'high',
  risks: ['SHELL', 'EXEC-AUTO'],
  tags: tags('OWASP-ASI@2026:ASI05', 'MITRE-ATLAS@5.6.0:AML.T0050', 'CWE@4.18:CWE-829', 'CWE@4.18:CWE-94'),
  matches: observation => observation.commands.some(command => runsDownload(command, observation)),
};

function runsDownload(command: ObservedCommand, observation: Observation): boolean {
  if (command.program === '' || !interpreters.has(command.program))
    return isSavedDownload(command, observation);
  if (isFedBy(command, downloaders)) return readsInput(command);
  const substituted = observation.commands.some(
    other => downloaders.has(other.program) && other.via.includes('substitution'),
  );
  return (substituted && takesSubstitution(command)) || isSavedDownload(command, observation);
}

/** `curl … | python -m json.tool` and `| node -e …` read data, not code. */
const readsInput = ({ program, args }: ObservedCommand): boolean => {
  if (/^(?:eval|source|\.|iex|invoke-expression)$/u.test(program)) return true;
  if (args.some(arg => /^(?:-[a-z]*[cemp]|--eval|--print|-ne|-pe|-lne|-r)$/u.test(arg))) return false;
  return (
    args.every(arg => arg.startsWith('-') || arg === '/dev/stdin') ||
    args.includes('-s') ||
    args.includes('-')
  );
};

const takesSubstitution = ({ program, args }: ObservedCommand): boolean =>
  args.some(arg => arg === substitutedFile || arg === '<(') ||
  (args.some(arg => arg.trim().startsWith('\uFFFC')) &&
    (/^(?:eval|source|\.)$/u.test(program) || args.some(arg => /^-[a-z]*[ce]$/u.test(arg))));

function isSavedDownload(command: ObservedCommand, observation: Observation): boolean {
  const saved = savedBy(observation.commands);
  if (saved.size === 0 || downloaders.has(command.program)) return false;
  const script = interpreters.has(command.program)
    ? command.args.find(arg => !arg.startsWith('-'))
    : command.program;
  return script !== undefined && saved.has(script.split('/').at(-1)?.toLowerCase() ?? '');
}

/** Lists the names of files that downloads are saved to. */
function savedBy(commands: readonly ObservedCommand[]): ReadonlySet<string> {
  const targets = commands
    .filter(command => downloaders.has(command.program))
    .flatMap(({ args }) =>
      args.flatMap((arg, index) =>
        /^(?:-o|-O|--output|--output-document|-[a-zA-Z]*o)$/u.test(arg) ? [args[index + 1] ?? ''] : [],
      ),
    );
  return new Set(
    targets
      .map(target => target.split('/').at(-1)?.toLowerCase() ?? '')
      .filter(name => name !== '' && !/^https?:/u.test(name)),
  );
}
