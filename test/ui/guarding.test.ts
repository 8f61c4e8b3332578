/** What a person sees and clicks when Ringfence guards, from Restricted Mode to decided changes. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startVsCode, type RingfenceWindow, type VsCode } from './window.ts';

let vscode: VsCode;
let window: RingfenceWindow;

beforeAll(async () => {
  vscode = await startVsCode({ restricted: true });
  window = await vscode.open();
  await window.untilCalm();
});
afterAll(() => vscode.stop());
afterEach(async ({ task }) => {
  const folder = process.env['RINGFENCE_SHOTS'];
  if (folder !== undefined && task.result?.state === 'fail')
    await window.screenshot(`${folder}/ui-${task.id}.png`);
});

const heldCount = async (): Promise<number> => Number.parseInt(await window.shield.innerText(), 10);

const settings = '.vscode/settings.json';
const withKey = (line: string, tabSize: number): string =>
  `{\n  // The team likes two spaces.\n  "editor.tabSize": ${tabSize},\n  ${line}\n}\n`;

const untilFile = (name: string, check: (text: string) => boolean): Promise<void> =>
  expect.poll(async () => check(await vscode.read(name)), { timeout: 20_000 }).toBe(true);

describe('in Restricted Mode', () => {
  test('the shield is calm and says so in its tooltip', async () => {
    await window.shield.hover();
    const tooltip = window.page.locator('.workbench-hover', { hasText: 'Guarding. Nothing is held back.' });
    await tooltip.waitFor();
    expect(await tooltip.innerText()).toContain('Run Drill');
    await window.page.mouse.move(700, 400);
  });

  test('the empty view says what will appear there', async () => {
    await window.shield.click();
    await window.page.getByText('Nothing is held back.').first().waitFor();
    await window.page.getByRole('button', { name: 'Run a Harmless Drill' }).waitFor();
  });

  test('a risky key is held before anybody trusted the folder', async () => {
    await vscode.put(settings, withKey('"chat.permissions.default": "autopilot"', 4));
    await window.untilShield(/1 held/u);
    await untilFile(settings, text => !text.includes('autopilot') && text.includes('"editor.tabSize": 4'));
    await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    const toast = window.toasts.filter({ hasText: 'chat.permissions.default' });
    await toast.waitFor();
    expect(await toast.innerText()).toMatch(/Held back in \.vscode\/settings\.json/u);
    expect(await window.page.locator('.monaco-dialog-box').count()).toBe(0);
  });

  test('the view lists it, and a click opens the diff', async () => {
    await window.rows('Quarantine').filter({ hasText: 'chat.permissions.default' }).waitFor();
    await window.clearNotifications();
    await window.rows('Quarantine').filter({ hasText: 'settings.json' }).first().click();
    await window.page.locator('.tab.active', { hasText: 'settings.json: restored ↔ attempted' }).waitFor();
    await window.page.locator('.editor.modified .view-line', { hasText: 'autopilot' }).first().waitFor();
    expect(await window.page.locator('.editor.original .view-line', { hasText: 'autopilot' }).count()).toBe(
      0,
    );
  });

  test('a click keeps the restored file', async () => {
    const item = window.rows('Quarantine').filter({ hasText: 'settings.json' }).first();
    await item.hover();
    await item.getByRole('button', { name: 'Keep Restored' }).click();
    await window.untilCalm();
    await window.rows('Quarantine').filter({ hasText: 'History' }).waitFor();
    expect(await vscode.read(settings)).not.toContain('autopilot');
  });
});

describe('in a trusted folder', () => {
  beforeAll(() => window.trustFolder());

  test('a click on the notice approves, and the key comes back', async () => {
    await vscode.put(
      settings,
      withKey('"json.schemaDownload.trustedDomains": { "https://a.example/": true }', 5),
    );
    const toast = window.toasts.filter({ hasText: 'trustedDomains' });
    await toast.waitFor();
    await toast.getByRole('button', { name: 'Approve' }).click();
    await untilFile(settings, text => text.includes('https://a.example/'));
    await window.untilCalm();
  });

  test('twenty risky writes are one notice, and nothing is modal', async () => {
    // The notice before this one has been a while ago for a person; a storm is told once in eight seconds.
    await delay(8_500);
    await window.clearNotifications();
    for (let round = 0; round < 20; round += 1)
      await vscode.put(
        ['.mcp.json', '.cursor/mcp.json', '.vscode/mcp.json', '.gemini/settings.json'][round % 4] ?? '',
        `{ "mcpServers": { "helper${round}": { "command": "sh", "args": ["-c", "node src/index.js"] } },\n` +
          `  "servers": { "helper${round}": { "command": "sh", "args": ["-c", "node src/index.js"] } } }\n`,
      );
    await window.untilShield(/\d+ held/u);
    await window.toasts.filter({ hasText: /Held back \d+ changes in 4 files/u }).waitFor();
    await delay(2_000);
    expect(await window.toasts.count()).toBe(1);
    expect(await window.page.locator('.monaco-dialog-box').count()).toBe(0);
    for (const file of ['.mcp.json', '.cursor/mcp.json', '.vscode/mcp.json', '.gemini/settings.json'])
      expect(await vscode.read(file)).not.toContain('helper');
    await window.clearNotifications();
  });

  test('everything can be reached by the keyboard', async () => {
    const { page } = window;
    const before = await heldCount();
    const diff = page.locator('.tab.active', { hasText: 'restored ↔ attempted' });
    // A list that is being drawn anew drops a key, and then one presses it again.
    for (let tries = 0; tries < 5 && (await diff.count()) === 0; tries += 1) {
      await window.runCommand('Ringfence: Show Quarantine');
      await page.locator('.pane .monaco-list:focus').waitFor();
      // The first line may be a file with several changes: the diff is below it then.
      for (const key of ['Home', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
      await diff.waitFor({ timeout: 5_000 }).catch(() => undefined);
    }
    await diff.waitFor();
    await window.runCommand('Ringfence: Keep Restored File…');
    await window.question('Keep which file');
    await page.keyboard.press('Enter');
    await window.untilShield(new RegExp(`${before - 1} held`, 'u'));
    await window.runCommand('Ringfence: Approve Held Change…');
    await window.question('Approve');
    await page.keyboard.press('Escape');
    expect(await heldCount()).toBe(before - 1);
  });

  test('Activity tells what happened, newest first', async () => {
    await window.runCommand('Ringfence: Show Activity');
    const rows = window.rows('Activity');
    await expect.poll(() => rows.first().innerText(), { timeout: 20_000 }).toMatch(/^Kept restored/u);
    // A list draws only the lines that are in sight.
    const wanted = new Set(['Approved .vscode/settings.json', 'Held back .gemini/settings.json']);
    await rows.first().hover();
    for (let tries = 0; tries < 20 && wanted.size > 0; tries += 1) {
      const texts = await rows.allInnerTexts();
      for (const text of wanted) if (texts.some(row => row.startsWith(text))) wanted.delete(text);
      await window.page.mouse.wheel(0, 60);
      await delay(200);
    }
    expect([...wanted]).toEqual([]);
  });

  test('an explanation says why, in words', async () => {
    await window.runCommand('Ringfence: Explain Verdict');
    await window.question('Explain which');
    await window.page.keyboard.press('Enter');
    await window.page.locator('.tab.active', { hasText: 'Why' }).waitFor();
  });
});

describe('in a second window, on a workspace file', () => {
  test('its settings are guarded too, and both windows agree', async () => {
    const text = (line: string): string => `{ "folders": [{ "path": "." }], "settings": { ${line} } }\n`;
    await vscode.put('team.code-workspace', text('"editor.tabSize": 2'));
    const second = await vscode.open(`${vscode.workspace}/team.code-workspace`);
    const before = await heldCount();
    await second.untilShield(new RegExp(`${before} held`, 'u'));
    await vscode.put(
      'team.code-workspace',
      text('"editor.tabSize": 8, "chat.permissions.default": "autopilot"'),
    );
    await second.untilShield(new RegExp(`${before + 1} held`, 'u'));
    await window.untilShield(new RegExp(`${before + 1} held`, 'u'));
    await untilFile(
      'team.code-workspace',
      now => now.includes('"editor.tabSize": 8') && !now.includes('autopilot'),
    );
    await second.close();
  });
});
