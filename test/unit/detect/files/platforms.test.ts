/** The file catalogue on every platform's paths, as text: what is guarded for reading and for writing, and what is left alone. */
import { expect, test } from 'vitest';
import { classifyPath } from '../../../../server/detect/files/classify.ts';

const guarded = (path: string, op: 'read' | 'write'): boolean =>
  classifyPath({ path: path.replaceAll('\\', '/') }, op).some(
    ({ severity }) => severity !== 'info' && severity !== 'low',
  );

/** Is a path, and what is guarded of it: `r`, `w`, `rw`, or nothing. */
type Row = readonly [path: string, guards: '' | 'r' | 'w' | 'rw'];

const windows: readonly Row[] = [
  ['C:\\Windows\\System32\\drivers\\etc\\hosts', 'w'],
  ['c:\\windows\\system32\\TASKS\\x', 'w'],
  ['C:\\Windows\\NTDS\\ntds.dit', 'rw'],
  ['C:\\Windows\\System32\\config\\SAM', 'rw'],
  ['C:\\Windows\\Panther\\unattend.xml', 'r'],
  ['C:\\Windows\\System32\\winevt\\Logs\\Security.evtx', 'w'],
  ['C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp\\x.lnk', 'w'],
  ['C:\\ProgramData\\ssh\\administrators_authorized_keys', 'w'],
  ['D:\\Users\\Ada\\.ssh\\id_ed25519', 'rw'],
  ['C:\\Users\\Ada\\.ssh\\known_hosts', ''],
  ['C:\\Users\\Ada\\.aws\\credentials', 'rw'],
  ['C:\\Users\\Ada\\.aws\\config', 'w'],
  ['C:\\Users\\Ada\\Documents\\PowerShell\\Microsoft.PowerShell_profile.ps1', 'w'],
  ['C:\\Users\\Ada\\AppData\\Roaming\\GitHub CLI\\hosts.yml', 'rw'],
  ['C:\\Users\\Ada\\AppData\\Local\\Google\\Chrome\\User Data\\Default\\Login Data', 'rw'],
  ['C:\\Users\\Ada\\AppData\\Roaming\\Opera Software\\Opera Stable\\Cookies', 'rw'],
  ['C:\\Users\\Ada\\AppData\\Roaming\\npm\\etc\\npmrc', 'r'],
  ['C:\\Users\\Ada\\AppData\\Roaming\\NuGet\\NuGet.Config', 'rw'],
  ['C:\\ProgramData\\ssh\\ssh_host_ed25519_key', 'rw'],
  ['C:\\Users\\Ada\\AppData\\Roaming\\Sublime Text\\Packages\\User\\x.py', 'w'],
  ['C:\\Users\\Ada\\NTUSER.DAT', 'r'],
  ['C:\\ProgramData\\Ringfence\\floor.json', 'w'],
  ['C:\\Users\\Ada\\AppData\\Roaming\\Ringfence\\floor-signing.key', 'rw'],
  ['C:\\work\\app\\src\\main.ts', ''],
  ['C:\\Users\\Ada\\Documents\\notes.txt', ''],
];

const mac: readonly Row[] = [
  ['/Users/ada/Library/LaunchAgents/x.plist', 'w'],
  ['/Library/LaunchDaemons/x.plist', 'w'],
  ['/Library/PrivilegedHelperTools/x', 'w'],
  ['/private/etc/sudoers', 'rw'],
  ['/private/var/db/dslocal/nodes/Default/users/x.plist', 'rw'],
  ['/Users/ada/Library/Keychains/login.keychain-db', 'rw'],
  ['/Users/ada/Library/Cookies/Cookies.binarycookies', 'rw'],
  ['/Users/ada/Library/Application Support/com.apple.TCC/TCC.db', 'rw'],
  ['/Users/ada/Library/Application Support/Electrum/wallets/default', 'r'],
  ['/Users/ada/Library/Preferences/com.apple.loginitems.plist', 'w'],
  ['/Users/ada/.hammerspoon/init.lua', 'w'],
  ['/Users/ada/Library/Application Support/iTerm2/Scripts/AutoLaunch/x.py', 'w'],
  ['/private/var/db/auth.db', 'rw'],
  ['/Library/Application Support/Ringfence/floor.json', 'w'],
  ['/Users/ada/Library/Application Support/Ringfence/floor-signing.key', 'rw'],
  ['/Users/ada/Library/Caches/pip/x', ''],
  ['/Users/ada/work/app/README.md', ''],
];

const linux: readonly Row[] = [
  ['/etc/udev/rules.d/9.rules', 'w'],
  ['/etc/xdg/autostart/x.desktop', 'w'],
  ['/etc/NetworkManager/system-connections/home', 'r'],
  ['/etc/rancher/k3s/k3s.yaml', 'r'],
  ['/usr/local/share/ca-certificates/x.crt', 'w'],
  ['/usr/lib/python3/dist-packages/sitecustomize.py', 'w'],
  ['/lib/x86_64-linux-gnu/libc.so.6', 'w'],
  ['/run/systemd/system/x.service', 'w'],
  ['/var/log/auth.log', 'w'],
  ['/home/ada/.bash_history', 'rw'],
  ['/etc/ringfence/floor.json', 'w'],
  ['/home/ada/.config/ringfence/floor-signing.key', 'rw'],
  ['/home/ada/.config/ringfence/floor-signing.pub', 'w'],
  ['/home/ada/.minisign/minisign.key', 'rw'],
  ['/home/ada/.gem/credentials', 'rw'],
  ['/home/ada/snap/firefox/common/.mozilla/firefox/a/key4.db', 'r'],
  ['/home/ada/.config/fish/config.fish', 'w'],
  ['/home/ada/.config/fish/completions/gh.fish', ''],
  ['/home/ada/.config/gcloud/logs/x.log', ''],
  ['/home/ada/.gdbinit', 'w'],
  ['/home/ada/.config/sway/config', 'w'],
  ['/home/ada/.docker/cli-plugins/docker-x', 'w'],
  ['/home/ada/.config/configstore/firebase-tools.json', 'r'],
  ['/etc/wpa_supplicant/wpa_supplicant.conf', 'r'],
  ['/etc/default/grub', 'w'],
  ['/home/ada/work/app/release.jks', 'rw'],
  ['/usr/share/doc/bash/README', ''],
  ['/etc/os-release', ''],
];

test.each([...windows, ...mac, ...linux])('%s: %s', (path, guards) => {
  expect({ read: guarded(path, 'read'), write: guarded(path, 'write') }).toEqual({
    read: guards.includes('r'),
    write: guards.includes('w'),
  });
});
