/** Installs: other bytes stay, a removal restores them, and what switches hooks off is found. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { jsonAt } from '../../gate/json.ts';
import {
  adapters,
  agentStatus,
  installAgent,
  knownAgents,
  launcherFile,
  planAgent,
  planRemovalOf,
  uninstallAgent,
  type InstallSetting,
} from '../../../server/agents/index.ts';
import { makePlace, removePlaces, type Place } from './place.ts';
import { trustHash } from '../../../server/agents/install/codexTrust.ts';

afterAll(removePlaces);

/** The agents whose hooks are put among the user's own, with the file. */
const merging = adapters.flatMap(({ name, install }) => {
  if (install?.written.kind !== 'merged') return [];
  const { folder, events, written } = install;
  const place = { home: '', env: {}, platform: 'linux' };
  const file = path.posix.join(folder({ ...place } as InstallSetting), written.file);
  return [{ agent: name, file, events: events.map(event => event.name), shape: written.shape }];
});

/** Contents that a user may have, each odd in its own way. */
const contents: readonly (readonly [string, string])[] = [
  ['nothing special', '{\n  "model": "x"\n}\n'],
  ['an empty object', '{}'],
  ['no line at the end, tabs', '{\n\t"a": [1,2],\n\t"hooks": {}\n}'],
  ['CRLF', '{\r\n    "a": 1\r\n}\r\n'],
  ['a byte order mark', '\ufeff{ "a": 1 }\n'],
  ['comments and a trailing comma', '{\n  // mine\n  "a": 1, /* b */\n}\n'],
  [
    'hooks of its own',
    '{"hooks":{"PreToolUse":[{"matcher":"Bash","hooks":[{"type":"command","command":"mine"}]}],"BeforeTool":[ ],"Stop":[]}}\n',
  ],
  ['a key twice', '{ "a": 1, "a": 2 }\n'],
];

