import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  carriedBy,
  hookCommand,
  launcherFile,
  launcherText,
  shellQuoted,
  writeLauncher,
  type LauncherSetting,
} from '../../../server/agents/launcher.ts';
import { ringfenceFolders } from '../../../server/platform/folders.ts';

const home = mkdtempSync(path.join(tmpdir(), "rf it's "));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const setting = (platform: NodeJS.Platform, at = home): LauncherSetting => ({
  runtime: platform === 'win32' ? 'C:\\Program Files\\VS Code\\Code 100%.exe' : '/opt/code/code',
  hook: platform === 'win32' ? 'C:\\ext\\dist\\hook.js' : '/ext/dist/hook.js',
  folders: ringfenceFolders({ env: {}, home: at, platform }),
  home: at,
  platform,
});

test('the launcher is written whole, for the user alone, and only when it changes', async () => {
  const file = await writeLauncher(setting('linux'));
  expect([statSync(file).mode & 0o777, readdirSync(path.dirname(file))]).toEqual([0o700, ['ringfence-hook']]);
  const written = statSync(file, { bigint: true }).ino;
  await writeLauncher(setting('linux'));
  expect(statSync(file, { bigint: true }).ino).toBe(written);
  await writeLauncher({ ...setting('linux'), hook: '/new/hook.js' });
  expect(readFileSync(file, 'utf8')).toContain("hook='/new/hook.js'");
});

test('it carries what hooks answer without a guard, and keeps it when nobody says', async () => {
  for (const platform of ['linux', 'win32'] as const) {
    const text = launcherText({ ...setting(platform), onUnavailable: 'deny' });
    expect(text).toMatch(/--run \S.* --unavailable deny (?:"\$@"|%\*)/u);
    expect([carriedBy(text), carriedBy(launcherText(setting(platform)))]).toEqual(['deny', 'default']);
  }
  const file = await writeLauncher({ ...setting('linux'), onUnavailable: 'deny' });
  await writeLauncher({ ...setting('linux'), hook: '/newer/hook.js' });
  expect(carriedBy(readFileSync(file, 'utf8'))).toBe('deny');
  await writeLauncher({ ...setting('linux'), onUnavailable: 'default' });
  expect(carriedBy(readFileSync(file, 'utf8'))).toBe('default');
});

test('it is named alike on each platform', () => {
  const { folders } = setting('win32', 'C:\\Users\\me');
  expect(launcherFile(folders, 'win32')).toBe(
    'C:\\Users\\me\\AppData\\Local\\Ringfence\\bin\\ringfence-hook.cmd',
  );
  expect(launcherFile({ bin: '/b' }, 'darwin')).toBe('/b/ringfence-hook');
});

describe('nothing that decides comes from the environment', () => {
  test.each([
    ['linux', 'XDG_STATE_HOME='],
    ['linux', 'unset NODE_OPTIONS'],
    ['darwin', 'unset NODE_OPTIONS'],
    ['win32', 'set "NODE_OPTIONS="'],
    ['win32', 'set "LOCALAPPDATA=C:\\Users\\me\\AppData\\Local"'],
  ] as const)('%s: %s', (platform, part) => {
    expect(launcherText(setting(platform, platform === 'win32' ? 'C:\\Users\\me' : home))).toContain(part);
  });
  test('macOS has no XDG folders', () => expect(launcherText(setting('darwin'))).not.toContain('XDG'));
});

test('the Windows launcher keeps odd paths and refuses with 2', () => {
  const text = launcherText(setting('win32', 'C:\\Users\\me'));
  expect(text).toContain(
    '"C:\\Program Files\\VS Code\\Code 100%%.exe" "C:\\ext\\dist\\hook.js" --run "C:\\Users\\me\\AppData\\Local\\Ringfence\\run" %*',
  );
  expect(text.endsWith('exit /b 2\r\n')).toBe(true);
  expect(text.split('\n').every(line => line === '' || line.endsWith('\r'))).toBe(true);
});

test.each([
  ['plain', "'plain'"],
  ["it's", "'it'\\''s'"],
  ['$(x) `y`', "'$(x) `y`'"],
])('%s is quoted as %s', (text, quoted) => expect(shellQuoted(text)).toBe(quoted));

test('hook commands start the launcher with agent and event', () => {
  expect(hookCommand('C:\\b\\ringfence-hook.cmd', 'gemini', 'BeforeTool', 'win32')).toBe(
    '"C:\\b\\ringfence-hook.cmd" --agent gemini --event BeforeTool',
  );
  expect(hookCommand('/b/ringfence-hook', 'codex', 'PreToolUse', 'linux')).toMatch(
    /^\/bin\/sh -c '.*' '\/b\/ringfence-hook' --agent codex --event PreToolUse$/u,
  );
});

test.skipIf(process.platform === 'win32').each([
  ['codex', 'PreToolUse', 2],
  ['codex', 'UserPromptSubmit', 0],
  ['claude-code', 'PreToolUse', 2],
  ['claude-code', 'UserPromptSubmit', 2],
  ['gemini', 'BeforeAgent', 2],
] as const)('without a launcher, %s %s ends with %d and says what to do', (agent, event, status) => {
  const command = hookCommand(path.join(home, 'gone', 'ringfence-hook'), agent, event, 'linux');
  const ended = spawnSync('/bin/sh', ['-c', command], { input: '{}', encoding: 'utf8' });
  expect([ended.status, ended.stdout]).toEqual([status, '']);
  expect(ended.stderr).toContain('ringfence doctor');
});
