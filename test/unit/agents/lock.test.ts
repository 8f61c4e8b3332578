/** What an administrator's file makes of an agent: locked, open, or not to be locked; and doctor's words for it. */
import { afterAll, describe, expect, test } from 'vitest';
import type { AgentName } from '../../../server/agents/denials.ts';
import { adapterOf, adapters, lockOf, managedHooks, type AgentLock } from '../../../server/agents/index.ts';
import { managedFiles } from '../../../server/agents/managed.ts';
import { inspectAgents } from '../../../server/cli/doctor/agents.ts';
import { describeLock, statusUnder } from '../../../server/cli/doctor/lock.ts';
import { exportProfile } from '../../../server/posture/export/export.ts';
import { platformOf, systems, type ExportFile } from '../../../server/posture/export/file.ts';
import { ringfenceFolders } from '../../../server/platform/folders.ts';
import { makePlace, removePlaces } from './place.ts';

afterAll(removePlaces);

const missing = Object.assign(new Error('gone'), { code: 'ENOENT' });
const reading = (files: Readonly<Record<string, string>>) => (file: string) => {
  const text = files[file];
  return text === undefined ? Promise.reject(missing) : Promise.resolve(text);
};

function lock(agent: string, files: Readonly<Record<string, string>>, platform: NodeJS.Platform = 'linux') {
  const adapter = adapterOf(agent);
  if (adapter === undefined) throw new Error(agent);
  return lockOf(adapter, { platform }, reading(files));
}

const exported = (level: 'observe' | 'locked'): readonly ExportFile[] =>
  exportProfile(['vscode-policy', 'claude', 'codex', 'gemini', 'cursor', 'windsurf'], {
    level,
    team: {},
    hooks: (agent, system) => managedHooks(agent, { platform: platformOf[system] }),
    version: '1',
  });

const cases = Object.entries(managedFiles).flatMap(([agent, { target, places }]) =>
  systems.flatMap(system => {
    const place = places[platformOf[system]];
    return place === undefined ? [] : [{ agent, target, system, place }];
  }),
);

test.each(cases)(
  '$agent is locked by the exported file of $system',
  async ({ agent, target, system, place }) => {
    for (const level of ['observe', 'locked'] as const) {
      const file = exported(level).find(({ path }) => path.startsWith(`${target}/${system}/`));
      if (target === 'vscode-policy' && level === 'observe') continue;
      expect(file?.goes.replace('%ProgramData%', 'C:\\ProgramData')).toMatch(
        new RegExp(`^${place.replaceAll(/[.\\]/gu, '\\$&')}(?:,|$)`, 'u'),
      );
      expect(await lock(agent, { [place]: file?.text ?? '' }, platformOf[system])).toMatchObject({
        state: 'locked',
        file: place,
      });
    }
  },
);

const claude = '/etc/claude-code/managed-settings.json';
const codex = '/etc/codex/requirements.toml';
const textOf = (start: string): string =>
  exported('locked').find(({ path }) => path.startsWith(start))?.text ?? '';
const claudeText = textOf('claude/linux');

describe('a lock is none', () => {
  test.each<[string, AgentName, string, string]>([
    ['where the file holds no hook of ours', 'claude-code', claude, '{ "hooks": {} }'],
    [
      'where one kind of acts is left out',
      'claude-code',
      claude,
      claudeText.replace('"UserPromptSubmit"', '"Other"'),
    ],
    [
      'where the file itself switches hooks off',
      'claude-code',
      claude,
      claudeText.replace('{', '{ "disableAllHooks": true,'),
    ],
    ['where the file is no JSON', 'claude-code', claude, `${claudeText},`],
    [
      'where the switch is not pinned',
      'codex',
      codex,
      textOf('codex/linux').replace('[features]\nhooks = true', ''),
    ],
    ['where the file is not there', 'gemini', '/elsewhere', ''],
    ['where the policy says no', 'vscode', '/etc/vscode/policy.json', '{ "ChatHooks": false }'],
  ])('%s', async (_, agent, file, text) => {
    expect(await lock(agent, { [file]: text })).toMatchObject({ state: 'open' });
  });

  test('that can be seen where the file cannot be read, or nobody knows where it is', async () => {
    const adapter = adapterOf('claude-code');
    if (adapter === undefined) throw new Error('no adapter');
    const denied = () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }));
    expect((await lockOf(adapter, { platform: 'linux' }, denied)).state).toBe('not-known');
    expect((await lock('vscode', {}, 'win32')).state).toBe('not-known');
  });

  test('that is known of where the agent takes no such file', async () => {
    const states = await Promise.all(adapters.map(async ({ name }) => [name, (await lock(name, {})).state]));
    expect(Object.fromEntries(states)).toEqual({
      ...{ vscode: 'open', 'claude-code': 'open', codex: 'open', gemini: 'open' },
      ...{ qwen: 'no-lock', 'copilot-cli': 'no-lock', droid: 'no-lock' },
      ...{ opencode: 'no-switch', cline: 'no-switch', cursor: 'no-switch', windsurf: 'no-switch' },
      ...{ kiro: 'no-switch', amp: 'no-switch' },
    });
  });
});