describe.each(merging)('$agent', ({ agent, file, events, shape }) => {
  const [event = ''] = events;

  test.each(contents)('with %s: installs, and restores byte for byte', async (_, text) => {
    const place = makePlace();
    place.write(file, text);
    const installed = await installAgent(agent, place);
    expect(installed.ok).toBe(true);
    await expect(agentStatus(agent, place)).resolves.toEqual({ kind: 'installed' });
    expect(place.read(file)).toContain('ringfence-hook');
    expect(await uninstallAgent(agent, place)).toMatchObject({ ok: true });
    expect(place.read(file)).toBe(text);
    await expect(agentStatus(agent, place)).resolves.toEqual({ kind: 'absent' });
  });

  test('without any file: makes one, and removes it again', async () => {
    const place = makePlace();
    await installAgent(agent, place);
    expect(Object.keys(jsonAt(place.read(file), 'hooks') ?? {})).toEqual(events);
    await uninstallAgent(agent, place);
    expect(existsSync(path.join(place.home, file))).toBe(false);
  });

  test('changed by others since: takes only its own part out', async () => {
    const place = makePlace();
    place.write(
      file,
      `{\n  "keep": 1,\n  "hooks": {\n    "${event}": [\n      { "hooks": [] }\n    ]\n  }\n}\n`,
    );
    await installAgent(agent, place);
    place.write(file, place.read(file).replace('"keep": 1', '"keep": 2'));
    const plan = await planRemovalOf(agent, place);
    expect(place.read(file)).toContain('ringfence');
    expect(await uninstallAgent(agent, place)).toEqual(plan);
    expect(JSON.parse(place.read(file))).toEqual({ keep: 2, hooks: { [event]: [{ hooks: [] }] } });
    expect(place.read(file)).not.toContain('ringfence');
  });

  test('installing twice changes nothing, and still restores the first original', async () => {
    const place = makePlace();
    place.write(file, '{ "a": 1 }');
    await installAgent(agent, place);
    const once = place.read(file);
    expect(await installAgent(agent, place)).toEqual({ ok: true, value: [] });
    expect(place.read(file)).toBe(once);
    // A new release whose launcher lies elsewhere replaces its hooks.
    const moved = { ...place, folders: { ...place.folders, bin: path.join(place.home, 'elsewhere') } };
    await expect(agentStatus(agent, moved)).resolves.toMatchObject({ kind: 'altered' });
    await installAgent(agent, moved);
    const commands = JSON.stringify(shape({ event, command: '--event', timeout: 1 })).match(/--event/gu);
    expect(place.read(file).match(/--event/gu)).toHaveLength(events.length * (commands?.length ?? 0));
    await uninstallAgent(agent, moved);
    expect(place.read(file)).toBe('{ "a": 1 }');
  });

  test.each([
    ['{ "hooks": [] }', 1, '"hooks" is not an object'],
    ['{\n "hooks": {\n "PreToolUse": {} } }', 3, '"hooks.PreToolUse" is not a list'],
    ['{\n "a": }', 2, 'not valid JSON'],
    ['[]', undefined, 'does not hold a JSON object'],
    ['', 1, 'not valid JSON'],
  ])('leaves %j alone and says why', async (text, line, message) => {
    const place = makePlace();
    const source = place.write(file, text);
    const result = await installAgent(agent, place);
    expect(result).toMatchObject({
      ok: false,
      problems: [{ source, message: expect.stringContaining(message) }],
    });
    if (!result.ok) expect(result.problems[0]?.line).toBe(line);
    expect(place.read(file)).toBe(text);
  });

  test('leaves a file alone that is not UTF-8, nested too deep, or cannot be read', async () => {
    const place = makePlace();
    place.write(file, Buffer.from([0xff, 0xfe, 0x7b, 0]));
    expect(await installAgent(agent, place)).toMatchObject({
      ok: false,
      problems: [{ message: 'The file is not UTF-8.' }],
    });
    place.write(file, `{"a":${'['.repeat(50_000)}`);
    const tooDeep = [{ line: 1, message: 'The file is nested too deep.' }];
    expect(await installAgent(agent, place)).toMatchObject({ ok: false, problems: tooDeep });
    rmSync(path.join(place.home, file));
    mkdirSync(path.join(place.home, file));
    expect(await planAgent(agent, place)).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('cannot be read') }],
    });
  });

  test('keeps a link, the mode, and leaves nothing lying about', async () => {
    const place = makePlace();
    const target = place.write('dotfiles/settings.json', '{}\n');
    chmodSync(target, 0o640);
    mkdirSync(path.dirname(path.join(place.home, file)), { recursive: true });
    symlinkSync(target, path.join(place.home, file));
    await installAgent(agent, place);
    expect(lstatSync(path.join(place.home, file)).isSymbolicLink()).toBe(true);
    expect(statSync(target).mode & 0o777).toBe(0o640);
    expect(readdirSync(path.dirname(target))).toEqual(['settings.json']);
    await uninstallAgent(agent, place);
    expect(readFileSync(target, 'utf8')).toBe('{}\n');
  });

  test('a plan shows both texts and writes nothing', async () => {
    const place = makePlace();
    place.write(file, '{}');
    const plan = await planAgent(agent, place);
    if (!plan.ok) throw new Error('no plan');
    expect(plan.value[0]?.before?.toString()).toBe('{}');
    expect(plan.value[0]?.after?.toString()).toContain('ringfence-hook');
    expect([place.read(file), existsSync(place.folders.bin)]).toEqual(['{}', false]);
  });

  test('a missing launcher shows', async () => {
    const place = makePlace();
    await installAgent(agent, place);
    rmSync(launcherFile(place.folders, place.platform));
    await expect(agentStatus(agent, place)).resolves.toMatchObject({
      kind: 'altered',
      why: 'The launcher is missing.',
    });
  });
});

