/** Programs that run other programs: shells, wrappers, xargs, find, interpreters. */
import type { Call, Language, Program } from '../call.ts';
import type { Word } from '../commandLine.ts';
import { isComputed } from '../commandLine.ts';
import { hasFlag, readArguments, valueOf, valuesOf } from '../options.ts';
import { knownInput } from './output.ts';
import { simplePrograms } from './simple.ts';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' ').filter(name => name !== ''));

/** Lists programs that read shell text. */
export const shells: ReadonlySet<string> = set('sh bash zsh dash ksh mksh ash fish rbash busybox-sh');

const shell: Program = call => {
  const read = readShell(call.args);
  if (read.text !== undefined) {
    read.operands.slice(1).forEach((word, index) => {
      call.assign(String(index), word.text);
    });
    return call.shell(read.text.text, `${call.program} -c`);
  }
  const [script] = read.operands;
  if (script !== undefined && script.text !== '-' && !read.stdin) {
    if (!isComputed(script.text)) call.touch(script, 'execute');
    return undefined;
  }
  return runInput(call, text => call.shell(text, call.program), 'shell');
};

interface ShellArguments {
  readonly text: Word | undefined;
  readonly operands: readonly Word[];
  readonly stdin: boolean;
}

/** Splits a shell's arguments; `-c` may stand in a cluster, as in `-lc`. */
export function readShell(args: readonly Word[]): ShellArguments {
  let wantsText = false;
  let stdin = false;
  for (let at = 0; at < args.length; at += 1) {
    const text = args[at]?.text ?? '';
    const isOption = /^[-+]./u.test(text) && text !== '--';
    if (isOption) {
      if (/^-[a-z]*c[a-z]*$/iu.test(text) || text === '--command') wantsText = true;
      if (/^-[a-z]*s[a-z]*$/iu.test(text)) stdin = true;
      if (/^(?:-o|\+o|-O|\+O|--rcfile|--init-file)$/u.test(text)) at += 1;
      continue;
    }
    const operands = args.slice(text === '--' ? at + 1 : at);
    return wantsText
      ? { text: operands[0], operands: operands.slice(0), stdin }
      : { text: undefined, operands, stdin };
  }
  return { text: undefined, operands: [], stdin };
}

/** Interprets what a program reads from its input as code. */
function runInput(call: Call, run: (text: string) => string | undefined, what: string): string | undefined {
  const text = knownInput(call);
  if (text !== undefined) return run(text);
  if (call.input.from !== 'terminal') call.hide(`${what} text comes from input that is not known`);
  return undefined;
}

/** Runs the command that follows a wrapper's own options and a number of its operands. */
const wrapper =
  (valued = '', skip = 0): Program =>
  call => {
    const names = set(valued);
    let at = 0;
    let left = skip;
    for (; at < call.args.length; at += 1) {
      const text = call.args[at]?.text ?? '';
      if (text === '--') {
        at += 1;
        break;
      }
      if (text.startsWith('-') && (text.length > 1 || call.program === 'env')) {
        if (names.has(text)) at += 1;
      } else if (left > 0) left -= 1;
      else break;
    }
    return runRest(call, call.args.slice(at), call.program);
  };

/** Runs words as a command, after any `VAR=value` before it. */
function runRest(call: Call, words: readonly Word[], via: string): string | undefined {
  let rest = words;
  for (;;) {
    const assignment = /^(?<name>[A-Za-z_]\w*)=(?<value>[^]*)$/u.exec(rest[0]?.text ?? '')?.groups;
    if (assignment === undefined) break;
    call.assign(assignment['name'] ?? '', assignment['value']);
    rest = rest.slice(1);
  }
  return rest.length === 0 ? undefined : call.run(rest, via);
}

