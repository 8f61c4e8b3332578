/** Effective settings against a level: who loosens, what is only the product's default, what a policy holds. */
import { describe, expect, test } from 'vitest';
import type { PostureLine, SeenSetting, SetValue } from '../../../common/posture.ts';
import { profiles, type Profile } from '../../../common/settings.ts';
import { knownSettings, levels } from '../../../server/posture/catalogue.ts';
import { expectationsOf, keysOf, levelInForce, postureReport } from '../../../server/posture/report.ts';

const terminal = 'chat.tools.terminal.autoApprove';
const shipped = { cat: true, ls: true, rm: false };

interface Case {
  readonly key: string;
  readonly default?: unknown;
  readonly policy?: unknown;
  readonly set?: readonly SetValue[];
  readonly effective: unknown;
}

const seenOf = ({ set = [], effective, ...rest }: Case): SeenSetting => ({
  ...rest,
  set,
  effective: [{ value: effective }],
});

interface Told {
  readonly level?: Profile;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly waiting?: readonly SetValue[];
}

function lineOf(told: Case, { level = 'balanced', settings, waiting = [] }: Told = {}): PostureLine {
  const report = postureReport(
    { settings: [seenOf(told)] },
    { profile: level, team: settings === undefined ? {} : { settings }, trusted: waiting.length === 0 },
    { fileOf: ({ layer, folder }) => `${layer}:${folder ?? ''}`, waiting: () => waiting },
  );
  const found = report.lines.find(({ key }) => key === told.key);
  if (found === undefined) throw new Error(`${told.key} is not expected at this level.`);
  return found;
}

const workspace = (value: unknown): SetValue => ({ layer: 'workspace', value });
const user = (value: unknown): SetValue => ({ layer: 'user', value });

describe('a setting that a workspace loosens', () => {
  test('drifted, and the repair takes out only what loosens', () => {
    const own = { '/.*/': true, curl: false };
    const line = lineOf({
      key: terminal,
      default: shipped,
      set: [workspace(own)],
      effective: { ...shipped, ...own },
    });
    expect(line).toMatchObject({
      state: 'drifted',
      severity: 'high',
      remedy: 'Take what loosens out of workspace:.',
      loosened: [{ layer: 'workspace', file: 'workspace:', entries: ['/.*/'] }],
      repairs: [{ layer: 'workspace', key: terminal, value: { curl: false } }],
    });
  });

  test('is removed whole where nothing else is left', () => {
    const line = lineOf({
      key: terminal,
      default: shipped,
      set: [workspace({ sh: { approve: true, matchCommandLine: true } })],
      effective: { ...shipped, sh: { approve: true } },
    });
    expect(line.repairs).toEqual([{ layer: 'workspace', key: terminal, file: 'workspace:' }]);
    expect(line.remedy).toBe('Remove it from workspace:.');
  });

  test('by taking a refusal of the product away drifted as well', () => {
    const line = lineOf({
      key: terminal,
      default: shipped,
      set: [workspace({ rm: null })],
      effective: { ...shipped, rm: null },
    });
    expect(line).toMatchObject({ state: 'drifted', loosened: [{ entries: ['rm'] }] });
  });

  test('names each folder, and the repair goes there', () => {
    const line = lineOf({
      key: 'chat.permissions.default',
      default: 'default',
      set: [
        user('default'),
        { layer: 'folder', folder: '/a', value: 'autopilot' },
        { layer: 'folder', folder: '/b', value: 'default' },
      ],
      effective: 'autopilot',
    });
    expect(line).toMatchObject({
      severity: 'critical',
      loosened: [{ layer: 'folder', folder: '/a' }],
      repairs: [{ layer: 'folder', folder: '/a' }],
    });
    expect(line.repairs[0]).not.toHaveProperty('value');
  });

  test('holds where it is stricter, or says what is expected anyway', () => {
    const key = 'chat.tools.terminal.blockDetectedFileWrites';
    expect(
      lineOf({ key, default: 'outsideWorkspace', set: [workspace('all')], effective: 'all' }).state,
    ).toBe('holds');
    expect(
      lineOf({ key: terminal, default: shipped, set: [workspace({ rm: false })], effective: shipped }).state,
    ).toBe('holds');
    // An entry that approves in name only.
    const asks = { make: { approve: false, matchCommandLine: true } };
    expect(
      lineOf({ key: terminal, default: shipped, set: [workspace(asks)], effective: { ...shipped, ...asks } })
        .state,
    ).toBe('holds');
  });
});

