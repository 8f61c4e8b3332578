/** VS Code's policies: a JSON file on Linux, a registry file on Windows, a configuration profile on macOS. Pure. */
import { createHash } from 'node:crypto';
import type { McpPin } from '../../../common/profile.ts';
import { expectationsOf } from '../report.ts';
import type { ExportFile, ExportSetting } from './file.ts';

/** Is a policy with its value; VS Code takes objects and lists as JSON in a text. */
export interface PolicyValue {
  readonly policy: string;
  readonly key: string;
  readonly value: boolean | number | string;
}

/** Returns every policy that locks something of the profile, by name. */
export function policyValues({ level, team }: Pick<ExportSetting, 'level' | 'team'>): readonly PolicyValue[] {
  const locked = expectationsOf(level, team).flatMap(({ setting: { key, lock }, expected }) =>
    lock === undefined ? [] : [{ policy: lock.policy, key, value: scalar(expected) }],
  );
  const named = new Set(locked.map(({ policy }) => policy));
  const servers = team.mcpServers;
  const pinned =
    servers === undefined || named.has('ChatAllowedMcpServers')
      ? []
      : [
          {
            policy: 'ChatAllowedMcpServers',
            key: 'chat.mcp.allowedServers',
            value: scalar(allowedServers(servers)),
          },
        ];
  return [...locked, ...pinned].toSorted((a, b) => (a.policy < b.policy ? -1 : 1));
}

/** Returns an allow list of MCP servers, as VS Code, Copilot and Claude Code take it: the strictest form of each. */
export const allowedServers = (servers: Readonly<Record<string, McpPin>>): readonly unknown[] =>
  Object.entries(servers).map(([serverName, { command, args = [], url }]) => {
    if (url !== undefined) return { serverUrl: url };
    return command === undefined ? { serverName } : { serverCommand: [command, ...args] };
  });

/** Returns the three files. */
export function vscodePolicyFiles(setting: ExportSetting): readonly ExportFile[] {
  const values = policyValues(setting);
  const notes = [
    'The values stand above every other layer: nobody can change them in the editor.',
    'Names and types are those of VS Code 1.139.1; an older version ignores what it does not know.',
    'ChatAllowManagedMcpServersOnly lets only servers of ChatAllowedMcpServers start: without mcpServers in the team’s profile, none does.',
    'No policy stops a user from disabling or uninstalling an extension.',
  ];
  return [
    {
      path: 'vscode-policy/linux/policy.json',
      text: `${JSON.stringify(Object.fromEntries(values.map(({ policy, value }) => [policy, value])), undefined, 2)}\n`,
      goes: '/etc/vscode/policy.json, owned by root, mode 0644',
      evidence: 'not verified',
      notes,
    },
    {
      path: 'vscode-policy/windows/vscode-policy.reg',
      text: registryText(setting, values),
      encoding: 'utf16le',
      goes: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\VSCode: import it as administrator, or set the same values by Group Policy or Intune with the ADMX files that VS Code ships',
      evidence: 'not verified',
      notes,
    },
    {
      path: 'vscode-policy/macos/vscode.mobileconfig',
      text: mobileConfigText(setting, values),
      goes: 'your device management, as a configuration profile of the computer for com.microsoft.VSCode',
      evidence: 'not verified',
      notes,
    },
  ];
}

const scalar = (value: unknown): boolean | number | string =>
  typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string'
    ? value
    : JSON.stringify(value);

const title = ({ level, version }: ExportSetting): string =>
  `Policies of VS Code for the level "${level}", made by Ringfence ${version}. Not verified on this system.`;

function registryText(setting: ExportSetting, values: readonly PolicyValue[]): string {
  const lines = values.map(({ policy, value }) => `"${policy}"=${registryValue(value)}`);
  const head = [
    'Windows Registry Editor Version 5.00',
    '',
    `; ${title(setting)}`,
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\VSCode]',
  ];
  return `\uFEFF${[...head, ...lines, ''].join('\r\n')}`;
}

function registryValue(value: PolicyValue['value']): string {
  if (typeof value !== 'string') return `dword:${Number(value).toString(16).padStart(8, '0')}`;
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function mobileConfigText(setting: ExportSetting, values: readonly PolicyValue[]): string {
  const entries = values.flatMap(({ policy, value }) => [
    `      <key>${policy}</key>`,
    `      ${plistValue(value)}`,
  ]);
  const body = entries.join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- ${escapeXml(title(setting))} -->
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadType</key>
      <string>com.microsoft.VSCode</string>
      <key>PayloadIdentifier</key>
      <string>ringfence.vscode.policy.settings</string>
      <key>PayloadUUID</key>
      <string>${uuidOf(`settings ${body}`)}</string>
      <key>PayloadVersion</key>
      <integer>1</integer>
${body}
    </dict>
  </array>
  <key>PayloadDisplayName</key>
  <string>Ringfence: VS Code (${escapeXml(setting.level)})</string>
  <key>PayloadIdentifier</key>
  <string>ringfence.vscode.policy</string>
  <key>PayloadScope</key>
  <string>System</string>
  <key>PayloadType</key>
  <string>Configuration</string>
  <key>PayloadUUID</key>
  <string>${uuidOf(`profile ${body}`)}</string>
  <key>PayloadVersion</key>
  <integer>1</integer>
</dict>
</plist>
`;
}

function plistValue(value: PolicyValue['value']): string {
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  return typeof value === 'number' ? `<integer>${value}</integer>` : `<string>${escapeXml(value)}</string>`;
}

const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    // Two hyphens end a comment.
    .replaceAll('--', '-&#45;');

/** The same values give the same identifier, so that an unchanged export is an unchanged file. */
function uuidOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
  return [...parts, hash.slice(20, 32)].join('-').toUpperCase();
}
