/** Every exported file is read back by a real parser and says what the level says. */
import { parse as parseToml } from 'smol-toml';
import { parse as parseJsonc } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { profiles, type Profile } from '../../../common/settings.ts';
import { managedHooks } from '../../../server/agents/index.ts';
import { knownSettings, levels } from '../../../server/posture/catalogue.ts';
import { exportProfile } from '../../../server/posture/export/export.ts';
import {
  exportTargets,
  platformOf,
  systems,
  type ExportFile,
  type ExportSetting,
  type ExportTarget,
} from '../../../server/posture/export/file.ts';
import { policyValues } from '../../../server/posture/export/vscodePolicy.ts';
import { readPlist } from './plist.ts';

const servers = {
  docs: { command: 'docs-mcp', args: ['--stdio'] },
  web: { url: 'https://mcp.example.com/x' },
  named: {},
};

const settingOf = (level: Profile, more: Partial<ExportSetting> = {}): ExportSetting => ({
  level,
  team: {},
  hooks: (agent, system) => managedHooks(agent, { platform: platformOf[system] }),
  version: '1.2.3-beta',
  ...more,
});

function files(target: ExportTarget, setting: ExportSetting): readonly ExportFile[] {
  return exportProfile([target], setting).filter(({ path }) => path !== 'README.md');
}

function textIn(target: ExportTarget, part: string, setting: ExportSetting): string {
  const found = files(target, setting).find(({ path }) => path.includes(part));
  if (found === undefined) throw new Error(`${target} has no ${part}`);
  return found.text;
}

const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

describe('VS Code policies', () => {
  const locked = settingOf('locked', {
    team: { mcpServers: servers, settings: { 'extensions.allowed': { github: true } } },
  });
  const values = json(textIn('vscode-policy', 'policy.json', locked));

  test('hold every setting of the level that a policy can lock, and nothing else', () => {
    const lockable = knownSettings.filter(
      ({ key, lock }) => lock !== undefined && Object.hasOwn(levels.locked.expect, key),
    );
    expect(lockable.length).toBeGreaterThan(12);
    expect(Object.keys(values).sort()).toEqual(
      [...lockable.map(({ lock }) => lock?.policy), 'AllowedExtensions', 'ChatAllowedMcpServers'].sort(),
    );
    expect(values).toMatchObject({ ChatToolsAutoApprove: false, ChatHooks: true, ChatMCP: 'registry' });
  });

  test('hold objects and lists as JSON in a text, as VS Code takes them', () => {
    expect(JSON.parse(String(values['AllowedExtensions']))).toEqual({ github: true });
    expect(JSON.parse(String(values['ChatAllowedMcpServers']))).toEqual([
      { serverCommand: ['docs-mcp', '--stdio'] },
      { serverUrl: 'https://mcp.example.com/x' },
      { serverName: 'named' },
    ]);
    expect(JSON.parse(String(values['ChatToolsEligibleForAutoApproval']))).toMatchObject({ fetch: false });
  });

  test('are the same in the registry’s file', () => {
    const [, windows] = files('vscode-policy', locked);
    expect(windows?.encoding).toBe('utf16le');
    const lines = windows?.text.replace(/^\uFEFF/u, '').split('\r\n') ?? [];
    expect(lines[0]).toBe('Windows Registry Editor Version 5.00');
    expect(lines).toContain('[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\VSCode]');
    const read = lines.flatMap(line => {
      const match = /^"(\w+)"=(?:dword:([0-9a-f]{8})|"(.*)")$/u.exec(line);
      if (match === null) return [];
      const [, name = '', number, text = ''] = match;
      const value = number === undefined ? text.replaceAll(/\\(.)/gu, '$1') : Number.parseInt(number, 16);
      return [[name, value] as const];
    });
    const expected = policyValues(locked).map(({ policy, value }) => [
      policy,
      typeof value === 'boolean' ? Number(value) : value,
    ]);
    expect(read).toEqual(expected);
  });

  test('are the same in the configuration profile, whose identifiers follow its content', () => {
    const profile = readPlist(textIn('vscode-policy', 'mobileconfig', locked));
    const [payload] = profile['PayloadContent'] as readonly Record<string, unknown>[];
    expect(payload).toMatchObject({ PayloadType: 'com.microsoft.VSCode', ...values });
    expect(profile['PayloadUUID']).toMatch(
      /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-8[0-9A-F]{3}-[0-9A-F]{12}$/u,
    );
    const other = readPlist(textIn('vscode-policy', 'mobileconfig', settingOf('observe')));
    expect(other['PayloadUUID']).not.toBe(profile['PayloadUUID']);
  });

  test('of a team’s text cannot break out of a file', () => {
    const nasty = '</string><true/> "\\" -->';
    const setting = settingOf('observe', { team: { settings: { 'chat.mcp.gallery.serviceUrl': nasty } } });
    const [payload] = readPlist(textIn('vscode-policy', 'mobileconfig', setting))[
      'PayloadContent'
    ] as readonly Record<string, unknown>[];
    expect(payload?.['McpGalleryServiceUrl']).toBe(nasty);
    const line = textIn('vscode-policy', '.reg', setting)
      .split('\r\n')
      .find(each => each.includes('Gallery'));
    expect(line).toBe('"McpGalleryServiceUrl"="</string><true/> \\"\\\\\\" -->"');
  });
});

