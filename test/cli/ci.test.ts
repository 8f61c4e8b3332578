/** `ringfence ci` as a process, on repositories as CI systems check them out. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openLedger } from '../../server/ledger/ledger.ts';
import { textDigest } from '../../server/platform/textDigest.ts';
import { systemClock } from '../../server/ports/clock.ts';
import { sarifErrors } from '../support/sarif.ts';
import { makeStage } from './stage.ts';

const stage = makeStage();
const insecure = 'import subprocess, sys\nsubprocess.run("ls " + sys.argv[1], shell=True)\n';
const risky = '{ "chat.tools.global.autoApprove": true }\n';
const key = [
  '-----BEGIN RSA PRIVATE KEY-----',
  'MIIEowIBAAKCAQEA1c7+9z5Pad7OejecsQ0b' + 'u3aumT9ZyXMkY7wV5m4Qy4J8d2m1',
  '-----END RSA PRIVATE KEY-----',
  '',
].join('\n');

const git = (...args: readonly string[]): string =>
  execFileSync('git', [...args], {
    cwd: stage.workspace,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
const commit = (message: string): string => {
  git('add', '-A');
  git(
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.org',
    'commit',
    '-q',
    '--allow-empty',
    '-m',
    message,
  );
  return git('rev-parse', 'HEAD').trim();
};
const remove = (file: string): void =>
  rmSync(path.join(stage.workspace, file), { recursive: true, force: true });
const ci = (...args: readonly string[]) => stage.run(['ci', ...args]);
const read = (file: string): string => readFileSync(path.join(stage.workspace, file), 'utf8');
interface Sarif {
  readonly runs: readonly { readonly results: readonly { readonly ruleId: string }[] }[];
}
const rulesOf = (): readonly string[] => {
  const sarif: Sarif = JSON.parse(read('out.sarif'));
  return sarif.runs.flatMap(({ results }) => results.map(({ ruleId }) => ruleId));
};

beforeEach(() => {
  rmSync(stage.workspace, { recursive: true, force: true });
  mkdirSync(stage.workspace);
  git('init', '-q', '-b', 'main');
  stage.write('old.py', insecure);
  stage.write('.vscode/settings.json', risky);
  stage.write('.gitignore', 'out.*\n');
  commit('Begin');
});

describe('only what a change brings in counts', () => {
  test('nothing that was there before, not even where its lines move', async () => {
    stage.write('old.py', `# A word before.\n\n${insecure}`);
    stage.write('fine.md', 'Nothing special.\n');
    commit('Say more');
    expect(await ci()).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing in this change') });
  });

  test('code, configuration and secrets that are new', async () => {
    stage.write('new.py', insecure);
    stage.write('.vscode/settings.json', '{ "chat.tools.global.autoApprove": true, "git.path": "./git" }\n');
    stage.write('id_rsa', key);
    commit('Add');
    const { code, stdout } = await ci('--sarif', 'out.sarif', '--junit', 'out.xml', '--markdown', 'out.md');
    expect(code).toBe(1);
    expect(stdout).toContain('This change is held back.');
    expect(sarifErrors(read('out.sarif'))).toEqual([]);
    expect(rulesOf()).toEqual(expect.arrayContaining(['settings/program-path-user', 'secrets/private-key']));
    expect(read('out.sarif')).toContain('"uri": "new.py"');
    expect(read('out.sarif')).not.toContain('old.py');
    expect(read('out.xml')).toContain('<testsuite name="Secrets"');
    expect(read('out.md')).toContain('❌ this change is held back');
  });

  test('a file that moves to where it counts as configuration', async () => {
    stage.write('harmless.json', risky);
    commit('Prepare');
    mkdirSync(path.join(stage.workspace, 'app/.vscode'), { recursive: true });
    renameSync(
      path.join(stage.workspace, 'harmless.json'),
      path.join(stage.workspace, 'app/.vscode/settings.json'),
    );
    commit('Move');
    expect(await ci()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('app/.vscode/settings.json:1'),
    });
  });

  test('a file that only gets another name, or goes, brings in nothing', async () => {
    renameSync(path.join(stage.workspace, 'old.py'), path.join(stage.workspace, 'newer.py'));
    remove('.vscode');
    commit('Move');
    expect(await ci()).toMatchObject({ code: 0 });
  });

  test('binary files, links and names from anywhere', async () => {
    stage.write('a.bin', Buffer.from([0, 1, 2, 255]));
    stage.write('café `x` <b>.py', insecure);
    symlinkSync('old.py', path.join(stage.workspace, 'link.py'));
    commit('Odd');
    const { code, stdout } = await ci('--markdown', 'out.md', '--junit', 'out.xml');
    expect(code).toBe(1);
    expect(stdout).toContain('link.py was not scanned: it is a symbolic link.');
    expect(read('out.xml')).toContain('café `x` &lt;b&gt;.py');
    expect(read('out.md')).toContain('`café ʼxʼ <b>.py:2`');
  });

  test('a new comment that excuses a finding is told of', async () => {
    stage.write(
      'new.py',
      insecure.replace('subprocess.run', '# ringfence-ignore -- we know\nsubprocess.run'),
    );
    commit('Excuse');
    const { code, stdout } = await ci();
    expect(code).toBe(0);
    expect(stdout).toContain('- New findings excused: 1 by a comment.');
  });
});

describe('the base of a change', () => {
  test('is the place where a branch left the one that it is for', async () => {
    git('checkout', '-q', '-b', 'topic');
    stage.write('fine.md', 'Fine.\n');
    commit('Fine');
    git('checkout', '-q', 'main');
    stage.write('new.py', insecure);
    commit('Not of the topic');
    git('checkout', '-q', '--detach', 'topic');
    expect(await ci('--base', 'main')).toMatchObject({ code: 0 });
  });

  test('that a shallow clone lacks is an error with its remedy', async () => {
    stage.write('fine.md', 'Fine.\n');
    commit('Fine');
    const clone = path.join(stage.home, 'shallow');
    rmSync(clone, { recursive: true, force: true });
    git('clone', '-q', '--depth', '1', `file://${stage.workspace}`, clone);
    const { code, stderr } = await stage.run(['ci'], '', undefined, clone);
    expect(code).toBe(2);
    expect(stderr).toContain('fetch-depth: 0');
  });

  test('outside of a repository is an error', async () => {
    rmSync(path.join(stage.workspace, '.git'), { recursive: true });
    expect(await ci()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no folder of a git repository'),
    });
  });
});

describe('protected changes of agents', () => {
  const profile = '{ "approvalRequired": ["infra/**"] }\n';
  const agent = 'Widen\n\nCo-authored-by: Claude <noreply@anthropic.com>';
  const ledger = (): string => path.join(stage.home, 'ledger');
  const approved = async (text: string): Promise<void> => {
    rmSync(ledger(), { recursive: true, force: true });
    const opened = openLedger({ folder: ledger(), clock: systemClock, onNews: () => undefined });
    await opened.record({
      ...{ type: 'approval', action: 'used', requestId: '1', agent: 'claude-code', sessionId: 's' },
      ...{ scope: 'once', policies: [], contents: [{ path: 'infra/main.tf', sha256: textDigest(text) }] },
    });
    await opened.close();
  };

  beforeEach(() => {
    stage.write('.ringfence/profile.jsonc', profile);
    commit('Protect');
  });

  test('need an approval; without a ledger there is none', async () => {
    stage.write('infra/main.tf', '# more\n');
    commit(agent);
    const { code, stdout } = await ci();
    expect(code).toBe(1);
    expect(stdout).toContain('claude-code changed this, and there is no ledger to show an approval.');
  });

  test('that a person approved as they are pass; other content does not', async () => {
    stage.write('infra/main.tf', '# more\r\n');
    commit(agent);
    await approved('# more\n');
    expect(await ci('--ledger', ledger())).toMatchObject({ code: 0 });
    await approved('# other\n');
    expect(await ci('--ledger', ledger())).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('a person approved other content of it'),
    });
  });

  test('cannot loosen the gate that they pass through', async () => {
    stage.write('infra/main.tf', '# more\n');
    stage.write('.ringfence/profile.jsonc', '{ "approvalRequired": [] }\n');
    commit(agent);
    expect(await ci()).toMatchObject({ code: 1, stdout: expect.stringContaining('gate/unapproved-change') });
  });

  test('are not approved by a ledger that was changed', async () => {
    stage.write('infra/main.tf', '# more\n');
    commit(agent);
    await approved('# more\n');
    const name = execFileSync('ls', [ledger()], { encoding: 'utf8' })
      .split('\n')
      .find(each => each.endsWith('.jsonl'));
    const file = path.join(ledger(), name ?? '');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"requestId":"1"', '"requestId":"2"'));
    expect(await ci('--ledger', ledger())).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('gate/broken-ledger'),
    });
  });
});

describe('the team’s policy', () => {
  const sign = (serial: string) =>
    stage.run([
      'policy',
      'sign',
      '.ringfence',
      '--secret-key',
      path.join(stage.home, 's.key'),
      '--serial',
      serial,
      '--name',
      'team',
    ]);
  const publicKey = (): string => path.join(stage.home, 's.pub');

  test('that is signed passes; one that was changed, goes back or is gone does not, and its waivers count only then', async () => {
    const keygen = [
      'policy',
      'keygen',
      '--unencrypted',
      '--secret-key',
      path.join(stage.home, 's.key'),
      '--public-key',
      publicKey(),
    ];
    expect(await stage.run(keygen)).toMatchObject({ code: 0 });
    const waiver = { rule: 'python.subprocess-shell-true', reason: 'We know.', expires: '2999-01-01' };
    stage.write('.ringfence/profile.jsonc', JSON.stringify({ waivers: [waiver] }));
    expect(await sign('7')).toMatchObject({ code: 0 });
    commit('Sign');
    stage.write('new.py', insecure);
    commit('Add');
    const passed = await ci('--public-key', publicKey());
    expect(passed).toMatchObject({ code: 0, stdout: expect.stringContaining('serial 7') });
    expect(passed.stdout).toMatch(
      /- new\.py:\d+:\d+ {2}python\.subprocess-shell-true {2}waived until 2999-01-01: We know\.\n/u,
    );
    expect(passed.stdout).toMatch(/Code: Nothing new in \d+ changed files?, 1 waived\./u);
    expect(await ci()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('the signature was not checked'),
    });
    expect(await sign('8')).toMatchObject({ code: 0 });
    commit('Sign again');
    git('checkout', 'HEAD~1', '--', '.ringfence');
    commit('Go back');
    expect(await ci('--public-key', publicKey())).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('from serial 8 to 7'),
    });
    stage.write('.ringfence/profile.jsonc', '{}');
    commit('Change');
    expect(await ci('--public-key', publicKey())).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('gate/policy-signature'),
    });
    remove('.ringfence');
    commit('Remove');
    expect(await ci('--public-key', publicKey())).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('gate/policy-signature'),
    });
  });

  test('that nobody signed is read as a machine reads it; what it may not say or cannot be read holds back', async () => {
    stage.write('.ringfence/policy.cedar', '// Nothing yet.\n');
    commit('Begin');
    expect(await ci()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('the signature was not checked'),
    });
    stage.write(
      '.ringfence/policy.cedar',
      '// All is well.\n@id("us/all") @effect("deny") @principle("All is well.")\npermit (principal, action, resource);\n',
    );
    stage.write('.ringfence/tests/a.jsonl', '{"name":"x"}\n');
    commit('Permit');
    const { code, stdout } = await ci();
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /\.ringfence\/policy\.cedar:2:1 .*gate\/policy-unreadable\n.*only the signed team floor may/u,
    );
    expect(stdout).toMatch(/\.ringfence\/tests\/a\.jsonl:1:1 .*gate\/policy-unreadable/u);
  });

  test('that is named and not there is wrong use', async () => {
    expect(await ci('--policy', 'team/polcy')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--policy team/polcy is not there.'),
    });
  });
});
