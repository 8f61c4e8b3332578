/** Changes of the machine itself: accounts, rights, services, network, power. A person decides about each. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { isAct, rehearses } from '../acts.ts';
import type { CommandRule } from '../rule.ts';

/** Reports commands that change accounts, rights, services or the power of the machine. */
export const systemChange: CommandRule = {
  id: 'commands/system-change',
  title: 'The machine is changed outside the workspace',
  why: 'Accounts, rights, services and power concern everybody who uses the machine, and outlast the task.',
  remedy:
    'Show the user the state first, for example `id`, `ls -l tool` or `systemctl status app`, and let them make the change.',
  severity: 'medium',
  confidence: 'high',
  risks: ['SCOPE'],
  tags: tags('OWASP-ASI@2026:ASI03', 'OWASP-LLM@2025:LLM06', 'MITRE-ATLAS@5.6.0:AML.T0105'),
  matches: ({ commands }) => commands.some(command => changes(command) || widens(command)),
};

/** Packages that a system does not start, or cannot be mended, without. */
const essential =
  '~linux-image|linux-generic|kernel|systemd|libc6|glibc|coreutils|bash|sudo|openssh|python3|dpkg|grub|init|util-linux|network-manager|networkmanager|base-files|login|passwd';

const changes = isAct({
  usermod: [
    '* -G ~sudo|wheel|admin|docker|root',
    '-G ~sudo|wheel|admin|docker|root',
    '--groups ~sudo|wheel|admin|docker',
    '-u|-o',
  ],
  useradd: [
    '-o',
    '-u ~0',
    '-G ~sudo|wheel|admin|docker|root',
    '--groups ~sudo|wheel|admin|docker',
    '-p|--password',
  ],
  userdel: ['-r|--remove|-f|--force'],
  deluser: ['--remove-home|--remove-all-files'],
  adduser: ['* sudo|wheel|admin|docker', '--ingroup ~sudo|wheel|root', '-g ~root|wheel|sudo'],
  gpasswd: ['-a * sudo|wheel|docker|root', '-a sudo|wheel|docker|root', '-a'],
  passwd: ['root', '-d|-u|--delete|--stdin', '*'],
  visudo: [''],
  'chpasswd newusers vipw vigr': [''],
  'init telinit': ['0|6|1|s'],
  mount: ['-o ~remount,rw|rw,remount', '--bind|--rbind /'],
  'apt apt-get aptitude dnf yum zypper pacman apk rpm dpkg': [
    `remove|purge|erase|autoremove|del|-r ${essential}`,
    `-r|-rs|-rns|-rdd|-e|--erase|--purge|-p|-P ${essential}`,
    '~--force-all',
    '-e --nodeps',
    '-rdd|--nodeps',
  ],
  npm: ['uninstall|remove|rm|un npm -g|--global'],
  'flashrom fwupdtool': ['-w|--write|-E|--erase'],
  efibootmgr: ['-B|--delete-bootnum'],
  setcap: ['~cap_setuid|cap_sys_admin|cap_dac_override|cap_sys_ptrace|cap_sys_module|=ep'],
  systemctl: ['enable', 'mask', 'set-default', 'poweroff|reboot|halt'],
  launchctl: [
    'load|bootstrap|submit|enable ~/tmp/|~/library|/users/|/home/|~/desktop',
    'load|submit -w|-l',
    'setenv',
    'bootout|unload ~system|/system',
  ],
  'shutdown reboot poweroff halt stop-computer restart-computer': [''],
  'insmod modprobe rmmod kextload kmutil': ['~.ko', 'load', '~.kext', '-r'],
  sysctl: ['-w'],
  'killall pkill': ['-u', '-U'],
  ngrok: ['tcp 22|3389|2375|5900'],
  'ssh autossh': ['-R ~:localhost:22|:127.0.0.1:22|:localhost:3389|:localhost:2375'],
  nsenter: ['-t ~1', '--target ~1'],
  iptables: ['-A|-I ~accept ~0.0.0.0/0'],
  dscl: ['. -create|-passwd|-append|-merge|-delete', '* -create|-passwd|-append|-merge|-delete'],
  dseditgroup: ['-o ~edit|delete'],
  sysadminctl: ['-addUser|-deleteUser|-resetPasswordFor|-guestAccount'],
  createhomedir: [''],
  networksetup: ['-setwebproxy|-setsecurewebproxy|-setsocksfirewallproxy|-setautoproxyurl|-setdnsservers'],
  systemsetup: ['-setremotelogin|-setremoteappleevents'],
  kickstart: ['-activate|-configure'],
  installer: ['-pkg|-package -target'],
  pkgutil: ['--forget'],
  tmutil: ['delete|disable|deletelocalsnapshots|removedestination'],
  hdiutil: ['attach|mount ~http'],
  open: ['-j|-g|--background|--hide', '-a|-b ~terminal|iterm'],
  screencapture: ['-x'],
  net: [
    'user * /delete',
    'user /add',
    'user * /active',
    'user * * /add',
    'localgroup /add',
    'group /add',
    'share',
    'use /delete',
  ],
  'net1 netuser': ['user /add', 'localgroup /add'],
  netsh: [
    'advfirewall firewall add rule action=allow',
    'advfirewall firewall add ~action=allow',
    'firewall add',
    'winhttp set proxy',
  ],
  'new-localuser add-localgroupmember new-aduser add-adgroupmember set-localuser enable-localuser': [''],
  'new-netfirewallrule enable-psremoting add-mailboxpermission set-smbserverconfiguration': [''],
  runas: ['/user ~admin', '/user ~system', '/savecred'],
  takeown: ['/f /r', '/f ~windows'],
  icacls: ['~everyone:f|*s-1-1-0:f ~/grant|/t', '* /grant ~everyone'],
  at: ['now|midnight|noon|teatime|tomorrow'],
  'clear-recyclebin': ['-force'],
  tscon: ['*'],
  'bcdedit bootcfg': ['/set', '/delete', '/deletevalue'],
  reg: ['add|delete|import|restore ~hklm', 'add|delete ~hkey_local_machine', 'delete /f ~hkcu\\software'],
  auditpol: ['/set|/clear|/remove'],
  assoc: ['~='],
  ftype: ['~='],
  certutil: ['-addstore|/addstore', '-importpfx'],
  'certmgr import-certificate': ['-add', '~root'],
});

