/** Programs that move bytes between files: copies, links, archives, in-place editors, find. */
import type { Call, Program } from '../call.ts';
import type { Word } from '../commandLine.ts';
import { wordOf } from '../commandLine.ts';
import { hasFlag, readArguments, valueOf, valuesOf } from '../options.ts';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Interprets cp, mv, install and their like: the last operand is the target, a file or a folder. */
const copy =
  (source: 'read' | 'move' | 'link'): Program =>
  call => {
    const read = readArguments(
      call.args,
      set('-t -S -m -o -g --target-directory --suffix --mode --owner --group'),
    );
    const folder = valueOf(read, '-t', '--target-directory');
    const sources = folder === undefined ? read.operands.slice(0, -1) : read.operands;
    const target = folder ?? read.operands.at(-1);
    const deep = hasFlag(read, '-r', '-R', '-a', '--recursive', '--archive');
    for (const file of sources) {
      if (source === 'link') call.touch(file, 'link');
      else call.touch(file, deep ? 'search' : 'read');
      if (source === 'move') call.touch(file, 'delete');
    }
    if (source === 'link' && sources.length === 0 && target !== undefined) {
      call.touch(target, 'link');
      call.touch({ ...target, text: baseName(target.text) }, 'write');
    } else if (target !== undefined) writeTarget(call, target, sources);
    return undefined;
  };

/** A target may be a folder, which then holds the sources' names: both places count. */
function writeTarget(call: Call, target: Word, sources: readonly Word[]): void {
  // A template that is copied to its own name holds what a template does.
  if (sources.length === 1 && isTemplateOf(sources[0]?.text ?? '', target.text)) return;
  call.write(target, undefined, false);
  for (const file of sources) {
    const inside = `${target.text.replace(/\/$/u, '')}/${baseName(file.text)}`;
    if (baseName(file.text) !== '')
      call.write({ text: inside, glob: file.glob || target.glob }, undefined, false);
  }
}

/** Tells whether `cp .env.example .env` gives a template its own name. */
const isTemplateOf = (source: string, target: string): boolean =>
  baseName(target) !== '' &&
  baseName(source).replace(/[.-](?:example|sample|template|tmpl|dist|defaults?)$/iu, '') ===
    baseName(target) &&
  baseName(source) !== baseName(target);

const baseName = (name: string): string =>
  name
    .replace(/[/\\]+$/u, '')
    .split(/[/\\]/u)
    .at(-1) ?? '';

/** Interprets rsync and scp: places on other machines are network uses. */
const remoteCopy: Program = call => {
  const read = readArguments(
    call.args,
    set(
      '-e -P -i -o -F -c -S -J -l -T --rsh --exclude --include --exclude-from --files-from --port --bwlimit --chmod --backup-dir --password-file --log-file --info --filter -f',
    ),
  );
  for (const file of valuesOf(read, '--password-file', '--files-from')) call.touch(file, 'read');
  const [target, ...sources] = read.operands.toReversed();
  for (const file of sources) place(call, file, 'search');
  for (const { text } of valuesOf(read, '-e', '--rsh'))
    if (call.program === 'rsync' && !/^\s*(?:ssh|autossh)\b/u.test(text)) call.shell(text, 'rsync');
  if (target === undefined) return undefined;
  // What the source does not have goes from the target.
  if ([...read.flags].some(flag => /^--del(?:ete(?:-\w+)?)?$/u.test(flag)) && !isRemote(target.text))
    call.touch(target, 'delete');
  if (isRemote(target.text)) call.fetch(remoteUrl(target.text));
  else writeTarget(call, target, sources);
  return undefined;
};

function place(call: Call, file: Word, op: 'search'): void {
  if (isRemote(file.text)) call.fetch(remoteUrl(file.text));
  else call.touch(file, op);
}

const isRemote = (text: string): boolean => /^(?:[a-z]+:\/\/|[^/\\:]{2,}:)/iu.test(text);
const remoteUrl = (text: string): string =>
  /^[a-z]+:\/\//iu.test(text) ? text : `ssh://${text.replace(':', '/')}`;

const tarValued = set(
  '-f -C -T -X -I --file --directory --files-from --exclude --exclude-from --use-compress-program --to-command --transform --strip-components -b -K -N',
);

const tar: Program = call => {
  const read = readArguments(dashed(call.args), tarValued);
  for (const program of valuesOf(
    read,
    '--to-command',
    '--use-compress-program',
    '-I',
    '--checkpoint-action',
  )) {
    call.shell(program.text.replace(/^exec=/u, ''), 'tar');
  }
  for (const list of valuesOf(read, '-T', '--files-from')) call.touch(list, 'read');
  const creates = hasFlag(read, '-c', '-r', '-u', '-A', '--create', '--append', '--update');
  const archive = valueOf(read, '-f', '--file');
  if (archive !== undefined && archive.text !== '-') call.touch(archive, creates ? 'write' : 'read');
  const folder = valueOf(read, '-C', '--directory');
  if (creates) for (const file of read.operands) call.touch(within(folder, file), 'search');
  else if (hasFlag(read, '-x', '--extract', '--get')) unpack(call, folder, read.operands);
  return undefined;
};

/** Tar's first word may be a cluster of letters without a dash. */
function dashed(args: readonly Word[]): readonly Word[] {
  const [first, ...rest] = args;
  return first !== undefined && /^[A-Za-z]+$/u.test(first.text) && /[cxtruA]/u.test(first.text)
    ? [{ ...first, text: `-${first.text}` }, ...rest]
    : args;
}

function unpack(call: Call, folder: Word | undefined, files: readonly Word[]): void {
  call.touch(folder ?? wordOf('.'), 'write');
  for (const file of files) call.touch(within(folder, file), 'write');
  if (files.length === 0) call.hide('an archive is unpacked');
}

