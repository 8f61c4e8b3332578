/** What the commands of PowerShell and cmd do to the files that they name. A table and how it is read. */
import type { Call } from '../call.ts';
import type { Word } from '../commandLine.ts';
import { wordOf } from '../commandLine.ts';

type Verb = 'read' | 'write' | 'delete' | 'copy' | 'move' | 'fetch' | 'link' | 'run' | 'none';

const words = (names: string): readonly string[] => names.split(' ');

const table: Readonly<Record<Verb, string>> = {
  read: 'get-content type more select-string findstr import-csv import-clixml get-filehash format-hex fc certutil',
  write:
    'set-content add-content out-file new-item tee-object export-csv export-clixml clear-content mkdir md attrib icacls set-itemproperty set-acl',
  delete: 'remove-item',
  copy: 'copy-item xcopy robocopy compress-archive expand-archive',
  move: 'move-item rename-item',
  fetch: 'invoke-webrequest curl wget invoke-restmethod start-bitstransfer bitsadmin',
  link: 'mklink',
  run: 'invoke-expression start-process invoke-command powershell pwsh cmd start call',
  none: 'write-output write-host echo get-childitem dir set-location cd test-path get-location cls if for foreach return where-object foreach-object new-object sc reg net netsh schtasks wmic',
};

const verbs: ReadonlyMap<string, Verb> = new Map(
  (Object.entries(table) as readonly (readonly [Verb, string])[]).flatMap(([verb, names]) =>
    words(names).map((name): [string, Verb] => [name, verb]),
  ),
);

/** Other names of the same command, in PowerShell and in cmd. */
const aliases: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    'get-content': 'gc cat',
    'select-string': 'sls',
    'add-content': 'ac',
    'new-item': 'ni',
    'remove-item': 'ri rm del erase rd rmdir',
    'copy-item': 'cpi copy cp',
    'move-item': 'mi mv move',
    'rename-item': 'rni ren rename',
    'invoke-webrequest': 'iwr',
    'invoke-restmethod': 'irm',
    'invoke-expression': 'iex',
    'start-process': 'saps',
    'invoke-command': 'icm',
    'get-childitem': 'gci ls',
    'set-itemproperty': 'sp',
    'foreach-object': '%',
    'where-object': '?',
    'stop-process': 'spps',
    'clear-content': 'clc',
    'set-alias': 'sal',
  }).flatMap(([name, others]) => words(others).map(other => [other, name])),
);

/** Returns the name of a program without folder, ending and letter case; an alias gives what it stands for. */
export function canonicalName(text: string): string {
  const base = (text.split(/[/\\]/u).at(-1) ?? '').toLowerCase().replace(/\.(?:exe|cmd|bat|com)$/u, '');
  return Object.hasOwn(aliases, base) ? (aliases[base] ?? base) : base;
}

/** Lists the commands that belong to PowerShell or cmd alone, whatever shell reads them. */
export const windowsNames: readonly string[] = [
  ...[...verbs.keys()].filter(
    name => name.includes('-') || /^(?:robocopy|findstr|mklink|attrib|icacls)$/u.test(name),
  ),
  ...words('gc sls iwr irm iex del erase ni'),
];

/** Parameters whose value is no file. */
const plainParameter =
  /^-(?:encoding|pattern|itemtype|type|value|uri|method|headers|body|erroraction|filter|include|exclude|delimiter|totalcount|tail|name|credential|c|command|source)$/iu;
const targetParameter = /^-(?:destination|destinationpath|outfile|filepath)$/iu;

/** Records the files that a command names. */
export function touchVerbs(call: Pick<Call, 'touch' | 'hide'>, name: string, args: readonly string[]): void {
  const files: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const token = args[at] ?? '';
    if (targetParameter.test(token)) call.touch(wordOf(args[(at += 1)] ?? ''), 'write');
    else if (plainParameter.test(token)) at += 1;
    else if (/^-infile$/iu.test(token)) call.touch(wordOf(args[(at += 1)] ?? ''), 'read');
    else if (!/^[-/]\w+(?::.*)?$/u.test(token)) files.push(...token.split(','));
  }
  actOn(
    call,
    verbs.get(name),
    files
      .filter(file => file !== '' && !/^https?:/iu.test(file))
      .map(text => ({ text, glob: /[*?]/u.test(text) })),
  );
}

function actOn(call: Pick<Call, 'touch' | 'hide'>, verb: Verb | undefined, files: readonly Word[]): void {
  if (verb === 'copy' || verb === 'move') transfer(call, verb, files);
  else if (verb === 'run') call.hide('PowerShell or cmd text runs other text');
  else if (verb === undefined) {
    for (const file of files) if (/^(?!--)\S*[./\\~]/u.test(file.text)) call.touch(file, 'read');
  } else if (verb !== 'none' && verb !== 'fetch') for (const file of files) call.touch(file, verb);
}

/** The last of several names is the target. */
function transfer(call: Pick<Call, 'touch'>, verb: 'copy' | 'move', files: readonly Word[]): void {
  const target = files.length > 1 ? files.at(-1) : undefined;
  for (const file of files) {
    if (file === target) continue;
    call.touch(file, 'read');
    if (verb === 'move') call.touch(file, 'delete');
  }
  if (target !== undefined) call.touch(target, 'write');
}
