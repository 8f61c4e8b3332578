/** Hidden commands: the program, or the text that a shell runs, is computed or decoded at run time. */
import { tags } from '../../rule.ts';
import type { ObservedCommand, ObservedPath } from '../../../pipeline/types.ts';
import { shells } from '../programs/runners.ts';
import { listedText } from '../programs/finders.ts';
import { interpreters, isFedBy, names } from '../rule.ts';
import type { CommandRule } from '../rule.ts';

/** Reports text that is decoded and then run. */
export const hiddenCommand: CommandRule = {
  id: 'commands/hidden-command',
  title: 'Text is decoded or computed and then run',
  why: 'Nobody can see beforehand what runs.',
  remedy: 'Write the command out plainly, for example `ls -la src`.',
  severity: 'high',
  confidence: 'medium',
  risks: ['SHELL', 'HIDE'],
  tags: tags(
    'OWASP-ASI@2026:ASI05',
    'MITRE-ATLAS@5.6.0:AML.T0068',
    'MITRE-ATLAS@5.6.0:AML.T0050',
    'CWE@4.18:CWE-78',
  ),
  matches: observation => {
    const { commands, opaque } = observation;
    if (opaque.includes(listedText)) return true;
    const decoding = commands.filter(isDecoder);
    return (
      commands.some(command => runsDecoded(command, decoding)) ||
      commands.some(command => isComputedProgram(command, commands) || isDisguised(command)) ||
      commands.some(makesHiddenFolder) ||
      observation.paths.some(hidesInStream) ||
      isScrambled(observation.event.command ?? '')
    );
  },
};

const decoders = names('base64 base32 basenc xxd openssl uudecode gunzip zcat bunzip2 rev tr rot13 gpg');
const decodes = /^(?:-\w*[dDr]\w*|--decode|--decrypt|-base64|base64|enc)$/u;

/** A program that makes plain text of a code; printf and echo do where their text is written in escapes. */
function isDecoder({ program, args }: ObservedCommand): boolean {
  if (program === 'printf' || program === 'echo')
    return args.some(arg => /(?:\\x[\da-f]{2}|\\0?[0-7]{3}|\\u[\da-f]{4})/iu.test(arg));
  return decoders.has(program);
}

function runsDecoded(command: ObservedCommand, decoding: readonly ObservedCommand[]): boolean {
  const { program, args, via } = command;
  if (program.endsWith(' code')) return args.some(text => runsItsDecoding.test(text));
  if (program === 'powershell' || program === 'pwsh')
    return args.some((arg, at) => /^[-/]e(?:c|n\w*)?$/iu.test(arg) && (args[at + 1] ?? '').length >= 8);
  if (!interpreters.has(program)) return false;
  const reads = args.every(arg => arg.startsWith('-') && !/^-\w*c$/u.test(arg));
  if (reads && isFedBy(command, new Set(decoding.map(other => other.program)))) return true;
  if (!via.some(step => step === 'substitution') && takesText(command))
    return decoding.some(
      other =>
        other.via.includes('substitution') &&
        (decoders.has(other.program)
          ? other.args.some(arg => decodes.test(arg)) || other.program === 'rev'
          : true),
    );
  return false;
}

const takesText = ({ program, args }: ObservedCommand): boolean =>
  /^(?:eval|source|\.|invoke-expression|iex)$/u.test(program) || args.some(arg => /^-[a-z]*c$/u.test(arg));

/** Code that runs what it decodes. */
const runsItsDecoding =
  /\b(?:exec|eval|Function|instance_eval|system|popen|loadstring|assert|execSync|compile)\b\s*\(?[^;\n]{0,120}?(?:b64decode|base64|fromhex|unhexlify|decode\s*\(|decompress|marshal|fromCharCode|atob\s*\(|\bpack\s*\(|unpack\s*(?:\(|u\b|["'])|rot_?13|\[::-1\]|Buffer\.from)/iu;

/** Names that a shell fills in or that only look like those of programs: `/???/c?t`, Cyrillic letters. */
function isDisguised({ program, via, args }: ObservedCommand): boolean {
  if (/^\[{1,2}$/u.test(program) || via.includes('as Windows would')) return false;
  if (/[?*]\w|\w[?*]|\[[^\]]+\]/u.test(program) && /[a-z]/u.test(program) && !/[\s{}$:=|^]/u.test(program))
    return true;
  if (
    /^[a-z]*[\u0370-\u03ff\u0400-\u04ff\uff01-\uff5e\u{1d400}-\u{1d7ff}\u200b-\u200f][\w\u0370-\u04ff\uff01-\uff5e\u{1d400}-\u{1d7ff}\u200b-\u200f]*$/iu.test(
      program,
    )
  )
    return true;
  return runsItems({ program, via, args });
}

/** A shell that is given the items of a list. */
const runsItems = ({ program, via, args }: Pick<ObservedCommand, 'program' | 'via' | 'args'>): boolean =>
  shells.has(program) &&
  via.some(step => /^(?:xargs|parallel)$/u.test(step)) &&
  (args.length === 0 || /^\uFFFC/u.test(args.at(-1) ?? '')) &&
  !via.includes('pipe from echo');

/** `mkdir ...`: a name that no listing tells from the folders of the system. */
const makesHiddenFolder = ({ program, args }: ObservedCommand): boolean =>
  /^(?:mkdir|md)$/u.test(program) &&
  /(?:^|[\\/])\.(?:\.{2,}|\.? +)[\\/]?$/u.test(args.find(arg => !arg.startsWith('-')) ?? '');

/** `> readme.txt:tool.exe`: a stream of another file, or a folder of dots, which no listing shows. */
const hidesInStream = ({ named, path, op, via }: ObservedPath): boolean =>
  via === 'command' &&
  op !== 'read' &&
  op !== 'search' &&
  [named, path].some(name => /[^/\\:]\.\w{1,5}:[a-z_][\w.-]*(?::\$\w+)?$|[^/\\:]::\$\w+$/iu.test(name));

/** Escapes, cut-outs and character codes where plain letters would do. */
const isScrambled = (text: string): boolean =>
  /(?:\b\w{1,3}\^){3,}\w|(?:\b|-)\w{1,2}(?:`\w{1,2}){3,}|%\w+:~-?\d+,-?\d+%\s*%\w+:~|(?:\[char\]\s*(?:0x)?[\da-f]+[^\w[]{0,4}){3,}|\w\.\w{1,5}::\$\w{4}|(?:\\x[2-7][\da-f]){5,}|\s-bxor\s*['"$]|\bcall\s+%\w+%%\w+%|\b(?:iex|invoke-expression)\s+\$env:(?!path\b)/iu.test(
    text.slice(0, 20_000),
  );

/**
 * A program that is wholly computed and handed to another shell hides what runs. `eval "$(tool init)"` and programs in
 * variables, as in `"$PYTHON" x.py`, are everyday practice and no finding by themselves.
 */
function isComputedProgram(command: ObservedCommand, commands: readonly ObservedCommand[]): boolean {
  if (command.program !== '' || command.via.includes('function')) return false;
  if (!command.via.some(via => shells.has(via.split(' ')[0] ?? '') || via === 'eval')) return false;
  const inner = commands.filter(other => other.via.includes('substitution'));
  return inner.length === 0 || inner.some(isDecoder);
}
