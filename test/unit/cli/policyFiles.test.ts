/** Tests what `policy check` makes of files that no honest program leaves, and of slips in tests. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { policyCommand } from '../../../server/cli/policy/policy.ts';
import { runInProcess, type Ended } from '../../support/commandLine.ts';

let home = '';
beforeEach(() => {
  home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'rf-files-')));
  fs.mkdirSync(path.join(home, 'floor/tests'), { recursive: true });
  write('policy.cedar', '// none\n');
});
afterEach(() => fs.rmSync(home, { recursive: true, force: true }));

const at = (file: string): string => path.join(home, 'floor', file);
const write = (file: string, text: string): void => fs.writeFileSync(at(file), text);
const policy = (...args: readonly string[]): Promise<Ended> =>
  runInProcess(policyCommand, args, { home, cwd: home, env: {} });
const passes = '{"name":"a","event":{"kind":"shell.exec","command":"ls"},"verdict":"pass"}\n';

it('reads no profile of 10 MB, and says so', async () => {
  write('profile.jsonc', `{"name":"${'x'.repeat(10_000_000)}"}`);
  const { code, out } = await policy('check', 'floor');
  expect(out).toContain('profile.jsonc:1: is larger than 256 KB and was not read.');
  expect(code).toBe(1);
});

it.skipIf(process.platform === 'win32')(
  'waits for no pipe, and fails at no folder or dangling link',
  async () => {
    execFileSync('mkfifo', [at('profile.jsonc'), at('tests/pipe.jsonl')]);
    fs.mkdirSync(at('tests/folder.jsonl'));
    fs.symlinkSync('/nowhere', at('tests/link.jsonl'));
    write('tests/good.jsonl', passes);
    const { code, out } = await policy('check', 'floor');
    expect(out).toContain('profile.jsonc:1: is no file.');
    expect(out).toContain('folder.jsonl:1: is no file.');
    expect(out).toContain('pipe.jsonl:1: is no file.');
    expect(out).toContain('link.jsonl:1: leads nowhere.');
    expect(out).toContain('1 tests, 4 problems');
    expect(code).toBe(1);
  },
);

it('tells that "tests" is no folder', async () => {
  fs.rmdirSync(at('tests'));
  write('tests', 'x');
  const { code, out } = await policy('check', 'floor');
  expect(out).toContain('tests:1: is no folder.');
  expect(code).toBe(1);
});

it('tells of a test whose event is of no kind that there is, or has a misspelt field', async () => {
  write(
    'tests/slips.jsonl',
    [
      '{"name":"a","event":{"kind":"shell.exce","command":"ls"},"verdict":"pass"}',
      '{"name":"b","event":{"kind":"fs.write","paths":["a.ts"],"contents":"x"},"verdict":"pass"}',
      '{"name":"c","event":{"kind":"unknown","rawTool":"new"},"verdict":"pass"}',
      '',
    ].join('\n'),
  );
  const { code, out } = await policy('check', 'floor');
  expect(out).toContain(
    'slips.jsonl:1: has an event of a kind "shell.exce" that does not exist. Did you mean "shell.exec"?',
  );
  expect(out).toContain(
    'slips.jsonl:2: has an event with a field "contents" that does not exist. Did you mean "content"?',
  );
  expect(out).toContain('1 tests, 2 problems');
  expect(code).toBe(1);
});

it('tells of tests that no file name lets run', async () => {
  fs.mkdirSync(at('tests/more'));
  write('tests/more/x.jsonl', passes);
  write('tests/y.json', passes);
  const { code, out } = await policy('check', 'floor');
  expect(out).toContain('note: ');
  expect(out).toMatch(/note: .*more:1: is not run: only tests\/\*\.jsonl are\./u);
  expect(out).toMatch(/note: .*y\.json:1: is not run: only tests\/\*\.jsonl are\./u);
  expect(code).toBe(0);
});

it('tells on which line the ledger is to be sent where it never will be', async () => {
  write(
    'profile.jsonc',
    `{ "ledger": { "export": [
      { "type": "otlp", "url": "http://logs.example", "headers": { "authorization": "env:TOKEN" } },
      { "type": "otlp", "url": "https://me:word@logs.example" },
      { "type": "file", "path": "here.jsonl" },
      { "type": "otlp", "url": "https://logs.example", "headers": { "authorization": "env:TOKEN" } },
      { "type": "file", "path": "C:\\\\logs\\\\a.jsonl" }
    ] } }`,
  );
  const { code, out } = await policy('check', 'floor');
  expect(out).toMatch(/profile\.jsonc:2: .*headers would go over the network unencrypted/u);
  expect(out).toMatch(/profile\.jsonc:3: .*its url holds a login/u);
  expect(out).toMatch(/profile\.jsonc:4: .*its path is not absolute/u);
  expect(out).toContain('3 problems');
  expect(out).not.toContain('word@');
  expect(code).toBe(1);
});

it('says of a waiver once that its day does not exist', async () => {
  write('profile.jsonc', '{"waivers":[{"rule":"x.y","reason":"r","expires":"2027-02-30"}]}');
  expect((await policy('check', 'floor')).out).toContain('1 problems');
});

it('takes no bytes that are not UTF-8, as signing does', async () => {
  for (const bytes of [Buffer.from('// caf\u00e9\n', 'latin1'), Buffer.from('\uFEFF// x\n', 'utf16le')]) {
    fs.writeFileSync(at('policy.cedar'), bytes);
    expect((await policy('check', 'floor')).out).toContain('policy.cedar:1: is not UTF-8. Save it as UTF-8.');
  }
});

it('of a workspace takes UTF-16, and no bytes that no text has', async () => {
  fs.writeFileSync(at('policy.cedar'), Buffer.from('\uFEFF// x\n', 'utf16le'));
  expect(await policy('check', 'floor', '--layer', 'workspace')).toMatchObject({ code: 0 });
  fs.writeFileSync(at('policy.cedar'), Buffer.from('// caf\u00e9\n', 'latin1'));
  expect((await policy('check', 'floor', '--layer', 'workspace')).out).toContain('is not UTF-8.');
});

it('tells who writes a floor how to check it as one', async () => {
  fs.renameSync(path.join(home, 'floor'), path.join(home, '.ringfence'));
  const profile = '{"waivers":[{"rule":"x.y","reason":"r","expires":"2099-01-01"}]}';
  fs.writeFileSync(path.join(home, '.ringfence/profile.jsonc'), profile);
  const plain = await policy('check');
  expect(plain.code).toBe(1);
  expect(plain.out).toMatch(/note: .*was checked as a workspace’s layer\. .*add --layer floor\./u);
  expect(await policy('check', '--layer', 'floor')).toMatchObject({ code: 0 });
  expect((await policy('check', '--layer', 'workspace')).out).not.toContain('add --layer floor');
});
