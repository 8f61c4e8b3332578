/** Programs whose purpose is attack: dumping credentials, taking over domains, tunnelling data, evading defences. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { isAct } from '../acts.ts';
import type { CommandRule } from '../rule.ts';
import { names } from '../rule.ts';

/** Reports tools of attackers, by name and by the calls that only an attack needs. */
export const attackTool: CommandRule = {
  id: 'commands/attack-tool',
  title: 'A tool of attackers is started',
  why: 'Its purpose is to take credentials, rights or data, or to slip past defences.',
  remedy: 'Leave it to a person who is charged with such tests; `npm audit` finds known holes without one.',
  severity: 'critical',
  confidence: 'high',
  risks: ['SHELL'],
  tags: tags('OWASP-ASI@2026:ASI05', 'MITRE-ATLAS@5.6.0:AML.T0050', 'MITRE-ATLAS@5.6.0:AML.T0106'),
  matches: ({ commands }) => commands.some(isAttack),
};

const tools = names(
  'mimipenguin lazagne sharphound rubeus sharpup winpeas winpeasx64 linpeas lsassy pypykatz gsecdump wce pwdump fgdump nanodump dumpert safetykatz sharpdump handlekatz dnscat dnscat2 iodine meterpreter xmrig minerd cpuminer cgminer t-rex phoenixminer nbminer mavinject mavinject32 mavinject64 weevely koadic merlin slowloris juicypotato printspoofer godpotato roguepotato sweetpotato sliver-server linenum cobaltstrike sharpchrome seatbelt invoke-obfuscation',
);

const verbs =
  /^(?:sekurlsa|lsadump|kerberos|privilege|token|crypto|vault|dpapi)::\w+|^(?:invoke|get|find|add|new|out|set|install|start)-(?:mimikatz|kerberoast\w*|asrep\w*|dcsync|dcom|bypassuac|psimage|dllinjection|credentialinjection|lsasecret|chromedump|vaultcredential|gpppassword|keystrokes|persistence|regbackdoor|avsignature|shellcode|reflectivepeinjection|ninjacopy|tokenmanipulation|exfildatatogithub|exfil\w*|dropboxupload|powershelltcp\w*|powercat|bloodhound|sharphound|allchecks|wmicommand|minidump|gpoimmediatetask|powerdump|inveigh|runas|psexec|smbexec|wmiexec|egresscheck|portscan|obfuscation|proxyshell|nopsled|sessiongopher|thievegather|userhunter|spooler\w*|userpersistenceoption|elevatedpersistenceoption|ssp|securitypackages|managementroleassignment|globaladdresslist)(?:\.ps1)?$/iu;

const calls = isAct({
  'procdump procdump64': ['~lsass'],
  rundll32: ['~comsvcs', '~minidump', '~powershdll', '~mshtml,', '~javascript:', '~vbscript:', '~url.dll,'],
  ntdsutil: ['~ifm', '~ac+i+ntds', '~activate+instance'],
  mimikatz: [
    '~logonpasswords|sekurlsa::pth|sekurlsa::minidump|lsadump|golden|dcsync|token::elevate+|privilege::debug',
  ],
  nmap: ['--script ~vuln|exploit|brute', '-sV|-sS|-A|-O ~/24|/16|/8'],
  tscon: ['* /dest'],
  nltest: ['/domain_trusts|/dclist|/dsgetdc'],
  reg: ['query ~password /s'],
  scrcons: [''],
});

function isAttack(command: ObservedCommand): boolean {
  const { program, args } = command;
  const base = program.replace(/\.(?:ps1|py|sh|vbs)$/u, '');
  if (program === 'mimikatz' && args.length === 0) return true;
  if (tools.has(program) || tools.has(base) || verbs.test(program)) return true;
  return (
    calls(command) ||
    (/^(?:powershell|pwsh|invoke-expression)$/u.test(program) && args.some(arg => verbs.test(arg)))
  );
}
