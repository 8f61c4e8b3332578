/** The read shield in the real extension host: what it covers, and that each known way past it is one. */
import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import * as vscode from 'vscode';
import type { LedgerBody } from '../../../common/ledger.ts';
import type { ApprovalRequest, Grant } from '../../../common/session.ts';
import { onPage } from './page.ts';
import { bypasses, covered, marker, written, type Before, type Way } from './shieldWays.ts';
import { folders, inWorkspace, put, until, untilGuarded } from './world.ts';

// Kept from before the shield goes up, as any code may keep them.
const kept = { readFileSync: fs.readFileSync, promise: fs.promises.readFile, open: fs.open };
const settings = () => vscode.workspace.getConfiguration('ringfence');
const secret = (): string => inWorkspace('.env');
let earlier: Before;

const attempt = async (way: Way): Promise<unknown> => {
  try {
    return await way.go(secret(), earlier);
  } catch (error) {
    return error;
  }
};
const turn = async (on: boolean | undefined): Promise<void> => {
  await settings().update('readShield', on, vscode.ConfigurationTarget.Global);
  const isUp = (): boolean => fs.readFileSync !== kept.readFileSync;
  await until(`the shield ${on === true ? 'up' : 'down'}`, () => isUp() === (on === true));
};
const repository = path.join(__dirname, '..', '..');