describe('what a person set', () => {
  const own = { 'npm test': true };
  const told = { key: terminal, default: shipped, set: [user(own)], effective: { ...shipped, ...own } };

  test('is theirs at balanced, and drift at locked', () => {
    expect(lineOf(told).state).toBe('holds');
    expect(lineOf(told, { level: 'locked' })).toMatchObject({
      state: 'drifted',
      repairs: [{ layer: 'user', key: terminal }],
    });
  });

  test('is overruled only where the editor says so', () => {
    const line = lineOf({
      key: 'security.workspace.trust.enabled',
      default: true,
      set: [user(false)],
      effective: false,
    });
    expect(line).toMatchObject({ state: 'drifted', loosened: [{ layer: 'user' }] });
    // The default is strict enough, so that nothing has to be written in its place.
    expect(line.repairs).toEqual([{ key: 'security.workspace.trust.enabled', layer: 'user', file: 'user:' }]);
  });

  test('keeps its other entries when it is tightened', () => {
    const key = 'chat.tools.edits.autoApprove';
    const line = lineOf({ key, default: { '**/*': true }, set: [user({ 'docs/**': true })], effective: {} });
    expect(line.repairs[0]?.value).toMatchObject({ 'docs/**': true });
    expect(JSON.stringify(line.repairs[0]?.value)).toContain('.devcontainer');
  });
});

describe('a default of the product that is looser', () => {
  const key = 'chat.tools.terminal.autoApproveWorkspaceNpmScripts';

  test('is not set yet, which is no alarm; the repair writes the user’s settings', () => {
    expect(lineOf({ key, default: true, effective: true })).toMatchObject({
      state: 'unset',
      severity: 'low',
      loosened: [],
      repairs: [{ layer: 'user', value: false }],
    });
  });

  test('that only a policy can change has no repair', () => {
    const only = 'chat.mcp.allowManagedServersOnly';
    const line = lineOf({ key: only, default: false, effective: false }, { level: 'locked' });
    expect(line).toMatchObject({ state: 'unset', repairs: [], policy: 'ChatAllowManagedMcpServersOnly' });
    expect(line.remedy).toContain('vscode-policy');
  });

  test('as well as a workspace’s value leads to two repairs', () => {
    const line = lineOf({ key, default: true, set: [workspace(true)], effective: true });
    expect(line.repairs).toMatchObject([{ layer: 'workspace' }, { layer: 'user', value: false }]);
  });
});

describe('a policy', () => {
  const key = 'chat.tools.terminal.enableAutoApprove';

  test('is seen by a default that is not the product’s, and by a value without effect', () => {
    expect(lineOf({ key, default: false, effective: false }, { level: 'locked' }).state).toBe('locked');
    expect(
      lineOf({ key, default: false, set: [workspace(true)], effective: false }, { level: 'locked' }).state,
    ).toBe('locked');
  });

  test('that loosens cannot be repaired from here', () => {
    const useHooks = 'chat.useHooks';
    const line = lineOf({ key: useHooks, default: false, policy: false, effective: false });
    expect(line).toMatchObject({ state: 'drifted', loosened: [{ layer: 'policy' }], repairs: [] });
    expect(line.remedy).toContain('ChatHooks');
  });
});

