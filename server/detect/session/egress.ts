/** Tells which events can carry data away, and where to. Pure. */
import type { Observation, ObservedCommand } from '../../pipeline/types.ts';
import { computedMark } from '../commands/commandLine.ts';
import { names } from '../commands/rule.ts';

/** Tells whether an event can carry data to somewhere else than this machine. */
export function carriesAway(observation: Observation): boolean {
  const { event } = observation;
  if (event.phase !== 'pre') return false;
  switch (event.kind) {
    case 'mcp.call':
      return true;
    case 'net.fetch':
      return !everyHostIsLocal(observation);
    case 'unknown':
      return hostsOf(observation).some(host => !isLocalHost(host)) || commandCarriesAway(observation);
    default:
      return remoteReferences(observation).length > 0 || commandCarriesAway(observation);
  }
}

/** Tells whether an event brings text from the network to the agent. */
export const takesInFromNetwork = (observation: Observation): boolean => {
  const { event, commands, urls } = observation;
  return (
    event.kind === 'net.fetch' ||
    (event.kind === 'context.attach' && (event.urls ?? []).length > 0) ||
    commands.some(({ program }) => fetchers.has(program)) ||
    (commands.some(runsNetworkCode) && urls.some(isForeign))
  );
};

/** Returns the hosts that an event names, lower case, each once. */
export const hostsOf = ({ urls, event }: Observation): readonly string[] => [
  ...new Set([...urls, ...(event.urls ?? [])].map(hostOf).filter(host => host !== '')),
];

