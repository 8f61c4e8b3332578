/** VS Code's chat plugin as VS Code runs it: its command through a shell, in every state the machine may be in. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { writeLauncher } from '../../server/agents/launcher.ts';
import { encodeDenial } from '../../server/agents/denials.ts';
import { makeHome, removeScratch, scratchFolder, type Home } from './support.ts';

const media = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../media/plugin');
afterAll(removeScratch);

/** Lays the plugin out as in the installed extension, in a folder with a space and a quote in its name. */
function extension(hook?: string): string {
  const folder = path.join(scratchFolder('ext'), "it's an extension");
  cpSync(media, path.join(folder, 'media/plugin'), { recursive: true });
  mkdirSync(path.join(folder, 'dist'));
  if (hook !== undefined) writeFileSync(path.join(folder, 'dist/hook.js'), hook);
  return folder;
}

interface Manifest {
  readonly hooks: Record<string, { hooks: { command: string; windows: string; timeout: number }[] }[]>;
}

function hooks(): Manifest['hooks'] {
  const manifest: Manifest = JSON.parse(readFileSync(path.join(media, 'hooks/hooks.json'), 'utf8'));
  return manifest.hooks;
}

interface Surroundings {
  readonly home: Home;
  readonly folder: string;
  readonly PATH: string;
}

function run(event: string, { home, folder, PATH }: Surroundings) {
  const command = hooks()[event]?.[0]?.hooks[0]?.command.replaceAll(
    '${CLAUDE_PLUGIN_ROOT}',
    path.join(folder, 'media/plugin'),
  );
  const { stdout, stderr, status } = spawnSync(command ?? '', {
    shell: true,
    encoding: 'utf8',
    input: '{}',
    env: { ...home.env, PATH },
  });
  return { stdout, stderr, status };
}

const nodeFolder = path.dirname(process.execPath);
const printing = (text: string): string =>
  `process.stdout.write(${JSON.stringify(text)} + process.argv.slice(2).join(" "))`;

/** A PATH without Node, and without anything else. */
const withoutNode = (): string => scratchFolder('path');

