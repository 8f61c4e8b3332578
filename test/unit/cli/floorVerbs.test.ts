/** Tests the verbs that make, sign, verify, bundle, trust and update floors, with the real minisign beside them. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { policyCommand } from '../../../server/cli/policy/policy.ts';
import { ringfenceFolders } from '../../../server/platform/folders.ts';
import { runInProcess, type Ended } from '../../support/commandLine.ts';
import { debianTool } from '../../support/debianTools.ts';

const minisign = debianTool('minisign');
let root = '';
let home = '';
beforeAll(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'rf-verbs-')));
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));
beforeEach(async () => {
  home = fs.mkdtempSync(path.join(root, 'home-'));
  write('.ringfence/policy.cedar', '// one\n');
  await policy('keygen', '--unencrypted', '--secret-key', 'lead.key');
});

const at = (...parts: readonly string[]): string => path.join(home, ...parts);
const read = (file: string): string => fs.readFileSync(at(file), 'utf8');
const folders = () => ringfenceFolders({ env: {}, home, platform: process.platform });

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(at(file)), { recursive: true });
  fs.writeFileSync(at(file), text);
}

const policyWith = (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> =>
  runInProcess(policyCommand, args, { home, cwd: home, env });
const policy = (...args: readonly string[]): Promise<Ended> => policyWith({}, ...args);
const sign = (...more: readonly string[]): Promise<Ended> =>
  policy('sign', '--unchecked', '.ringfence', '--secret-key', 'lead.key', ...more);
const trust = (...more: readonly string[]): Promise<Ended> =>
  policy('trust', '.ringfence', '--public-key', 'lead.pub', ...more);

/** Runs minisign; throws when it fails. */
function run(...args: readonly string[]): string {
  const ended = spawnSync(minisign.file ?? '', args, { cwd: home, encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(ended.stdout + ended.stderr);
  return ended.stdout;
}

describe('keygen', () => {
  it('tells the public key, keeps the secret one for its user, and never replaces one', async () => {
    const made = await policyWith({ RINGFENCE_KEY_PASSWORD: 'secret word' }, 'keygen');
    expect(made).toMatchObject({ code: 0, err: '' });
    const secret = path.join(folders().config, 'floor-signing.key');
    expect(made.out).toContain(`secret   ${secret} (locked with the password in RINGFENCE_KEY_PASSWORD)`);
    expect(made.out).not.toContain('secret word');
    if (process.platform !== 'win32') expect(fs.statSync(secret).mode & 0o777).toBe(0o600);
    const before = fs.readFileSync(secret, 'utf8');
    const again = await policy('keygen', '--unencrypted');
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('A key is never replaced') });
    expect(fs.readFileSync(secret, 'utf8')).toBe(before);

    const locked = await policy('sign', '--unchecked', '.ringfence');
    expect(locked.err).toContain('The key needs a password. Put its password into RINGFENCE_KEY_PASSWORD.');
    const wrong = await policyWith({ RINGFENCE_KEY_PASSWORD: 'other' }, 'sign', '--unchecked', '.ringfence');
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('The password is wrong.') });
    expect(
      await policyWith({ RINGFENCE_KEY_PASSWORD: 'secret word' }, 'sign', '--unchecked', '.ringfence'),
    ).toMatchObject({
      code: 0,
    });
  });

  it('wants a password, or to be told that there is none', async () => {
    const refused = await policy('keygen', '--secret-key', 'x.key');
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringContaining('RINGFENCE_KEY_PASSWORD, or say --unencrypted'),
    });
    expect(fs.existsSync(at('x.key'))).toBe(false);
  });
});

it.each([
  ['keygen', '--unencrypted', '--secret-key', 'file/lead.key'],
  ['init', 'file'],
])('%s says that nothing can be written below a file', async (...args) => {
  write('file', 'mine');
  const ended = await policy(...args);
  expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringContaining('cannot be written') });
  expect(read('file')).toBe('mine');
});

