/** What a floor, a user and a workspace may ask of the posture. */
import { expect, test } from 'vitest';
import type { TeamProfile } from '../../../common/profile.ts';
import type { Layer } from '../../../server/layers/layer.ts';
import { teamPosture } from '../../../server/posture/team.ts';

const layer = (name: Layer['layer'], profile: TeamProfile): Layer => ({
  layer: name,
  folder: `/${name}`,
  profile,
  profileName: 'profile.jsonc',
  lineOf: () => 1,
  problems: [],
});

test('the floor has the last word on a setting, the user adds, a workspace adds nothing', () => {
  const layers = [
    layer('floor', { settings: { a: 'floor', b: 1 } }),
    layer('user', { settings: { a: 'user', c: 2 } }),
    layer('workspace', {
      level: 'locked',
      settings: { a: 'evil', 'terminal.integrated.shell.linux': '/tmp/x' },
    }),
  ];
  expect(teamPosture({ profile: { level: 'locked' }, layers })).toEqual({
    level: 'locked',
    settings: { a: 'floor', b: 1, c: 2 },
  });
});

test('nothing is asked where there are no layers', () => {
  expect(teamPosture({ profile: {}, layers: [] })).toEqual({});
});
