/** The Posture view's lines and notices, and what `inspect` is turned into. */
import { describe, expect, test } from 'vitest';
import type { PostureLine, PostureReport } from '../../../common/posture.ts';
import { seenIn } from '../../../src/models/inspected.ts';
import {
  driftIds,
  looserNotice,
  looserSince,
  postureChildren,
  postureRoots,
  repairedNotice,
  repairsOf,
} from '../../../src/models/posture.ts';

const settings = '/work/parcel/.vscode/settings.json';

const line = (more: Partial<PostureLine> = {}): PostureLine => ({
  key: 'chat.tools.terminal.autoApprove',
  why: 'Each entry with true lets matching commands run unasked.',
  state: 'drifted',
  severity: 'high',
  expected: {},
  effective: { '/.*/': true },
  loosened: [{ layer: 'workspace', file: settings, entries: ['/.*/'] }],
  remedy: `Remove it from ${settings}.`,
  repairs: [{ key: 'chat.tools.terminal.autoApprove', layer: 'workspace', file: settings }],
  ...more,
});

const quiet = (more: Partial<PostureLine>): PostureLine =>
  line({ loosened: [], repairs: [], remedy: '', state: 'holds', ...more });

const report = (lines: readonly PostureLine[], more: Partial<PostureReport> = {}): PostureReport => ({
  level: 'balanced',
  from: 'user',
  trusted: true,
  levels: [
    { level: 'observe', about: 'The brakes are not off.', settings: 7, known: 7, holding: 7 },
    { level: 'balanced', about: 'No folder approves.', settings: 22, known: 20, holding: 18 },
    { level: 'locked', about: 'Everything asks.', settings: 37, known: 30, holding: 9 },
  ],
  lines,
  ...more,
});

