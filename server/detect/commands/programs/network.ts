/** Programs that reach the network: what they fetch, what they send, where they put it. */
import type { Call, Program } from '../call.ts';
import type { Word } from '../commandLine.ts';
import { elsewhere, isComputed, wordOf } from '../commandLine.ts';
import { hasFlag, readArguments, valueOf, valuesOf } from '../options.ts';
import type { Arguments } from '../options.ts';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const curlValued = set(
  '-o --output --output-dir -d --data --data-binary --data-raw --data-ascii --data-urlencode --json -F --form --form-string -T --upload-file -K --config -H --header -X --request -u --user -A --user-agent -b --cookie -c --cookie-jar -e --referer -x --proxy -E --cert --key --cacert --capath --url -m --max-time --connect-timeout --retry --retry-delay -w --write-out -r --range -D --dump-header --netrc-file -C --continue-at --limit-rate --resolve --interface --trace --trace-ascii --stderr -Y -y -z --unix-socket --oauth2-bearer --aws-sigv4 --proto --ciphers --socks5 -P -Q',
);

const curl: Program = call => {
  const read = readArguments(call.args, curlValued);
  for (const url of [...read.operands, ...valuesOf(read, '--url')]) fetchUrl(call, url.text);
  sendFiles(call, read);
  saveFiles(call, read);
  return undefined;
};

const curlBodies = ['-d', '--data', '--data-binary', '--data-ascii', '--json', '-H', '--header'];
const curlSources = ['-T', '--upload-file', '-K', '--config', '--netrc-file'];
const curlTargets = '-o --output -c --cookie-jar -D --dump-header --trace --trace-ascii --stderr'.split(' ');

/** Reads the files that curl's options put into a request. */
function sendFiles(call: Call, read: Arguments): void {
  for (const body of valuesOf(read, ...curlBodies)) if (body.text.startsWith('@')) touchTail(call, body, 1);
  for (const body of valuesOf(read, '--data-urlencode')) {
    const at = body.text.indexOf('@');
    if (at >= 0) touchTail(call, body, at + 1);
  }
  for (const form of valuesOf(read, '-F', '--form')) {
    const file = /=[@<](?<path>[^;,]+)/u.exec(form.text)?.groups?.['path'];
    if (file !== undefined) call.touch({ ...form, text: file }, 'read');
  }
  for (const file of valuesOf(read, ...curlSources)) readFile(call, file);
  for (const cookie of valuesOf(read, '-b', '--cookie'))
    if (!cookie.text.includes('=')) readFile(call, cookie);
}

/** Writes the files that curl's options put an answer into. */
function saveFiles(call: Call, read: Arguments): void {
  const folder = valueOf(read, '--output-dir');
  for (const file of valuesOf(read, ...curlTargets)) {
    if (file.text !== '-')
      call.touch(folder === undefined ? file : { ...file, text: `${folder.text}/${file.text}` }, 'write');
  }
  if (hasFlag(read, '-O', '--remote-name', '-J'))
    for (const url of read.operands) call.touch(wordOf(lastSegment(url.text)), 'write');
}

const readFile = (call: Call, file: Word): void => {
  if (file.text !== '-') call.touch(file, 'read');
};
const touchTail = (call: Call, word: Word, from: number): void =>
  readFile(call, { ...word, text: word.text.slice(from) });