const env: Program = call => {
  const read = call.args.findIndex(word => /^(?:-S|--split-string)/u.test(word.text));
  const split = call.args[read];
  if (read >= 0 && split !== undefined) {
    const attached = split.text.replace(/^(?:-S|--split-string=?)/u, '');
    const rest = call.args.slice(attached === '' ? read + 2 : read + 1).map(word => word.text);
    return call.shell(
      [attached === '' ? (call.args[read + 1]?.text ?? '') : attached, ...rest].join(' '),
      'env -S',
    );
  }
  return wrapper('-u --unset -C --chdir -P')(call);
};

const evaluate: Program = call => {
  const text = call.args.map(word => word.text).join(' ');
  if (isComputed(text)) call.hide('evaluated text is computed');
  return call.shell(text, 'eval');
};

const source: Program = call => {
  const [file] = call.args;
  if (file === undefined) return undefined;
  if (isComputed(file.text)) call.hide('a sourced script is computed');
  else {
    call.touch(file, 'read');
    call.touch(file, 'execute');
  }
  return undefined;
};

/** Interprets an interpreter: one-liners are scanned, scripts are run, input may be code. */
const interpreter =
  (language: Language, codeOptions: string, valued = ''): Program =>
  call => {
    const options = set(codeOptions);
    const read = readArguments(call.args, new Set([...options, ...set(valued)]));
    const codes = valuesOf(read, ...options);
    for (const code of codes) scanCode(call, language, code.text);
    if (codes.length > 0) {
      for (const file of read.operands)
        if (language === 'perl' || language === 'ruby') touchEdited(call, file, hasFlag(read, '-i'));
      return undefined;
    }
    const [script] = read.operands;
    if (script === undefined || script.text === '-') {
      const asks = hasFlag(read, '-m', '--version', '-V', '-v', '-h', '--help', '--test', '-i', '--check');
      return asks
        ? undefined
        : runInput(
            call,
            text => {
              call.code(language, text);
              return undefined;
            },
            language,
          );
    }
    if (language === 'python' && hasFlag(read, '-m')) touchNamed(call, read.operands.slice(1));
    else runScript(call, language, read.operands);
    return undefined;
  };

/** A script that is run is a program of its own name as well: `python manage.py flush`. */
function runScript(call: Call, language: Language, [script, ...args]: readonly Word[]): void {
  if (script === undefined) return;
  if (isComputed(script.text)) call.hide(`a ${language} script is computed`);
  else {
    call.touch(script, 'execute');
    const program = script.text.split(/[/\\]/u).at(-1)?.toLowerCase() ?? '';
    if (!script.glob) call.note({ program, args: args.map(word => word.text), env: {}, via: [call.program] });
  }
}

/** What a module does with its arguments is not known: those that look like files are taken for read. */
function touchNamed(call: Call, words: readonly Word[]): void {
  for (const word of words) if (/[./~\\]/u.test(word.text)) call.touch(word, 'read');
}

function scanCode(call: Call, language: Language, text: string): void {
  if (isComputed(text)) call.hide(`${language} code is partly computed`);
  call.code(language, text);
}

function touchEdited(call: Call, file: Word, inPlace: boolean): void {
  call.touch(file, 'read');
  if (inPlace) call.write(file, undefined, false);
}

const awk: Program = call => {
  const read = readArguments(
    call.args,
    set('-F -v -f --file --field-separator --assign -e --source -i --include'),
  );
  for (const file of valuesOf(read, '-f', '--file')) call.touch(file, 'read');
  const given = valueOf(read, '-f', '--file', '-e', '--source') !== undefined;
  const codes = [...valuesOf(read, '-e', '--source'), ...(given ? [] : read.operands.slice(0, 1))];
  for (const code of codes) call.code('awk', code.text);
  for (const file of given ? read.operands : read.operands.slice(1))
    if (!file.text.includes('=')) call.touch(file, 'read');
  return undefined;
};

/** Interprets a tool whose one-liners are code, and whose words are verbs of its own. */
const lineOnly: Program = call => {
  for (const code of valuesOf(readArguments(call.args, set('-e')), '-e')) scanCode(call, 'other', code.text);
  return undefined;
};

