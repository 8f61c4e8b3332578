/** Programs that treat their operands alike: all are read, written or removed. A table; no logic beyond reading it. */
import type { PathOp } from '../../../../common/event.ts';
import type { Call, Program } from '../call.ts';
import { readArguments } from '../options.ts';
import type { Arguments } from '../options.ts';

interface Simple {
  readonly ops: readonly PathOp[];
  /** Options that take a value; a trailing `<` marks a file that is read, `>` one that is written, `?` names that are looked for. */
  readonly options: string;
  /** How many operands come before the files, such as a pattern, unless one of `unless` gives it. */
  readonly skip?: number;
  readonly unless?: readonly string[];
  /** Flags with which folders are searched whole. */
  readonly deep?: readonly string[];
}

const reads = (options = '', more: Partial<Simple> = {}): Simple => ({ ops: ['read'], options, ...more });
const writes = (options = '', more: Partial<Simple> = {}): Simple => ({ ops: ['write'], options, ...more });
const both = (options = ''): Simple => ({ ops: ['read', 'write'], options });

const pattern = {
  skip: 1,
  unless: ['-e', '-f', '--regexp', '--file', '--files'],
  deep: ['-r', '-R', '--recursive', '--dereference-recursive'],
};
const grepOptions =
  '-e -f< -m -A -B -C -d -D --regexp --file< --max-count --context --include? --exclude --exclude-dir --exclude-from< --color --colour --label -g? --glob? --iglob? -t -T --type --type-not --max-depth --max-filesize --sort --sortr -M --pre --replace --threads -j';

const table: Readonly<Record<string, Simple>> = {
  ...named(
    'cat tac nl rev zcat bzcat xzcat zstdcat gzcat zless zmore md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum fmt expand unexpand comm tsort mdcat ccat lolcat pbcopy xdg-open open wslview look strings.exe',
    reads(),
  ),
  ...named('head tail', reads('-n -c --lines --bytes --pid -s')),
  ...named('less more most pg', reads('-p -P -t -k< -o> -x -y -z -j -b -h')),
  ...named(
    'bat batcat',
    reads(
      '-l --language --theme -r --line-range -H --highlight-line --style --paging --wrap --tabs --map-syntax',
    ),
  ),
  wc: reads('--files0-from<'),
  ...named('od hexdump hd', reads('-A -j -N -t -w -S -n -s -e -f<')),
  ...named('base64 base32 basenc uuencode', reads('-w --wrap -i< --input< -o> --output> -b')),
  strings: reads('-n -t -e -T --bytes --radix'),
  sort: reads('-k -t -S -T -o> --output> --key --field-separator --files0-from< --parallel'),
  ...named(
    'diff diff3 sdiff colordiff delta icdiff difft',
    reads('-U -C -W -I -x -X< -F --width --label --color', { deep: ['-r', '--recursive'] }),
  ),
  cmp: reads('-i -n --ignore-initial --bytes'),
  ...named(
    'join paste fold cut tr csvlook',
    reads('-d -f -c -b -s -t -w -l -o -1 -2 -j -e -a -v -i --delimiter --fields --width --output-delimiter'),
  ),
  column: reads('-s -o -c -l -N -H -R -W -T -O --separator --output-separator --output-width --table-name'),
  pr: reads('-l -w -W -o -h -N --length --width --page-width --indent --header --first-line-number'),
  // They tell of the files that they are given, but show the lines of a list of them.
  file: { ops: [], options: '-f< --files-from< -m< --magic-file< -F -P -e' },
  date: { ops: [], options: '-f< --file< -d --date -s --set -r --reference' },
  ...named('shasum', reads('-a --algorithm')),
  ...named('grep egrep fgrep zgrep ugrep', reads(grepOptions, pattern)),
  ...named('rg ag ack pt sift', reads(grepOptions, { ...pattern, deep: ['-*'] })),
  ...named(
    'jq jaq gojq fx jid dasel',
    reads('-f< --from-file< --indent --tab -L', { skip: 1, unless: ['-f', '--from-file'] }),
  ),
  ...named('xmllint xmlstarlet tidy', reads('--xpath -o> --output>')),
  ...named('readelf objdump nm size', reads()),
  ...named('gzip gunzip bzip2 bunzip2 xz unxz zstd lz4 lzma dos2unix unix2dos compress', both('-S -o> -T')),
  ...named('pandoc', reads('-f -t -r -w -o> --output> --from --to --template< --css<')),
  iconv: reads('-f -t -o> --from-code --to-code --output>'),
  ...named(
    'vim vi nvim nano pico emacs ed ex micro joe kak hx helix',
    both(
      '-c -u< -S< -s< -w> --cmd -l --install-extension --uninstall-extension --extensions-dir --user-data-dir --profile',
    ),
  ),
  ...named('view', reads('-c -u')),
  // They open a window for a person, and change nothing by themselves.
  ...named(
    'code subl gedit kate',
    reads('-l --install-extension --uninstall-extension --extensions-dir --user-data-dir --profile'),
  ),
  ...named('csplit split', reads('-l -b -n -a -C --lines --bytes --number')),
  ...named('pygmentize highlight enscript lp lpr a2ps glow', reads('-l -f -o> -O -P')),
  ...named('ssh-add', reads('-t')),
  ...named(
    'gpg gpg2',
    reads('-o> --output> -r -u --recipient --local-user --passphrase --passphrase-file< --homedir --batch'),
  ),
  ...named('age rage', reads('-o> -r -i< -R<')),
  ...named('sops', reads('-i --output>')),
  ...named(
    'keytool',
    reads('-keystore< -file< -alias -storepass -keypass -importkeystore -srckeystore< -destkeystore>'),
  ),
  ...named(
    'openssl',
    reads(
      '-in< -out> -inkey -key -keyout> -CAfile -CA -CAkey -cert -kfile -pass -passin -passout -subj -days -newkey -config<',
      { skip: 99 },
    ),
  ),
  ...named('mail mailx mutt', reads('-s -a< -A< -r -c -b -S', { skip: 99 })),
  ...named('tesseract ffmpeg', reads('-i<', { skip: 99 })),
  ...named('rm unlink rmdir trash trash-put shred srm rimraf', {
    ops: ['delete'],
    options: '-n -s --iterations --size',
  }),
  // An empty folder or a pipe holds nothing.
  ...named('mkdir mkfifo', { ops: [], options: '-m --mode' }),
  step: writes('--profile --ca --ca-key< --kty --curve --size --not-after --san', { skip: 3 }),
  touch: writes('-d -t -r --date --reference'),
  truncate: writes('-s -r< --size --reference<'),
  ...named('chown chgrp', writes('--reference< --from', { skip: 1, unless: ['--reference'] })),
  setfacl: writes('-m -x -M< -X< --modify --remove --set'),
  ...named('sponge', writes()),
  ...named('mktemp', { ops: [], options: '-p -t --suffix --tmpdir' }),
};

