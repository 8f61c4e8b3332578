/** The guard's life: it records, it comes back when it is killed, and it gets along with a second one. */
import * as assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { onPage } from './page.ts';
import {
  guards,
  inWorkspace,
  items,
  ledger,
  put,
  settingsFile,
  startOrdinary,
  starts,
  textOf,
  until,
  untilGuarded,
  untilHeld,
} from './world.ts';

const bundle = (name: string): string => {
  const extension = vscode.extensions.getExtension('ringfence.ringfence');
  assert.ok(extension);
  return path.join(extension.extensionPath, 'dist', name);
};

/** Starts one of our bundles as a process of its own, with VS Code's own runtime. */
const start = (name: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [bundle(name), ...args], {
    cwd: inWorkspace(),
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });

const settingsWith = (key: string, value: unknown, tabSize: number): string =>
  `{\n  "editor.tabSize": ${tabSize},\n  "${key}": ${JSON.stringify(value)}\n}\n`;

/** Notes in the page every text that the shield ever shows: the gap after a kill is short. */
const watchShield = `return page.evaluate(\`
  globalThis.shieldTexts = [];
  const note = () => {
    const shield = document.getElementById('ringfence.ringfence.ringfence.status');
    const text = shield === null ? '' : shield.textContent;
    if (shieldTexts.at(-1) !== text) shieldTexts.push(text);
  };
  new MutationObserver(note).observe(document.querySelector('.statusbar'), {
    subtree: true, childList: true, characterData: true,
  });
  note();
\`)`;

describe('the guard', () => {
  beforeEach(startOrdinary);

  it('answers the hook of an agent and records the denial', async () => {
    put(inWorkspace('.env'), 'KEY=not-a-real-secret\n');
    const hook = start('hook.js', ['--agent', 'vscode']);
    let answer = '';
    hook.stdout?.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    hook.stdin?.end(
      JSON.stringify({
        hook_event_name: 'PreToolUse',
        session_id: 'a-session',
        cwd: inWorkspace(),
        tool_name: 'read_file',
        tool_input: { filePath: inWorkspace('.env'), startLine: 1, endLine: 20 },
      }),
    );
    await new Promise(resolve => hook.once('close', resolve));
    assert.equal(JSON.parse(answer).hookSpecificOutput?.permissionDecision, 'deny', answer);
    const denial = await until('the denial in the ledger', () =>
      ledger().find(body => body.type === 'verdict' && body.verdict === 'deny' && body.agent === 'vscode'),
    );
    assert.ok(JSON.stringify(denial).includes('.env'));
    assert.ok(!JSON.stringify(ledger()).includes('not-a-real-secret'));
  });

  it('lists in Activity what it did', async function () {
    const known = items();
    put(settingsFile(), settingsWith('chat.permissions.default', 'autopilot', 4));
    await untilHeld('chat.permissions.default', known);
    await vscode.commands.executeCommand('ringfence.showActivity');
    const rows = await onPage(
      this,
      `const rows = page.locator('.pane', { hasText: 'Activity' }).locator('.monaco-list-row');
       await rows.filter({ hasText: 'Denied: reading .env' }).first().waitFor({ timeout: 15000 });
       return rows.allInnerTexts();`,
    );
    assert.ok(Array.isArray(rows));
    assert.ok(
      rows.some(row => /^Held back:? .*settings\.json/u.test(String(row))),
      rows.join('\n'),
    );
  });

  it('is started again after kill -9, shows the gap, and finds what happened meanwhile', async function () {
    const { pid } = await untilGuarded();
    const before = starts();
    await onPage(this, watchShield);
    process.kill(pid, 'SIGKILL');
    const known = items();
    put(settingsFile(), settingsWith('chat.permissions.default', 'autoApprove', 5));
    await untilGuarded(before + 1);
    await untilHeld('chat.permissions.default', known);
    assert.ok(!textOf(settingsFile()).includes('chat.permissions.default'));
    assert.ok(textOf(settingsFile()).includes('"editor.tabSize": 5'));
    const shown = await onPage(this, 'return page.evaluate("shieldTexts")');
    assert.ok(
      Array.isArray(shown) && shown.some(text => String(text).includes('not guarding')),
      String(shown),
    );

    const later = items();
    put(settingsFile(), settingsWith('json.schemaDownload.trustedDomains', { '*': true }, 6));
    await untilHeld('json.schemaDownload.trustedDomains', later);
    await until('the restore', () => !textOf(settingsFile()).includes('trustedDomains'));
  });

  it('shares a folder with a second guard without a quarrel', async () => {
    const before = starts();
    const second = start('cli.js', ['guard', inWorkspace()]);
    try {
      await untilGuarded(before + 1);
      assert.equal(guards().length, 2);
      const known = items();
      put(settingsFile(), settingsWith('chat.tools.urls.autoApprove', { 'https://*': true }, 7));
      const item = await untilHeld('chat.tools.urls.autoApprove', known);
      await until('the restore', () => !textOf(settingsFile()).includes('autoApprove'));
      await delay(2_500);
      const after = statSync(settingsFile()).mtimeMs;
      assert.deepEqual(
        items()
          .filter(({ id }) => !known.some(each => each.id === id))
          .map(({ id }) => id),
        [item.id],
      );
      await delay(1_000);
      assert.equal(statSync(settingsFile()).mtimeMs, after, 'the guards go on writing');
      assert.ok(textOf(settingsFile()).includes('"editor.tabSize": 7'));
      const told = ledger().filter(
        body => body.type === 'item' && body.itemId === item.id && body.action === 'held',
      );
      assert.equal(told.length, 1);
    } finally {
      second.kill('SIGTERM');
      await new Promise(resolve => second.once('close', resolve));
    }
    await until('one guard', () => guards().length === 1);
  });
});
