/** `ringfence profile`: check, apply, undo and export on real files. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'jsonc-parser';
import { afterEach, describe, expect, test } from 'vitest';
import type { CommandContext } from '../../../server/cli/command.ts';
import { profileCommand } from '../../../server/cli/profile/profile.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function stage() {
  const home = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rf-profile-')));
  made.push(home);
  const user = path.join(home, '.config', 'Code', 'User');
  const work = path.join(home, 'work');
  mkdirSync(user, { recursive: true });
  mkdirSync(path.join(work, '.vscode'), { recursive: true });
  let said = '';
  const context: CommandContext = {
    stdin: Readable.from([]),
    out: text => Promise.resolve(void (said += text)),
    err: text => void (said += text),
    terminal: undefined,
    cwd: work,
    surroundings: { env: {}, home, platform: 'linux' },
    assets: home,
    version: '1.2.3',
    interrupted: () => Promise.resolve(),
  };
  const run = async (...args: readonly string[]) => {
    said = '';
    const code = await profileCommand.run(args, context);
    return { code, said };
  };
  const settings = path.join(user, 'settings.json');
  return { home, user, work, settings, run, workspaceSettings: path.join(work, '.vscode', 'settings.json') };
}

const mine = [
  '\uFEFF{\r\n',
  '\t// Mine: keep this\r\n',
  '\t"editor.tabSize": 2,\r\n',
  '\t"chat.tools.terminal.autoApprove": { "npm test": true, /* no */ "curl": false },\r\n',
  '\t"chat.autoReply": true, // too fast\r\n',
  '}',
].join('');
const read = (file: string): Record<string, unknown> =>
  parse(readFileSync(file, 'utf8').replace(/^\uFEFF/u, ''), [], { allowTrailingComma: true }) as Record<
    string,
    unknown
  >;

