/** Layers over the built-in policy: what each may say, what a broken one does, and that changes are seen. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeProblem } from '../../../common/result.ts';
import { floorOf, makePlace, policy, type Place } from './place.ts';
import { processorTime } from '../../support/processorTime.ts';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterEach(() => place.end());

const problems = (): readonly string[] =>
  place.layers().problems.map(each => describeProblem(each).replaceAll(`${path.dirname(place.root)}/`, ''));
const readsReadme = { kind: 'fs.read', paths: [{ path: 'README.md', op: 'read' }] };
const readsEnv = { kind: 'fs.read', paths: [{ path: '.env', op: 'read' }] };
const onEvents = { head: 'principal, action, resource is Event' };
const noReadme = policy('ours/no-readme', 'resource.paths.contains("readme.md")', onEvents);

describe('a policy', () => {
  test.each(['config/policy.cedar', 'app/.ringfence/policy.cedar'])('of %s forbids', async file => {
    expect(await place.judge(readsReadme)).toMatchObject({ verdict: 'pass' });
    place.write(file, noReadme);
    place.pass();
    expect(await place.judge(readsReadme)).toMatchObject({
      verdict: 'deny',
      policies: [{ id: 'ours/no-readme' }],
    });
    expect(problems()).toEqual([]);
  });

  test('of the floor forbids, and may permit: what it does not permit gets its effect', async () => {
    place.setFloor(floorOf({ 'policy.cedar': noReadme }));
    expect(await place.judge(readsReadme)).toMatchObject({ verdict: 'deny' });
    const permit = policy('team/listed', 'resource.paths.contains("readme.md")', {
      ...onEvents,
      kind: 'permit',
    });
    place.setFloor(floorOf({ 'policy.cedar': permit }, 'e'));
    expect(await place.judge(readsReadme)).toMatchObject({ verdict: 'pass' });
    expect(await place.judge({ kind: 'fs.read', paths: [{ path: 'a.md', op: 'read' }] })).toMatchObject({
      policies: [{ id: 'floor/not-permitted' }],
    });
  });

  test('holds for a part of the repository that is opened by itself', async () => {
    place.write('app/.ringfence/policy.cedar', noReadme);
    mkdirSync(path.join(place.root, 'packages/a/.ringfence'), { recursive: true });
    const root = path.join(place.root, 'packages/a');
    expect(await place.judge({ ...readsReadme, cwd: root, roots: [root] })).toMatchObject({
      verdict: 'deny',
    });
  });

  test('that goes away no longer holds', async () => {
    place.write('app/.ringfence/policy.cedar', noReadme);
    expect(await place.judge(readsReadme)).toMatchObject({ verdict: 'deny' });
    rmSync(path.join(place.root, '.ringfence'), { recursive: true });
    place.pass();
    expect(await place.judge(readsReadme)).toMatchObject({ verdict: 'pass' });
  });
});

describe('a level', () => {
  test.each([
    ['config/profile.jsonc', 'locked'],
    ['app/.ringfence/profile.jsonc', 'locked'],
  ])('of %s is raised, never lowered', (file, level) => {
    place.write(file, '{ "level": "locked" }');
    expect(place.layers().profile.level).toBe(level);
    place.setFloor(floorOf({ 'profile.jsonc': '{ "level": "observe" }' }));
    expect(place.layers().profile.level).toBe(level);
  });

  test('of a workspace makes a guard enforce that only observes', async () => {
    place.end();
    place = await makePlace('observe');
    expect(await place.judge(readsEnv)).toMatchObject({ verdict: 'pass' });
    place.write('app/.ringfence/profile.jsonc', '{ "level": "balanced" }');
    place.pass();
    expect((await place.judge(readsEnv)).verdict).not.toBe('pass');
  });
});

describe('a broken layer', () => {
  const broken: readonly (readonly [string, string | Buffer, RegExp])[] = [
    [
      'policy.cedar',
      policy('ours/all', 'true', { kind: 'permit' }),
      /policy.cedar:1: This policy permits, which only/,
    ],
    ['policy.cedar', `${noReadme}forbid (principal == ?principal, action, resource);`, /policy.cedar:6/],
    [
      'policy.cedar',
      policy('agent/guard', 'true'),
      /The @id "agent\/guard" is taken by constitution.cedar:\d+/,
    ],
    [
      'policy.cedar',
      `${noReadme}\n${noReadme}`,
      /policy.cedar:7: The @id "ours\/no-readme" is taken by .*policy.cedar:1\./,
    ],
    ['policy.cedar', 'forbid (principal, action', /policy.cedar:1: This is no Cedar policy/],
    [
      'policy.cedar',
      policy('ours/x', 'resource.severty >= 3'),
      /policy.cedar:5: Policy "ours\/x" does not fit the schema/,
    ],
    ['policy.cedar', Buffer.alloc(10 * 1024 * 1024, 'forbid '), /policy.cedar:1: is larger than 256 KB/],
    ['policy.cedar', policy('ours/x', '1'.repeat(9_000)), /longer than 8192 characters/],
    ['policy.cedar', policy('ours/x', `${'('.repeat(60)}true${')'.repeat(60)}`), /nested more than 25 deep/],
    ['policy.cedar', policy('ours/x', Array(1_000).fill('true').join('&&')), /more than 150 operators/],
    ['policy.cedar', Buffer.from([0, 1, 2]), /is no text/],
    ['profile.jsonc', '{ "level": "locked", }}', /profile.jsonc:1:23: goes on after its end/],
    ['profile.jsonc', '{ "waivers": [] }', /only the signed team floor/],
  ];
  test.each(broken)(
    '%#: %s that is not in order is named, and locks its workspace',
    async (file, text, message) => {
      place.write(`app/.ringfence/${file}`, text);
      const started = processorTime();
      expect(problems().join('\n')).toMatch(message);
      expect(place.layers().problems.every(({ line, remedy }) => line !== undefined && remedy !== '')).toBe(
        true,
      );
      expect(place.layers().profile).toMatchObject({ level: 'locked', onUnavailable: 'deny' });
      expect(processorTime() - started).toBeLessThan(2_000);
      // What is built in goes on as before.
      expect((await place.judge(readsEnv)).policies.length).toBeGreaterThan(0);
      expect(await place.judge({ kind: 'fs.read', paths: [{ path: 'a.md', op: 'read' }] })).toMatchObject({
        verdict: 'pass',
      });
    },
  );

  test('keeps its policies that are in order', async () => {
    place.write('app/.ringfence/policy.cedar', `${policy('ours/x', 'resource.severty == 1')}${noReadme}`);
    expect(await place.judge(readsReadme)).toMatchObject({ verdict: 'deny' });
  });

  test('whose policy fails when it is asked denies', async () => {
    place.write(
      'app/.ringfence/policy.cedar',
      policy('ours/x', 'resource.findings + 9223372036854775807 > 0', onEvents),
    );
    place.pass();
    expect(problems()).toEqual([]);
    const twice = {
      kind: 'fs.write',
      paths: [{ path: '.vscode/settings.json', op: 'write' }],
      content: '{"chat.tools.autoApprove":true}',
    };
    expect((await place.judge(twice)).policies.map(({ id }) => id)).toContain('ours/x');
  });

  test('of links, pipes and files in its place is refused without being followed or waited for', () => {
    const folder = path.join(place.root, '.ringfence');
    symlinkSync('/etc', folder);
    expect(problems()[0]).toMatch(/\.ringfence:1: is a link/);
    rmSync(folder);
    place.write('app/.ringfence', 'x');
    place.pass();
    expect(problems()[0]).toMatch(/\.ringfence:1: is no folder/);
    rmSync(folder);
    mkdirSync(folder);
    symlinkSync('/etc/passwd', path.join(folder, 'policy.cedar'));
    execFileSync('mkfifo', [path.join(folder, 'profile.jsonc')]);
    place.pass();
    expect(problems().join('\n')).toMatch(/policy.cedar:1: is a link[^]*profile.jsonc:1: is no file/);
  });

  test('of a floor permits nothing in the place of what it cannot read', async () => {
    const permit = policy('team/listed', 'resource.paths.contain("readme.md")', {
      ...onEvents,
      kind: 'permit',
    });
    place.setFloor(floorOf({ 'policy.cedar': permit }));
    expect(await place.judge(readsReadme)).toMatchObject({ verdict: 'deny' });
  });

  test('that is a floor which never came locks everything', () => {
    const problem = { source: 'floor', message: 'is not there.', remedy: 'Fetch it.' };
    place.setFloor({ status: 'missing', files: new Map(), source: 'x', scope: 'user', problems: [problem] });
    expect(place.layers().profile.level).toBe('locked');
    expect(place.layers().problems).toContainEqual(problem);
  });
});
