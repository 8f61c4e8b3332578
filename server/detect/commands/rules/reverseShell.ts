/** A shell whose input and output are a network connection: whoever is at the other end controls the machine. */
import { tags } from '../../rule.ts';
import type { Observation, ObservedCommand } from '../../../pipeline/types.ts';
import { shells } from '../programs/runners.ts';
import { isComputed } from '../commandLine.ts';
import { isFedBy, names } from '../rule.ts';
import type { CommandRule } from '../rule.ts';

/** Reports shells that are handed to the network, in any language. */
export const reverseShell: CommandRule = {
  id: 'commands/reverse-shell',
  title: 'A shell is handed to the network',
  why: 'Whoever is at the other end of the connection runs what they like, and nothing of it is seen here.',
  remedy:
    'Run the commands here one by one; to see whether a port answers, `nc -z localhost 8080` is enough.',
  severity: 'critical',
  confidence: 'high',
  risks: ['SHELL'],
  tags: tags('OWASP-ASI@2026:ASI05', 'MITRE-ATLAS@5.6.0:AML.T0072', 'CWE@4.18:CWE-78'),
  matches: observation =>
    opensSocketShell(observation) ||
    opensRawSocket(observation) ||
    observation.commands.some(isHandedOver) ||
    streamsPowerShell(observation),
};

const rawSockets = names('nc ncat netcat socat telnet openssl');
const shellPrograms: ReadonlySet<string> = new Set([...shells, 'powershell', 'pwsh', 'cmd']);

/** `bash -i >& /dev/tcp/host/port`, or a shell that reads from a descriptor that leads there. */
function opensSocketShell({ commands, urls, event }: Observation): boolean {
  if (!urls.some(url => /^(?:tcp|udp):\/\//u.test(url))) return false;
  if (!/\/dev\/(?:tcp|udp)\//u.test(event.command ?? '')) return false;
  // `while read line; do $line; done <&5`: what comes in is run.
  if (commands.some(({ program, args }) => program === '' || (program === 'eval' && args.some(isComputed))))
    return true;
  return commands.some(
    ({ program, args, via }) =>
      shells.has(program) &&
      (args.some(arg => /^-[a-z]*i[a-z]*$/u.test(arg)) ||
        args.length === 0 ||
        via.includes('input from a file')),
  );
}

/** `exec 5<>/dev/tcp/host/port` keeps a connection open both ways; looking whether a port answers needs one way. */
const opensRawSocket = ({ event }: Observation): boolean =>
  !/\btimeout\s+[\d.-]/u.test((event.command ?? '').slice(0, 200)) &&
  /\bexec\s+(?:\d+|\{\w+\})<>\s*\/dev\/(?:tcp|udp)\/(?!localhost|127\.|0\.0\.0\.0|\$)[^\s;]+/u.test(
    (event.command ?? '').slice(0, 20_000),
  );

function isHandedOver(command: ObservedCommand): boolean {
  const { program, args } = command;
  if (
    /^(?:nc|ncat|netcat)$/u.test(program) &&
    args.some(arg => /^(?:-\w*[ec]|--exec|--sh-exec|--lua-exec)$/u.test(arg))
  )
    return true;
  if (program === 'socat') return handsOverBySocat(args);
  if (isRawSocket(command) && isFedBy(command, shellPrograms)) return true;
  if (shellPrograms.has(program) && isFedBy(command, rawSockets) && readsConnection(command)) return true;
  if (program.endsWith(' code')) return args.some(text => connectsInCode(text));
  return false;
}

/** PowerShell that talks through the stream of a connection that it opened. */
const streamsPowerShell = ({ commands }: Observation): boolean =>
  commands.some(({ program }) => program === '.getstream') &&
  commands.some(({ args }) => args.some(arg => /net\.sockets\.tcpclient/iu.test(arg)));

/** Of openssl only a client connects. */
const isRawSocket = ({ program, args }: ObservedCommand): boolean =>
  rawSockets.has(program) && (program !== 'openssl' || args.includes('s_client'));

const readsConnection = ({ args, via }: ObservedCommand): boolean =>
  args.every(arg => arg.startsWith('-') && !/^-\w*c$/u.test(arg)) &&
  (!via.includes('pipe from openssl') || args.length === 0) &&
  !via.includes('pipe from base64');

function handsOverBySocat(args: readonly string[]): boolean {
  const runs = args.some(arg => /^(?:exec|system|shell):/iu.test(arg));
  return runs && args.some(arg => /^(?:tcp|udp|openssl|ssl|sctp|socks|proxy|vsock)[\w-]*:/iu.test(arg));
}

const connects =
  /\bsocket\b|tcpsocket|fsockopen|stream_socket_client|\bnet\.(?:connect|createconnection|socket|dial)|io::socket|\/inet\/(?:tcp|udp)\/|require\(\s*["'`](?:node:)?net["'`]\s*\)|net\.sockets|java\.net/iu;
const hands =
  /\bdup2\b|pty\.spawn|pty\.fork|\/bin\/(?:ba|z|da|k)?sh\b|["'`](?:ba|z)?sh["'`]\s*,\s*["'[`]?-?i|cmd\.exe|open\s*\(?\s*STD(?:IN|OUT|ERR)\s*,\s*["']>&|proc_open|\|&\s*getline|powershell\.exe|spawn\(\s*["'`](?:\/\w+)*\/?(?:ba|z|da)?sh["'`]|exec\(["'](?:ba|z)?sh/iu;

const receives =
  /\brecv\w*\s*\(|\.gets\b|\breadline\b|while\s*\(?\s*<|\.on\(\s*["']data|fdopen|fgets|fread/iu;
const executes = /\bpopen\b|\bsystem\b|\bsubprocess\b|\bexec(?:Sync)?\b|\bspawn\b|shell_exec/iu;

/** A shell is handed over, or what comes in is run. */
const connectsInCode = (text: string): boolean =>
  connects.test(text) && (hands.test(text) || (receives.test(text) && executes.test(text)));