describe('agents', () => {
  const events = {
    claude: ['PreToolUse', 'UserPromptSubmit', 'PostToolUse'],
    codex: ['PreToolUse', 'UserPromptSubmit', 'PostToolUse'],
    gemini: ['BeforeTool', 'BeforeAgent', 'AfterTool'],
    cursor: ['preToolUse', 'beforeShellExecution', 'beforeMCPExecution', 'beforeReadFile'],
    windsurf: ['pre_read_code', 'pre_write_code', 'pre_run_command', 'pre_mcp_tool_use'],
  } as const;
  const agents = Object.keys(events) as readonly (keyof typeof events)[];
  const read = (agent: keyof typeof events, text: string): Record<string, unknown> =>
    agent === 'codex' ? parseToml(text) : json(text);

  describe.each(agents)('%s', agent => {
    test.each(systems)('has a file for %s with our hook on every event, at every level', system => {
      for (const level of profiles) {
        const content = read(agent, textIn(agent, `/${system}/`, settingOf(level)));
        const hooks = content['hooks'] as Record<string, unknown>;
        expect(Object.keys(hooks)).toEqual(expect.arrayContaining([...events[agent]]));
        for (const event of events[agent]) expect(JSON.stringify(hooks[event])).toContain('ringfence-hook');
      }
    });

    test('starts each user’s own launcher, or the one that is named', () => {
      const own = textIn(agent, '/linux/', settingOf('balanced'));
      expect(own).toContain('$HOME/.local/state/ringfence/bin/ringfence-hook');
      expect(own).not.toContain("'$HOME");
      const hooks: ExportSetting['hooks'] = (name, system) =>
        managedHooks(name, { platform: platformOf[system], launcher: '/opt/it’s/ringfence-hook' });
      expect(textIn(agent, '/linux/', settingOf('balanced', { hooks }))).toContain(
        '/opt/it’s/ringfence-hook',
      );
    });
  });

  test('are stricter from level to level', () => {
    const claude = profiles.map(level => json(textIn('claude', '/linux/', settingOf(level))));
    expect(claude.map(each => each['allowManagedHooksOnly'])).toEqual([undefined, undefined, true]);
    expect(claude.map(each => each['permissions'] !== undefined)).toEqual([false, true, true]);
    const codex = profiles.map(level => parseToml(textIn('codex', '/linux/', settingOf(level))));
    expect(codex.map(each => each['allowed_sandbox_modes'])).toEqual([
      undefined,
      ['read-only', 'workspace-write'],
      ['read-only', 'workspace-write'],
    ]);
    expect(codex.map(each => each['allow_managed_hooks_only'])).toEqual([undefined, undefined, true]);
    for (const each of codex) expect(each['features']).toEqual({ hooks: true });
    const gemini = profiles.map(level => json(textIn('gemini', '/linux/', settingOf(level))));
    expect(gemini.map(each => each['security'])).toEqual([
      undefined,
      { disableYoloMode: true },
      { disableYoloMode: true, disableAlwaysAllow: true },
    ]);
  });

  test('allow the team’s MCP servers only', () => {
    const setting = settingOf('balanced', { team: { mcpServers: servers } });
    const list = [
      { serverCommand: ['docs-mcp', '--stdio'] },
      { serverUrl: 'https://mcp.example.com/x' },
      { serverName: 'named' },
    ];
    for (const agent of ['claude', 'copilot'] as const)
      expect(json(textIn(agent, '/linux/', setting))).toMatchObject({
        allowManagedMcpServersOnly: true,
        allowedMcpServers: list,
      });
    expect(parseToml(textIn('codex', '/linux/', setting))['mcp_servers']).toEqual({
      docs: { identity: { command: 'docs-mcp' } },
      web: { identity: { url: 'https://mcp.example.com/x' } },
      named: { identity: { command: 'named' } },
    });
    expect(json(textIn('gemini', '/linux/', setting))['mcp']).toEqual({ allowed: ['docs', 'web', 'named'] });
  });

  test('Copilot’s settings leave our hooks on', () => {
    const copilot = json(textIn('copilot', '/linux/', settingOf('locked')));
    expect(copilot).toMatchObject({
      permissions: { disableBypassPermissionsMode: 'disable' },
      sandbox: { enabled: true, allowBypass: false },
      telemetry: { captureContent: false, lockCaptureContent: true },
    });
    expect(copilot).not.toHaveProperty('allowManagedHooksOnly');
  });
});