describe('the tree', () => {
  const all = report([
    line(),
    quiet({ key: 'chat.useHooks', state: 'locked', policy: 'ChatHooks', expected: true, effective: true }),
    quiet({ key: 'a.unset', state: 'unset', expected: false, effective: true, policy: 'P' }),
    quiet({ key: 'a.absent', state: 'unknown' }),
  ]);

  test('shows the level with all three, then each group that is not empty', () => {
    const roots = postureRoots(all);
    expect(roots.map(({ line: { label, description } }) => [label, description])).toEqual([
      ['Level: Balanced', '18 of 20 hold'],
      ['Looser than the profile', '1'],
      ['Not set yet', '1'],
      ['Locked by a policy', '1'],
      ['No layer can lock', '1'],
      ['Not in this VS Code', '1'],
    ]);
    const [level] = roots;
    expect(level && postureChildren(level, all).map(node => node.line.description)).toEqual([
      '7 of 7 hold',
      '18 of 20 hold · in force',
      '9 of 30 hold',
    ]);
  });

  test('says who chose the level, and that a folder is not trusted', () => {
    const [level] = postureRoots(report([], { from: 'team', trusted: false }));
    expect(level?.line.description).toContain('set by your team');
    expect(level?.line.tooltip).toContain('not trusted');
  });

  test('names file, entry, remedy and lock of a setting; only what can be repaired offers it', () => {
    const [, drifted, unset] = postureRoots(all);
    const [setting] = drifted === undefined ? [] : postureChildren(drifted, all);
    expect(setting?.line).toMatchObject({
      label: 'chat.tools.terminal.autoApprove',
      description: '.vscode/settings.json',
      context: 'posture.drifted',
    });
    for (const part of ['In effect: `{"/.*/":true}`', 'By `/.*/`', 'No policy can lock it', settings])
      expect(setting?.line.tooltip).toContain(part);
    const [open] = unset === undefined ? [] : postureChildren(unset, all);
    expect(open?.line).not.toHaveProperty('context');
    expect(open?.line.description).toBe('true → false');
  });

  test('has ids that differ in every group', () => {
    const ids = postureRoots(all).flatMap(root => postureChildren(root, all).map(node => node.line.id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('what is told', () => {
  const mine = line({
    key: 'a.mine',
    severity: 'critical',
    loosened: [{ layer: 'user', file: 'your user settings', entries: [] }],
  });
  const mild = line({ key: 'a.mild', severity: 'medium' });

  test('when a window opens: what a folder brings along and is grave', () => {
    expect(looserSince(undefined, report([line(), mine, mild]))).toEqual([line()]);
  });

  test('later: everything that became looser, once', () => {
    const before = driftIds(report([line()]));
    expect(looserSince(before, report([line(), mine, mild]))).toEqual([mine, mild]);
    expect(looserSince(driftIds(report([line(), mine])), report([line()]))).toEqual([]);
    const twice = line({
      loosened: [
        { layer: 'user', file: 'your user settings', entries: [] },
        { layer: 'workspace', file: settings, entries: [] },
      ],
    });
    expect(looserSince(before, report([twice]))).toEqual([twice]);
  });

  test('names the setting and the file, and offers a repair where there is one', () => {
    expect(looserNotice([])).toBeUndefined();
    const notice = looserNotice([line(), mild]);
    expect(notice?.message).toBe(
      'Ringfence: chat.tools.terminal.autoApprove (.vscode/settings.json) and 1 more setting are looser than your profile expects. Each entry with true lets matching commands run unasked.',
    );
    expect(notice?.buttons).toEqual(['Repair', 'Show']);
    expect(looserNotice([line({ repairs: [] })])?.buttons).toEqual(['Show']);
  });

  test('after a repair, which files were written', () => {
    expect(repairedNotice(repairsOf([line()]))).toBe(
      'Ringfence: chat.tools.terminal.autoApprove repaired in .vscode/settings.json.',
    );
    expect(
      repairedNotice(
        repairsOf([line(), line({ repairs: [{ key: 'b', layer: 'user', file: 'your user settings' }] })]),
      ),
    ).toBe('Ringfence: 2 settings repaired in .vscode/settings.json, your user settings.');
  });
});

describe('what inspect answers', () => {
  const inspected = { defaultValue: 'd', globalValue: 'u', workspaceValue: 'w', workspaceFolderValue: 'f' };
  const views = [
    { folder: undefined, language: undefined, inspected, effective: 'w' },
    { folder: '/f', language: undefined, inspected, effective: 'f' },
  ];

  test('is told by layer, the window’s values once', () => {
    expect(seenIn('k', views, true)).toEqual({
      key: 'k',
      default: 'd',
      set: [
        { layer: 'user', value: 'u' },
        { layer: 'workspace', value: 'w' },
        { layer: 'folder', folder: '/f', value: 'f' },
      ],
      effective: [{ value: 'w' }, { folder: '/f', value: 'f' }],
    });
  });

  test('of a window with one folder has no layer of folders', () => {
    expect(seenIn('k', views, false).set.map(({ layer }) => layer)).toEqual(['user', 'workspace']);
  });

  test('of an unknown setting has neither default nor values', () => {
    const nothing = [{ folder: undefined, language: undefined, inspected: undefined, effective: undefined }];
    expect(seenIn('k', nothing, false)).toEqual({ key: 'k', set: [], effective: [{ value: undefined }] });
  });

  test('of a language and of a policy is kept apart', () => {
    const go = { globalLanguageValue: 1, workspaceFolderLanguageValue: 2, workspaceLanguageValue: 3 };
    const seen = seenIn(
      'k',
      [
        {
          folder: undefined,
          language: undefined,
          inspected: { defaultValue: 0, ...{ policyValue: 9 } },
          effective: 9,
        },
        { folder: undefined, language: 'go', inspected: go, effective: 3 },
        { folder: '/f', language: 'go', inspected: go, effective: 2 },
      ],
      true,
    );
    expect(seen).toMatchObject({
      policy: 9,
      set: [
        { layer: 'user', language: 'go', value: 1 },
        { layer: 'workspace', language: 'go', value: 3 },
        { layer: 'folder', folder: '/f', language: 'go', value: 2 },
      ],
    });
  });
});
