/** Git: which files its subcommands read and write, and which settings make it run programs. */
import type { Call, Program } from '../call.ts';
import type { Word } from '../commandLine.ts';
import { wordOf } from '../commandLine.ts';
import { hasFlag, readArguments, valuesOf } from '../options.ts';
import type { Arguments } from '../options.ts';

const globalValued = new Set([
  '-C',
  '-c',
  '--git-dir',
  '--work-tree',
  '--namespace',
  '--exec-path',
  '--config-env',
]);

const git: Program = call => {
  const { folder, settings, words } = readGlobals(call.args);
  for (const setting of settings) if (runsSomething(setting.split('=')[0] ?? '')) runSetting(call, setting);
  const inFolder = (word: Word): Word =>
    folder === '' || /^[/~]/u.test(word.text) ? word : { ...word, text: `${folder}/${word.text}` };
  subcommands.get(words[0]?.text ?? '')?.(call, words.slice(1), inFolder);
  return undefined;
};

/** Reads the options before the subcommand: its folder, its settings, and what is left. */
function readGlobals(args: readonly Word[]): {
  readonly folder: string;
  readonly settings: readonly string[];
  readonly words: readonly Word[];
} {
  const settings: string[] = [];
  let folder = '';
  let at = 0;
  for (; at < args.length; at += 1) {
    const text = args[at]?.text ?? '';
    if (!text.startsWith('-')) break;
    if (!globalValued.has(text)) continue;
    at += 1;
    const value = args[at]?.text ?? '';
    if (text === '-C') folder = value;
    if (text === '-c') settings.push(value);
  }
  return { folder, settings, words: args.slice(at) };
}

/** Settings with a shell line as their value run it when git needs it. */
function runSetting(call: Call, setting: string): void {
  const value = setting.slice(setting.indexOf('=') + 1).replace(/^!/u, '');
  call.touch(wordOf('.git/config'), 'write');
  call.shell(value, 'git -c');
}

type Subcommand = (call: Call, args: readonly Word[], place: (word: Word) => Word) => void;

const executable =
  /^(?:core\.(?:hookspath|fsmonitor|sshcommand|editor|pager|gitproxy|askpass|worktree|attributesfile)|alias\..+|filter\..+|diff\.(?:.+\.)?(?:command|textconv|external)|merge\..+\.driver|mergetool\..+|difftool\..+|credential(?:\..+)?\.helper|include(?:if\..+)?\.path|url\..+|gpg(?:\..+)?\.program|http\.(?:.+\.)?(?:proxy|sslverify)|protocol\..+|sequence\.editor|pager\..+|interactive\.difffilter|uploadpack\..+|remote\..+\.(?:proxy|uploadpack|receivepack)|init\.templatedir|safe\.directory|sendemail\..+|browser\..+|man\..+|submodule\..+\.update)$/iu;

/** Tells whether a git setting makes git run a program, or look for its settings elsewhere. */
export const runsSomething = (key: string): boolean => executable.test(key);

const configValued = new Set(['-f', '--file', '--type', '--blob', '--default']);

const config: Subcommand = (call, args, place) => {
  const read = readArguments(args, configValued);
  const looks =
    hasFlag(read, '--get', '--get-all', '--list', '-l', '--get-regexp', '--show-origin') ||
    /^(?:get|list)$/u.test(args[0]?.text ?? '');
  for (const file of valuesOf(read, '-f', '--file')) call.touch(place(file), looks ? 'read' : 'write');
  const operands = configOperands(read);
  const changes = operands.length > 1 || hasFlag(read, '--unset', '--unset-all', '--add', '--replace-all');
  if (looks || !changes || !runsValue(operands)) return;
  const apart = configFiles.find(([flag]) => hasFlag(read, flag))?.[1];
  call.touch(apart === undefined ? place(wordOf('.git/config')) : wordOf(apart), 'write');
};

/** Lists key and value, without the verb that newer versions put before them. */
const configOperands = ({ operands }: Arguments): readonly Word[] =>
  /^(?:set|get|list|edit|unset|rename-section|remove-section)$/u.test(operands[0]?.text ?? '')
    ? operands.slice(1)
    : operands;

/** Tells whether git would run a setting; of aliases only one with an exclamation mark runs a shell. */
function runsValue([key, value]: readonly Word[]): boolean {
  const name = key?.text ?? '';
  // Git's own helpers keep credentials; they run nothing else.
  if (/^credential\b.*\.helper$/iu.test(name) && ownHelper.test(value?.text ?? '')) return false;
  const plainAlias = /^alias\./iu.test(name) && value?.text.startsWith('!') !== true;
  return runsSomething(name) && !plainAlias;
}

const ownHelper =
  /^(?:cache|osxkeychain|libsecret|wincred|manager(?:-core)?|gnome-keyring|oauth|store)(?:\s+--[\w-]+(?:=\S*)?)*$/u;

/** Names the files outside the repository that settings go to. */
const configFiles = [
  ['--global', '~/.gitconfig'],
  ['--system', '/etc/gitconfig'],
] as const;

/** Takes what says where a path begins from it: `:/path`, `:(top)path`; `:path` is one in the index. */
const pathOf = (word: Word): Word => ({
  ...word,
  text: word.text.replace(/^:(?:\([^)]*\)|[/!^]+)?/u, ''),
});

