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
    case 'fs.write':
    case 'fs.edit':
    case 'fs.patch':
      return bringsRemoteReference(observation);
    default:
      return commandCarriesAway(observation);
  }
}

/** Tells whether an event brings text from the network to the agent. */
export const takesInFromNetwork = ({ event, commands }: Observation): boolean =>
  event.kind === 'net.fetch' ||
  (event.kind === 'context.attach' && (event.urls ?? []).length > 0) ||
  commands.some(({ program }) => fetchers.has(program));

/** Returns the hosts that an event names, lower case, each once. */
export const hostsOf = ({ urls, event }: Observation): readonly string[] => [
  ...new Set([...urls, ...(event.urls ?? [])].map(hostOf).filter(host => host !== '')),
];

/** Tells whether a host is this machine. */
export const isLocalHost = (host: string): boolean =>
  /^(?:localhost|(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[?::1\]?)$/u.test(host);

function hostOf(url: string): string {
  const [, host = ''] = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]+)/iu.exec(url) ?? [];
  return host.toLowerCase();
}

const everyHostIsLocal = (observation: Observation): boolean => {
  const hosts = hostsOf(observation);
  return hosts.length > 0 && hosts.every(isLocalHost);
};

const fetchers = names(
  'curl wget wget2 http https xh aria2c invoke-webrequest invoke-restmethod iwr irm lynx links w3m gh glab',
);
const senders = names(
  'curl wget wget2 http https xh aria2c invoke-webrequest invoke-restmethod iwr irm lynx links w3m nc ncat netcat socat telnet ftp tftp sftp scp rsync ssh dig nslookup host drill ping mail mailx mutt sendmail gh glab aws gcloud gsutil az rclone s3cmd',
);
/** Programs that send only under some of their verbs. */
const sendingVerbs: Readonly<Record<string, RegExp>> = {
  git: /^(?:push|fetch|pull|clone|ls-remote|remote|send-email|submodule)$/u,
  npm: /^(?:publish|login|adduser)$/u,
  pnpm: /^publish$/u,
  yarn: /^(?:publish|npm)$/u,
  cargo: /^(?:publish|login)$/u,
  twine: /^upload$/u,
  gem: /^push$/u,
  docker: /^(?:push|login)$/u,
  podman: /^(?:push|login)$/u,
  openssl: /^s_client$/u,
};
const interpreters = /^(?:python[\d.]*|py|node|deno|bun|ruby|perl|php|pwsh|powershell)$/u;
const networkCode =
  /https?:|socket|urllib|requests|httpx|aiohttp|fetch\s*\(|XMLHttp|\bnet\b|\bhttp\b|smtplib|dns|LWP|open-uri|WebClient|WebRequest|RestMethod/u;

function commandCarriesAway(observation: Observation): boolean {
  const { commands, urls } = observation;
  if (urls.some(url => /^(?:tcp|udp):/u.test(url))) return true;
  return commands.some(command => sends(command) && !staysHere(command));
}

function sends({ program, args }: ObservedCommand): boolean {
  if (senders.has(program)) return true;
  const verb = sendingVerbs[program];
  if (verb !== undefined) return args.some(arg => verb.test(arg));
  return interpreters.test(program) && args.some(arg => networkCode.test(arg));
}

/** Every address that a command names is this machine, and at least one is named. */
function staysHere({ args }: ObservedCommand): boolean {
  const hosts = args.map(hostOfArgument).filter(host => host !== '');
  return hosts.length > 0 && hosts.every(isLocalHost) && !args.some(arg => arg.includes(computedMark));
}

const hostOfArgument = (arg: string): string =>
  hostOf(arg) || (/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/]|$)/u.exec(arg)?.[0] ?? '');

/** Images, schemas and links that a viewer fetches by itself; only what the event brings in counts. */
const remoteReference =
  /!\[[^\]]{0,200}\]\(\s*<?(https?:\/\/[^\s)>]{1,2000})|<(?:img|iframe|script|link|source|video|audio)\b[^>]{0,400}?\b(?:src|href)\s*=\s*["']?(https?:\/\/[^\s"'>]{1,2000})|"\$schema"\s*:\s*"(https?:\/\/[^"]{1,2000})/giu;

function bringsRemoteReference({ contents }: Observation): boolean {
  return contents.some(({ before = '', after = '' }) =>
    [...after.matchAll(remoteReference)]
      .map(([, image, element, schema]) => image ?? element ?? schema ?? '')
      .some(url => !isLocalHost(hostOf(url)) && !before.includes(url)),
  );
}