describe.skipIf(process.platform === 'win32')('the plugin’s command', () => {
  test.each(['PreToolUse', 'UserPromptSubmit'])(
    '%s goes through the launcher where there is one',
    async event => {
      const home = makeHome('launcher');
      const folder = extension(printing('from dist '));
      const hook = path.join(home.folder, 'h.js');
      writeFileSync(hook, printing('launched '));
      await writeLauncher({
        runtime: process.execPath,
        hook,
        folders: home.folders,
        home: home.folder,
        platform: process.platform,
      });
      expect(run(event, { home, folder, PATH: withoutNode() })).toEqual({
        stdout: `launched --run ${home.folders.run} --agent vscode --event ${event}`,
        stderr: '',
        status: 0,
      });
    },
  );

  test('also with the default state folder', async () => {
    const home = makeHome('default');
    const folders = { ...home.folders, bin: path.join(home.folder, '.local/state/ringfence/bin') };
    const hook = path.join(home.folder, 'h.js');
    writeFileSync(hook, printing('launched '));
    await writeLauncher({
      runtime: process.execPath,
      hook,
      folders,
      home: home.folder,
      platform: process.platform,
    });
    const plain = { ...home, env: { PATH: '', HOME: home.folder } };
    expect(run('PreToolUse', { home: plain, folder: extension(), PATH: withoutNode() }).stdout).toMatch(
      /^launched /u,
    );
    const relative = { ...home, env: { ...plain.env, XDG_STATE_HOME: 'relative' } };
    expect(run('PreToolUse', { home: relative, folder: extension(), PATH: withoutNode() }).stdout).toMatch(
      /^launched /u,
    );
  });

  test('uses the Node on PATH before the extension has written a launcher', () => {
    const ended = run('PreToolUse', {
      home: makeHome('path'),
      folder: extension(printing('dist ')),
      PATH: nodeFolder,
    });
    expect(ended).toEqual({ stdout: 'dist --agent vscode --event PreToolUse', stderr: '', status: 0 });
  });

  test.each<[string, string | undefined, boolean]>([
    ['there is no Node', printing('x'), false],
    ['the hook is missing', undefined, true],
    ['the hook crashes', 'process.abort()', true],
  ])('refuses tools in VS Code’s own words and lets prompts pass when %s', (_, hook, node) => {
    const surroundings = {
      home: makeHome('none'),
      folder: extension(hook),
      PATH: node ? `${nodeFolder}:/usr/bin:/bin` : withoutNode(),
    };
    const ended = run('PreToolUse', surroundings);
    const reason =
      'Ringfence is not running yet, so it refused this. Ask the user to run "Developer: Reload Window" in VS Code; to work without Ringfence, the user can disable the extension.';
    expect([ended.stdout, ended.status]).toEqual([encodeDenial('vscode', 'pre', reason).stdout, 0]);
    expect(run('UserPromptSubmit', surroundings)).toMatchObject({ stdout: '{}', status: 0 });
  });

  test.each([0, 2])(
    'tells of the end of a turn, and never keeps the agent going (status %i)',
    async status => {
      const home = makeHome('stop');
      const heard = path.join(home.folder, 'heard');
      const hook = path.join(home.folder, 'h.js');
      writeFileSync(
        hook,
        `require('fs').writeFileSync(${JSON.stringify(heard)}, process.argv.slice(4).join(' ')); console.log('no'); process.exit(${status})`,
      );
      await writeLauncher({
        runtime: process.execPath,
        hook,
        folders: home.folders,
        home: home.folder,
        platform: process.platform,
      });
      const surroundings = { home, folder: extension(printing('x')), PATH: nodeFolder };
      expect(run('Stop', surroundings)).toEqual({ stdout: '{}', stderr: '', status: 0 });
      expect(readFileSync(heard, 'utf8')).toBe('--agent vscode --event Stop');
      writeFileSync(hook, 'process.abort()');
      expect(run('Stop', surroundings)).toEqual({ stdout: '{}', stderr: '', status: 0 });
    },
  );

  test('a launcher whose program is gone refuses with exit 2', async () => {
    const home = makeHome('gone');
    const hook = path.join(home.folder, 'gone.js');
    await writeLauncher({
      runtime: process.execPath,
      hook,
      folders: home.folders,
      home: home.folder,
      platform: process.platform,
    });
    const ended = run('PreToolUse', { home, folder: extension(printing('x')), PATH: nodeFolder });
    expect([ended.stdout, ended.status]).toEqual(['', 2]);
    expect(ended.stderr).toContain('reload the VS Code window');
  });
});

describe('the manifest', () => {
  test('has every file that its commands name, for both families of platforms', () => {
    for (const [event, groups] of Object.entries(hooks())) {
      for (const { command, windows, timeout } of groups.flatMap(group => group.hooks)) {
        expect(command).toBe(`exec /bin/sh "\${CLAUDE_PLUGIN_ROOT}/hook.sh" ${event}`);
        expect(windows).toBe(`& "\${CLAUDE_PLUGIN_ROOT}/hook.ps1" ${event}; exit $LASTEXITCODE`);
        expect(timeout).toBe(30);
      }
    }
    expect(
      ['hook.sh', 'hook.ps1', '.claude-plugin/plugin.json'].every(name => existsSync(path.join(media, name))),
    ).toBe(true);
  });

  test('both scripts refuse with the same text', () => {
    const denial = (file: string): string | undefined =>
      /'(\{"hookSpecificOutput".*\})'/u.exec(readFileSync(path.join(media, file), 'utf8'))?.[1];
    expect(denial('hook.sh')).toBe(denial('hook.ps1'));
    expect(JSON.parse(denial('hook.sh') ?? '')).toMatchObject({
      hookSpecificOutput: { permissionDecision: 'deny' },
    });
  });
});