/** Rights that are opened to everybody, or reach into the machine from a container. */
function widens({ program, args }: ObservedCommand): boolean {
  if (rehearses(args)) return false;
  if (program === 'kill') return args.length > 1 && args.at(-1) === '-1';
  if (program === 'chmod') return opensRights(args) || locksOut(args);
  if (program === 'curl') return args.some(arg => /(?:docker|podman|containerd)\.sock$/u.test(arg));
  if (program === 'chown' || program === 'chgrp')
    return args.some(arg => systemPlace.test(arg)) && args.length > 1;
  if (/^(?:docker|podman|nerdctl)$/u.test(program)) return leavesContainer(args);
  return program === 'chroot' && args.some(arg => /^\/(?:host|mnt|hostfs|rootfs)\b/u.test(arg));
}

const systemPlace = /^\/(?:etc|usr|bin|sbin|lib\w*|boot|var|root|opt|system|library|windows)?(?:\/.*)?\/?$/iu;

/** `chmod 000 /etc`: nobody gets in any more. */
const locksOut = (args: readonly string[]): boolean =>
  args.some(arg => /^0?000$|^(?:a|ugo)?-rwx$/u.test(arg)) &&
  args.some(arg => arg.startsWith('/') && systemPlace.test(arg));

function opensRights(args: readonly string[]): boolean {
  const [mode = '', ...files] = args.filter(arg => !/^-[RcfvH]+$|^--/u.test(arg));
  if (
    /^(?:[ugoa]*\+[rwx]*s|[2467]\d{3}|u=\w*s\w*)/u.test(mode) &&
    !/^[0-2]?[01]/u.test(mode.replace(/^[2467]/u, ''))
  )
    return mode.includes('s') || /^[46]/u.test(mode);
  const everybody = /^0?[0-7]?(?:777|666)$|^(?:a|o|ugo|go)?[+=]\w*w/u.test(mode) && !/^[ug]\+/u.test(mode);
  return everybody && files.some(file => systemPlace.test(file) || /^(?:~|\$home)\/?$/iu.test(file));
}

const hostMount =
  /^(?:--volume=|-v)?(?:\/|\/(?:etc|root|home|usr|var|proc|sys|dev|boot)|\/(?:var\/)?run\/docker\.sock|\/var\/run|\/run|[a-z]:\\):\S|(?:source|src)=\/(?:,|$|etc|root|var\/run)/iu;

function leavesContainer(args: readonly string[]): boolean {
  if (!args.some(arg => /^(?:run|create|exec)$/u.test(arg))) return false;
  return args.some(
    arg =>
      /^--privileged(?:=true)?$|^--(?:pid|userns|ipc|uts)=host$|^--cap-add=?(?:all|sys_admin|sys_ptrace|sys_module)$|(?:seccomp|apparmor)[=:]unconfined/iu.test(
        arg,
      ) || hostMount.test(arg),
  );
}
