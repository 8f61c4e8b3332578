/** Programs that reach past the workspace by their own means: permissions, timers, containers, package runners. */
import type { Call, Program } from '../call.ts';
import type { Word } from '../commandLine.ts';
import { inContainer, wordOf } from '../commandLine.ts';
import { hasFlag, readArguments, valuesOf } from '../options.ts';

/** Modes that open nothing to others but running: they change nothing that a file holds. Hooks run once they may. */
const keepsClosed = /^(?:0?[0-7]00|0?[75]55|0?[75][15]0|[ua]?\+r?x|[go]{1,2}-\w+|u[+=]\w+(?:,go=)?)$/u;

/** A mode such as `-x` or `+i` looks like an option and is none; what follows it are files. */
const changeMode: Program = call => {
  const words = call.args.filter(({ text }) => !/^--|^-[RcfvhVHLP]+$/u.test(text));
  const [mode] = words;
  const plain = call.program === 'chmod' && keepsClosed.test(mode?.text ?? '');
  const reference = call.args.some(({ text }) => text.startsWith('--reference'));
  for (const file of reference || mode === undefined ? words : words.slice(1))
    if (!plain || /hooks\/|husky\//u.test(file.text)) call.touch(file, 'write');
  return undefined;
};

/** Timers run what they are given after the agent has gone. */
const crontab: Program = call => {
  const read = readArguments(call.args, new Set(['-u', '-s']));
  if (hasFlag(read, '-l', '-e', '-V', '-T')) return undefined;
  for (const file of read.operands) if (file.text !== '-') call.touch(file, 'read');
  if (read.operands.length > 0 || call.input.from !== 'terminal' || hasFlag(read, '-r'))
    call.touch(wordOf('/var/spool/cron/crontab'), 'write');
  return undefined;
};

const runners = new Set(['-p', '--package', '-w', '--workspace', '--cache', '--prefix', '--registry']);

/** Runs a package's program, which is named as any other. */
const packageRunner: Program = call => {
  const read = readArguments(call.args, new Set([...runners, '-c', '--call']));
  for (const text of valuesOf(read, '-c', '--call')) call.shell(text.text, call.program);
  const [first] = read.operands;
  const at = first === undefined ? -1 : call.args.indexOf(first);
  if (at < 0 || first === undefined) return undefined;
  const name = first.text.replace(/(?<=.)@[^/]*$/u, '');
  return call.run([{ ...first, text: name }, ...call.args.slice(at + 1)], call.program);
};

/** Takes `SOURCE:TARGET` or `type=bind,source=…,target=…` apart; undefined for a volume without a path. */
function mountOf(text: string): { readonly source: string; readonly target: string } | undefined {
  const fields = new Map(
    text.split(',').map((part): readonly [string, string] => {
      const [name = '', ...value] = part.split('=');
      return [name, value.join('=')];
    }),
  );
  const [from, to] = text.split(':');
  const source = fields.get('source') ?? fields.get('src') ?? from;
  const target = fields.get('target') ?? fields.get('dst') ?? fields.get('destination') ?? to;
  if (source === undefined || target === undefined || !/^[/.~]/u.test(source)) return undefined;
  return { source: source.replace(/(?<=.)\/$/u, ''), target: target.replace(/\/$/u, '') };
}

const execValued = new Set(
  '-u -w -e -n -c --user --workdir --env --env-file --namespace --container --context --index --kubeconfig'.split(
    ' ',
  ),
);

/** Runs what `exec` starts in a container that is there already. */
function runInContainer(call: Call): void {
  let at = call.args.findIndex(({ text }) => text === 'exec') + 1;
  let name = '';
  for (; at < call.args.length; at += 1) {
    const text = call.args[at]?.text ?? '';
    if (text === '--') continue;
    if (execValued.has(text)) at += 1;
    else if (text.startsWith('-')) continue;
    else if (name !== '') break;
    else name = text;
  }
  const words = call.args.slice(at);
  if (words.length > 0) call.run(words, inContainer);
}

/** Copies between here and a container; places in one have its name and a colon before them. */
function copyAcross(call: Call): void {
  const files = call.args.filter(({ text }) => !text.startsWith('-'));
  const [from, to] = files.slice(files.findIndex(({ text }) => text === 'cp') + 1);
  const isHere = (word: Word): boolean => !/^[\w.-]{2,}:/u.test(word.text);
  if (from !== undefined && isHere(from)) call.touch(from, 'read');
  if (to !== undefined && isHere(to)) call.write(to, undefined, false);
}

/** A container sees what is mounted into it: names below a mount are names of the files here. */
const container: Program = call => {
  const verbs = call.args.filter(({ text }) => !text.startsWith('-')).map(({ text }) => text);
  if (verbs[0] === 'exec' || (/^(?:compose|container)$/u.test(verbs[0] ?? '') && verbs.includes('exec')))
    runInContainer(call);
  if (verbs.includes('cp')) copyAcross(call);
  if (!/^(?:run|create)$/u.test(call.args.find(({ text }) => !text.startsWith('-'))?.text ?? ''))
    return undefined;
  const read = readArguments(call.args, new Set(['-v', '--volume', '--mount']));
  const mounts = valuesOf(read, '-v', '--volume', '--mount').flatMap(({ text }) => mountOf(text) ?? []);
  for (const { source, target } of mounts) {
    call.touch(wordOf(source), 'read');
    for (const word of call.args) touchBehind(call, word.text, { source, target });
  }
  return undefined;
};

/** Finds names of a mount in an argument, which may be shell text. */
function touchBehind(
  call: Call,
  text: string,
  { source, target }: { readonly source: string; readonly target: string },
): void {
  for (const name of text.split(/[\s'"=;|&<>()]+/u)) {
    if (name.startsWith(`${target}/`))
      call.touch(wordOf(`${source === '/' ? '' : source}${name.slice(target.length)}`), 'read');
  }
}

/** Shows fingerprints and public keys, which are for everybody; makes keys, or changes them. */
const sshKeygen: Program = call => {
  const read = readArguments(call.args, new Set('-t -b -C -N -P -f -m -I -n -V -s -E -R -F'.split(' ')));
  if (hasFlag(read, '-l', '-y', '-B', '-F', '-H', '-R', '-L')) return undefined;
  // Without a passphrase in the line, it asks the user for the old and the new one.
  if (hasFlag(read, '-p') && !hasFlag(read, '-N')) return undefined;
  for (const file of valuesOf(read, '-f')) call.touch(file, 'write');
  for (const file of valuesOf(read, '-s')) call.touch(file, 'read');
  return undefined;
};

const yq: Program = call => {
  const read = readArguments(call.args, new Set(['-o', '-p', '-I', '--indent', '--output-format']));
  const inPlace = hasFlag(read, '-i', '--inplace', '--in-place');
  for (const file of read.operands.slice(1)) {
    call.touch(file, 'read');
    if (inPlace) call.write(file, undefined, false);
  }
  // Without a filter, Python's yq takes the first operand for one; Go's takes it for the file.
  if (read.operands.length === 1 && read.operands[0] !== undefined) call.touch(read.operands[0], 'read');
  return undefined;
};

/** Maps program names to their interpretation. */
export const systemPrograms: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['chmod', changeMode],
  ['chattr', changeMode],
  ['crontab', crontab],
  ['npx', packageRunner],
  ['pnpx', packageRunner],
  ['bunx', packageRunner],
  ['docker', container],
  ['podman', container],
  ['nerdctl', container],
  ['ssh-keygen', sshKeygen],
  ['docker-compose', container],
  ...['kubectl', 'oc'].map((name): [string, Program] => [
    name,
    call => {
      if (call.args.some(({ text }) => text === 'exec')) runInContainer(call);
      return undefined;
    },
  ]),
  ['yq', yq],
]);