describe.skipIf(minisign.file === undefined)(`with the real minisign${minisign.note}`, () => {
  it('its keys sign floors here', async () => {
    run('-G', '-W', '-p', 'theirs.pub', '-s', 'theirs.key');
    expect(await policy('sign', '--unchecked', '--secret-key', 'theirs.key')).toMatchObject({ code: 0 });
    run('-V', '-m', '.ringfence/manifest.json', '-p', 'theirs.pub');
    const verified = await policy('verify', '.ringfence', '--public-key', 'theirs.pub');
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('The signature is right.') });
  });

  it.each([[[]], [['-l']]])('it signs floors with our keys (flags %j)', async flags => {
    await sign();
    run('-S', '-s', 'lead.key', '-m', '.ringfence/manifest.json', ...flags);
    expect(await policy('verify', '.ringfence', '--public-key', 'lead.pub')).toMatchObject({ code: 0 });
    expect(await trust()).toMatchObject({ code: 0 });
  });

  it('it verifies what we sign, hashed and in the old format', async () => {
    for (const flags of [[], ['--legacy']]) {
      await sign(...flags);
      expect(run('-V', '-m', '.ringfence/manifest.json', '-p', 'lead.pub')).toContain('serial:');
    }
  });

  it('keys change from one of its keys to the next', async () => {
    run('-G', '-W', '-p', 'next.pub', '-s', 'next.key');
    await sign();
    await trust();
    expect(await sign('--key', 'lead.pub', '--key', 'next.pub')).toMatchObject({ code: 0 });
    expect(await policy('update')).toMatchObject({ code: 0, out: expect.stringContaining('serial 2') });
    const handed = await policy(
      ...['sign', '--unchecked', '--secret-key', 'next.key', '--key', 'next.pub', '--serial', '3'],
      ...['--name', path.basename(home)],
    );
    expect(handed).toMatchObject({ code: 0 });
    expect(await policy('update')).toMatchObject({ code: 0, out: expect.stringContaining('serial 3') });
    // The old key is out.
    await sign('--serial', '4', '--name', path.basename(home));
    const refused = await policy('update');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('It is signed with key') });
    expect(refused.out).toContain('The floor is last good.');
  });
});

