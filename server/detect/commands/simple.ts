/** Interprets one simple command: aliases, functions, the program's own meaning. */
import type { Call, Input, Language } from './call.ts';
import { scanCode } from './code.ts';
import { computedMark, isComputed, wordOf } from './commandLine.ts';
import type { Word } from './commandLine.ts';
import { runsSomething } from './programs/git.ts';
import type { Interpreter } from './interpreter.ts';
import { programNamed, unknownProgram } from './programs/index.ts';
import { filterOutput } from './programs/output.ts';
import { innerScope, scopeVia } from './scope.ts';
import type { Scope } from './scope.ts';
import { touchPath, writePath } from './touch.ts';

/** Is a simple command, its words read. */
export interface SimpleCommand {
  readonly words: readonly Word[];
  readonly assignments: readonly {
    readonly name: string;
    readonly value: string | undefined;
    readonly shown?: string;
  }[];
  readonly input: Input;
  readonly scope: Scope;
}

/** Runs a simple command; returns its output where known. */
export function runSimple(simple: SimpleCommand, shell: Interpreter): string | undefined {
  if (!shell.enter()) return undefined;
  const output = runNamed(simple, shell);
  shell.leave();
  return output;
}

function runNamed(simple: SimpleCommand, shell: Interpreter): string | undefined {
  const { words, scope, input } = simple;
  const [first = wordOf(''), ...args] = words;
  const alias = scope.aliases.get(first.text);
  if (alias !== undefined && !scope.via.includes(`alias ${first.text}`)) {
    const text = [alias, ...args.map(word => quoted(word.text))].join(' ');
    return shell.text(text, scopeVia(scope, `alias ${first.text}`), input);
  }
  const body = scope.functions.get(first.text);
  if (body !== undefined) return callFunction(body, args, { scope, input, shell });
  return runProgram(first, args, simple, shell);
}

const longestCode = 20_000;