/** Splits `rev:path` and paths after `--`; revisions are no files. */
function shownFiles(args: readonly Word[]): readonly Word[] {
  const dashes = args.findIndex(word => word.text === '--');
  const after = (dashes < 0 ? [] : args.slice(dashes + 1)).map(pathOf);
  const before = (dashes < 0 ? args : args.slice(0, dashes)).filter(word => !word.text.startsWith('-'));
  const named = before.flatMap(word => {
    const path = /^(?::[0-3]:|[^:]+:)(?<path>.+)$/su.exec(word.text)?.groups?.['path'];
    return path === undefined ? (word.text.startsWith(':') ? [pathOf(word)] : []) : [{ ...word, text: path }];
  });
  return [...named, ...after];
}

const show: Subcommand = (call, args, place) => {
  for (const file of shownFiles(args)) call.touch(place(file), 'read');
};

const diff: Subcommand = (call, args, place) => {
  const loose = args.some(word => word.text === '--no-index');
  const files = loose
    ? args.filter(word => !word.text.startsWith('-'))
    : [
        ...shownFiles(args),
        ...args.filter(
          word =>
            /^\.?[^-:~^]*[./][^:~^]*$/u.test(word.text) &&
            !word.text.startsWith('-') &&
            !word.text.includes('..'),
        ),
      ];
  for (const file of files) call.touch(place(file), 'read');
};

/** Named files that are put into git's store can be shown and pushed from there. */
const add: Subcommand = (call, args, place) => {
  const read = readArguments(args, new Set(['--chmod', '--pathspec-from-file', '-t', '--path']));
  for (const file of read.operands) if (file.text !== '.') call.touch(place(file), 'read');
};

const log: Subcommand = (call, args, place) => {
  if (args.some(word => /^(?:-p|-u|--patch|-S.*|-G.*|-L.*)$/u.test(word.text))) show(call, args, place);
};

const blame: Subcommand = (call, args, place) => {
  const file = args.filter(word => !word.text.startsWith('-')).at(-1);
  if (file !== undefined) call.touch(place(file), 'read');
};

/** Restores files from git's store: that is a write, whose content the command line does not show. */
const restore: Subcommand = (call, args, place) => {
  const dashes = args.findIndex(word => word.text === '--');
  const files =
    dashes < 0
      ? args.filter(word => /[./]/u.test(word.text) && !word.text.startsWith('-'))
      : args.slice(dashes + 1);
  for (const file of files) if (file.text !== '.') call.touch(place(file), 'write');
};

const apply: Subcommand = (call, args, place) => {
  const read = readArguments(
    args,
    new Set(['-p', '-C', '--directory', '--exclude', '--include', '--whitespace']),
  );
  for (const file of read.operands) call.touch(place(file), 'read');
  if (!hasFlag(read, '--check', '--stat', '--numstat')) call.hide('a patch names its own files');
};

const remove: Subcommand = (call, args, place) => {
  const read = readArguments(args, new Set());
  if (hasFlag(read, '--cached')) return;
  for (const file of read.operands) call.touch(place(file), 'delete');
};

const move: Subcommand = (call, args, place) => {
  const { operands } = readArguments(args, new Set());
  for (const file of operands.slice(0, -1)) call.touch(place(file), 'delete');
  const target = operands.at(-1);
  if (target !== undefined) call.write(place(target), undefined, false);
};

const clone: Subcommand = (call, args) => {
  const read = readArguments(
    args,
    new Set([
      '-b',
      '-o',
      '-c',
      '--config',
      '--branch',
      '--depth',
      '--template',
      '--reference',
      '--origin',
      '-u',
      '--upload-pack',
      '-j',
      '--filter',
    ]),
  );
  for (const setting of valuesOf(read, '-c', '--config'))
    if (runsSomething(setting.text.split('=')[0] ?? '')) call.touch(wordOf('.git/config'), 'write');
  const [source] = read.operands;
  if (source !== undefined && /[:@]/u.test(source.text))
    call.fetch(/^\w+:\/\//u.test(source.text) ? source.text : `ssh://${source.text.replace(':', '/')}`);
};

const network: Subcommand = (call, args) => {
  for (const word of args) if (/^(?:\w+:\/\/|[\w.-]+@[\w.-]+:)/u.test(word.text)) call.fetch(word.text);
};

const bisect: Subcommand = (call, args) => {
  if (args[0]?.text === 'run') call.run(args.slice(1), 'git bisect run');
};

const eachOf: Subcommand = (call, args) => {
  for (const word of args.slice(1)) if (!word.text.startsWith('-')) call.shell(word.text, 'git');
};

/** `--exec` runs a line after every commit. */
const rebase: Subcommand = (call, args) => {
  for (const { text } of valuesOf(
    readArguments(args, new Set(['-x', '--exec', '--onto', '-s', '-X'])),
    '-x',
    '--exec',
  ))
    call.shell(text, 'git rebase');
};

const subcommands: ReadonlyMap<string, Subcommand> = new Map<string, Subcommand>([
  ['config', config],
  ['show', show],
  ['cat-file', show],
  ['diff', diff],
  ['grep', show],
  ['stash', show],
  ['add', add],
  ['stage', add],
  ['hash-object', add],
  ['log', log],
  ['blame', blame],
  ['annotate', blame],
  ['checkout', restore],
  ['restore', restore],
  ['apply', apply],
  ['am', apply],
  ['rm', remove],
  ['mv', move],
  ['clone', clone],
  ['push', network],
  ['fetch', network],
  ['pull', network],
  ['remote', network],
  ['ls-remote', network],
  ['bisect', bisect],
  ['filter-branch', eachOf],
  ['rebase', rebase],
  [
    'submodule',
    (call, args, place) =>
      args[0]?.text === 'foreach' ? eachOf(call, args, place) : network(call, args, place),
  ],
]);

/** Maps program names to their interpretation. */
export const gitPrograms: ReadonlyMap<string, Program> = new Map([['git', git]]);
