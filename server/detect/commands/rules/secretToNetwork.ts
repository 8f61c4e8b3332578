/** A secret that is read and sent in one command line. */
import { tags } from '../../rule.ts';
import { compareSeverity } from '../../../../common/finding.ts';
import { classifyPath } from '../../files/classify.ts';
import type { Observation } from '../../../pipeline/types.ts';
import { names } from '../rule.ts';
import type { CommandRule } from '../rule.ts';

/** Reports command lines that read a protected file and reach the network. */
export const secretToNetwork: CommandRule = {
  id: 'commands/secret-to-network',
  title: 'A secret is read and the network reached in one command line',
  why: 'What leaves this machine cannot be called back.',
  remedy: 'Keep secrets on this machine; let the user send what must be sent.',
  severity: 'critical',
  confidence: 'high',
  risks: ['SECRET', 'EXFIL-FETCH'],
  tags: tags(
    'OWASP-ASI@2026:ASI02',
    'OWASP-LLM@2025:LLM02',
    'MITRE-ATLAS@5.6.0:AML.T0086',
    'CWE@4.18:CWE-200',
  ),
  matches: observation => readsSecret(observation) && reachesNetwork(observation),
};

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
