/** Tests what counts as a floor that cannot be loaded, and what holds while only such a floor is there. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FloorState } from '../../../server/floor/floor.ts';
import { floorCheck } from '../../../server/layers/floorCheck.ts';
import { makePlace, openBook, policy, type Place } from './place.ts';

const check = floorCheck(async () => ({ ok: true, value: await openBook() }));
const found = (files: Readonly<Record<string, string>>) =>
  check(new Map(Object.entries(files)), inside => `/srv/floor/${inside}`);

const onEvents = { head: 'principal, action, resource is Event' };
const noReadme = policy('ours/no-readme', 'resource.paths.contains("readme.md")', onEvents);
const misspelt = policy('ours/typo', 'resource.pahts.contains("a")', onEvents);

describe('a floor', () => {
  test('whose policies and profile can be read is in order; so is one without either', async () => {
    expect(await found({ 'policy.cedar': noReadme, 'profile.jsonc': '{ "level": "locked" }' })).toEqual([]);
    expect(await found({ 'tests/cases.jsonl': 'not for us' })).toEqual([]);
  });

  test.each([
    ['policy.cedar', `${noReadme}${misspelt}`, 10, 'does not fit the schema'],
    ['policy.cedar', '// ours\nforbid (', 2, 'no Cedar policy'],
    ['policy.cedar', policy('constitution/x', 'true').replace('@id("constitution/x")\n', ''), 1, '@id'],
    ['profile.jsonc', '{\n  "level": "lax"\n}', 2, 'level'],
    ['profile.jsonc', '{', 1, ''],
    [
      'profile.jsonc',
      '{ "waivers": [{ "rule": "secrets/x", "reason": "r", "expires": "2027-02-31" }] }',
      1,
      'a day that does not exist',
    ],
  ])('names line and remedy of what is wrong in %s: %s', async (file, text, line, message) => {
    const problems = await found({ [file]: text });
    expect(problems).toMatchObject([{ source: `/srv/floor/${file}`, line }]);
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.remedy).not.toBe('');
  });

  test('cannot be checked without the built-in policies, which is said', async () => {
    const problem = { source: 'rules', message: 'It is gone.', remedy: 'Reinstall Ringfence.' };
    const without = floorCheck(() => Promise.resolve({ ok: false, problems: [problem] }));
    expect(await without(new Map(), path => path)).toEqual([problem]);
  });
});

describe('a signed floor that cannot be loaded, with none before it', () => {
  let place: Place;
  beforeEach(async () => {
    place = await makePlace();
  });
  afterEach(() => place.end());

  const refused = (files: Readonly<Record<string, string>>): FloorState => ({
    status: 'missing',
    files: new Map(Object.entries(files)),
    refused: { name: 'team', serial: 2, digest: 'd' },
    source: '/srv/floor',
    scope: 'user',
    problems: [{ source: '/srv/floor/policy.cedar', line: 8, message: 'Wrong.', remedy: 'Mend it.' }],
  });
  const reads = (file: string) => ({ kind: 'fs.read', paths: [{ path: file, op: 'read' }] });

  test('locks, says why once, and forbids what it forbids as far as it can be read', async () => {
    place.setFloor(refused({ 'policy.cedar': `${noReadme}${misspelt}` }));
    expect(place.layers().profile).toMatchObject({ level: 'locked', onUnavailable: 'deny' });
    expect(place.layers().problems).toMatchObject([{ message: 'Wrong.' }]);
    expect(await place.judge(reads('README.md'))).toMatchObject({ policies: [{ id: 'ours/no-readme' }] });
  });

  test('loosens nothing: no waiver, no rule that is off or lowered', async () => {
    const event = reads('.env');
    const { findings } = await place.judge(event);
    const rules = [...new Set(findings.map(({ ruleId }) => ruleId))];
    expect(rules.length).toBeGreaterThan(0);
    const waivers = rules.map(rule => ({ rule, reason: 'It is known.', expires: '2027-01-01' }));
    for (const profile of [
      { waivers },
      { rules: Object.fromEntries(rules.map(rule => [rule, 'off'])) },
      { rules: Object.fromEntries(rules.map(rule => [rule, 'info'])) },
    ]) {
      place.setFloor(refused({ 'profile.jsonc': JSON.stringify(profile) }));
      place.pass();
      expect((await place.judge(event)).findings).toEqual(findings);
      // What sums the layers up must not say otherwise.
      const { waivers: excused, rules: shown = {} } = place.layers().profile;
      expect([excused, Object.values(shown).includes('off')]).toEqual([undefined, false]);
    }
  });
});
