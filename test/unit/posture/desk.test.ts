/** The desk: what it answers for a window, what it reads of untrusted folders, and what the ledger gets. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import type { SeenSettings, SetValue } from '../../../common/posture.ts';
import type { Configure } from '../../../common/protocol.ts';
import { parseRepaired, parseSeen } from '../../../server/lsp/postureMessages.ts';
import { createPostureDesk } from '../../../server/posture/desk.ts';
import type { TeamPosture } from '../../../server/posture/report.ts';
import { lineOfSetting, settingsIn } from '../../../server/posture/settingsFile.ts';

const [one, two] = [path.resolve('/work/one'), path.resolve('/work/two')];
const fileIn = (root: string): string => path.join(root, '.vscode', 'settings.json');
const permissions = 'chat.permissions.default';

const seen = (
  key: string,
  set: readonly SetValue[],
  effective: unknown,
  byDefault: unknown,
): SeenSettings => ({
  settings: [{ key, default: byDefault, set, effective: [{ value: effective }] }],
});
const autopilot = seen(permissions, [{ layer: 'workspace', value: 'autopilot' }], 'autopilot', 'default');
const calm = seen(permissions, [], 'default', 'default');

const windowOf = (more: Partial<Configure> = {}): Configure => ({
  roots: [one],
  settings: {},
  trusted: true,
  ...more,
});

function desk(
  files: Readonly<Record<string, string>> = {},
  team: TeamPosture = {},
  recorded: LedgerBody[] = [],
) {
  const made = createPostureDesk({
    team: () => team,
    record: body => Promise.resolve(void recorded.push(body)),
    newest: () => Promise.resolve(recorded.toReversed()),
    read: file => Promise.resolve(files[file] ?? ''),
  });
  return { ...made, recorded };
}

describe('the ledger', () => {
  test('gets what drifted once, and that it holds again', async () => {
    const { compare, recorded } = desk();
    await compare(autopilot, windowOf());
    await compare(autopilot, windowOf());
    await compare(calm, windowOf());
    const drift = {
      type: 'posture',
      key: permissions,
      layer: 'workspace',
      path: fileIn(one),
      level: 'balanced',
      severity: 'critical',
    };
    expect(recorded).toEqual([
      { ...drift, action: 'drifted' },
      { ...drift, action: 'ended' },
    ]);
  });

  test('gets a repair instead of an end, and the drift anew when it comes back', async () => {
    const { compare, repaired, recorded } = desk();
    await compare(autopilot, windowOf());
    await repaired([{ key: permissions, layer: 'workspace' }]);
    await repaired([{ key: 'never.drifted', layer: 'user' }]);
    await compare(calm, windowOf());
    await compare(autopilot, windowOf());
    expect(recorded.map(body => (body.type === 'posture' ? body.action : ''))).toEqual([
      'drifted',
      'repaired',
      'drifted',
    ]);
  });

  test('gets it once, whichever window sees it, and after a restart', async () => {
    const shared: LedgerBody[] = [];
    await desk({}, {}, shared).compare(autopilot, windowOf());
    await desk({}, {}, shared).compare(autopilot, windowOf());
    expect(shared).toHaveLength(1);
    // What held again while no window was open ends with the next one; other folders’ drift is theirs.
    await desk({}, {}, shared).compare(calm, windowOf({ roots: [two] }));
    expect(shared).toHaveLength(1);
    await desk({}, {}, shared).compare(calm, windowOf());
    expect(shared.at(-1)).toMatchObject({ action: 'ended', key: permissions });
    await desk({}, {}, shared).compare(autopilot, windowOf());
    expect(shared.at(-1)).toMatchObject({ action: 'drifted' });
    expect(shared).toHaveLength(3);
  });

  test('gets no value and no path of the user’s own files', async () => {
    const { compare, recorded } = desk();
    const own = seen('chat.autoReply', [{ layer: 'user', value: 'sk-secret' }], 'sk-secret', false);
    await compare(own, windowOf());
    expect(recorded).toMatchObject([{ layer: 'user', path: '' }]);
    expect(JSON.stringify(recorded)).not.toContain('sk-secret');
  });
});

describe('a report', () => {
  test('follows the profile of the window and of the team', async () => {
    const plain = await desk().compare(calm, windowOf({ settings: { profile: 'observe' } }));
    expect(plain).toMatchObject({ level: 'observe', from: 'user' });
    const team = await desk({}, { level: 'locked', settings: { 'acme.x': 1 } }).compare(calm, windowOf());
    expect(team).toMatchObject({ level: 'locked', from: 'team' });
    expect(team.lines.map(({ key }) => key)).toContain('acme.x');
  });

  test('names the workspace file for a workspace’s value and each folder’s own file', async () => {
    const many = windowOf({ roots: [one, two], workspaceFile: '/work/all.code-workspace' });
    const { lines } = await desk().compare(
      seen(
        permissions,
        [
          { layer: 'workspace', value: 'autoApprove' },
          { layer: 'folder', folder: two, value: 'autopilot' },
        ],
        'autopilot',
        'default',
      ),
      many,
    );
    expect(lines[0]?.repairs.map(({ file }) => file)).toEqual(['/work/all.code-workspace', fileIn(two)]);
  });
});

describe('an untrusted folder', () => {
  const risky = '{ // Theirs\n  "chat.tools.terminal.autoApprove": { "/.*/": true },\n}';
  const terminal = seen('chat.tools.terminal.autoApprove', [], { ls: true }, { ls: true });

  test('is read, and what would count once it is trusted is told', async () => {
    const untrusted = windowOf({ trusted: false });
    const report = await desk({ [fileIn(one)]: risky }).compare(terminal, untrusted);
    expect(report.trusted).toBe(false);
    expect(report.lines[0]).toMatchObject({
      state: 'latent',
      loosened: [{ layer: 'workspace', file: fileIn(one), entries: ['/.*/'] }],
    });
  });

  test('is told of by folder where there are several, and not read once it is trusted', async () => {
    const several = { roots: [one, two], workspaceFile: '/work/all.code-workspace' };
    const files = { [fileIn(two)]: risky };
    const untrusted = await desk(files).compare(terminal, windowOf({ ...several, trusted: false }));
    expect(untrusted.lines[0]).toMatchObject({ state: 'latent', loosened: [{ folder: two }] });
    const trusted = await desk(files).compare(terminal, windowOf(several));
    expect(trusted.lines.filter(({ state }) => state === 'latent')).toEqual([]);
  });

  test('whose value counts at once is drift, not a warning', async () => {
    const files = { [fileIn(one)]: `{ "${permissions}": "autopilot" }` };
    const report = await desk(files).compare(autopilot, windowOf({ trusted: false }));
    expect(report.lines[0]).toMatchObject({ key: permissions, state: 'drifted' });
  });

  test('with a broken file is no failure', async () => {
    const report = await desk({ [fileIn(one)]: '{ "a": ' }).compare(terminal, windowOf({ trusted: false }));
    expect(report.lines.filter(({ state }) => state === 'latent')).toEqual([]);
  });
});