const trap: Program = call => {
  const [text] = call.args;
  return text === undefined || /^-/u.test(text.text) ? undefined : call.shell(text.text, 'trap');
};

/** Interprets script, su, watch and their like, which take shell text as an option or operands. */
const textRunner =
  (options: string, valued = ''): Program =>
  call => {
    const read = readArguments(call.args, new Set([...set(options), ...set(valued)]));
    const texts = valuesOf(read, ...set(options));
    for (const text of texts) call.shell(text.text, call.program);
    return undefined;
  };

const watch: Program = call => {
  const at = call.args.findIndex(
    (word, index) =>
      !word.text.startsWith('-') && !/^(?:-n|--interval)$/u.test(call.args[index - 1]?.text ?? ''),
  );
  return at < 0
    ? undefined
    : call.shell(
        call.args
          .slice(at)
          .map(word => word.text)
          .join(' '),
        'watch',
      );
};

const python = interpreter('python', '-c', '-W -X --check-hash-based-pycs');
const node = interpreter(
  'node',
  '-e --eval -p --print -pe',
  '-r --require --import --loader --env-file -C --conditions --input-type',
);

/** Runs what an editor is told to run: `vim -c ':!make'`. */
const editor =
  (plain: Program | undefined): Program =>
  call => {
    call.args.forEach(({ text }, at) => {
      const given = /^(?:-c|--cmd)$/u.test(call.args[at - 1]?.text ?? '')
        ? text
        : /^\+(?<line>.*)$/su.exec(text)?.[1];
      const line = /^:?(?:silent!?\s+)?(?:r\s*)?!(?<line>.+)$/su.exec(given ?? '')?.groups?.['line'];
      if (line !== undefined) call.shell(line, call.program);
    });
    return plain?.(call);
  };

/** Recipes of a makefile that comes by input are lines of a shell. */
const make: Program = call => {
  const text = call.args.some(word => /^(?:-|\/dev\/stdin)$/u.test(word.text)) ? knownInput(call) : undefined;
  for (const line of (text ?? '').split(/\n\t?|;/u).slice(0, 50))
    if (/^\s*[@-]?\w+\s/u.test(line)) call.shell(line.replace(/^\s*[@-]/u, ''), 'make');
  return undefined;
};

