/** Data leaves by a way that is made for taking in what others drop, or in the names and streams that nobody reads. */
import { tags } from '../../rule.ts';
import type { Observation, ObservedCommand } from '../../../pipeline/types.ts';
import { isAct } from '../acts.ts';
import { computedMark } from '../commandLine.ts';
import { isFedBy, names } from '../rule.ts';
import type { CommandRule } from '../rule.ts';

/** Reports uploads to drop boxes and paste services, of many files at once, and in names that are looked up. */
export const dataDrop: CommandRule = {
  id: 'commands/data-drop',
  title: 'Data is sent where anybody can take it up',
  why: 'Drop boxes, paste services and looked-up names take data from whoever comes; what is sent cannot be called back.',
  remedy:
    'Keep the result in the workspace, for example `tar czf out/report.tgz reports`, and let the user send it.',
  severity: 'high',
  confidence: 'medium',
  risks: ['EXFIL-FETCH'],
  tags: tags('OWASP-ASI@2026:ASI02', 'MITRE-ATLAS@5.6.0:AML.T0086', 'CWE@4.18:CWE-200'),
  matches: observation =>
    dropsTo(observation) || observation.commands.some(command => sends(command, observation)),
};

const dropHosts =
  /^(?:[\w-]+:\/\/)?(?:[^/@]*@)?(?:[\w.-]+\.)?(?:webhook\.site|requestbin\.(?:com|net)|pipedream\.net|requestcatcher\.com|hookbin\.com|beeceptor\.com|interact\.sh|oast\.(?:pro|live|site|online|fun|me)|oastify\.com|burpcollaborator\.net|canarytokens\.com|dnslog\.cn|ceye\.io|transfer\.sh|file\.io|0x0\.st|termbin\.com|ix\.io|sprunge\.us|paste\.rs|paste\.ee|dpaste\.(?:com|org)|hastebin\.com|bashupload\.com|temp\.sh|catbox\.moe|litterbox\.catbox\.moe|gofile\.io|anonfiles\.com|pixeldrain\.com|tmpfiles\.org|uguu\.se|oshi\.at|keep\.sh|filebin\.net|ngrok\.io|ngrok-free\.app|ngrok\.app|serveo\.net|loca\.lt|trycloudflare\.com)(?::\d+)?(?:[/?#]|$)/iu;
const messengers =
  /^https?:\/\/(?:(?:canary\.|ptb\.)?discord(?:app)?\.com\/api\/webhooks\/|api\.telegram\.org\/bot|hooks\.slack\.com\/services\/.*)/iu;
const pasteApis = /^https?:\/\/(?:pastebin\.com\/api|api\.github\.com\/gists|gist\.github\.com)/iu;

const senders = names(
  'curl wget wget2 http https xh invoke-webrequest invoke-restmethod aria2c nc ncat netcat socat',
);

function dropsTo({ urls, commands }: Observation): boolean {
  const sender = commands.some(
    ({ program }) =>
      senders.has(program) || /^\.(?:upload|post)\w*$/u.test(program) || program.endsWith(' code'),
  );
  if (!sender) return false;
  if (urls.some(url => dropHosts.test(url.replace(/^tcp:\/\//u, '')))) return true;
  const posts = commands.some(
    command => senders.has(command.program) && command.args.some(arg => bodyOption.test(arg)),
  );
  return posts && urls.some(url => pasteApis.test(url) || (messengers.test(url) && sendsFile(commands)));
}

const bodyOption =
  /^(?:-d|-F|-T|--data(?:-\w+)?(?:=.*)?|--form(?:-string)?|--upload-file|--json|--post-(?:file|data)(?:=.*)?|--body-(?:file|data)(?:=.*)?|-infile|-body|-form|POST|PUT)$/iu;

const sendsFile = (commands: readonly ObservedCommand[]): boolean =>
  commands.some(({ args }) =>
    args.some(arg => /^@|=@|^--post-file|^-infile$|=</iu.test(arg) || arg.includes(computedMark)),
  );

const sendsWhole = isAct({
  'scp rsync': ['~~ ~:'],
  gh: ['gist create -p|--public'],
  'new-object': ['~net.sockets.tcpclient|net.sockets.udpclient'],
  'rclone s3cmd s5cmd mc': ['copy|sync|put|cp|mirror ~/home|/etc|~', 'copy|sync|put|mirror .'],
});

const dumpers = names(
  'tar zip 7z mysqldump pg_dump pg_dumpall mongodump sqlite3 history env printenv dmesg find set',
);

type Sends = (command: ObservedCommand, observation: Observation) => boolean;

/** Says when a program sends what it should not; a program without a line of its own is judged by the table above. */
const sendersByName: ReadonlyMap<string, Sends> = new Map([
  ...each('dig nslookup host ping drill getent', ({ args }, { commands }) =>
    asksComputedName(args, commands),
  ),
  ...each('scp rsync', ({ args }) => sendsHome(args)),
  ...each('rar 7z 7za 7zz zip winrar compress-archive', ({ args }) => packsDocuments(args)),
  ...each('git', ({ args }, { commands }) => pushesElsewhere(args, commands)),
  ...each('aws gsutil gcloud az rclone s5cmd', command => sendsWhole(command) || storesWhole(command.args)),
  ...each(
    'python python3',
    ({ args }) => args.includes('http.server') && args.some(arg => wholePlace.test(arg)),
  ),
  ...each('ssh', (command, { commands }) => isFedBy(command, dumpers) && packsWhole(commands)),
]);

function each(programs: string, sends: Sends): readonly (readonly [string, Sends])[] {
  return [...names(programs)].map(program => [program, sends]);
}

function sends(command: ObservedCommand, observation: Observation): boolean {
  const { program, args } = command;
  const known = sendersByName.get(program);
  if (known !== undefined) return known(command, observation);
  if (/^(?:nc|ncat|netcat|curl|wget)$/u.test(program) && isFedBy(command, dumpers))
    return program !== 'curl' || args.some(arg => /^(?:-T|--upload-file|@-|-d@-|-F)$|=@-/u.test(arg));
  if (!senders.has(program)) return sendsWhole(command);
  const repeated = command.via.some(step => /^(?:find -exec|xargs|parallel)$/u.test(step));
  if (repeated && args.some(arg => /^@|=@/u.test(arg))) return true;
  return sendsMany(args) || asksWithOutput(args, observation.commands);
}

const packsWhole = (commands: readonly ObservedCommand[]): boolean =>
  commands.some(({ program, args }) => dumpers.has(program) && args.some(arg => wholePlace.test(arg)));

/** A whole home to a store in a cloud. */
const storesWhole = (args: readonly string[]): boolean =>
  args.some(arg => wholePlace.test(arg)) &&
  /^(?:s3|gs|\w{2,}):/u.test(args.findLast(arg => !arg.startsWith('-')) ?? '');

/** `dig $(whoami).example.com`: what a command prints is spelt into the name that is asked for. */
const asksComputedName = (args: readonly string[], commands: readonly ObservedCommand[]): boolean =>
  args.some(arg => /\uFFFC[^/]*\.\w/u.test(arg) || /^[\w-]{40,63}\.[\w.-]+$/u.test(arg)) &&
  commands.some(({ via }) => via.includes('substitution'));

const wholePlace =
  /^(?:~|\/|\/(?:etc|home|root|users)(?:\/[^/]+)?|~\/\.(?:ssh|aws|gnupg|kube|config))\/?\*?$/iu;

/** Documents of people, by their endings or all at once, packed from outside the workspace. */
const packsDocuments = (args: readonly string[]): boolean =>
  args.some(arg => /^-dw$|^-df$/u.test(arg)) ||
  args.some(arg =>
    /^(?:[a-z]:[\\/]|~[\\/]|\/(?:home|users)\/).*\*\.?\w*$|^[a-z]:\\(?:users|secrets?|share|documents)\b[^.]*$/iu.test(
      arg,
    ),
  );

const address = /^(?:\w+:\/\/|[\w.-]+@[\w.-]+:)/u;

/** The history goes to an address that is spelt out, or that this very line adds under a new name. */
function pushesElsewhere(args: readonly string[], commands: readonly ObservedCommand[]): boolean {
  const at = args.indexOf('push');
  if (
    at < 0 ||
    args.slice(0, at).some((arg, index) => !arg.startsWith('-') && !/^-[cC]$/u.test(args[index - 1] ?? ''))
  )
    return false;
  const [target = ''] = args.slice(at + 1).filter(arg => !arg.startsWith('-'));
  if (address.test(target)) return true;
  return (
    !/^(?:origin|upstream|)$/u.test(target) &&
    commands.some(
      other =>
        other.program === 'git' &&
        other.args[0] === 'remote' &&
        other.args[1] === 'add' &&
        other.args.includes(target),
    )
  );
}

/** A whole home or system folder to another machine. */
function sendsHome(args: readonly string[]): boolean {
  const operands = args.filter(arg => !arg.startsWith('-'));
  const target = operands.at(-1) ?? '';
  return (
    /^(?:[\w.@-]{2,}:|rsync:\/\/)/u.test(target) &&
    operands.slice(0, -1).some(source => wholePlace.test(source) || /^\.\/?$/u.test(source))
  );
}

/** A body that is a pattern, the item of a loop, or of a list of names. */
const sendsMany = (args: readonly string[]): boolean =>
  args.some((arg, at) => {
    const value = /^(?:-T|--upload-file|-infile)$/iu.test(args[at - 1] ?? '')
      ? arg
      : /(?:^|=)@(?<file>.+)$/u.exec(arg)?.groups?.['file'];
    const posted = /^--(?:post|body)-(?:file|data)=(?<file>.+)$/u.exec(arg)?.groups?.['file'];
    return [value, posted].some(file => file !== undefined && /^(?:[^?]*\*[^?]*|\{\})$/u.test(file));
  });

const telling = names(
  'env printenv history whoami id hostname uname ifconfig ip base64 xxd tar set export ps netstat',
);

/** What programs tell of the user or the machine is written into an address or a body. */
const asksWithOutput = (args: readonly string[], commands: readonly ObservedCommand[]): boolean =>
  args.some(arg => arg.includes(computedMark) && !/^(?:-H|--header)/u.test(arg)) &&
  commands.some(
    ({ program, via, args: own }) =>
      via.includes('substitution') &&
      telling.has(program) &&
      !own.some(arg => /^(?:-d|--decode|-D|-u|-[A-Z]?s|-m|-r)$/u.test(arg)),
  );