describe('messages of the editor', () => {
  test('come through as they are', () => {
    const told = {
      settings: [
        {
          key: 'a',
          default: null,
          policy: 1,
          set: [{ layer: 'folder', folder: '/f', language: 'go', value: 2 }],
          effective: [{ folder: '/f', language: 'go', value: 2 }],
        },
      ],
    };
    expect(parseSeen(told)).toEqual(told);
    expect(parseRepaired({ repairs: [{ key: 'a', layer: 'user' }] })).toEqual([{ key: 'a', layer: 'user' }]);
  });

  test.each([
    null,
    {},
    { settings: [1] },
    { settings: [{ key: 1, set: [], effective: [] }] },
    { settings: [{ key: 'a', set: [{ layer: 'policy' }], effective: [] }] },
    { settings: [{ key: 'a', set: [], effective: [null] }] },
  ])('of another shape are refused: %j', raw => expect(() => parseSeen(raw)).toThrow());
});

describe('settings files', () => {
  test('are read with comments, and a workspace file by its settings', () => {
    expect(settingsIn('settings.json', '\uFEFF{ /* c */ "a": [1,], }')).toEqual({ a: [1] });
    expect(settingsIn('x.code-workspace', '{ "folders": [], "settings": { "a": 1 } }')).toEqual({ a: 1 });
    expect(settingsIn('x.code-workspace', '{}')).toEqual({});
    expect(settingsIn('settings.json', '')).toEqual({});
    for (const bad of ['[]', '{', '1']) expect(settingsIn('settings.json', bad)).toBeUndefined();
  });

  test('say on which line a setting stands', () => {
    expect(lineOfSetting('settings.json', '{\n"a": 1,\n"b": 2,\n"a": 3 }', 'a')).toBe(4);
    expect(lineOfSetting('x.code-workspace', '{\n"settings": {\n"a": 1 } }', 'a')).toBe(3);
    expect(lineOfSetting('settings.json', '{}', 'a')).toBe(1);
  });
});
