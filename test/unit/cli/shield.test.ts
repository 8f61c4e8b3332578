import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inspectShield } from '../../../server/cli/doctor/shield.ts';
import { makePlace, removePlaces } from '../agents/place.ts';

afterAll(removePlaces);

const [stable, insiders] = ['.config/Code/User/settings.json', '.config/Code - Insiders/User/settings.json'];

describe.skipIf(process.platform !== 'linux')('doctor says of the read shield', () => {
  test.each<[string, Readonly<Record<string, string>>, string, RegExp]>([
    ['nothing without an editor', {}, 'not-known', /^Not known: no settings of VS Code/u],
    [
      'on, with the line',
      { [stable]: '{\n  // a\n  "ringfence.readShield": true,\n}' },
      'on',
      /Code\/User\/settings\.json:3\)/u,
    ],
    ['off by default', { [stable]: '{}' }, 'off', /^Off \(.+settings\.json\): .+"ringfence\.readShield"/u],
    [
      'off where it is switched off',
      { [stable]: '{ "ringfence.readShield": false }' },
      'off',
      /settings\.json:1\)/u,
    ],
    ['off for what is not true', { [stable]: '{ "ringfence.readShield": "true" }' }, 'off', /^Off/u],
    ['off in an empty file', { [stable]: '' }, 'off', /^Off/u],
    [
      'on in one edition only',
      { [stable]: '{ "ringfence.readShield": true }', [insiders]: '{}' },
      'partly',
      /^On for .+Code\/User\/settings\.json:1, off for .+Insiders/u,
    ],
    [
      'nothing of a file that is no JSON',
      { [stable]: '{ "ringfence.readShield": true,,' },
      'not-known',
      /cannot be understood/u,
    ],
  ])('%s', async (_, files, state, detail) => {
    const place = makePlace();
    for (const [file, text] of Object.entries(files)) place.write(file, text);
    const report = await inspectShield(place);
    expect(report).toMatchObject({ state, detail: expect.stringMatching(detail) });
    expect(report.places.map(({ file }) => path.relative(place.home, file))).toEqual(Object.keys(files));
  });

  test('off where an editor was started and nothing was set', async () => {
    const place = makePlace();
    place.write('.config/Code/User/keybindings.json', '[]');
    expect((await inspectShield(place)).state).toBe('off');
  });
});
