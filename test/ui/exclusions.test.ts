/** What a person sees when read-only places and exclusion files are offered: everything first, then it is written. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startVsCode, type RingfenceWindow, type VsCode } from './window.ts';

let vscode: VsCode;
let window: RingfenceWindow;

const theirs = '# ours\nbuild/\n';

beforeAll(async () => {
  vscode = await startVsCode();
  await vscode.put('.geminiignore', theirs);
  window = await vscode.open();
  await window.untilCalm();
});
afterAll(() => vscode.stop());

const picture = async (name: string): Promise<void> => {
  const folder = process.env['RINGFENCE_SHOTS'];
  if (folder !== undefined) await window.screenshot(path.join(folder, `${name}.png`));
};
const userSettings = (): Promise<string> =>
  readFile(path.join(vscode.server.userDataDir, 'User', 'settings.json'), 'utf8');

test('the offer shows all that is written, writes it, and takes it out byte for byte', async () => {
  const { page } = window;
  const settingsBefore = await userSettings();
  await window.runCommand('Ringfence: Keep Secrets from Agents');
  await window.question('Keep secrets from agents');
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Gemini CLI' });
  await row.locator('.quick-input-list-checkbox, input[type=checkbox], .monaco-checkbox').first().click();
  await delay(500);
  await picture('exclusions-list');
  await page.locator('.quick-input-action .monaco-button', { hasText: 'OK' }).click();
  await page.locator('.view-line', { hasText: 'files.readonlyInclude' }).first().waitFor();
  await delay(1_000);
  await picture('exclusions-diff');
  expect(await vscode.read('.geminiignore')).toBe(theirs);
  await page.locator('.notification-toast .monaco-button', { hasText: 'Write' }).click();
  await expect.poll(() => vscode.read('.geminiignore'), { timeout: 20_000 }).toContain('id_ed25519');
  expect((await vscode.read('.geminiignore')).startsWith(theirs)).toBe(true);
  await expect.poll(userSettings, { timeout: 20_000 }).toContain('.vscode/{settings,tasks,launch,mcp}.json');
  await delay(1_000);
  await picture('exclusions-written');

  await window.clearNotifications();
  await window.runCommand('Ringfence: Undo Exclusion Files');
  await page.locator('.view-line', { hasText: 'taken out' }).first().waitFor();
  await picture('exclusions-undo');
  await page.locator('.notification-toast .monaco-button', { hasText: 'Take out' }).click();
  await expect.poll(() => vscode.read('.geminiignore'), { timeout: 20_000 }).toBe(theirs);
  await expect.poll(userSettings, { timeout: 20_000 }).toBe(settingsBefore);
});
