/** What a person sees and clicks when settings are looser than the profile. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { exportProfile } from '../../server/posture/export/export.ts';
import { startVsCode, type RingfenceWindow, type VsCode } from './window.ts';

const file = '.vscode/settings.json';
const key = 'chat.tools.terminal.autoApprove';

let vscode: VsCode;
let window: RingfenceWindow;

beforeAll(async () => {
  vscode = await startVsCode({ restricted: true });
  // The folder came like this: nobody has to be asked about what was there before, but it is told.
  await vscode.put(
    file,
    `{\n  // The team likes two spaces.\n  "editor.tabSize": 2,\n  "${key}": { "/.*/": true, "curl": false }\n}\n`,
  );
  window = await vscode.open();
  await window.shield.waitFor({ timeout: 60_000 });
});
afterAll(() => vscode.stop());
afterEach(async ({ task }) => {
  const folder = process.env['RINGFENCE_SHOTS'];
  if (folder !== undefined && task.result?.state === 'fail')
    await window.screenshot(`${folder}/ui-${task.id}.png`);
});

describe('a folder that nobody trusts yet', () => {
  test('has its settings told that would count with trust, and no alarm about them', async () => {
    await window.runCommand('Ringfence: Show Posture');
    const rows = window.rows('Posture');
    await rows.filter({ hasText: 'Waits for your trust' }).waitFor({ timeout: 60_000 });
    expect(await window.toasts.filter({ hasText: key }).count()).toBe(0);
  });
});

describe('a folder that approves every command', () => {
  beforeAll(() => window.trustFolder());

  test('is told in a notice that names the setting and the file', async () => {
    const notice = window.toasts.filter({ hasText: key });
    await notice.waitFor({ timeout: 60_000 });
    expect(await notice.innerText()).toMatch(/\.vscode\/settings\.json.* looser than your profile expects/su);
  });

  test('is listed with its file, its entry and a remedy', async () => {
    const row = window.rows('Posture').filter({ hasText: key }).first();
    await row.waitFor();
    await window.clearNotifications();
    const tooltip = window.page.locator('.workbench-hover', { hasText: 'Expected' });
    // A list that is drawn anew under the pointer shows no tooltip.
    const shown = async (): Promise<number> => {
      await window.page.mouse.move(700, 400);
      await row.hover();
      await delay(1_500);
      return tooltip.count();
    };
    await expect.poll(shown, { timeout: 30_000 }).toBe(1);
    expect(await tooltip.innerText()).toMatch(/\/\.\*\/.*No policy can lock it/su);
  });

  test('is repaired by a click, which takes out only what loosens', async () => {
    await window.page.mouse.move(700, 400);
    const row = window.rows('Posture').filter({ hasText: key }).first();
    await row.hover();
    await row.getByRole('button', { name: 'Repair' }).click();
    // VS Code writes in place, so that the file is empty for a moment.
    const whole = async (): Promise<string> => (await vscode.read(file)) || '/.*/';
    await expect.poll(whole, { timeout: 20_000 }).not.toContain('/.*/');
    const text = await whole();
    for (const kept of ['// The team likes two spaces.', '"editor.tabSize": 2', '"curl": false'])
      expect(text).toContain(kept);
    await window.toasts.filter({ hasText: `${key} repaired in .vscode/settings.json` }).waitFor();
  });
});

/** Asks VS Code to import a profile. A menu that is drawn anew under the pointer takes no click; a person would try again. */
async function askForProfile(): Promise<Locator> {
  const { page } = window;
  const input = page.locator('.quick-input-widget input').first();
  const menuItem = (hasText: RegExp): Locator => page.locator('.action-menu-item', { hasText }).first();
  const asked = async (): Promise<boolean> => {
    try {
      await page.locator('.activitybar .action-item .codicon-settings-view-bar-icon').click();
      await menuItem(/^Profiles?/u).click({ timeout: 5_000 });
      await page.locator('.monaco-button-dropdown .monaco-dropdown-button').click({ timeout: 20_000 });
      await menuItem(/Import Profile/u).click({ timeout: 5_000 });
      await input.waitFor({ state: 'visible', timeout: 5_000 });
      return true;
    } catch {
      await page.keyboard.press('Escape');
      return false;
    }
  };
  await expect.poll(asked, { timeout: 120_000 }).toBe(true);
  return input;
}

describe('an exported profile', () => {
  test('is imported by VS Code, with the settings of the level', async () => {
    const { page } = window;
    const [, exported] = exportProfile(['code-profile'], {
      level: 'locked',
      team: {},
      hooks: () => ({}),
      version: '1.0.0',
    });
    await vscode.put('out/ringfence.code-profile', exported?.text ?? '');
    const input = await askForProfile();
    const address = `vscode-remote://${new URL(vscode.server.url).host}${vscode.workspace}/out/ringfence.code-profile`;
    await input.fill(address);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Import from URL' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.monaco-list-row', { hasText: 'Ringfence locked' }).first().waitFor();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    const folder = path.join(vscode.server.userDataDir, 'User', 'profiles');
    const settings = (): string =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter(name => name.endsWith('settings.json'))
        .map(name => readFileSync(path.join(folder, name), 'utf8'))
        .join('');
    await expect.poll(settings, { timeout: 30_000 }).toContain('"chat.mcp.autostart": "never"');
    expect(settings()).toContain('"ringfence.profile": "locked"');
  });
});
