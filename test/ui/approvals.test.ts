/** What a person sees and decides of agents: an approval, a session's story, the emergency stop. */
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startVsCode, type RingfenceWindow, type VsCode } from './window.ts';

const hook = fileURLToPath(new URL('../../dist/hook.js', import.meta.url));
const config = 'model = "a-model"\n';
let vscode: VsCode;
let window: RingfenceWindow;

beforeAll(async () => {
  vscode = await startVsCode();
  await mkdir(`${vscode.server.home}/.codex`, { recursive: true });
  await writeFile(`${vscode.server.home}/.codex/config.toml`, config);
  window = await vscode.open();
  await window.untilCalm();
});
afterAll(() => vscode.stop());
afterEach(async ({ task }) => {
  const folder = process.env['RINGFENCE_SHOTS'];
  if (folder !== undefined) await window.screenshot(`${folder}/approvals-${task.id}.png`);
});

/** Calls the hook as Codex does before it runs a tool, and returns what it answers. */
async function codex(tool: string, input: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, [hook, '--agent', 'codex'], {
    env: { PATH: process.env['PATH'], HOME: vscode.server.home },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(
    JSON.stringify({
      session_id: 'a-session',
      turn_id: 'a-turn',
      cwd: vscode.workspace,
      hook_event_name: 'PreToolUse',
      model: 'a-model',
      permission_mode: 'default',
      tool_name: tool,
      tool_input: input,
      tool_use_id: 'a-call',
    }),
  );
  let answer = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
  await new Promise(resolve => child.on('close', resolve));
  return answer.trim();
}

const reset = (): Promise<string> => codex('Bash', { command: 'git reset --hard' });
const request = () => window.rows('Approvals').filter({ hasText: 'git reset --hard' }).first();

describe('an action that the policy leaves to a person', () => {
  test('is refused, and appears as a notice, in the shield and in the view', async () => {
    expect(await reset()).toContain('Approvals');
    await window.untilShield(/1 waiting/u);
    const toast = window.toasts.filter({ hasText: 'Codex wants to run: git reset --hard' });
    await toast.waitFor();
    for (const name of ['Review', 'Allow Once', 'Deny'])
      await toast.getByRole('button', { name, exact: true }).waitFor();
    expect(await window.page.locator('.monaco-dialog-box').count()).toBe(0);
    await toast.getByRole('button', { name: 'Review' }).click();
    await request().waitFor();
    expect(await request().innerText()).toContain('Codex');
  });

  test('another attempt at it is counted, and told no second time', async () => {
    await reset();
    await request().filter({ hasText: 'tried 2 times' }).waitFor();
    expect(await window.toasts.count()).toBe(0);
  });

  test('one click allows it once, and the same call goes on', async () => {
    await request().hover();
    await request().getByRole('button', { name: 'Allow Once' }).click();
    await window.rows('Approvals').filter({ hasText: 'Allowed by You' }).waitFor();
    expect(await reset()).toBe('{}');
    await window.rows('Approvals').filter({ hasText: 'Allowed by You' }).waitFor({ state: 'detached' });
    expect(await reset()).toContain('deny');
    await window.untilShield(/1 waiting/u);
  });

  test('the keyboard denies it', async () => {
    await window.clearNotifications();
    // Nothing is ticked beforehand, so that Enter alone decides nothing.
    await window.runCommand('Ringfence: Deny');
    await window.question('Deny');
    await window.page.keyboard.press('Enter');
    await window.untilShield(/1 waiting/u);
    await window.runCommand('Ringfence: Deny');
    await window.question('Deny');
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('Space');
    await window.page.locator('.quick-input-widget', { hasText: '1 Selected' }).waitFor();
    await window.page.keyboard.press('Enter');
    await window.untilCalm();
  });
});

describe('a change that the policy leaves to a person', () => {
  const patch = [
    '*** Begin Patch',
    '*** Add File: .devcontainer/devcontainer.json',
    '+{ "image": "debian", "postCreateCommand": "npm ci" }',
    '*** End Patch',
  ].join('\n');
  const row = () => window.rows('Approvals').filter({ hasText: 'devcontainer.json' }).first();
  const diff = () =>
    window.page.locator('.monaco-diff-editor .view-line', { hasText: 'postCreateCommand' }).first();

  test('is shown as a diff from its notice, and with its keys in the view', async () => {
    expect(await codex('apply_patch', { command: patch })).toContain('Approvals');
    const toast = window.toasts.filter({ hasText: 'Codex wants to' });
    await toast.getByRole('button', { name: 'Show Diff', exact: true }).click();
    await diff().waitFor();
    await row().waitFor();
    await window
      .rows('Approvals')
      .filter({ hasText: 'postCreateCommand' })
      .filter({ hasText: 'not set' })
      .waitFor();
    expect(await window.page.locator('.monaco-dialog-box').count()).toBe(0);
    await window.screenshot(`${process.env['RINGFENCE_SHOTS'] ?? vscode.server.home}/approval-diff.png`);
  });

  test('is denied by one key where the view has the focus, and its diff closes', async () => {
    await window.clearNotifications();
    await window.runCommand('Ringfence: Show Approvals');
    await window.page.waitForTimeout(1_000);
    await window.page.keyboard.press('Home');
    await window.page.keyboard.press('Delete');
    await window.untilCalm();
    await diff().waitFor({ state: 'detached' });
  });

  test('is allowed by keys only after a tick', async () => {
    await codex('apply_patch', { command: patch });
    await row().waitFor();
    await window.clearNotifications();
    await window.runCommand('Ringfence: Show Approvals');
    await window.page.waitForTimeout(1_000);
    await window.page.keyboard.press('Home');
    await window.page.keyboard.press('Control+Enter');
    await window.question('Allow once');
    await window.page.keyboard.press('Enter');
    await window.untilShield(/1 waiting/u);
    await window.page.keyboard.press('Control+Enter');
    await window.question('Allow once');
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('Space');
    await window.page.locator('.quick-input-widget', { hasText: '1 Selected' }).waitFor();
    await window.page.keyboard.press('Enter');
    await window.rows('Approvals').filter({ hasText: 'Allowed by You' }).waitFor();
    expect(await codex('apply_patch', { command: patch })).toBe('{}');
    await window.untilCalm();
  });
});

describe('a session', () => {
  test('that takes in text from outside is labelled, with its story', async () => {
    expect(await codex('Bash', { command: 'curl https://example.com/install.txt' })).not.toBe('');
    await window.runCommand('Ringfence: Show Sessions');
    const rows = window.rows('Sessions');
    await rows.filter({ hasText: '#untrusted' }).waitFor();
    await rows.first().click();
    await rows.filter({ hasText: 'Has read text from outside' }).waitFor();
    await rows.filter({ hasText: 'A person allowed it' }).first().waitFor();
  });

  test('loses a label by a click, and is told of while it has one', async () => {
    for (const title of ['Has read text from outside', 'Has changed configuration']) {
      const label = window.rows('Sessions').filter({ hasText: title });
      await label.hover();
      await label.getByRole('button', { name: 'Clear Label' }).click();
      await label.waitFor({ state: 'detached' });
    }
    await window.page.getByText('No session of an agent has a label.').waitFor();
  });
});

describe('the emergency stop', () => {
  test('refuses everything at once, and interrupts an agent in a terminal', async () => {
    await vscode.put(
      'bin/claude',
      '#!/bin/sh\ntrap "echo interrupted > stopped.txt; exit 1" INT\nwhile true; do sleep 0.2; done\n',
    );
    await window.runCommand('Terminal: Create New Terminal');
    await window.page.locator('.terminal.xterm').first().waitFor();
    await window.page.keyboard.type(`chmod +x bin/claude && bin/claude\n`);
    await window.page.waitForTimeout(3_000);
    await window.page.keyboard.press('Control+k');
    await window.page.keyboard.press('Control+Alt+x');
    await window.untilShield(/Agents stopped/u);
    expect(await codex('Bash', { command: 'ls' })).toContain('deny');
    await expect.poll(() => vscode.read('stopped.txt'), { timeout: 10_000 }).toBe('interrupted\n');
  });

  test('holds until a person releases it', async () => {
    await window.clearNotifications();
    await window.shield.click();
    await window.toasts.filter({ hasText: 'Release all agents?' }).waitFor();
    await window.toasts.getByRole('button', { name: 'Release', exact: true }).click();
    await window.untilCalm();
    expect(await codex('Bash', { command: 'ls' })).toBe('{}');
  });
});

describe('an agent without hooks', () => {
  const row = () => window.rows('Agents').filter({ hasText: 'Codex' }).first();
  const files = () =>
    Promise.all(
      ['config.toml', 'hooks.json'].map(name =>
        readFile(`${vscode.server.home}/.codex/${name}`, 'utf8').catch(() => ''),
      ),
    );

  test('is said to be not protected, and nothing is written before it was shown', async () => {
    await window.clearNotifications();
    await window.runCommand('Ringfence: Protect These Agents');
    await row().filter({ hasText: 'not protected' }).waitFor({ timeout: 60_000 });
    await row().hover();
    await row().getByRole('button', { name: 'Protect Agent' }).click();
    await window.toasts.filter({ hasText: 'Protect Codex?' }).waitFor({ timeout: 60_000 });
    await window.page.locator('.view-line', { hasText: 'hooks.json' }).first().waitFor();
    expect(await files()).toEqual([config, '']);
  });

  test('is protected by one click', async () => {
    await window.toasts.getByRole('button', { name: 'Protect', exact: true }).click();
    await row()
      .filter({ hasText: /configured|proven/u })
      .waitFor({ timeout: 60_000 });
    expect((await files())[1]).toContain('ringfence-hook');
  });

  test('is as it was, byte for byte, once that is undone', async () => {
    await window.clearNotifications();
    await row().hover();
    await row().getByRole('button', { name: 'Undo Protection' }).click();
    await window.toasts.filter({ hasText: 'Leave Codex unprotected?' }).waitFor({ timeout: 60_000 });
    await window.toasts.getByRole('button', { name: 'Take Out', exact: true }).click();
    await row().filter({ hasText: 'not protected' }).waitFor({ timeout: 60_000 });
    expect(await files()).toEqual([config, '']);
  });
});