const within = (folder: Word | undefined, file: Word): Word =>
  folder === undefined || /^[/~]/u.test(file.text)
    ? file
    : { text: `${folder.text}/${file.text}`, glob: folder.glob || file.glob };

const zip: Program = call => {
  const read = readArguments(call.args, set('-x -i -b -P -n -t --password'));
  const [archive, ...files] = read.operands;
  if (archive !== undefined) call.touch(archive, 'write');
  for (const file of files) call.touch(file, 'search');
  return undefined;
};

const unzip: Program = call => {
  const read = readArguments(call.args, set('-d -x -P'));
  const [archive, ...files] = read.operands;
  if (archive !== undefined) call.touch(archive, 'read');
  if (hasFlag(read, '-l', '-p', '-t', '-v', '-Z')) return undefined;
  const folder = valueOf(read, '-d');
  call.touch(folder ?? wordOf('.'), 'write');
  for (const file of files) call.touch(within(folder, file), 'write');
  call.hide('an archive is unpacked');
  return undefined;
};

const sevenZip: Program = call => {
  const [mode, archive, ...files] = call.args.filter(word => !word.text.startsWith('-'));
  const packs = mode?.text === 'a' || mode?.text === 'u';
  if (archive !== undefined) call.touch(archive, packs ? 'write' : 'read');
  if (packs) for (const file of files) call.touch(file, 'search');
  return undefined;
};

const dd: Program = call => {
  for (const word of call.args) {
    const match = /^(?<key>if|of)=(?<path>[^]+)$/u.exec(word.text);
    if (match?.groups !== undefined)
      call.touch(
        { ...word, text: match.groups['path'] ?? '' },
        match.groups['key'] === 'if' ? 'read' : 'write',
      );
  }
  return undefined;
};

const tee: Program = call => {
  const read = readArguments(call.args, new Set());
  const known = call.input.from === 'text' || call.input.from === 'pipe' ? call.input.text : undefined;
  for (const file of read.operands) call.write(file, known, hasFlag(read, '-a', '--append'));
  return known;
};

const sed: Program = call => {
  const read = readArguments(call.args, set('-e -f -E? -l --expression --file --line-length'));
  const scripts = valuesOf(read, '-e', '--expression');
  const files = valuesOf(read, '-f', '--file');
  for (const file of files) call.touch(file, 'read');
  const given = scripts.length + files.length > 0;
  const script = given ? scripts : read.operands.slice(0, 1);
  for (const { text } of script) scanSed(call, text);
  const inPlace = [...read.flags].some(flag => flag === '-i' || flag === '-I' || flag === '--in-place');
  // On macOS `-i ''` takes a word of its own; an empty operand names no file.
  for (const file of given ? read.operands : read.operands.slice(1)) {
    call.touch(file, 'read');
    if (inPlace) call.write(file, undefined, false);
  }
  return undefined;
};

/** Finds the commands of a sed script that reach files or run programs. */
function scanSed(call: Call, script: string): void {
  for (const match of script.matchAll(/(?:^|[;{}\n/0-9$])\s*(?<act>[rRwW])\s+(?<path>[^\n;}]+)/gu)) {
    const path = wordOf((match.groups?.['path'] ?? '').trim());
    call.touch(path, match.groups?.['act']?.toLowerCase() === 'r' ? 'read' : 'write');
  }
  if (
    /(?:^|[;{}\n])\s*\d*e(?:\s|$)|\/[gpI\d]*e[gpI\d]*(?:\s*(?:;|\}|$))/u.test(script) &&
    /^s|(?:^|[;{}\n])\s*\d*e\s/u.test(script)
  ) {
    call.hide('a sed script runs its input');
  }
}

/** Interprets programs that read one file and write another. */
const fromTo =
  (valued: string): Program =>
  call => {
    const [from, to] = readArguments(call.args, set(valued)).operands;
    if (from !== undefined && from.text !== '-') call.touch(from, 'read');
    if (to !== undefined) call.touch(to, 'write');
    return undefined;
  };

const patch: Program = call => {
  const read = readArguments(
    call.args,
    set('-p -i -d -o -r -D -B -z --strip --input --directory --output --reject-file'),
  );
  for (const file of valuesOf(read, '-i', '--input')) call.touch(file, 'read');
  for (const file of [...read.operands.slice(0, 1), ...valuesOf(read, '-o', '--output')])
    call.touch(file, 'write');
  if (read.operands.length === 0) call.hide('a patch names its own files');
  return undefined;
};

const changeFolder: Program = call => {
  const [folder] = readArguments(call.args, new Set()).operands;
  call.enter(folder ?? wordOf('~'));
  return undefined;
};

/** Maps program names to their interpretation. */
export const filePrograms: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...'cp gcp copy install ginstall ditto xcopy'
    .split(' ')
    .map((name): [string, Program] => [name, copy('read')]),
  ...'mv gmv move rename'.split(' ').map((name): [string, Program] => [name, copy('move')]),
  ...'ln gln link'.split(' ').map((name): [string, Program] => [name, copy('link')]),
  ['rsync', remoteCopy],
  ['scp', remoteCopy],
  ['tar', tar],
  ['bsdtar', tar],
  ['gtar', tar],
  ['zip', zip],
  ['unzip', unzip],
  ['7z', sevenZip],
  ['7za', sevenZip],
  ['dd', dd],
  ['tee', tee],
  ['sed', sed],
  ['gsed', sed],
  ['uniq', fromTo('-f -s -w')],
  ['xxd', fromTo('-l -s -c -o -g -cols -len -seek -n -name')],
  ['patch', patch],
  ['cd', changeFolder],
  ['pushd', changeFolder],
  ['chdir', changeFolder],
]);