describe('a profile of VS Code', () => {
  test('holds what a user can set, as texts within a text', () => {
    const [file] = files('code-profile', settingOf('locked', { team: { name: 'Parcel team' } }));
    const template = json(file?.text ?? '') as Record<string, string>;
    expect(template['name']).toBe('Parcel team');
    const { settings: inner } = json(template['settings'] ?? '') as { settings: string };
    const settings = parseJsonc(inner) as Record<string, unknown>;
    expect(settings).toMatchObject({ 'ringfence.profile': 'locked', 'chat.mcp.autostart': 'never' });
    expect(settings).not.toHaveProperty('chat.mcp.allowManagedServersOnly');
    expect(JSON.parse(template['extensions'] ?? '')).toMatchObject([
      { identifier: { id: 'ringfence.ringfence' } },
    ]);
  });
});

describe('a feature for dev containers', () => {
  const made = files('devcontainer', settingOf('balanced'));
  const text = (part: string): string => made.find(({ path }) => path.endsWith(part))?.text ?? '';

  test('names itself, the extension and the settings', () => {
    const feature = json(text('devcontainer-feature.json'));
    expect(feature).toMatchObject({ id: 'ringfence', version: '1.2.3', options: {} });
    const vscode = (feature['customizations'] as Record<string, Record<string, unknown>>)['vscode'];
    expect(vscode?.['extensions']).toEqual(['ringfence.ringfence']);
    expect(vscode?.['settings']).toMatchObject({ 'ringfence.profile': 'balanced' });
    expect(parseJsonc(text('devcontainer/devcontainer.json'))).toMatchObject({
      features: { './ringfence': {} },
    });
  });

  test('installs the very files of the agents', () => {
    const managed = made.filter(({ path }) => path.includes('/managed/'));
    expect(managed.map(({ path }) => path.split('/')[3])).toEqual([
      'claude',
      'codex',
      'gemini',
      'cursor',
      'windsurf',
    ]);
    expect(text('managed/claude/linux/managed-settings.json')).toBe(
      textIn('claude', '/linux/', settingOf('balanced')),
    );
    for (const { path } of managed)
      expect(text('install.sh')).toContain(`'${path.split('/managed/')[1] ?? ''}'`);
  });
});

describe('the readme', () => {
  test('says of every file where it goes and how far it was tried', () => {
    const all = exportProfile(exportTargets, settingOf('locked'));
    const readme = all.find(({ path }) => path === 'README.md')?.text ?? '';
    for (const { path, goes, evidence } of all)
      if (path !== 'README.md') expect(readme).toContain(`- \`${path}\` → ${goes} (${evidence})`);
    expect(new Set(all.map(({ path }) => path)).size).toBe(all.length);
    expect(readme).toContain('not verified');
  });
});
