/** Defences of the machine are switched off: malware scanners, firewalls, mandatory access control, boot protection. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { isAct } from '../acts.ts';
import type { CommandRule } from '../rule.ts';

/** Reports commands that switch a protection of the machine off. */
export const defenceOff: CommandRule = {
  id: 'commands/defence-off',
  title: 'A protection of the machine is switched off',
  why: 'It guards everything on this machine; what comes in while it is off is not seen.',
  remedy:
    'Look at its state instead, for example `ufw status`, `getenforce` or `spctl --status`, and tell the user what is in the way.',
  severity: 'high',
  confidence: 'high',
  risks: ['HIDE', 'SANDBOX'],
  tags: tags('OWASP-ASI@2026:ASI02', 'MITRE-ATLAS@5.6.0:AML.T0107', 'CWE@4.18:CWE-693'),
  matches: ({ commands }) => commands.some(command => switchesOff(command) || trustsAnyone(command)),
};

/** Certificates of whoever answers are taken from then on. */
const trustsAnyone = ({ program, args }: ObservedCommand): boolean =>
  [program, ...args].some(text => /servercertificatevalidationcallback/iu.test(text));

const services =
  '~windefend|mpssvc|securityhealth|sense|wscsvc|wuauserv|eventlog|sysmon|crowdstrike|falcon|sentinel|carbonblack|cylance|sophos|mcafee|symantec|defender|clamav|auditd|apparmor|firewalld|ufw|fail2ban|osquery|xprotect|wazuh|ossec|rsyslog|syslog|nftables|iptables';

const switchesOff = isAct({
  setenforce: ['0|permissive'],
  ufw: ['disable', 'reset'],
  'aa-disable aa-complain aa-teardown': [''],
  apparmor_parser: ['-R'],
  iptables: ['-F', '--flush', '-P ~accept', '-X'],
  ip6tables: ['-F', '--flush', '-P ~accept'],
  nft: ['flush ruleset'],
  pfctl: ['-d', '-F'],
  systemctl: [`stop|disable|mask|kill ${services}`],
  service: [`* stop ${services}`],
  launchctl: [`unload|bootout|remove|disable|kill ${services}`],
  'pkill killall': [services],
  spctl: ['--master-disable|--global-disable', '--add'],
  csrutil: ['disable', 'authenticated-root disable'],
  nvram: ['~csr-active-config', '~amfi_get_out_of_my_way'],
  tccutil: ['reset'],
  socketfilterfw: ['--setglobalstate ~off'],
  fdesetup: ['disable'],
  xattr: ['-d|-c|-r ~com.apple.quarantine', '-dr|-cr|-rd ~com.apple.quarantine', '-c|-cr ~.app'],
  defaults: [
    'write ~lsquarantine',
    'write ~disablescreenlock',
    'write ~com.apple.alf ~0',
    'write ~gkautorearm',
    'write ~askforpassword ~0',
  ],
  sysctl: ['~kernel.randomize_va_space=0', '~kernel.yama.ptrace_scope=0', '~unprivileged_bpf_disabled=0'],
  auditctl: ['-e ~0', '-D'],
  mokutil: ['--disable-validation'],
  'set-mppreference': ['-disablerealtimemonitoring', '~disable', '-exclusionpath', '~exclusion'],
  'add-mppreference': ['~exclusion'],
  'uninstall-windowsfeature remove-windowsfeature': ['~defender'],
  'set-netfirewallprofile': ['~enabled ~false'],
  'disable-windowsoptionalfeature': ['~defender'],
  'stop-service set-service remove-service': [services],
  sc: [`stop|delete|config|sdset|failure ${services}`],
  net: [`stop ${services}`],
  taskkill: ['~msmpeng|defender|sense.exe|csfalcon'],
  netsh: [
    'advfirewall set allprofiles|currentprofile|domainprofile|privateprofile|publicprofile state off',
    'firewall set opmode ~disable',
    'advfirewall reset',
  ],
  mpcmdrun: ['-removedefinitions|-disable'],
  'set-executionpolicy': ['~bypass', '~unrestricted'],
  'disable-computerrestore disable-bitlocker': [''],
  'manage-bde': ['-off|-disable'],
  reg: [
    'add ~windows+defender ~disable',
    'add ~disableantispyware|disablerealtimemonitoring|enablelua|uselogoncredential|disabletaskmgr',
    'add ~\\services\\vss ~4',
    'delete ~safeboot',
    'delete ~windows+defender',
  ],
  bcdedit: [
    '~testsigning',
    '~nointegritychecks',
    '~bootems',
    '~recoveryenabled ~no',
    '~bootstatuspolicy ~ignoreallfailures',
  ],
  aws: [
    'cloudtrail stop-logging|delete-trail|update-trail|put-event-selectors',
    'guardduty delete-detector|update-detector|disassociate-members',
    'securityhub disable-security-hub',
    'config|configservice stop-configuration-recorder|delete-configuration-recorder',
    'ec2 delete-flow-logs',
    'wafv2 delete-web-acl|disassociate-web-acl',
    'macie2 disable-macie',
    'inspector2 disable',
  ],
  'gcloud az': [
    '~logging ~sinks ~delete',
    'monitor log-profiles|diagnostic-settings delete',
    'security ~pricing ~free',
  ],
  dism: ['~disable-feature ~defender'],
});