describe('doctor', () => {
  const locked: AgentLock = {
    ...{ state: 'locked', hooks: true, file: claude, target: 'claude' },
    ...{ switches: ['disableAllHooks'], outranks: ['disableAllHooks'] },
  };
  const off = (key: string) =>
    ({ kind: 'switched-off', by: [{ file: '/w/.claude/settings.json', line: 2, key }] }) as const;

  test('counts an agent as protected whose hooks stand in the administrator’s file alone', () => {
    expect(statusUnder(locked, { kind: 'absent' })).toEqual({
      status: { kind: 'installed' },
      note: `Only an administrator’s file holds the hooks: ${claude}.`,
      managedOnly: true,
    });
    expect(statusUnder(locked, off('disableAllHooks'))).toMatchObject({
      status: { kind: 'installed' },
      note: expect.stringContaining('/w/.claude/settings.json:2: "disableAllHooks"'),
      managedOnly: true,
    });
  });

  test.each<[string, AgentLock, Parameters<typeof statusUnder>[1]]>([
    ['a switch that the file does not outrank', locked, off('hooksConfig.disabled')],
    [
      'a file that only keeps hooks on, where there are none',
      { ...locked, hooks: false },
      { kind: 'absent' },
    ],
    ['a file that locks nothing', { ...locked, state: 'open' }, { kind: 'absent' }],
    ['the user’s own hooks', locked, { kind: 'installed' }],
  ])('changes nothing for %s', (_, held, status) => {
    expect(statusUnder(held, status)).toEqual({ status, managedOnly: false });
  });

  test('says what keeps hooks on, what could, and what nothing can', async () => {
    const words = async (agent: string, files = {}) => describeLock(await lock(agent, files));
    expect(await words('claude-code', { [claude]: claudeText })).toBe(
      `locked: ${claude} holds the hooks for all users; "disableAllHooks" and "allowManagedHooksOnly" of a project does nothing`,
    );
    expect(await words('codex')).toContain(`${codex} prevents it (ringfence profile export --for codex)`);
    expect(await words('qwen')).toMatch(
      /^not locked: "disableAllHooks" .+ no administrator’s file is known/u,
    );
    expect(await words('opencode')).toMatch(/^needs no lock/u);
    expect(describeLock({ ...locked, state: 'not-known' })).toBe(`not known: ${claude} cannot be read`);
  });

  test('reports an agent that only a managed file protects as covered, in spite of a project', async () => {
    const place = { ...makePlace(), platform: 'linux' as const };
    place.write('.claude/settings.json', '{}');
    place.write('work/.claude/settings.json', '{ "disableAllHooks": true }');
    const inspect = async (files: Readonly<Record<string, string>>) =>
      (
        await inspectAgents(place, {
          ...{
            folders: ringfenceFolders({ env: {}, home: place.home, platform: 'linux' }),
            canary: false,
            cwd: place.home,
          },
          readManaged: reading(files),
        })
      ).find(({ name }) => name === 'claude-code');
    expect(await inspect({ [claude]: claudeText })).toMatchObject({
      status: { kind: 'installed' },
      managedOnly: true,
      lock: { state: 'locked', hooks: true },
    });
    const without = await inspect({});
    expect(without).toMatchObject({ managedOnly: false, lock: { state: 'open', hooks: false } });
    expect(without?.status.kind).not.toBe('installed');
  });
});