describe('what switches hooks off', () => {
  test.each([
    ['claude-code', '.claude/settings.json', '{"allowManagedHooksOnly":true}', 1, 'allowManagedHooksOnly'],
    ['qwen', 'work/.qwen/settings.json', '{\n\n"disableAllHooks": true}', 3, 'disableAllHooks'],
    [
      'copilot-cli',
      'work/.github/copilot/settings.local.json',
      '{"disableAllHooks":true}',
      1,
      'disableAllHooks',
    ],
    ['droid', 'work/.factory/settings.json', '{"hooks":{\n"hooksDisabled":true}}', 2, 'hooks.hooksDisabled'],
    ['vscode', '.config/Code/User/settings.json', '{\n"chat.useHooks": false}', 2, 'chat.useHooks'],
    ['claude-code', 'work/.claude/settings.json', '{\n  "disableAllHooks": true }', 2, 'disableAllHooks'],
    ['claude-code', 'work/.claude/settings.local.json', '{"disableAllHooks":true}', 1, 'disableAllHooks'],
    [
      'claude-code',
      'work/.claude/settings.json',
      `{"x":${'['.repeat(50_000)}${']'.repeat(50_000)},"disableAllHooks":true}`,
      1,
      'disableAllHooks',
    ],
    ['claude-code', '.claude/settings.json', '{"disableAllHooks":true}', 1, 'disableAllHooks'],
    [
      'gemini',
      'work/.gemini/settings.json',
      '{\n"hooksConfig":{\n"enabled":false}}',
      3,
      'hooksConfig.enabled',
    ],
    [
      'gemini',
      'work/.gemini/settings.json',
      '{"hooksConfig":{"disabled":["x", "/a/ringfence-hook --agent"]}}',
      1,
      'hooksConfig.disabled',
    ],
    ['codex', 'work/.codex/config.toml', 'model = "x"\n[features]\nhooks = false\n', 3, 'features.hooks'],
    ['codex', '.codex/config.toml', 'features.hooks = false\n', 1, 'features.hooks'],
    ['vscode', 'work/.vscode/settings.json', '{\n// c\n"chat.useHooks": false}', 3, 'chat.useHooks'],
    ['vscode', 'work/.vscode/settings.json', '{"chat.plugins.enabled": false}', 1, 'chat.plugins.enabled'],
  ])('%s by %s', async (...[agent, file, text, line, key]) => {
    const place = makePlace();
    const named = place.write(file, text);
    await expect(agentStatus(agent, place)).resolves.toEqual({
      kind: 'switched-off',
      by: [{ file: named, line, key }],
    });
  });

  test.each([
    ['claude-code', 'work/.claude/settings.json', '{"disableAllHooks":false}'],
    [
      'claude-code',
      'work/.claude/settings.json',
      '{"allowManagedHooksOnly":true,"hooks":{"PreToolUse":[{"hooks":[{"command":"/x/ringfence-hook"}]}]}}',
    ],
    ['gemini', 'work/.gemini/settings.json', '{"hooksConfig":{"enabled":true,"disabled":["other"]}}'],
    ['codex', 'work/.codex/config.toml', '[features]\nhooks = true\n[other]\nhooks = false\n'],
    ['codex', 'work/.codex/config.toml', 'not toml ['],
    ['vscode', 'work/.vscode/settings.json', '{"chat.useHooks": true}'],
  ])('%s not by %s %j', async (agent, file, text) => {
    const place = makePlace();
    place.write(file, text);
    await expect(agentStatus(agent, place)).resolves.toEqual({ kind: 'absent' });
  });
});

describe('Codex trust', () => {
  test('hashes as Codex does', () => {
    const hook = {
      file: '/h/hooks.json',
      event: 'pre_tool_use',
      index: 0,
      command: 'x',
      timeout: 30,
      matches: true,
    };
    // SHA-256 of compact JSON with sorted keys, as measured with Codex 0.169.0.
    expect(trustHash(hook)).toBe('sha256:6d7add8f8a6e52eec8ba217982fe25c43f7317240ea4bafa4b77f3a64ea5efa6');
    expect(trustHash({ ...hook, event: 'user_prompt_submit', matches: false })).toBe(
      'sha256:cdc9cbc87c49c24067fa85d02e732a2ec0e71644a509129b7ec93fbc9c810276',
    );
  });

  test('stands at the place of the hook among others, and is missed when that changes', async () => {
    const place = makePlace();
    const hooks = place.write('.codex/hooks.json', '{"hooks":{"PreToolUse":[{"hooks":[]}]}}');
    place.write('.codex/config.toml', 'model = "x"');
    await installAgent('codex', place);
    expect(place.read('.codex/config.toml')).toContain(`[hooks.state."${hooks}:pre_tool_use:1:0"]`);
    expect(place.read('.codex/config.toml')).toContain(`[hooks.state."${hooks}:user_prompt_submit:0:0"]`);
    place.write(
      '.codex/hooks.json',
      place.read('.codex/hooks.json').replace(/\{\s*"hooks":\s*\[\]\s*\},/u, ''),
    );
    await expect(agentStatus('codex', place)).resolves.toMatchObject({
      kind: 'altered',
      why: expect.stringContaining('trust'),
    });
    await installAgent('codex', place);
    await expect(agentStatus('codex', place)).resolves.toEqual({ kind: 'installed' });
    await uninstallAgent('codex', place);
    expect(place.read('.codex/config.toml')).toBe('model = "x"');
  });

  test('leaves a config.toml alone that is broken, or has entries for the same hooks', async () => {
    for (const text of ['model = ', '[hooks.state."FILE:pre_tool_use:0:0"]\ntrusted_hash = "x"\n']) {
      const place = makePlace();
      const config = text.replace('FILE', path.join(place.home, '.codex/hooks.json'));
      place.write('.codex/config.toml', config);
      expect(await installAgent('codex', place)).toMatchObject({
        ok: false,
        problems: [{ message: expect.stringContaining('cannot take') }],
      });
      expect([
        place.read('.codex/config.toml'),
        existsSync(path.join(place.home, '.codex/hooks.json')),
      ]).toEqual([config, false]);
    }
  });
});

