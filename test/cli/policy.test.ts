/** The verbs below `ringfence policy` that write, check, test and compare rules, on the bundle. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { sarifErrors } from '../support/sarif.ts';
import { makeStage } from './stage.ts';

const stage = makeStage();
const folder = path.join(stage.workspace, '.ringfence');
beforeEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stage.run(['policy', 'init']);
});
const append = (file: string, text: string): void => {
  const name = path.join(folder, file);
  writeFileSync(name, `${readFileSync(name, 'utf8')}${text}`);
};
const forbid = (id: string, when: string): string =>
  `\n@id("${id}")\n@effect("deny")\n@principle("A person said so.")\nforbid (principal, action, resource is Event)\nwhen { ${when} };\n`;

test('init writes rules that are in order, and overwrites nothing', async () => {
  expect(await stage.run(['policy', 'check'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('as a workspace’s layer: 2 policies, 3 tests, 0 problems.'),
  });
  expect(await stage.run(['policy', 'test'])).toMatchObject({ code: 0, stdout: '3 of 3 tests passed.\n' });
  append('policy.cedar', '// mine\n');
  const again = await stage.run(['policy', 'init']);
  expect(again.stdout).toMatch(/kept .*policy\.cedar, which was there[^]*\/\.ringfence\/ @YOUR-ORG/u);
  expect(readFileSync(path.join(folder, 'policy.cedar'), 'utf8')).toContain('// mine');
});

test('check names file, line and remedy of all that is wrong', async () => {
  append('policy.cedar', forbid('team/x', 'resource.pths.contains("a")'));
  writeFileSync(
    path.join(folder, 'profile.jsonc'),
    '{\n  "levle": "locked",\n  "rules": { "secrets/privat-key": "critical" },\n  "settings": { "chat.permission.default": "x" },\n  "waivers": []\n}\n',
  );
  append(
    'tests/example.jsonl',
    '{ "name": "x", "event": { "kind": "fs.read" }, "verdict": "deny" }\n{ "name": "y", "event": { "kind": "shell.exec", "command": "ls" }, "verdict": "denny" }\n{ "name": "z", "event": { "kind": "shell.exec", "command": "ls" }, "verdict": "pass", "policies": ["team/infrastructur"] }\n',
  );
  const { code, stdout } = await stage.run(['policy', 'check']);
  expect(code).toBe(1);
  for (const line of [
    /policy\.cedar:\d+: Policy "team\/x" does not fit the schema/u,
    /profile\.jsonc:2:3: has a key "levle" that is not known\. Did you mean "level"\?/u,
    /profile\.jsonc:3: names a rule "secrets\/privat-key" that does not exist\. Did you mean "secrets\/private-key"\?/u,
    /profile\.jsonc:5: holds waivers, which only the signed team floor may\./u,
    /example\.jsonl:5: has an event whose .* is missing/u,
    /example\.jsonl:6: has a wrong value in verdict.* Did you mean "deny"\?/u,
    /example\.jsonl:7: expects a policy "team\/infrastructur" that does not exist\. Did you mean "team\/infrastructure"\?/u,
    /note: .*profile\.jsonc:4: expects a setting "chat\.permission\.default".* Did you mean "chat\.permissions\.default"\?/u,
  ])
    expect(stdout).toMatch(line);
});

test('check of a floor tells of waivers that are over or soon will be', async () => {
  writeFileSync(
    path.join(folder, 'profile.jsonc'),
    JSON.stringify({
      waivers: [
        { rule: 'secrets/private-key', reason: 'Old.', expires: '2020-01-01' },
        {
          rule: 'secrets/private-key',
          reason: 'Soon.',
          expires: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10),
        },
      ],
    }),
  );
  const { code, stdout } = await stage.run(['policy', 'check', '--layer', 'floor', '--format', 'json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    layer: 'floor',
    problems: [{ line: 1, message: expect.stringContaining('expired on 2020-01-01') }],
    notes: [{ message: expect.stringContaining('ends on') }],
  });
});

test('test tells what was expected and what came', async () => {
  append(
    'tests/example.jsonl',
    '{ "name": "env is free", "event": { "kind": "fs.read", "paths": [{ "path": ".env", "op": "read" }] }, "verdict": "pass" }\n',
  );
  const { code, stdout } = await stage.run(['policy', 'test']);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /FAILED {2}env is free {2}\(example\.jsonl:5\)\n {2}expected pass\n {2}actual {3}(?:ask|deny) by /u,
  );
  expect(stdout).toContain('3 of 4 tests passed.');
});

describe('diff', () => {
  test('tells principles, profile and verdicts', async () => {
    const git = (...args: readonly string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        cwd: stage.workspace,
        stdio: 'ignore',
      });
    git('init');
    git('add', '.');
    git('commit', '-m', 'rules');
    expect(await stage.run(['policy', 'diff', 'HEAD', '.ringfence'])).toMatchObject({
      code: 0,
      stdout: 'Nothing differs.\n',
    });
    append('policy.cedar', forbid('team/no-example', 'resource.paths.contains(".env.example")'));
    writeFileSync(path.join(folder, 'profile.jsonc'), '{ "name": "Our rules", "level": "locked" }');
    const { code, stdout } = await stage.run(['policy', 'diff', 'HEAD', '.ringfence']);
    expect(code).toBe(1);
    expect(stdout).toContain('+ team/no-example (deny): A person said so.');
    expect(stdout).toContain('~ level: "balanced" → "locked"');
    expect(stdout).toMatch(/an agent reads the example of \.env: pass → deny/u);
    const { stdout: json } = await stage.run([
      'policy',
      'diff',
      'built-in',
      '.ringfence',
      '--format',
      'json',
    ]);
    expect(JSON.parse(json)).toMatchObject({
      version: 1,
      principles: [{ change: 'added', id: 'team/infrastructure' }, {}, {}],
    });
  });

  test('tells what cannot be read, which may well differ', async () => {
    append('policy.cedar', 'forbid (principal\n');
    append('tests/example.jsonl', '{}\n');
    const { code, stdout } = await stage.run(['policy', 'diff', '.ringfence', '.ringfence']);
    expect(code).toBe(1);
    expect(stdout).not.toContain('Nothing differs');
    expect(stdout).toMatch(/Problems:[^]*policy\.cedar:\d+: This is no Cedar policy/u);
    expect(stdout).toMatch(/example\.jsonl:5: lacks/u);
  });

  test('refuses what is no state', async () => {
    expect(await stage.run(['policy', 'diff', '--', '--output=x', '.ringfence'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is neither a folder'),
    });
  });
});

test('check and explain judge under the workspace’s rules', async () => {
  const event =
    '{"agent":"codex","kind":"fs.write","paths":[{"path":"infra/main.tf","op":"write"}],"content":""}';
  expect(JSON.parse((await stage.run(['check'], event)).stdout)).toMatchObject({
    verdict: 'ask',
    policies: ['team/infrastructure'],
  });
  expect((await stage.run(['policy', 'explain'], event)).stdout).toContain(
    'team/infrastructure (ask, workspace)',
  );
});

test('scan raises what the workspace raises', async () => {
  stage.write('.vscode/settings.json', '{ "chat.permissions.default": "autopilot" }');
  const found = JSON.parse((await stage.run(['scan', '--format', 'json', '.vscode'])).stdout) as {
    readonly findings: readonly { readonly ruleId: string; readonly severity: string }[];
  };
  const [first] = found.findings;
  writeFileSync(
    path.join(folder, 'profile.jsonc'),
    JSON.stringify({ rules: { [first?.ruleId ?? '']: first?.severity === 'critical' ? 'low' : 'critical' } }),
  );
  const { code, stdout } = await stage.run(['scan', '--format', 'json', '.vscode']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ findings: [{ ruleId: first?.ruleId, severity: 'critical' }] });
});

test('what the floor waives is accepted in SARIF, counts nowhere, and stays waived when the next floor is broken', async () => {
  stage.write('.vscode/settings.json', '{ "chat.permissions.default": "autopilot" }');
  const [key, floor] = [path.join(stage.home, 'w.key'), path.join(stage.home, 'floor')];
  await stage.run(['policy', 'keygen', '--unencrypted', '--secret-key', key]);
  mkdirSync(floor, { recursive: true });
  const profile = path.join(floor, 'profile.jsonc');
  const [rule, reason, expires] = ['settings/chat-permissions-default', 'A sandbox.', '2999-01-01'];
  writeFileSync(profile, JSON.stringify({ waivers: [{ rule, reason, expires }] }));
  const sign = () => stage.run(['policy', 'sign', floor, '--unchecked', '--secret-key', key]);
  expect(await sign()).toMatchObject({ code: 0 });
  const pub = key.replace(/key$/u, 'pub');
  expect(await stage.run(['policy', 'trust', floor, '--public-key', pub])).toMatchObject({ code: 0 });
  const justification = `${reason} (Waived until ${expires}.)`;
  const accepted = [{ kind: 'external', status: 'accepted', justification }];
  const scan = async () => {
    const { code, stdout } = await stage.run(['scan', '--format', 'sarif', '.vscode']);
    expect(sarifErrors(stdout)).toEqual([]);
    return { code, results: JSON.parse(stdout).runs[0].results };
  };
  try {
    expect(await scan()).toMatchObject({ code: 0, results: [{ ruleId: rule, suppressions: accepted }] });
    const { stdout } = await stage.run(['scan', '--format', 'json', '.vscode']);
    expect(JSON.parse(stdout).stats).toMatchObject({ findings: { critical: 0 }, waived: 1 });
    writeFileSync(path.join(floor, 'policy.cedar'), 'forbid (');
    expect(await sign()).toMatchObject({ code: 0 });
    expect(await stage.run(['policy', 'update'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/serial 1 stays in force[^]*policy\.cedar:1: This is no Cedar policy/u),
    });
    expect(await scan()).toMatchObject({ code: 0, results: [{ suppressions: accepted }] });
  } finally {
    await stage.run(['policy', 'trust', '--remove']);
  }
});

test('sign refuses what check finds wrong, with the line, unless told otherwise', async () => {
  const key = path.join(stage.home, 'sign.key');
  await stage.run(['policy', 'keygen', '--unencrypted', '--secret-key', key]);
  const sign = (...more: readonly string[]) =>
    stage.run(['policy', 'sign', '.ringfence', '--secret-key', key, ...more]);
  append('policy.cedar', forbid('team/x', 'resource.pths.contains("a")'));
  const refused = await sign();
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/policy\.cedar:\d+: Policy "team\/x" does not fit the schema/u);
  expect(existsSync(path.join(folder, 'manifest.json'))).toBe(false);
  expect(await sign('--unchecked')).toMatchObject({ code: 0 });
});

test('a workspace that permits fails its tests, though every event gets its verdict', async () => {
  append('policy.cedar', forbid('team/all', 'true').replace('forbid', 'permit'));
  const ended = await stage.run(['policy', 'test']);
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/policy\.cedar:\d+: .*only the signed team floor may/u);
});