/** A name without a scheme is taken for a host, as curl does; file: URLs are plain reads. */
function fetchUrl(call: Call, text: string): void {
  if (/^file:/iu.test(text)) call.touch(wordOf(text), 'read');
  else if (/^[a-z][a-z0-9+.-]*:\/\//iu.test(text)) call.fetch(text);
  else if (text !== '') call.fetch(isComputed(text) ? text : `http://${text}`);
}

const lastSegment = (url: string): string =>
  /^[a-z]+:\/\/[^/]*\/(?:.*\/)?(?<name>[^/?#]+)/iu.exec(url)?.groups?.['name'] ?? '';

const wget: Program = call => {
  const read = readArguments(
    call.args,
    set(
      '-O --output-document -P --directory-prefix -o --output-file -a --append-output -i --input-file --post-file --post-data --body-file --body-data --header -U --user-agent --user --password -t --tries -T --timeout -w --wait --load-cookies --save-cookies --method -e -D -A -R -I -X -l --level -Q --limit-rate --ca-certificate --certificate --private-key --config',
    ),
  );
  for (const url of read.operands) fetchUrl(call, url.text);
  for (const file of valuesOf(
    read,
    '--post-file',
    '--body-file',
    '-i',
    '--input-file',
    '--load-cookies',
    '--config',
  ))
    readFile(call, file);
  for (const file of valuesOf(
    read,
    '-O',
    '--output-document',
    '-o',
    '--output-file',
    '-a',
    '--append-output',
    '--save-cookies',
  )) {
    if (file.text !== '-') call.touch(file, 'write');
  }
  const folder = valueOf(read, '-P', '--directory-prefix');
  if (valueOf(read, '-O', '--output-document') !== undefined) return undefined;
  for (const url of read.operands) {
    const name = lastSegment(url.text);
    if (name !== '') call.touch(wordOf(folder === undefined ? name : `${folder.text}/${name}`), 'write');
  }
  return undefined;
};

const httpie: Program = call => {
  const read = readArguments(call.args, set('-o --output -a --auth --session --verify --cert --cert-key'));
  for (const file of valuesOf(read, '-o', '--output')) call.touch(file, 'write');
  const items = read.operands.filter(
    word => !/^(?:get|post|put|patch|delete|head|options)$/iu.test(word.text),
  );
  if (items[0] !== undefined) fetchUrl(call, items[0].text.replace(/^:/u, 'localhost:'));
  for (const item of items.slice(1)) {
    const file = /^[^=@]*(?:=@|:=@|@)(?<path>[^]+)$/u.exec(item.text)?.groups?.['path'];
    if (file !== undefined) call.touch({ ...item, text: file }, 'read');
  }
  return undefined;
};

const aria2c: Program = call => {
  const read = readArguments(call.args, set('-o --out -d --dir -i --input-file -x -s -j -k --header'));
  for (const url of read.operands) fetchUrl(call, url.text);
  for (const file of valuesOf(read, '-o', '--out', '-d', '--dir')) call.touch(file, 'write');
  for (const file of valuesOf(read, '-i', '--input-file')) call.touch(file, 'read');
  return undefined;
};

/** Interprets nc and its like: `-e` and `-c` hand a program to the network. */
const netcat: Program = call => {
  const read = readArguments(
    call.args,
    set('-e -c -p -w -s -i -X -x -q -I -O -T --exec --sh-exec --source-port --wait --proxy'),
  );
  for (const program of valuesOf(read, '-e', '-c', '--exec', '--sh-exec'))
    call.shell(program.text, call.program);
  const [host, port] = read.operands;
  if (host !== undefined && !hasFlag(read, '-l', '--listen', '-z'))
    call.fetch(`tcp://${host.text}${port === undefined ? '' : `:${port.text}`}`);
  return undefined;
};

const socat: Program = call => {
  for (const { text } of readArguments(call.args, new Set()).operands) {
    const [kind = '', ...rest] = text.split(':');
    const whole = rest.join(':');
    const target = whole.replace(/,.*$/u, '');
    if (/^(?:exec|system)$/iu.test(kind)) call.shell(target, 'socat');
    else if (/^(?:tcp|udp|openssl|ssl|sctp)/iu.test(kind) && !/listen/iu.test(kind))
      call.fetch(`tcp://${target}`);
    else if (/^(?:file|open|gopen)$/iu.test(kind)) {
      call.touch(wordOf(target), 'read');
      if (/,(?:creat|append|trunc|wronly)/iu.test(whole)) call.touch(wordOf(target), 'write');
    } else if (/^create$/iu.test(kind)) call.touch(wordOf(target), 'write');
  }
  return undefined;
};

const ssh: Program = call => {
  const read = readSsh(call.args);
  if (read.host !== undefined) call.fetch(`ssh://${read.host}`);
  const proxy = read.options.find(option =>
    /^(?:proxycommand|localcommand)=/iu.test(option.replaceAll(' ', '=')),
  );
  if (proxy !== undefined) call.shell(proxy.replace(/^[^=\s]*[=\s]/u, ''), 'ssh');
  const there = read.remote.map(({ text }) => text).join(' ');
  if (there !== '') call.shell(there, elsewhere);
  return undefined;
};

const sshValued = set('-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w');

/** Splits ssh's arguments: what follows the host runs on another machine. */
export function readSsh(args: readonly Word[]): {
  readonly host: string | undefined;
  readonly remote: readonly Word[];
  readonly options: readonly string[];
} {
  const options: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const text = args[at]?.text ?? '';
    if (sshValued.has(text)) {
      if (text === '-o') options.push(args[at + 1]?.text ?? '');
      at += 1;
    } else if (!text.startsWith('-')) return { host: text, remote: args.slice(at + 1), options };
  }
  return { host: undefined, remote: [], options };
}

/** Forges take files as gists and releases. */
const forge: Program = call => {
  const [area, verb, ...rest] = call.args.filter(({ text }) => !text.startsWith('-'));
  if (
    !/^(?:gist (?:create|edit)|release (?:create|upload))$/u.test(`${area?.text ?? ''} ${verb?.text ?? ''}`)
  )
    return undefined;
  for (const file of rest) if (/[./~]/u.test(file.text)) call.touch(file, 'read');
  return undefined;
};

/** Runs on other machines what it is given for them. */
const ansible: Program = call => {
  const read = readArguments(call.args, set('-a --args -m --module-name -i -u -f -e -l --limit'));
  if (/^(?:shell|command|raw|)$/u.test(valueOf(read, '-m', '--module-name')?.text ?? ''))
    for (const { text } of valuesOf(read, '-a', '--args')) call.shell(text, elsewhere);
  return undefined;
};

const lookUp: Program = call => {
  const [name] = call.args.filter(word => !/^[-+@]/u.test(word.text));
  if (name !== undefined) call.fetch(`dns://${name.text}`);
  return undefined;
};

/** Maps program names to their interpretation. */
export const networkPrograms: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['curl', curl],
  ['wget', wget],
  ['wget2', wget],
  ['http', httpie],
  ['https', httpie],
  ['xh', httpie],
  ['aria2c', aria2c],
  ['nc', netcat],
  ['ncat', netcat],
  ['netcat', netcat],
  ['socat', socat],
  ['ssh', ssh],
  ['autossh', ssh],
  ['gh', forge],
  ['glab', forge],
  ['ansible', ansible],
  ['dig', lookUp],
  ['nslookup', lookUp],
  ['host', lookUp],
]);