function named(names: string, simple: Simple): Readonly<Record<string, Simple>> {
  return Object.fromEntries(names.split(' ').map(name => [name, simple]));
}

/** Maps program names to what they do with their operands. */
export const simplePrograms: ReadonlyMap<string, Program> = new Map(
  Object.entries(table).map(([name, simple]) => [name, call => applySimple(simple, call)]),
);

function applySimple(simple: Simple, call: Call): undefined {
  const names = simple.options.split(' ').filter(name => name !== '');
  const read = readArguments(call.args, new Set(names.map(name => name.replace(/[<>?]$/u, ''))));
  for (const name of names) {
    if (/[<>]$/u.test(name)) touchNamed(name, read, call);
    if (name.endsWith('?')) touchSought(name, read, call);
  }
  const skip = simple.unless?.some(name => read.flags.has(name)) === true ? 0 : (simple.skip ?? 0);
  const readsAs = isDeep(simple, read) ? 'search' : 'read';
  for (const file of read.operands.slice(skip)) {
    if (file.text === '-') continue;
    for (const op of simple.ops) call.touch(file, op === 'read' ? readsAs : op);
  }
}

/** Touches the files that an option names, such as those of `--file<` or `--output>`. */
function touchNamed(name: string, read: Arguments, call: Call): void {
  for (const file of read.values.get(name.slice(0, -1)) ?? [])
    call.touch(file, name.endsWith('<') ? 'read' : 'write');
}

/** A search that is narrowed to `.env*` looks into those; to all files of a kind, or all but some, it is an ordinary one. */
function touchSought(name: string, read: Arguments, call: Call): void {
  for (const names of read.values.get(name.slice(0, -1)) ?? [])
    if (!/^!|^(?:\*\*\/)?\*\.?[\w{]/u.test(names.text)) call.touch({ ...names, glob: true }, 'read');
}

const isDeep = (simple: Simple, read: Arguments): boolean =>
  simple.deep?.some(flag => flag === '-*' || read.flags.has(flag)) === true;