test('agents are known, whether they are used here or not', async () => {
  const place = makePlace();
  mkdirSync(path.join(place.home, '.codex'));
  const known = await knownAgents(place);
  expect(known.map(({ name }) => name)).toEqual(adapters.map(({ name }) => name));
  expect(known.filter(({ present }) => present).map(({ name }) => name)).toEqual(['vscode', 'codex']);
});

test('folders that the agents are told of are used', async () => {
  const place = makePlace();
  const env = { CODEX_HOME: path.join(place.home, 'cx'), CLAUDE_CONFIG_DIR: path.join(place.home, 'cc') };
  for (const agent of ['codex', 'claude-code']) await installAgent(agent, { ...place, env });
  expect([
    existsSync(path.join(place.home, 'cx/config.toml')),
    existsSync(path.join(place.home, 'cc/settings.json')),
  ]).toEqual([true, true]);
});

test('VS Code needs no file; an agent that nobody knows is refused', async () => {
  const place = makePlace();
  await expect(agentStatus('vscode', place)).resolves.toEqual({ kind: 'absent' });
  expect(await installAgent('vscode', place)).toEqual({ ok: true, value: [] });
  await expect(agentStatus('vscode', place)).resolves.toEqual({ kind: 'installed' });
  expect(await uninstallAgent('vscode', place)).toEqual({ ok: true, value: [] });
  for (const act of [installAgent, uninstallAgent]) {
    expect(await act('nobody', place)).toMatchObject({ ok: false, problems: [{ source: '--agent' }] });
  }
});

describe.skipIf(process.platform === 'win32')('the installed command, run by a shell', () => {
  const runIn = (shell: string, place: Place) => {
    const command = jsonAt(
      place.read('.claude/settings.json'),
      'hooks',
      'PreToolUse',
      0,
      'hooks',
      0,
      'command',
    );
    const { stdout, stderr, status } = spawnSync(shell, ['-c', String(command)], {
      encoding: 'utf8',
      input: '',
      env: { NODE_OPTIONS: '--bad', HOME: '/x' },
    });
    return { stdout, stderr, status };
  };
  const prepared = async (script: string | undefined): Promise<Place> => {
    const place = makePlace();
    if (script !== undefined) place.write('hook.js', script);
    await installAgent('claude-code', place);
    return place;
  };
  const shells = ['/bin/sh', '/bin/bash'].filter(existsSync);

  test.each(shells)('%s starts the hook with its arguments, whatever the environment says', async shell => {
    const place = await prepared('console.log(JSON.stringify([process.argv.slice(2), process.env.HOME]))');
    const expected = [
      ['--run', place.folders.run, '--agent', 'claude-code', '--event', 'PreToolUse'],
      place.home,
    ];
    expect(runIn(shell, place)).toEqual({ stdout: `${JSON.stringify(expected)}\n`, stderr: '', status: 0 });
  });

  test.each([
    ['crashes', 'process.abort()'],
    ['throws', 'throw new Error("x")'],
    ['ends with 1', 'process.exit(1)'],
    ['is missing', undefined],
  ])('refuses when the hook %s', async (_, script) => {
    const ended = runIn('/bin/sh', await prepared(script));
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('Ringfence refused this because its hook cannot start.');
  });

  test('refuses when the launcher is gone', async () => {
    const place = await prepared('');
    rmSync(launcherFile(place.folders, place.platform));
    expect(runIn('/bin/sh', place)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('launcher is missing'),
    });
  });

  test('hands on a refusal by exit 2', async () => {
    expect(runIn('/bin/sh', await prepared('console.error("no"); process.exit(2)'))).toEqual({
      stdout: '',
      stderr: 'no\n',
      status: 2,
    });
  });
});