describe('apply', () => {
  test('sets the level, keeps comments and everything else, and undo gives every byte back', async () => {
    const { settings, run } = stage();
    writeFileSync(settings, mine);
    const { code, said } = await run('apply', '--level', 'locked');
    expect(code).toBe(0);
    expect(said).toContain('~ chat.autoReply: true → false');
    expect(said).toContain('+ chat.mcp.autostart: "never"');
    const text = readFileSync(settings, 'utf8');
    for (const kept of ['\uFEFF{', '// Mine: keep this\r\n', '// too fast']) expect(text).toContain(kept);
    expect(text).toContain('\r\n\t"chat.mcp.autostart": "never"');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(read(settings)).toMatchObject({
      'editor.tabSize': 2,
      'chat.autoReply': false,
      // At this level the user's own approvals go as well; refusals stay.
      'chat.tools.terminal.autoApprove': { curl: false },
      'ringfence.profile': 'locked',
    });
    await run('undo');
    expect(readFileSync(settings, 'utf8')).toBe(mine);
    expect((await run('undo')).said).toContain('Nothing was applied');
  });

  test('shows the same and writes nothing in a dry run', async () => {
    const { settings, run, home } = stage();
    writeFileSync(settings, mine);
    const dry = await run('apply', '--level', 'balanced', '--dry-run');
    expect(readFileSync(settings, 'utf8')).toBe(mine);
    expect(existsSync(path.join(home, '.local'))).toBe(false);
    const wet = await run('apply', '--level', 'balanced');
    expect(wet.said.startsWith(dry.said)).toBe(true);
    // The user's own approvals are the user's at this level.
    expect(read(settings)['chat.tools.terminal.autoApprove']).toEqual({ 'npm test': true, curl: false });
  });

  test('leaves what a level finds met: a second time writes nothing, and undo still knows the first bytes', async () => {
    const { settings, run } = stage();
    writeFileSync(settings, mine);
    await run('apply', '--level', 'balanced');
    expect((await run('apply', '--level', 'balanced')).said).toContain('nothing to write');
    await run('apply', '--level', 'locked');
    await run('undo');
    expect(readFileSync(settings, 'utf8')).toBe(mine);
  });

  test('makes a file that is not there, and undo removes it', async () => {
    const { settings, run } = stage();
    await run('apply', '--level', 'balanced');
    expect(read(settings)).toHaveProperty('ringfence.profile', 'balanced');
    expect(statSync(settings).mode & 0o777).toBe(0o600);
    await run('undo');
    expect(existsSync(settings)).toBe(false);
  });

  test('undo takes only the profile out of a file that was changed since', async () => {
    const { settings, run } = stage();
    writeFileSync(settings, '{\n  "editor.tabSize": 2\n}\n');
    await run('apply', '--level', 'locked');
    writeFileSync(
      settings,
      readFileSync(settings, 'utf8').replace('"editor.tabSize": 2', '"editor.tabSize": 8'),
    );
    await run('undo');
    expect(read(settings)).toEqual({ 'editor.tabSize': 8 });
  });

  test('follows a link, and finds another editor’s folder', async () => {
    const { home, run } = stage();
    const other = path.join(home, 'Cursor', 'User');
    mkdirSync(other, { recursive: true });
    const real = path.join(home, 'dotfiles.json');
    writeFileSync(real, '{}');
    symlinkSync(real, path.join(other, 'settings.json'));
    await run('apply', '--level', 'observe', '--editor', path.join(home, 'Cursor'));
    expect(read(real)).toEqual({ 'ringfence.profile': 'observe' });
    await run('undo');
    expect(readFileSync(real, 'utf8')).toBe('{}');
  });

  test.each([
    ['broken JSON', Buffer.from('{ "a": ')],
    ['a list', Buffer.from('[]')],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('leaves %s alone', async (_what, bytes) => {
    const { settings, run } = stage();
    writeFileSync(settings, bytes);
    expect(await run('apply', '--level', 'locked')).toMatchObject({ code: 2 });
    expect(readFileSync(settings)).toEqual(bytes);
  });

  test.each([
    [['apply']],
    [['apply', '--level', 'loose']],
    [['apply', '--level', 'locked', 'extra']],
    [['apply', '--level', 'locked', '--editor', '/nowhere/at/all']],
    [['apply', '--level', 'locked', '--team', 'missing.jsonc']],
    [['export', '--level', 'locked']],
    [['export', '--for', 'emacs', '--level', 'locked']],
    [['export', '--for', 'all', '--level', 'locked', '--launcher', 'bin/hook']],
    [['unlock']],
    [[]],
  ])('refuses %j', async args => {
    expect(await stage().run(...args)).toMatchObject({ code: 2 });
  });
});

describe('check', () => {
  test('names the line of a workspace that loosens, and ends with 1', async () => {
    const { run, workspaceSettings } = stage();
    writeFileSync(workspaceSettings, '{\n  // c\n  "chat.tools.terminal.autoApprove": { "/.*/": true }\n}\n');
    const { code, said } = await run('check', '--level', 'balanced');
    expect(code).toBe(1);
    expect(said).toContain(`${workspaceSettings}:3 (/.*/)`);
    expect(said).toContain('No layer can lock');
    expect(said).toContain('What is in effect');
  });

  test('is content once the level is applied, and answers JSON', async () => {
    const { run } = stage();
    await run('apply', '--level', 'locked');
    const { code, said } = await run('check', '--level', 'locked', '--format', 'json');
    expect(code).toBe(0);
    const report = JSON.parse(said) as { lines: { key: string; state: string }[] };
    const open = report.lines.filter(({ state }) => state !== 'holds').map(({ key }) => key);
    // Only a policy can set this one.
    expect(open).toEqual(['chat.mcp.allowManagedServersOnly']);
  });

  test('takes no file that is not there, or cannot be read, for one that loosens nothing', async () => {
    const { run, workspaceSettings } = stage();
    const check = (...more: readonly string[]) => run('check', '--level', 'balanced', ...more);
    for (const more of [
      ['--user-settings', 'nowhere.json'],
      ['--workspace', 'nowhere'],
    ])
      expect(await check(...more)).toMatchObject({
        code: 2,
        said: expect.stringMatching(/nowhere(?:\.json)? is not there/u),
      });
    mkdirSync(workspaceSettings);
    expect(await check()).toMatchObject({
      code: 2,
      said: expect.stringContaining('settings.json cannot be read'),
    });
  });

  test('counts what a team asks for, and ignores what a workspace cannot set', async () => {
    const { run, work, workspaceSettings } = stage();
    writeFileSync(path.join(work, 'profile.jsonc'), '{ "settings": { "acme.telemetry": "off" } }');
    writeFileSync(workspaceSettings, '{ "acme.telemetry": "on", "chat.tools.global.autoApprove": true }');
    const { code, said } = await run('check', '--level', 'observe', '--team', 'profile.jsonc');
    expect(code).toBe(1);
    expect(said).toContain('acme.telemetry');
    expect(said).not.toContain('chat.tools.global.autoApprove: ');
  });
});

describe('export', () => {
  test('writes every file where the readme says, and prints one when asked for no folder', async () => {
    const { run, work } = stage();
    const { said } = await run('export', '--for', 'all', '--level', 'balanced', '--output', 'out');
    const written = readdirSync(path.join(work, 'out'), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => path.join(entry.parentPath, entry.name));
    expect(said.trim().split('\n').sort()).toEqual(written.sort());
    const registry = readFileSync(path.join(work, 'out', 'vscode-policy', 'windows', 'vscode-policy.reg'));
    expect([...registry.subarray(0, 2)]).toEqual([0xff, 0xfe]);
    const shown = await run('export', '--for', 'codex', '--level', 'locked');
    expect(shown.said).toContain('goes to: /etc/codex/requirements.toml');
    expect(shown.said).toContain('allow_managed_hooks_only = true');
  });

  test.skipIf(process.platform === 'win32')(
    'makes an installer that puts each file in its place',
    async () => {
      const { run, work, home } = stage();
      await run('export', '--for', 'devcontainer', '--level', 'locked', '--output', 'out');
      const feature = path.join(work, 'out', 'devcontainer', 'ringfence');
      const root = path.join(home, 'a root');
      execFileSync('/bin/sh', [path.join(feature, 'install.sh')], { env: { ...process.env, DESTDIR: root } });
      for (const file of [
        'etc/claude-code/managed-settings.json',
        'etc/codex/requirements.toml',
        'etc/gemini-cli/settings.json',
        'etc/cursor/hooks.json',
        'etc/windsurf/hooks.json',
      ]) {
        expect(readFileSync(path.join(root, file), 'utf8')).toContain('ringfence-hook');
        expect(statSync(path.join(root, file)).mode & 0o777).toBe(0o644);
      }
    },
  );
});
