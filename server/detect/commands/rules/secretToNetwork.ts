/** A secret that is read and sent in one command line. */
import { tags } from '../../rule.ts';
import { compareSeverity } from '../../../../common/finding.ts';
import { classifyPath } from '../../files/classify.ts';
import type { Observation, ObservedCommand } from '../../../pipeline/types.ts';
import { names } from '../rule.ts';
import type { CommandRule } from '../rule.ts';

/** Reports command lines that read a protected file and reach the network. */
export const secretToNetwork: CommandRule = {
  id: 'commands/secret-to-network',
  title: 'A secret is read and the network reached in one command line',
  why: 'What leaves this machine cannot be called back.',
  remedy:
    'Keep secrets on this machine; send what holds none, for example `curl -d @report.json https://example.com/report`.',
  severity: 'critical',
  confidence: 'high',
  risks: ['SECRET', 'EXFIL-FETCH'],
  tags: tags(
    'OWASP-ASI@2026:ASI02',
    'OWASP-LLM@2025:LLM02',
    'MITRE-ATLAS@5.6.0:AML.T0086',
    'CWE@4.18:CWE-200',
  ),
  matches: observation =>
    (readsSecret(observation) && reachesNetwork(observation)) || observation.commands.some(sendsEnvironment),
};

const secretName = String.raw`[\w]*(?:SECRET|TOKEN|PASSW|API_?KEY|ACCESS_?KEY|PRIVATE|CREDENTIAL|_KEY\b|\bKEY\b)[\w]*`;
/** The whole environment, or a variable whose name is that of a secret. */
const takesEnvironment = new RegExp(
  [
    String.raw`(?:JSON\.stringify|Object\.\w+|String|inspect|\+|encodeURIComponent)\s*\(?\s*process\.env\b(?![.[])`,
    String.raw`(?:dict|str|dumps|urlencode|repr|data\s*=|json\s*=)\s*\(?\s*(?:dict\()?os\.environ\b(?![.[])`,
    String.raw`\bENV\.(?:to_h|inspect|to_a|map|each)|\$_ENV\b(?!\[)|join[^;]{0,40}%ENV|getenv\(\s*\)`,
    String.raw`(?:process\.env\.|process\.env\[\s*["'\x60]|os\.environ\[\s*["']|os\.environ\.get\(\s*["']|os\.getenv\(\s*["']|ENV\[\s*["']|ENV\.fetch\(\s*["']|\$ENV\{["']?|getenv\(\s*["'])${secretName}`,
  ].join('|'),
  'iu',
);
const sendsText =
  /urlopen|requests\.(?:get|post|put|request)|httpx\.|aiohttp|https?\.(?:get|request|client)|\bfetch\s*\(|axios|Net::HTTP|URI\.open|open-uri|LWP|HTTP::Tiny|file_get_contents\s*\(\s*["']https?|curl_exec|XMLHttpRequest|\bget\s*\(\s*["']https?|socket|smtplib|dns\.(?:resolve|lookup)|gethostbyname/iu;
const localAddress = /https?:\/\/(?:localhost|127\.|0\.0\.0\.0|\[::1\])/iu;
/** A key that goes where a key belongs, into a header, is how every client of a service works. */
const inHeader = /headers?\b|authorization|bearer|api[_-]?key["']?\s*[:=,]|auth\s*=/iu;

function sendsEnvironment({ program, args }: ObservedCommand): boolean {
  if (!program.endsWith(' code')) return false;
  return args.some(
    text =>
      sendsText.test(text) && takesEnvironment.test(text) && !localAddress.test(text) && !inHeader.test(text),
  );
}

const readsSecret = ({ paths, commands }: Observation): boolean =>
  paths.some(
    path =>
      path.via === 'command' &&
      path.op !== 'write' &&
      path.op !== 'execute' &&
      classifyPath(path, 'read').some(rule => compareSeverity(rule.severity, 'medium') >= 0),
  ) ||
  commands.some(
    ({ program, args }, index) =>
      (program === 'printenv' || (program === 'env' && args.length === 0)) &&
      feedsNetwork(commands.slice(index + 1).map(other => other.via)),
  );

/** `env | grep PATH` is everyday practice: only a pipe that leads to the network counts. */
const feedsNetwork = (vias: readonly (readonly string[])[]): boolean =>
  vias.some(via => via.includes('pipe from env') || via.includes('pipe from printenv'));

const senders = names(
  'curl wget wget2 http https xh nc ncat netcat socat telnet scp rsync sftp ftp ssh mail mailx sendmail aws gsutil rclone s3cmd dig nslookup host tftp',
);

const reachesNetwork = ({ commands, urls }: Observation): boolean =>
  commands.some(command => senders.has(command.program) && !isLocal(command.args)) ||
  urls.some(url => /^(?:tcp|udp):/u.test(url));

const isLocal = (args: readonly string[]): boolean => {
  const addresses = args.filter(arg => /^(?:https?:\/\/|localhost|127\.)/u.test(arg));
  return (
    addresses.length > 0 &&
    addresses.every(arg => /^(?:https?:\/\/)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)/u.test(arg))
  );
};
