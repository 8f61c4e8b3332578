/**
 * Ways to call a program, written as short words, so that what a rule knows of many programs is a table.
 * `s3 rb --force`: the operands begin with s3 and rb, and --force is given. `a|b`: either. `*`: any operand.
 * `!-n`: not given. `~text`: some argument contains the text, in which `+` is a blank. Windows options are written `/f`. Pure.
 */
import type { ObservedCommand } from '../../pipeline/types.ts';

/** Lists ways to call programs: names of programs, apart by blanks, and what is called of them. */
export type Acts = Readonly<Record<string, readonly string[]>>;

interface Act {
  readonly words: readonly (readonly string[])[];
  readonly given: readonly (readonly string[])[];
  readonly absent: readonly (readonly string[])[];
  readonly texts: readonly (readonly string[])[];
}

/** Makes the test whether a command is one of several acts; asking for help or for a rehearsal is none. */
export function isAct(table: Acts): (command: ObservedCommand) => boolean {
  const acts = new Map<string, Act[]>();
  for (const [programs, lines] of Object.entries(table)) {
    for (const program of programs.split(' ')) {
      acts.set(program, [...(acts.get(program) ?? []), ...lines.map(readAct)]);
    }
  }
  return command =>
    acts.get(command.program)?.some(act => !rehearses(command.args) && fits(act, command.args)) === true;
}

const rehearsal = /^(?:--help|--dry-?run(?:=(?!none).*)?|--dryrun|--check|--noop|--simulate|-whatif|\/\?)$/iu;

/** Tells whether a program is only asked what it would do, or how it is used. */
export const rehearses = (args: readonly string[]): boolean => args.some(arg => rehearsal.test(arg));

function readAct(line: string): Act {
  const tokens = line.split(' ').filter(token => token !== '');
  const tokensOf = (test: (token: string) => boolean, skip: number): readonly (readonly string[])[] =>
    tokens.filter(test).map(token => token.slice(skip).split('|'));
  return {
    words: tokensOf(token => !/^[-/!~]./u.test(token), 0),
    given: tokensOf(token => /^[-/]./u.test(token), 0),
    absent: tokensOf(token => token.startsWith('!'), 1),
    texts: tokensOf(token => token.startsWith('~'), 1).map(parts =>
      parts.map(part => part.replaceAll('+', ' ')),
    ),
  };
}

function fits({ words, given, absent, texts }: Act, args: readonly string[]): boolean {
  return (
    given.every(names => names.some(name => hasOption(args, name))) &&
    !absent.some(names => names.some(name => hasOption(args, name))) &&
    texts.every(parts => parts.some(part => args.some(arg => arg.toLowerCase().includes(part)))) &&
    beginsWith(words, args)
  );
}

/** Tells whether an option is given, alone, with `=value` or `:value`, or as a letter of a cluster. */
function hasOption(args: readonly string[], name: string): boolean {
  if (/^-[a-z\d]$/iu.test(name))
    return args.some(arg => /^-[A-Za-z\d]+$/u.test(arg) && arg.includes(name.charAt(1)));
  const wanted = name.toLowerCase();
  return args.some(arg => {
    const given = arg.toLowerCase();
    return given === wanted || given.startsWith(`${wanted}=`) || given.startsWith(`${wanted}:`);
  });
}

const isOption = (arg: string): boolean => /^-./u.test(arg) || /^\/[a-z?]\w*(?::.*)?$/iu.test(arg);

/** Tells whether operands begin with words; what follows an option may be its value and is passed over. */
function beginsWith(words: readonly (readonly string[])[], args: readonly string[]): boolean {
  let next = 0;
  for (let at = 0; at < args.length && next < words.length; at += 1) {
    const arg = args[at] ?? '';
    if (isOption(arg)) continue;
    const options = words[next] ?? [];
    if (options.includes('*') || options.includes(arg.toLowerCase())) next += 1;
    else if (at === 0 || !isOption(args[at - 1] ?? '')) return false;
  }
  return next === words.length;
}