/** Runs our command line, as a person does in a terminal. */
const ringfence = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [path.join(repository, 'dist', 'cli.js'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
const desk = () =>
  JSON.parse(ringfence('approvals', 'list', '--format', 'json')) as {
    readonly requests: readonly ApprovalRequest[];
    readonly grants: readonly Grant[];
  };

/** Reads the ledger's verdicts on extensions; the shield keeps it from everybody who comes through the front. */
const entries = (): readonly Extract<LedgerBody, { type: 'verdict' }>[] =>
  fs
    .readdirSync(folders.ledger, { recursive: true })
    .map(String)
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .flatMap(name => kept.readFileSync(path.join(folders.ledger, name), 'utf8').split('\n'))
    .filter(line => line !== '')
    .map(line => (JSON.parse(line) as { readonly body: LedgerBody }).body)
    .flatMap(body => (body.type === 'verdict' && body.surface === 'extension-host' ? [body] : []));

/** Reads the tables of the documentation: name → outcome. */
function documented(): ReadonlyMap<string, string> {
  const file = path.join(repository, 'docs', 'read-shield.md');
  const rows = kept
    .readFileSync(file, 'utf8')
    .matchAll(/^\| (?<name>.+?) +\| (?<ends>refused|read|seen)\b/gmu);
  return new Map([...rows].map(({ groups }) => [groups?.['name'] ?? '', groups?.['ends'] ?? '']));
}

describe('the read shield', () => {
  before(async function () {
    const host =
      process.env['RINGFENCE_PAGE'] === undefined
        ? ''
        : String(await onPage(this, 'return new URL(page.url()).host'));
    await untilGuarded();
    put(secret(), written);
    put(inWorkspace('credentials.json'), JSON.stringify({ key: marker }));
    const hardLink = inWorkspace('before.txt');
    fs.linkSync(secret(), hardLink);
    earlier = { readFileSync: kept.readFileSync, descriptor: fs.openSync(secret(), 'r'), hardLink, host };
  });

  it('is off until the user turns it on', () => {
    assert.equal(fs.readFileSync, kept.readFileSync);
    assert.equal(fs.readFileSync(secret(), 'utf8'), written);
  });

  it('is documented way by way', () => {
    const tested = new Map([...covered, ...bypasses].map(({ name, ends }) => [name, ends]));
    assert.deepEqual(documented(), tested);
  });

  describe('while it is on', () => {
    before(() => turn(true));

    for (const way of covered) {
      it(`refuses ${way.name}`, async () => {
        const found = await attempt(way);
        assert.ok(found instanceof Error, `it read ${String(found)}`);
        const code: unknown = Reflect.get(found, 'code');
        assert.ok(code === 'EACCES' || code === 'NoPermissions', `${String(code)}: ${found.message}`);
      });
    }

    it('records each read, with a request that a person can allow', async () => {
      const entry = await until('the entry', () => entries().find(({ paths }) => paths.includes(secret())));
      assert.equal(entry.verdict, 'ask');
      assert.deepEqual(entry.policies, ['extension/secrets']);
      assert.ok(desk().requests.some(({ subject }) => subject === '.env'));
    });

    it('names the extension that reads, as far as the stack tells', async () => {
      const [extension] = vscode.extensions.all.filter(({ id }) => id.startsWith('vscode.'));
      assert.ok(extension);
      const filename = path.join(extension.extensionPath, 'out', 'reader.js');
      const script = new vm.Script('(fs, file) => fs.readFileSync(file, "utf8")', { filename });
      const read = script.runInThisContext() as (...args: readonly unknown[]) => unknown;
      assert.throws(() => read(fs, secret()), { code: 'EACCES' });
      await until('the entry', () => entries().some(({ agent }) => agent === extension.id));
    });

    it('lets a read go on that a person has allowed, until that is taken back', async () => {
      const [request] = desk().requests.filter(
        ({ agent, subject }) => agent === 'unknown-extension' && subject === '.env',
      );
      assert.ok(request);
      ringfence('approvals', 'allow', request.id, '--for', 'workspace');
      // A guard that is slow to answer refuses: the extension tries again.
      await until('the read that waits', () => fs.promises.readFile(secret(), 'utf8').catch(() => undefined));
      await until('the read that cannot wait', () => {
        try {
          return fs.readFileSync(secret(), 'utf8');
        } catch {
          return undefined;
        }
      });
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.file(secret()));
      assert.equal(Buffer.from(bytes).toString(), written);
      for (const { id } of desk().grants) ringfence('approvals', 'revoke', id);
      await assert.rejects(fs.promises.readFile(secret(), 'utf8'), { code: 'EACCES' });
      assert.throws(() => fs.readFileSync(secret(), 'utf8'), { code: 'EACCES' });
    });

    it('leaves ordinary files, and the writing of protected ones, alone', async () => {
      assert.match(fs.readFileSync(inWorkspace('README.md'), 'utf8'), /A folder for tests/u);
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.file(inWorkspace('README.md')));
      assert.match(Buffer.from(bytes).toString(), /A folder for tests/u);
      await vscode.workspace.fs.writeFile(vscode.Uri.file(secret()), Buffer.from(written));
      fs.writeFileSync(secret(), written);
    });

    it('does not stop a person from opening the file', async () => {
      const file = inWorkspace('.env.local');
      put(file, written);
      const document = await vscode.workspace.openTextDocument(file);
      const editor = await vscode.window.showTextDocument(document);
      assert.equal(editor.document.getText(), written);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('costs a read no more than a look at the file', () => {
      const file = inWorkspace('README.md');
      const time = (read: typeof fs.readFileSync): number => {
        const started = performance.now();
        for (let at = 0; at < 300; at += 1) read(file);
        return ((performance.now() - started) / 300) * 1_000;
      };
      const rounds = Array.from(
        { length: 15 },
        () => [time(kept.readFileSync), time(fs.readFileSync)] as const,
      );
      const without = Math.min(...rounds.map(([plain]) => plain));
      const through = Math.min(...rounds.map(([, shielded]) => shielded));
      console.log(`│   a read takes ${without.toFixed(1)} µs, through the shield ${through.toFixed(1)} µs`);
      assert.ok(through - without < 500, `${through} µs`);
    });

    for (const way of bypasses) {
      it(`does not stop this: ${way.name}`, async function () {
        if (way.name.includes('vscode-remote') && earlier.host === '') this.skip();
        const found = await attempt(way);
        assert.ok(
          String(found).includes(marker),
          found instanceof Error ? (found.stack ?? '') : String(found),
        );
      });
    }

    it('tells the guard of a document that was opened and not shown', async () => {
      await until('the entry', () =>
        entries().some(({ phase, paths }) => phase === 'post' && paths.includes(secret())),
      );
    });

    it('leaves every function as it was when it is turned off', () => {
      assert.equal(fs.readFileSync, kept.readFileSync);
      assert.equal(fs.promises.readFile, kept.promise);
      assert.equal(fs.open, kept.open);
    });
  });

  after(async () => {
    await turn(undefined);
    for (const name of ['.env', '.env.local', '.env.db', 'credentials.json', 'before.txt', 'swap.txt'])
      fs.rmSync(inWorkspace(name), { force: true });
  });
});