/** Maps program names to their interpretation. */
export const runnerPrograms: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...[...shells].map((name): [string, Program] => [name, shell]),
  ['sudo', wrapper('-u -g -h -p -C -r -t -T -U -D -R --user --group --host --prompt --chdir')],
  ['doas', wrapper('-u -C')],
  ['nohup', wrapper()],
  ['time', wrapper('-o -f --output --format')],
  ['gtime', wrapper('-o -f')],
  ['timeout', wrapper('-s -k --signal --kill-after', 1)],
  ['gtimeout', wrapper('-s -k --signal --kill-after', 1)],
  ['nice', wrapper('-n --adjustment')],
  ['ionice', wrapper('-c -n -p --class --classdata')],
  ['chrt', wrapper('', 1)],
  ['taskset', wrapper('', 1)],
  ['stdbuf', wrapper('-i -o -e --input --output --error')],
  ['unbuffer', wrapper()],
  ['setsid', wrapper()],
  ['exec', wrapper('-a')],
  ['command', wrapper()],
  ['builtin', wrapper()],
  ['noglob', wrapper()],
  ['nocorrect', wrapper()],
  ['coproc', wrapper()],
  ['then', wrapper()],
  ['do', wrapper()],
  ['caffeinate', wrapper('-t -w')],
  ['arch', wrapper()],
  ['busybox', wrapper()],
  ['toybox', wrapper()],
  ['strace', wrapper('-e -o -p -s -u')],
  ['ltrace', wrapper('-e -o -p -s')],
  ['firejail', wrapper()],
  ['proxychains', wrapper('-f')],
  ['proxychains4', wrapper('-f')],
  ['torsocks', wrapper()],
  ['flock', wrapper('-w -E', 1)],
  ['chroot', wrapper('', 1)],
  ['unshare', wrapper('-R -w -S -G')],
  ['nsenter', wrapper('-t -S -G')],
  ['systemd-run', wrapper('-p -u -t -M --property --unit --slice')],
  ['pkexec', wrapper('--user')],
  ['dotenv', wrapper('-e -f')],
  ['env', env],
  ['eval', evaluate],
  ['source', source],
  ['.', source],
  ['trap', trap],
  ['watch', watch],
  ['script', call => typescript(call)],
  ['su', textRunner('-c --command', '-s -g -G')],
  ['runuser', textRunner('-c --command', '-u -s -g -G')],
  ['tmux', call => tmux(call)],
  ['python', python],
  ['python2', python],
  ['python3', python],
  ['pypy', python],
  ['pypy3', python],
  ['node', node],
  ['nodejs', node],
  ['bun', interpreter('node', '-e --eval -p --print')],
  ['deno', call => deno(call)],
  ['perl', interpreter('perl', '-e -E -ne -pe -nE -pE -lne -lpe -ane -i.bak', '-I -M -m')],
  ['ruby', interpreter('ruby', '-e -ne -pe -lne', '-I -r')],
  ['php', interpreter('php', '-r -B -R -E', '-d -c -S -t')],
  ['lua', interpreter('other', '-e', '-l')],
  ['julia', interpreter('other', '-e -E --eval --print', '-L -J -C -t -p')],
  ['groovy', interpreter('other', '-e', '-cp -D')],
  ['elixir', interpreter('other', '-e --eval', '-r -S -pa')],
  ['tclsh', interpreter('other', '')],
  ['swift', lineOnly],
  ['rscript', interpreter('other', '-e')],
  ['osascript', interpreter('other', '-e', '-l')],
  ['ts-node', interpreter('node', '-e --eval -p --print', '-P -r -T')],
  ['tsx', interpreter('node', '-e --eval -p --print')],
  ['awk', awk],
  ['gawk', awk],
  ['mawk', awk],
  ['nawk', awk],
  ['make', make],
  ['gmake', make],
  ...['vim', 'vi', 'nvim', 'ex', 'view'].map((name): [string, Program] => [
    name,
    editor(simplePrograms.get(name)),
  ]),
]);

/** It writes down what a command shows. */
function typescript(call: Call): string | undefined {
  const read = readArguments(call.args, set('-c --command -O -I -B -T -o -E -m -t --log-out --log-timing'));
  const [file] = [...valuesOf(read, '-O', '--log-out', '-B'), ...read.operands];
  if (file !== undefined) call.write(file, undefined, hasFlag(read, '-a', '--append'));
  return textRunner('-c --command')(call);
}

/** A command for a new terminal session is the last operand; keys sent to one are typed into it. */
function tmux(call: Call): undefined {
  const [verb] = call.args.filter(word => !word.text.startsWith('-'));
  const last = call.args.at(-1);
  if (last === undefined || verb === undefined || last === verb) return;
  if (/^(?:new|new-session|new-window|neww|split-window|splitw|respawn-pane|run-shell|run)$/u.test(verb.text))
    call.shell(last.text, 'tmux');
  if (/^(?:send-keys|send)$/u.test(verb.text)) {
    const at = call.args.indexOf(verb);
    const typed = readArguments(call.args.slice(at + 1), set('-t -N')).operands.map(word => word.text);
    call.shell(typed.filter(word => !/^(?:Enter|C-m|C-c)$/u.test(word)).join(' '), 'tmux send-keys');
  }
}

function deno(call: Call): undefined {
  const [verb, ...rest] = call.args;
  if (verb?.text === 'eval')
    for (const word of rest) if (!word.text.startsWith('-')) scanCode(call, 'node', word.text);
  if (verb?.text === 'run') {
    const script = rest.find(word => !word.text.startsWith('-'));
    if (script !== undefined && /^https?:/u.test(script.text)) call.fetch(script.text);
    else if (script !== undefined) call.touch(script, 'execute');
  }
}