const quoted = (text: string): string =>
  /^[\w./~-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

function callFunction(
  body: Parameters<Interpreter['statement']>[0],
  args: readonly Word[],
  { scope, input, shell }: { scope: Scope; input: Input; shell: Interpreter },
): string | undefined {
  const inner = innerScope(scope, 'function');
  args.forEach((word, index) => inner.variables.set(String(index + 1), word.text));
  const all = args.map(word => word.text).join(' ');
  inner.variables.set('@', all);
  inner.variables.set('*', all);
  const output = shell.statement(body, inner, input);
  scope.place.folder = inner.place.folder;
  return output;
}

function runProgram(
  first: Word,
  args: readonly Word[],
  simple: SimpleCommand,
  shell: Interpreter,
): string | undefined {
  const { scope } = simple;
  const computed = isComputed(first.text);
  const program = computed ? '' : programName(first.text);
  shell.harvest.commands.push({
    program,
    args: args.map(word => word.text),
    env: environment(simple),
    via: viaOf(simple),
  });
  if (computed) shell.harvest.hide('the program that runs is computed');
  else if (/[/\\]/u.test(first.text)) touchPath(shell.harvest, scope, first, 'execute');
  for (const { text } of args)
    for (const url of text.match(/\b(?:https?|ftp|wss?|ssh|git|s3|gs):\/\/[^\s'"<>|;`]+/giu) ?? [])
      shell.harvest.fetch(url);
  runSettings(program, simple, shell);
  const call = createCall(program, args, simple, shell);
  const meaning = programNamed(program);
  const [next, ...others] = args;
  // `=2 git reset`, `A-B=2 git reset`: no assignments to bash, but meant as some.
  if (next !== undefined && /^[\w.-]*=/u.test(first.text)) return runProgram(next, others, simple, shell);
  if (meaning === undefined) {
    unknownProgram(call, computed);
    return undefined;
  }
  return meaning(call) ?? filterOutput(call);
}

const commandVariable =
  /^(?:GIT_(?:SSH_COMMAND|EXTERNAL_DIFF|PAGER|EDITOR|SEQUENCE_EDITOR)|PAGER|EDITOR|VISUAL)$/u;

/** Variables before a command can hold a command line of their own, or a setting that git runs. */
function runSettings(program: string, { assignments, scope }: SimpleCommand, shell: Interpreter): void {
  for (const { name, value = '' } of assignments) {
    if (commandVariable.test(name) && /\s/u.test(value) && !/^\s*ssh\s/u.test(value))
      shell.text(value, innerScope(scope, name), { from: 'text', text: '' });
    if (program === 'git' && /^GIT_CONFIG_KEY_\d+$/u.test(name) && runsSomething(value))
      touchPath(shell.harvest, scope, wordOf('.git/config'), 'write');
  }
}

/** Text that no other language means anything by. */
const plainShell =
  /^\s*(?:sudo\s+)?(?:rm\s+-|dd\s+if=|mkfs|chmod\s+-?[0-7R]|curl\s+-|wget\s+-|git\s+\w|shred\s+-)/u;

/** Takes folder, ending and version from a program's name. */
function programName(text: string): string {
  const base = (text.split(/[/\\]/u).at(-1) ?? '')
    .toLowerCase()
    .replace(/\.(?:exe|cmd|bat|com|traditional|openbsd)$/u, '');
  return programNamed(base) === undefined
    ? base.replace(/(?<=^(?:python|node|ruby|perl|php|pip|lua|bash))[\d.]+$/u, '')
    : base;
}

function environment({ scope, assignments }: SimpleCommand): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...scope.exported,
    ...assignments.map(({ name, value, shown }): [string, string] => [name, value ?? shown ?? computedMark]),
  ]);
}

function viaOf({ scope, input }: SimpleCommand): readonly string[] {
  if (input.from === 'terminal') return scope.via;
  return [
    ...scope.via,
    input.from === 'pipe'
      ? 'input from a pipe'
      : input.from === 'file'
        ? 'input from a file'
        : 'input from text',
  ];
}

function createCall(program: string, args: readonly Word[], simple: SimpleCommand, shell: Interpreter): Call {
  const { scope, input } = simple;
  const { harvest } = shell;
  return {
    program,
    args,
    input,
    touch: (word, op) => {
      touchPath(harvest, scope, word, op);
    },
    write: (word, content, append) => {
      writePath(harvest, scope, { word, content, append });
    },
    fetch: url => {
      harvest.fetch(url);
    },
    hide: reason => {
      harvest.hide(reason);
    },
    note: command => {
      harvest.note({ ...command, via: [...viaOf(simple), ...command.via] });
    },
    run: (words, via) =>
      runSimple({ words, assignments: simple.assignments, input, scope: scopeVia(scope, via) }, shell),
    shell: (text, via) => shell.text(text, innerOrSame(scope, via), { from: 'terminal' }),
    code: (language, text) => {
      harvest.note({
        program: `${language} code`,
        args: [text.slice(0, longestCode)],
        env: {},
        via: viaOf(simple),
      });
      scanInto(language, text, simple, shell);
      if (plainShell.test(text)) shell.text(text, innerScope(scope, language), { from: 'terminal' });
    },
    assign: (name, value) => {
      if (value === undefined) scope.variables.delete(name);
      else scope.variables.set(name, value);
    },
    alias: (name, text) => {
      scope.aliases.set(name, text);
    },
    enter: folder => {
      scope.place.folder = entered(scope.place.folder, folder);
    },
  };
}

/** `eval` and `trap` act on the shell itself; any other shell is a new one. */
const innerOrSame = (scope: Scope, via: string): Scope =>
  via === 'eval' ? scopeVia(scope, via) : innerScope(scope, via);

function entered(folder: string, next: Word | undefined): string {
  if (next === undefined || next.text === '-') return '';
  if (/^(?:[/~\\]|[A-Za-z]:[\\/])/u.test(next.text) || folder === '') return next.text;
  return `${folder.replace(/\/$/u, '')}/${next.text}`;
}

function scanInto(language: Language, text: string, { scope }: SimpleCommand, shell: Interpreter): void {
  const uses = scanCode(language, text);
  const { harvest } = shell;
  for (const { path, op } of uses.paths)
    touchPath(harvest, scope, { text: path, glob: /[*?[]/u.test(path) }, op);
  for (const url of uses.urls) harvest.fetch(url);
  for (const reason of uses.opaque) harvest.hide(reason);
  for (const line of uses.commands.slice(0, 20))
    shell.text(line, innerScope(scope, language), { from: 'text', text: '' });
}
