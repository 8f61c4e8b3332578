/** `ringfence install`, `uninstall` and `doctor` as processes, in a home of their own. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ringfenceFolders } from '../../server/platform/folders.ts';
import { endRegisteredGuards, startGuardProcess } from '../support/product.ts';
import { makeStage, nodes } from './stage.ts';

const stage = makeStage();
const { home } = stage;
const folders = ringfenceFolders({ env: {}, home, platform: process.platform });
const inHome = (file: string): string => path.join(home, file);

function own(file: string, text: string): void {
  mkdirSync(path.dirname(inHome(file)), { recursive: true });
  writeFileSync(inHome(file), text);
}

afterEach(() => {
  for (const name of ['.codex', '.gemini', '.claude', '.vscode', '.local', '.config', '.cursor', 'Documents'])
    rmSync(inHome(name), { recursive: true, force: true });
  rmSync(path.join(stage.workspace, '.gemini'), { recursive: true, force: true });
});

const settings = '{\n  // sk-comment\n  "apiKey": "sk-secret",\n  "env": { "TOKEN": "sk-other" }\n}';
const config = 'model = "gpt"\nnotes = """\nsk-lines\n"""\n[x]\ntoken = \'sk-quoted\'';

describe('what is written is shown, and no secret with it', () => {
  test.each([
    [
      'gemini',
      '.gemini/settings.json',
      settings,
      ['+    "BeforeTool": [', '--agent gemini --event BeforeTool'],
    ],
    ['claude-code', '.claude/settings.json', settings, ['+    "PreToolUse": [', '"TOKEN"']],
    ['codex', '.codex/config.toml', config, ['+trusted_hash = "sha256:', '--agent codex --event PreToolUse']],
  ] as const)('%s', async (agent, file, text, shown) => {
    own(file, text);
    const dry = await stage.run(['install', '--agent', agent, '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(inHome(file), 'utf8')).toBe(text);
    expect(existsSync(folders.state)).toBe(false);

    const done = await stage.run(['install', '--agent', agent]);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout.startsWith(dry.stdout)).toBe(true);
    expect(done.stdout).toContain(`+++ ${inHome(file)}`);
    for (const part of shown) expect(done.stdout).toContain(part);

    const again = await stage.run(['install', '--agent', agent]);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to write') });

    const removed = await stage.run(['uninstall', '--agent', agent]);
    expect(removed).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(inHome(file), 'utf8')).toBe(text);
    expect(`${done.stdout}${removed.stdout}`).not.toContain('sk-');
    expect(await stage.run(['uninstall', '--agent', agent])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('There are no hooks'),
    });
  });
});

test('a file that cannot be understood is named with line and remedy, and left alone', async () => {
  own('.gemini/settings.json', '{\n  "a": 1,,\n}');
  const ended = await stage.run(['install', '--agent', 'gemini']);
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toMatch(/settings\.json:2: .+ Mend the file and try again; nothing was changed\./u);
  expect(readFileSync(inHome('.gemini/settings.json'), 'utf8')).toBe('{\n  "a": 1,,\n}');
});

test('hooks that the workspace switches off are installed, and said to protect nobody', async () => {
  stage.write('.gemini/settings.json', '{\n  "hooksConfig": { "enabled": false }\n}\n');
  const ended = await stage.run(['install', '--agent', 'gemini']);
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/\.gemini\/settings\.json:2: "hooksConfig\.enabled" switches the hooks off/u);
});

test('VS Code’s own agent needs no file', async () => {
  expect(await stage.run(['install', '--agent', 'vscode'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('come with the extension'),
  });
});

interface Report {
  readonly covered: boolean;
  readonly agents: readonly {
    readonly name: string;
    readonly present: boolean;
    readonly detail: string;
    readonly failure: string;
    readonly status: { readonly kind: string };
    readonly coverage: readonly { readonly kind: string; readonly state: string; readonly at?: string }[];
    readonly canary?: { readonly answered: boolean; readonly detail: string };
    readonly evidence: string;
    readonly managedOnly: boolean;
    readonly lock: { readonly state: string };
  }[];
  readonly readShield: { readonly state: string };
  readonly uncoverable: readonly { readonly title: string }[];
  readonly folders: readonly { readonly name: string; readonly wrong?: string }[];
  readonly guards: readonly { readonly alive: boolean; readonly roots: readonly string[] }[];
  readonly launcher: { readonly ok: boolean; readonly detail: string };
  readonly ledger: { readonly ok: boolean; readonly detail: string };
  readonly policy: { readonly ok: boolean; readonly detail: string };
  readonly quarantine: { readonly held: number; readonly detail: string };
}

async function doctor(
  node = process.execPath,
  ...more: readonly string[]
): Promise<Report & { readonly code: number | null }> {
  const ended = await stage.run(['doctor', '--format', 'json', ...more], '', node);
  const report: Report = JSON.parse(ended.stdout);
  return { ...report, code: ended.code };
}
const kinds = ({ agents }: Report): Readonly<Record<string, string>> =>
  Object.fromEntries(agents.filter(({ present }) => present).map(({ name, status }) => [name, status.kind]));

describe('doctor', () => {
  test.each(nodes())('on Node %s: nothing there, nothing to cover', async (_, node) => {
    const report = await doctor(node);
    expect(report).toMatchObject({
      code: 0,
      covered: true,
      guards: [],
      policy: { ok: true },
      ledger: { ok: true },
    });
    expect(report.policy.detail).toMatch(/Loads, with \d\d principles/u);
    expect(kinds(report)).toEqual({});
  });

  test('an agent without hooks is not covered; with them it is', async () => {
    own('.codex/config.toml', '');
    const before = await doctor();
    expect([before.code, kinds(before)]).toEqual([1, { codex: 'absent' }]);
    expect((await stage.run(['doctor'])).stdout).toContain('Run: ringfence install --agent codex');
    await stage.run(['install', '--agent', 'codex']);
    const after = await doctor();
    expect([after.code, after.covered, after.launcher.ok]).toEqual([0, true, true]);
    expect(after.agents.find(({ name }) => name === 'codex')?.failure).toMatch(
      /a missing command.+after 10 s of 600 s/u,
    );
  });

  test.each([
    ['a short time-out', '"timeout": 60', '"timeout": 1'],
    ['another matcher', '"matcher": "*"', '"matcher": "Nothing"'],
    ['another type', '"type": "command"', '"type": "note"'],
    ['one more field', '"timeout": 60', '"timeout": 60, "async": true'],
    ['another command', '--event PreToolUse', '--event SessionStart'],
  ])('hooks that were altered (%s) are told with the file', async (_, before, after) => {
    await stage.run(['install', '--agent', 'codex']);
    const hooks = readFileSync(inHome('.codex/hooks.json'), 'utf8');
    own('.codex/hooks.json', hooks.replace(before, after));
    const report = await doctor();
    expect(report.code).toBe(1);
    expect(report.agents.find(({ name }) => name === 'codex')?.detail).toContain(inHome('.codex/hooks.json'));
    expect(await stage.run(['install', '--agent', 'codex'])).toMatchObject({ code: 0 });
    expect(readFileSync(inHome('.codex/hooks.json'), 'utf8')).toBe(hooks);
  });

  test('what hooks tell of is configured until an agent called them; a canary proves the hook itself', async () => {
    await stage.run(['install', '--agent', 'codex']);
    const report = await doctor(process.execPath, '--canary');
    try {
      const codex = report.agents.find(({ name }) => name === 'codex');
      expect(codex?.canary).toMatchObject({ answered: true });
      expect(new Set(codex?.coverage.map(({ state }) => state))).toEqual(new Set(['configured']));
      expect(report.uncoverable.map(({ title }) => title)).toContain('Continue');
      const call = {
        hook_event_name: 'PreToolUse',
        session_id: 's',
        cwd: stage.workspace,
        tool_name: 'Bash',
        tool_input: { command: 'true < .ringfence-canary' },
      };
      const hook = await stage.run(['hook', '--agent', 'codex'], JSON.stringify(call), process.execPath);
      expect(hook).toEqual({ code: 0, stdout: '{}', stderr: '' });
      // What passes is written a moment after the answer.
      const shown = async (): Promise<string> => (await stage.run(['doctor'])).stdout;
      await expect
        .poll(shown, { timeout: 10_000 })
        .toMatch(/shell: proven by (?:the canary|a real call) on 20\d\d-/u);
      expect(await shown()).toContain('not coverable: Continue.');
    } finally {
      await endRegisteredGuards(home);
    }
  });

  test('an agent whose documentation alone is known is told so', async () => {
    await stage.run(['install', '--agent', 'cursor']);
    expect(JSON.parse(readFileSync(inHome('.cursor/hooks.json'), 'utf8'))).toMatchObject({ version: 1 });
    const { agents } = await doctor();
    expect(agents.find(({ name }) => name === 'cursor')?.evidence).toBe('not verified');
    expect((await stage.run(['doctor'])).stdout).toContain('(not verified on the agent itself)');
  });

  test('a setting that switches hooks off is told with file and line', async () => {
    own('.claude/settings.json', '{\n  "disableAllHooks": true\n}\n');
    await stage.run(['install', '--agent', 'claude-code']);
    const { code, agents } = await doctor();
    expect(code).toBe(1);
    expect(agents.find(({ name }) => name === 'claude-code')?.detail).toContain(
      `${inHome('.claude/settings.json')}:2: "disableAllHooks"`,
    );
  });

  test('the read shield is told, and what keeps hooks on', async () => {
    own('.codex/config.toml', '');
    own('.config/Code/User/settings.json', '{\n  "ringfence.readShield": true\n}\n');
    const { readShield, agents } = await doctor();
    expect(readShield).toMatchObject({ state: 'on' });
    expect(agents.find(({ name }) => name === 'codex')).toMatchObject({
      managedOnly: false,
      lock: { state: 'open', switches: ['features.hooks', 'allow_managed_hooks_only'] },
    });
    const text = (await stage.run(['doctor'])).stdout;
    expect(text).toMatch(/^Read shield\n  On \(.+settings\.json:2\): /mu);
    expect(text).toMatch(
      /^ {6}lock: not locked: "features\.hooks" .+ringfence profile export --for codex\)$/mu,
    );
  });

  test('VS Code counts as covered with the extension and its launcher only', async () => {
    mkdirSync(inHome('.vscode/extensions/ringfence.ringfence-1.0.0'), { recursive: true });
    expect(kinds(await doctor())).toEqual({ vscode: 'absent' });
    await stage.run(['install', '--agent', 'gemini']);
    expect(kinds(await doctor())).toEqual({ vscode: 'installed', gemini: 'installed' });
    rmSync(inHome('.vscode/extensions/ringfence.ringfence-1.0.0'), { recursive: true });
    expect(kinds(await doctor())).toEqual({ vscode: 'absent', gemini: 'installed' });
  });

  test.each<[string, () => void, RegExp]>([
    ['gone', () => rmSync(folders.bin, { recursive: true }), /missing/u],
    ['not executable', () => chmodSync(path.join(folders.bin, 'ringfence-hook'), 0o600), /not be executed/u],
    ['open to others', () => chmodSync(path.join(folders.bin, 'ringfence-hook'), 0o777), /can change it/u],
    [
      'something else',
      () => writeFileSync(path.join(folders.bin, 'ringfence-hook'), '#!/bin/sh\n'),
      /not as Ringfence/u,
    ],
    [
      'for a runtime that is gone',
      () => {
        const file = path.join(folders.bin, 'ringfence-hook');
        writeFileSync(file, readFileSync(file, 'utf8').replace(/^runtime=.*$/mu, "runtime='/gone/node'"));
      },
      /does not run/u,
    ],
  ])('a launcher that is %s is told', async (_, spoil, detail) => {
    await stage.run(['install', '--agent', 'gemini']);
    spoil();
    const { code, launcher } = await doctor();
    expect([code, launcher.ok]).toEqual([1, false]);
    expect(launcher.detail).toMatch(detail);
  });

  test('running guards, held changes, and folders that others can reach are told', async () => {
    const { workspace } = stage;
    const guard = await startGuardProcess(stage.product(), ['.'], { home, cwd: workspace });
    stage.write('.vscode/settings.json', '{ "chat.permissions.default": "autopilot" }');
    for (let tries = 0; !guard.said().includes(`held ${workspace}`) && tries < 200; tries += 1)
      await new Promise(resolve => setTimeout(resolve, 50));
    chmodSync(folders.quarantine, 0o755);
    const report = await doctor();
    expect(report.guards).toEqual([expect.objectContaining({ alive: true, roots: [workspace] })]);
    expect(report.quarantine.held).toBe(1);
    expect(report.folders.filter(({ wrong }) => wrong !== undefined)).toEqual([
      expect.objectContaining({ name: 'quarantine', wrong: expect.stringContaining('chmod 700') }),
    ]);
    expect(report.code).toBe(1);
    await guard.stop();
    rmSync(path.join(workspace, '.vscode'), { recursive: true });
  });
});