describe('other places', () => {
  test('an editor that does not know the setting is no drift', () => {
    const key = 'chat.autoReply';
    expect(lineOf({ key, effective: undefined }).state).toBe('unknown');
    expect(lineOf({ key, default: false, effective: false }).state).toBe('holds');
  });

  test('what an untrusted folder holds is told before it counts', () => {
    const line = lineOf(
      { key: terminal, default: shipped, effective: shipped },
      { waiting: [{ layer: 'folder', folder: '/a', value: { curl: true } }] },
    );
    expect(line).toMatchObject({ state: 'latent', loosened: [{ folder: '/a', entries: ['curl'] }] });
    expect(line.remedy).toContain('trust');
  });

  test('a sandbox keeps its refusals and gains no permissions', () => {
    const key = 'chat.agent.sandbox.fileSystem.linux';
    const none = { denyRead: [], allowRead: [], allowWrite: [], denyWrite: [] };
    const own = { allowWrite: ['/'], denyRead: [] };
    const told = { key, default: none, set: [workspace(own)], effective: { ...none, ...own } };
    expect(lineOf(told)).toMatchObject({
      state: 'drifted',
      loosened: [{ entries: ['allowWrite'] }],
      repairs: [{ value: { denyRead: [] } }],
    });
    const line = lineOf(told, { level: 'locked' });
    expect(line.loosened[0]?.entries).toEqual(['allowWrite', 'denyRead']);
    expect(line.repairs.at(-1)?.value).toMatchObject({ denyRead: expect.arrayContaining(['~/.ssh']) });
  });
});

describe('a team', () => {
  test('replaces what the level expects, and adds settings of any extension', () => {
    const settings = { 'chat.permissions.default': 'autoApprove', 'acme.guard': 'on' };
    const eased = { key: 'chat.permissions.default', default: 'default', effective: 'autoApprove' };
    expect(lineOf(eased, { settings }).state).toBe('holds');
    expect(
      lineOf({ key: 'acme.guard', default: 'off', set: [workspace('off')], effective: 'off' }, { settings }),
    ).toMatchObject({ state: 'drifted', why: 'Your team expects it.' });
  });

  test('raises the level, never lowers it', () => {
    expect(levelInForce({ profile: 'balanced', team: { level: 'locked' } })).toEqual({
      level: 'locked',
      from: 'team',
    });
    expect(levelInForce({ profile: 'locked', team: { level: 'observe' } })).toEqual({
      level: 'locked',
      from: 'user',
    });
  });
});

describe('the levels', () => {
  test('each is stricter than the one before and names known settings only', () => {
    const known = new Set(knownSettings.map(({ key }) => key));
    for (const level of profiles)
      for (const key of Object.keys(levels[level].expect)) expect(known).toContain(key);
    const [observe, balanced, locked] = profiles.map(level => Object.keys(levels[level].expect));
    expect(balanced).toEqual(expect.arrayContaining(observe ?? []));
    expect(locked).toEqual(expect.arrayContaining(balanced ?? []));
  });

  test('a value that meets a level meets every level below it', () => {
    for (const { setting, expected } of expectationsOf('locked')) {
      for (const level of ['observe', 'balanced'] as const) {
        const below = expectationsOf(level).find(each => each.setting.key === setting.key);
        if (below !== undefined)
          expect([setting.key, setting.relation.lacks(expected, below.expected, undefined)]).toEqual([
            setting.key,
            [],
          ]);
      }
    }
  });

  test('the lowest one asks for nothing that the product does not ship', () => {
    for (const { setting, expected } of expectationsOf('observe')) expect(setting.default).toEqual(expected);
  });

  test('every key of every level and of the team is asked for', () => {
    const keys = keysOf({ settings: { 'acme.guard': 'on' } });
    expect(keys).toEqual(expect.arrayContaining(['acme.guard', ...Object.keys(levels.locked.expect)]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('are summed up by what the editor knows', () => {
    const report = postureReport(
      { settings: [seenOf({ key: 'chat.autoReply', default: false, effective: false })] },
      { profile: 'observe', team: {}, trusted: true },
      { fileOf: () => '', waiting: () => [] },
    );
    expect(report.levels.map(({ level, known, holding }) => [level, known, holding])).toEqual([
      ['observe', 1, 1],
      ['balanced', 1, 1],
      ['locked', 1, 1],
    ]);
  });
});