describe('sign', () => {
  it('counts on, and tells what changed', async () => {
    expect(await sign()).toMatchObject({ code: 0, out: expect.stringContaining('serial 1') });
    write('.ringfence/policy.cedar', '// two\n');
    write('.ringfence/profile.jsonc', '{}\n');
    const second = await sign('--format', 'json', '--days', '30');
    const shown = JSON.parse(second.out);
    expect(shown).toMatchObject({
      name: path.basename(home),
      serial: 2,
      added: ['profile.jsonc'],
      changed: ['policy.cedar'],
      removed: [],
      files: ['policy.cedar', 'profile.jsonc'],
    });
    expect(Date.parse(shown.expires) - Date.parse(shown.created)).toBe(30 * 86_400_000);
  });

  it('takes nothing from a manifest that this key did not sign', async () => {
    await sign();
    const manifest = JSON.parse(read('.ringfence/manifest.json'));
    write('.ringfence/manifest.json', JSON.stringify({ ...manifest, serial: 9_007_199_254_740_990 }));
    const refused = await sign();
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not taken as the one before'),
    });
    expect(refused.err).toContain('--serial');
    expect(await sign('--serial', '2')).toMatchObject({ code: 0, out: expect.stringContaining('serial 2') });
  });

  it.each<[string, readonly string[], string]>([
    ['an old serial', ['--serial', '1'], 'The serial must be above 1'],
    ['a serial that is none', ['--serial', '1.5'], 'whole number'],
    ['a day that is past', ['--expires', '2020-01-01'], 'expired at once'],
    ['a day that is none', ['--expires', 'soon'], '--expires takes a day'],
    ['two ends', ['--expires', '2099-01-01', '--days', '3'], 'name one'],
    ['a name of two lines', ['--name', 'a\nb'], '"name" must be'],
    ['a version that is none', ['--minimum-version', 'latest'], '"minimumVersion" must be'],
    ['keys without its own', ['--key', 'other.pub'], 'must be one of the keys'],
    ['a key that is none', ['--key', 'lead.key'], 'cannot be read'],
  ])('refuses %s and writes nothing', async (_, args, message) => {
    await sign();
    await policy('keygen', '--unencrypted', '--secret-key', 'other.key');
    const before = read('.ringfence/manifest.json');
    const refused = await sign(...args);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining(message) });
    expect(read('.ringfence/manifest.json')).toBe(before);
  });

  it('names a file that cannot belong to a floor', async () => {
    fs.symlinkSync(at('lead.pub'), at('.ringfence', 'link'));
    const refused = await sign();
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${at('.ringfence', 'link')}: This is a link.`),
    });
  });
});

describe('verify', () => {
  it('says what is wrong with a file, in text and JSON', async () => {
    await sign();
    write('.ringfence/policy.cedar', '// 2nd\n');
    const refused = await policy('verify', '.ringfence', '--public-key', 'lead.pub', '--format', 'json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.out)).toMatchObject({
      valid: false,
      problems: [
        { source: at('.ringfence', 'policy.cedar'), message: 'The file was changed after it was signed.' },
      ],
    });
    expect(refused.err).toContain('ringfence policy sign');
  });

  it('takes keys as base64, and wants one where none is trusted', async () => {
    await sign();
    const base64 = read('lead.pub').split('\n')[1] ?? '';
    expect(await policy('verify', '.ringfence', '--public-key', base64)).toMatchObject({ code: 0 });
    expect(await policy('verify', '.ringfence')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--public-key'),
    });
    await trust();
    expect(await policy('verify', '.ringfence')).toMatchObject({ code: 0 });
  });

  it('without a source says what is in force', async () => {
    expect(await policy('verify')).toMatchObject({ code: 1, out: 'No floor is configured.\n' });
    await sign();
    await trust();
    const shown = await policy('verify', '--format', 'json');
    expect(JSON.parse(shown.out)).toMatchObject({ status: 'in force', serial: 1, files: ['policy.cedar'] });
  });
});

describe('a floor that was signed unchecked, and cannot be loaded', () => {
  const bad = '// two\nforbid (';

  it('is neither trusted, nor bundled, nor called valid', async () => {
    write('.ringfence/policy.cedar', bad);
    await sign();
    for (const verb of [
      ['trust', '.ringfence'],
      ['verify', '.ringfence'],
      ['bundle', '.ringfence', '--out', 'floor.json'],
    ])
      expect(await policy(...verb, '--public-key', 'lead.pub')).toMatchObject({
        code: 1,
        err: expect.stringContaining(`${at('.ringfence', 'policy.cedar')}:2: This is no Cedar policy`),
      });
    expect(fs.existsSync(path.join(folders().config, 'floor.json'))).toBe(false);
    expect(fs.existsSync(at('floor.json'))).toBe(false);
  });

  it('leaves the last good one in force, which every verb says', async () => {
    await sign();
    await trust();
    write('.ringfence/policy.cedar', bad);
    await sign();
    for (const verb of ['update', 'verify']) {
      const shown = await policy(verb);
      expect(shown).toMatchObject({ code: 1, out: expect.stringContaining('The floor is last good.') });
      expect(shown.err).toContain('serial 2 is signed, but cannot be loaded: serial 1 stays in force.');
      expect(shown.err).toContain(`${at('.ringfence', 'policy.cedar')}:2: This is no Cedar policy`);
    }
  });

  it('is told of where there is no other', async () => {
    await sign();
    await trust();
    fs.rmSync(folders().state, { recursive: true });
    write('.ringfence/policy.cedar', bad);
    await sign();
    expect(await policy('update')).toMatchObject({
      code: 1,
      out: `The floor is missing.\n  source   ${at('.ringfence')}\n  refused  ${path.basename(home)}, serial 2\n`,
    });
  });
});

describe('bundle', () => {
  it('is one file that can be trusted', async () => {
    await sign();
    const bundled = await policy(
      'bundle',
      '.ringfence',
      '--out',
      'out/floor.json',
      '--public-key',
      'lead.pub',
    );
    expect(bundled).toMatchObject({ code: 0, err: '' });
    expect(await policy('verify', 'out/floor.json', '--public-key', 'lead.pub')).toMatchObject({ code: 0 });
    expect(await policy('trust', 'out/floor.json', '--public-key', 'lead.pub')).toMatchObject({ code: 0 });
    expect(fs.readdirSync(at('out'))).toEqual(['floor.json']);
  });

  it('is not made of what does not verify, nor inside the floor, nor in place of a folder', async () => {
    await sign();
    fs.mkdirSync(at('folder'));
    const placed = await policy('bundle', '--out', 'folder', '--public-key', 'lead.pub');
    expect(placed).toMatchObject({ code: 2, err: expect.stringContaining('--out folder cannot be written') });
    const inside = ['bundle', '--out', '.ringfence/b', '--public-key', 'lead.pub'];
    expect(await policy(...inside)).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot be a file of the floor'),
    });
    write('.ringfence/more.cedar', '');
    const refused = await policy('bundle', '--out', 'b', '--public-key', 'lead.pub');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('is not listed') });
    expect(fs.existsSync(at('b'))).toBe(false);
  });
});

describe('trust', () => {
  it('shows the keys, pins the floor’s name, and has it in force at once', async () => {
    await sign('--name', 'acme');
    const trusted = await trust();
    expect(trusted).toMatchObject({ code: 0, err: '' });
    expect(trusted.out).toMatch(/key [0-9A-F]{16} {2}RW[\s\S]*fingerprint SHA-256 [0-9a-f]{8} /u);
    expect(trusted.out).toContain('The floor is in force.');
    const config = JSON.parse(fs.readFileSync(path.join(folders().config, 'floor.json'), 'utf8'));
    expect(config).toEqual({
      source: at('.ringfence'),
      keys: [read('lead.pub').split('\n')[1]],
      name: 'acme',
    });
  });

  it('changes nothing when the floor is not signed with the key', async () => {
    await sign();
    await policy('keygen', '--unencrypted', '--secret-key', 'other.key');
    const refused = await policy('trust', '.ringfence', '--public-key', 'other.pub');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was changed.') });
    expect(fs.existsSync(path.join(folders().config, 'floor.json'))).toBe(false);
  });

  it('replaces a floor of other keys only when told', async () => {
    await sign();
    await trust();
    await policy('keygen', '--unencrypted', '--secret-key', 'other.key');
    await policy('sign', '--unchecked', '--secret-key', 'other.key', '--serial', '1');
    const take = ['trust', '.ringfence', '--public-key', 'other.pub'];
    expect(await policy(...take)).toMatchObject({
      code: 1,
      err: expect.stringContaining('none of these keys is among them'),
    });
    fs.rmSync(path.join(folders().config, 'floor.json'));
    expect(await policy(...take)).toMatchObject({ code: 1, err: expect.stringContaining('add --replace') });
    expect(await policy(...take, '--replace')).toMatchObject({ code: 0 });
  });

  it('takes a spare beside a key that is trusted', async () => {
    await sign();
    await trust();
    await policy('keygen', '--unencrypted', '--secret-key', 'spare.key');
    expect(await trust('--public-key', 'spare.pub')).toMatchObject({ code: 0 });
    expect(await trust('--public-key', 'lead.pub')).toMatchObject({
      code: 2,
      err: expect.stringContaining('named twice'),
    });
  });

  it('does not go back to an older floor', async () => {
    await sign();
    fs.cpSync(at('.ringfence'), at('old'), { recursive: true });
    await sign();
    await trust();
    const refused = await policy('trust', 'old', '--public-key', 'lead.pub');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('This is an older floor') });
    expect(await policy('verify')).toMatchObject({ code: 0 });
  });

  it('ends with --remove, and the next one still counts from where it was', async () => {
    await sign();
    fs.cpSync(at('.ringfence'), at('old'), { recursive: true });
    await sign();
    await trust();
    expect(await policy('trust', '--remove')).toMatchObject({
      code: 0,
      out: 'The floor is no longer in force.\n',
    });
    expect(await policy('verify')).toMatchObject({ out: 'No floor is configured.\n' });
    expect(await policy('trust', '--remove')).toMatchObject({ out: 'There was no floor of this user.\n' });
    expect(await policy('trust', 'old', '--public-key', 'lead.pub')).toMatchObject({ code: 1 });
  });

  it.each<[readonly string[], string]>([
    [['trust'], 'Name the folder'],
    [['trust', '.ringfence'], '--public-key'],
    [['trust', '.ringfence', '--public-key', 'nothing.pub'], 'There is no such file.'],
    [['trust', '.ringfence', '--remove'], '--remove takes nothing else'],
    [['trust', 'http://example.com/f', '--public-key', 'lead.pub'], 'Only https is used'],
    [['update', 'x'], 'options only'],
    [['bundle'], '--out'],
    [['verify', 'a', 'b'], 'One floor'],
    [['sign', 'a', 'b'], 'One folder'],
  ])('%j is refused in words', async (args, message) => {
    const refused = await policy(...args);
    expect(refused.err).toContain(message);
    expect(refused.code).toBeGreaterThan(0);
  });
});
