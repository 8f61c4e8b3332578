/** What an intruder looks at first: accounts and shares of a domain, what watches the machine, what runs on the network. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { isAct } from '../acts.ts';
import type { CommandRule } from '../rule.ts';

/** Reports commands that list a domain, its shares, or the protection of the machine. */
export const reconnaissance: CommandRule = {
  id: 'commands/reconnaissance',
  title: 'The network or the protection of the machine is explored',
  why: 'It tells an intruder where to go next and what to stay clear of; no work in a workspace needs it.',
  remedy: 'Ask the user for what is needed; `uname -a` or `node --version` tells what a build depends on.',
  severity: 'medium',
  confidence: 'medium',
  risks: ['SHELL'],
  tags: tags('OWASP-ASI@2026:ASI02', 'MITRE-ATLAS@5.6.0:AML.T0050'),
  matches: ({ commands }) => commands.some(command => explores(command) || looksForGuards(command)),
};

const explores = isAct({
  net: [
    'user|group|accounts|localgroup|view /domain|/dom',
    'user|group|accounts * /domain|/dom',
    'view /all',
    'accounts',
    'session',
  ],
  nltest: [''],
  'dsquery dsget adfind': ['*'],
  'get-smbshare get-netdomain get-netcomputer get-domaincomputer get-domainuser get-netuser get-netgroup get-aduser get-adcomputer get-adgroup get-addomain get-netlocalgroup':
    [''],
  whoami: ['/priv', '/all'],
  quser: ['/server'],
  'ldapdomaindump crackmapexec netexec': ['*'],
});

const guards =
  /antivirusproduct|firewallproduct|securitycenter2|msmpeng|\b(?:anti)?virus\b|defender|carbonblack|crowdstrike/iu;

/** `tasklist | findstr defender`, `wmic … path AntiVirusProduct`. */
const looksForGuards = ({ program, args, via }: ObservedCommand): boolean =>
  (/^(?:wmic|powershell|pwsh|get-wmiobject|get-ciminstance|gwmi|gcim)$/u.test(program) &&
    args.some(arg => /antivirusproduct|firewallproduct|securitycenter2/iu.test(arg))) ||
  (/^(?:findstr|find|select-string|grep)$/u.test(program) &&
    via.some(step => /^pipe from (?:tasklist|get-process|ps|sc|get-service|net|fltmc|wmic)$/u.test(step)) &&
    args.some(arg => guards.test(arg)));
