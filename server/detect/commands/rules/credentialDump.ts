/** Whole stores of credentials are copied or printed: account databases, key chains, memory of log-in services. */
import { tags } from '../../rule.ts';
import type { Observation, ObservedCommand } from '../../../pipeline/types.ts';
import { isAct } from '../acts.ts';
import type { CommandRule } from '../rule.ts';

/** Reports commands that take credentials out of where the system keeps them. */
export const credentialDump: CommandRule = {
  id: 'commands/credential-dump',
  title: 'Credentials are taken out of where the system keeps them',
  why: 'With them anybody is the user, on this machine and on others.',
  remedy:
    'Let the user run what needs a credential; `gh auth status` or `aws sts get-caller-identity` shows who is signed in.',
  severity: 'high',
  confidence: 'high',
  risks: ['SECRET'],
  tags: tags(
    'OWASP-ASI@2026:ASI03',
    'OWASP-LLM@2025:LLM02',
    'MITRE-ATLAS@5.6.0:AML.T0055',
    'CWE@4.18:CWE-522',
  ),
  matches: observation =>
    observation.commands.some(dumps) || asksMetadata(observation) || dumpsMemory(observation),
};

const dumps = isAct({
  security: [
    'dump-keychain',
    'unlock-keychain -p ~login',
    'delete-keychain',
    'find-generic-password|find-internet-password -w|-g',
    'export -k',
    'export -t',
  ],
  dscl: ['* -read ~shadowhash|authenticationauthority', '* -readall ~shadowhash'],
  reg: [
    'save|export ~hklm\\sam|hklm\\system|hklm\\security|hkey_local_machine\\sam|hkey_local_machine\\security',
  ],
  esentutl: ['~ntds.dit|\\sam'],
  vssadmin: ['create shadow'],
  cmdkey: ['/add /pass'],
  vaultcmd: ['/listcreds'],
  'getent unshadow': ['shadow', '/etc/passwd /etc/shadow'],
  'gcore gdb': ['-p|--pid ~ssh-agent|gpg-agent|keyring'],
  kubectl: ['get secret|secrets -A|--all-namespaces -o|--output', 'config view --raw'],
  az: ['keyvault secret show|download', 'ad sp create-for-rbac'],
  aws: [
    'secretsmanager get-secret-value',
    'ssm get-parameter|get-parameters|get-parameters-by-path --with-decryption',
    'sts get-session-token|assume-role|get-federation-token',
    'ecr get-login-password',
    'iam create-access-key',
    'configure export-credentials',
  ],
  heroku: ['auth:token', 'config -s|--shell'],
  doctl: ['auth token'],
  'fly flyctl': ['auth token'],
  vault: ['print token', 'token create', 'operator unseal'],
  bw: ['get password|totp', 'export'],
  'lpass keepassxc-cli': ['show --password|-p', 'export', 'show -s|--show-protected'],
  rbw: ['get'],
  'doppler infisical': ['secrets download --no-file', 'secrets get --plain', 'export'],
  'git-credential-manager git-credential-osxkeychain git-credential-libsecret git-credential-store': ['get'],
  docker: ['login -p', 'config inspect'],
  npm: ['token create', 'config get ~_auth', 'config ls -l --json'],
  ldapsearch: ['~userpassword', '~unicodepwd'],
  'get-credential export-pfxcertificate': ['~plaintext', '-password'],
  'convertfrom-securestring': ['-asplaintext'],
  firefox_decrypt: [''],
  klist: ['tickets', 'sessions'],
  'dumpsys tcpdump tshark dsniff ettercap bettercap': ['-A ~port', '~http.authorization', '-T -q'],
});

const metadataHost =
  /^https?:\/\/(?:\[?(?:169\.254\.169\.254|169\.254\.170\.2|fd00:ec2::254|100\.100\.100\.200|192\.0\.0\.192)\]?|metadata\.google\.internal|metadata\.azure\.internal|0xa9fea9fe|2852039166|metadata)(?:[:/]|$)/iu;

/** The service that tells a machine in a cloud its own credentials. */
const asksMetadata = ({ urls }: Observation): boolean => urls.some(url => metadataHost.test(url));

const keepers = /ssh-agent|gpg-agent|keyring|1password|bitwarden|keepass|lsass|secretserviced|securityd/iu;

/** The memory of a program that keeps keys. */
const dumpsMemory = ({ commands }: Observation): boolean =>
  commands.some(({ program }: ObservedCommand) => /^(?:gcore|gdb|lldb|procdump|strings)$/u.test(program)) &&
  commands.some(
    ({ program, args }) => /^(?:pgrep|pidof|ps|gcore)$/u.test(program) && args.some(arg => keepers.test(arg)),
  );