/** Tells whether a host is this machine. */
export const isLocalHost = (host: string): boolean =>
  /^(?:localhost|(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[?::1\]?)$/u.test(host);

/** Returns the host of an address, lower case; '' when there is none. Reads `\` as browsers do, as `/`. */
export function hostOf(url: string): string {
  const [, host = ''] = address.exec(url) ?? [];
  return host.toLowerCase();
}

/** Browsers and libraries forgive any number of slashes after the schemes that they know. */
const address =
  /^(?:(?:https?|wss?|ftp):[/\\]*|(?:[a-z][a-z0-9+.-]*:)?\/\/)(?:[^/?#\\]*@)?(\[[^\]]*\]|[^/?#:\\]+)/iu;

const isForeign = (url: string): boolean => !isLocalHost(hostOf(url));

/** An address whose host nobody can tell may lead anywhere. */
const everyHostIsLocal = ({ urls, event }: Observation): boolean => {
  const named = [...urls, ...(event.urls ?? [])];
  return named.length > 0 && !named.some(isForeign);
};

const fetchers = names(
  'curl wget wget2 http https xh xhs aria2c axel lwp-request invoke-webrequest invoke-restmethod iwr irm lynx elinks links w3m gh glab',
);
/** Programs that speak HTTP and go where their addresses say. */
const clients = names(
  'curl wget wget2 http https xh xhs aria2c axel lwp-request invoke-webrequest invoke-restmethod iwr irm lynx elinks links w3m',
);
const senders = names(
  'nc ncat netcat socat telnet websocat wscat grpcurl ftp lftp ncftp tftp sftp scp rsync ssh autossh mosh sshfs ssh-copy-id dig nslookup host drill resolve-dnsname ping ping6 fping traceroute tracepath mtr whois finger mail mailx mutt s-nail msmtp swaks sendmail send-mailmessage gh glab hub aws gcloud gsutil az rclone restic borg duplicity slackcat s3cmd doctl heroku vercel netlify firebase wrangler flyctl ngrok cloudflared croc wormhole mosquitto_pub start-bitstransfer bitsadmin',
);
/** Programs that reach out when they are given an address of somewhere else. */
const reachers = names(
  'xdg-open open start start-process explorer gio firefox chrome google-chrome chromium chromium-browser msedge pip pip3 uv npm npx pnpm yarn bun bunx cargo go gem composer psql mysql mongosh redis-cli certutil svn skopeo oras helm',
);
/** Programs that send only under some of their verbs. */
const sendingVerbs: Readonly<Record<string, RegExp>> = {
  git: /^(?:push|fetch|pull|clone|ls-remote|send-email|svn|--remote(?:=.*)?)$/u,
  npm: /^(?:publish|login|adduser)$/u,
  pnpm: /^publish$/u,
  yarn: /^(?:publish|npm)$/u,
  cargo: /^(?:publish|login)$/u,
  twine: /^upload$/u,
  gem: /^push$/u,
  docker: /^(?:push|login)$/u,
  podman: /^(?:push|login)$/u,
  openssl: /^s_client$/u,
  svn: /^(?:commit|ci|import)$/u,
  hg: /^push$/u,
  kubectl: /^cp$/u,
  oc: /^(?:cp|rsync)$/u,
};
const interpreters = /^(?:python[\d.]*|py|node|deno|bun|ruby|perl|php|pwsh|powershell)$/u;
const networkCode =
  /https?:|socket|urllib|requests|httpx|aiohttp|fetch\s*\(|XMLHttp|\bnet\b|\bhttp\b|smtplib|dns|LWP|open-uri|WebClient|WebRequest|RestMethod/u;

function commandCarriesAway(observation: Observation): boolean {
  const { commands, urls } = observation;
  if (urls.some(url => /^(?:tcp|udp):/u.test(url))) return true;
  return commands.some(command => sends(command) && !staysHere(command, observation));
}

function sends(command: ObservedCommand): boolean {
  const { program, args } = command;
  if (clients.has(program) || senders.has(program)) return true;
  // A program that is computed may be any of them.
  if (program === '' || reachers.has(program))
    return args.some(namesForeignHost) || verbSends(command) || connectsAbroad(command);
  return verbSends(command) || runsNetworkCode(command);
}

function verbSends({ program, args }: ObservedCommand): boolean {
  const verb = sendingVerbs[program];
  if (verb !== undefined && args.some(arg => verb.test(arg))) return true;
  return (
    program === 'git' &&
    /(?:^| )(?:remote (?:update|show|prune)|submodule (?:update|add))\b/u.test(args.join(' '))
  );
}

const databases = names('psql mysql mongosh redis-cli');

/** Clients of databases that are told of a host elsewhere; a folder of sockets is none. */
const connectsAbroad = ({ program, args }: ObservedCommand): boolean =>
  databases.has(program) &&
  args.some((arg, at) => {
    const host = /^(?:-h|--host)$/u.test(arg) ? args[at + 1] : /^(?:-h|--host=)(?<host>.+)$/u.exec(arg)?.[1];
    return host !== undefined && !host.startsWith('/') && !isLocalHost(host);
  });

/** An address of this machine is an argument like any other. */
const runsNetworkCode = ({ program, args }: ObservedCommand): boolean =>
  interpreters.test(program) && args.some(arg => networkCode.test(arg) && !isLocalHost(hostOfArgument(arg)));

const namesForeignHost = (arg: string): boolean =>
  [...arg.matchAll(/[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/giu)].some(([url]) => isForeign(url));

/** Ways to reach another machine under the name of this one. */
const rerouting =
  /^(?:-[a-zA-Z]*[xK]|-Proxy$|--(?:proxy|preproxy|socks|resolve|connect-to|config|dns|doh|input-file)|https?_proxy|use_proxy)/u;

/** Every address that a command names is this machine, and at least one is named. */
function staysHere(command: ObservedCommand, observation: Observation): boolean {
  const { program, args, env } = command;
  if (args.some(arg => arg.includes(computedMark))) return false;
  if (clients.has(program))
    return (
      destinations(command, observation).every(isLocalHost) &&
      !args.some(arg => rerouting.test(arg)) &&
      !Object.keys(env).some(name => /_proxy$/iu.test(name))
    );
  if (goesByOtherNames.test(program) || interpreters.test(program)) return false;
  const hosts = args.map(hostOfArgument).filter(host => host !== '');
  return hosts.length > 0 && hosts.every(isLocalHost);
}

/** Returns the hosts that a client is to go to, at least one; '' for one that nobody can tell. */
function destinations({ args }: ObservedCommand, { urls }: Observation): readonly string[] {
  const hosts = args.flatMap(arg => {
    const value = arg.replace(/^--?[\w-]+=/u, '').replace(/^:(?=[\d/])/u, 'localhost:');
    if (urls.includes(value)) return [hostOf(value)];
    return urls.includes(`http://${value}`) ? [hostOf(`http://${value}`)] : [];
  });
  return hosts.length === 0 ? [''] : hosts;
}

/** What else is among their arguments is not for this machine: a name to look up, a command to run there. */
const goesByOtherNames =
  /^(?:dig|nslookup|host|drill|resolve-dnsname|ssh|autossh|mosh|whois|finger|ngrok|cloudflared)$/u;

const hostOfArgument = (arg: string): string => {
  const value = arg.replace(/^--?[\w-]+=/u, '');
  return hostOf(value) || (/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/]|$)/u.exec(value)?.[0] ?? '');
};

/** Images, styles, schemas and elements that a viewer fetches by itself. */
const remoteReference =
  /!\[[^[\]]{0,200}\]\(\s*<?((?:https?:)?\/\/[^\s)>]{1,2000})|<(?:img|image|feImage|iframe|frame|embed|object|input|use|script|link|source|video|audio|track|body)\b[^<>]{0,400}?\b(?:src|srcset|href|data|poster|background)\s*=\s*["']?((?:https?:)?\/\/[^\s"'>]{1,2000})|"\$schema"\s*:\s*"(https?:\/\/[^"]{1,2000})|(?<=[:,\s"'])url\(\s*["']?((?:https?:)?\/\/[^\s"')]{1,2000})|@import\s+["']((?:https?:)?\/\/[^\s"']{1,2000})|\burl=["']?(https?:\/\/[^\s"'>]{1,2000})["']\s*\/?>/giu;

/** `![state][1]` shows what `[1]: https://…` names elsewhere. */
const imageByName = /!\[[^[\]]{0,200}\](?:\[|(?!\())/u;
const definition = /^ {0,3}\[[^\]\n]{1,200}\]:\s*<?((?:https?:)?\/\/[^\s>]{1,2000})/gmu;

/** Returns the addresses of other machines that a change brings into files whose viewers fetch them by themselves. */
export const remoteReferences = ({ contents }: Observation): readonly string[] =>
  contents.flatMap(({ before = '', after = '' }) =>
    after === before
      ? []
      : [...after.matchAll(remoteReference), ...(imageByName.test(after) ? after.matchAll(definition) : [])]
          .map(([, ...groups]) => groups.find(Boolean) ?? '')
          .filter(url => isForeign(url) && !before.includes(url)),
  );
