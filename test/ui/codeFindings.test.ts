/** What a person sees of insecure code: a squiggle, the reason, a fix, and ways to say that it is all right. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startVsCode, type RingfenceWindow, type VsCode } from './window.ts';

let vscode: VsCode;
let window: RingfenceWindow;

const python = [
  'import subprocess',
  'import yaml',
  '',
  '',
  'def load(path):',
  '    with open(path) as file:',
  '        return yaml.load(file)',
  '',
  '',
  'def ship(parcel):',
  "    return subprocess.run('send ' + parcel, shell=True)",
  '',
].join('\n');
const script =
  "import { exec } from 'node:child_process';\n\nexport function label(parcel) {\n  exec('print ' + parcel);\n}\n";
const rule = [
  'rules:',
  '  - id: team-no-print',
  '    languages: [python]',
  '    severity: WARNING',
  '    message: Log $WHAT instead of printing it.',
  '    pattern: print($WHAT)',
  '    fix: log($WHAT)',
  '    metadata: { confidence: HIGH }',
  '  - id: team-joined',
  '    mode: join',
  '    languages: [python]',
  '    severity: WARNING',
  '    message: Not for us.',
  '    join: { rules: [], on: [] }',
  '',
].join('\n');

beforeAll(async () => {
  vscode = await startVsCode({
    restricted: true,
    // In a browser VS Code saves by itself, and a text that was only tried out would stay.
    userSettings: { 'editor.lightbulb.enabled': 'off', 'files.autoSave': 'off' },
  });
  await vscode.put('ship.py', python);
  await vscode.put('src/label.js', script);
  await vscode.put('team.py', 'print("parcel")\n');
  await vscode.put('.semgrep.yml', rule);
  window = await vscode.open();
  await window.untilCalm();
});
afterAll(() => vscode.stop());
afterEach(async ({ task }) => {
  const folder = process.env['RINGFENCE_SHOTS'];
  if (folder !== undefined && task.result?.state === 'fail')
    await window.screenshot(`${folder}/code-${task.id}.png`);
});

const line = (text: string) => window.page.locator('.view-line', { hasText: text }).first();
const marks = () => window.page.locator('.squiggly-error, .squiggly-warning');
const untilMarks = (count: number): Promise<void> =>
  expect.poll(() => marks().count(), { timeout: 30_000 }).toBe(count);

/** Opens a file by its name, as a person does: a list that goes away with another widget is asked for again. */
async function open(name: string): Promise<void> {
  const { page } = window;
  await window.runCommand('View: Close All Editors');
  const [base = name] = name.split('/').slice(-1);
  const row = page.locator('.quick-input-list .monaco-list-row').first().filter({ hasText: base });
  const opened = async (): Promise<boolean> => {
    try {
      await page.keyboard.press('Control+p');
      await page.locator('.quick-input-widget input[type=text]').fill(name, { timeout: 5_000 });
      await row.click({ timeout: 20_000 });
      await page.locator('.tab.active', { hasText: name }).waitFor({ timeout: 10_000 });
      return true;
    } catch {
      await page.keyboard.press('Escape');
      return false;
    }
  };
  await expect.poll(opened, { timeout: 90_000 }).toBe(true);
}

/** Puts the caret on a text and picks a quick fix by its title. */
async function quickFix(text: string, title: string): Promise<void> {
  const { page } = window;
  await line(text).click();
  const entry = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  // VS Code drops the question when it asks again by itself: a while after the caret moved, and when an extension that
  // starts now offers fixes too. A person presses the key again.
  await expect
    .poll(
      async () => {
        if (!(await entry.isVisible())) await page.keyboard.press('Control+.');
        return entry.waitFor({ timeout: 2_000 }).then(
          () => true,
          () => false,
        );
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  await entry.click();
}

/** Reads the text of the page that lists the rules: a preview lies in two frames. */
async function previewText(): Promise<string> {
  const texts = await Promise.all(
    window.page.frames().map(frame =>
      frame
        .locator('body')
        .innerText({ timeout: 1_000 })
        .catch(() => ''),
    ),
  );
  return texts.join('\n');
}

describe('in Restricted Mode', () => {
  test('code is marked, and a hover says why', async () => {
    await open('ship.py');
    await untilMarks(2);
    const hover = window.page.locator('.monaco-hover', { hasText: 'CWE-78' });
    await expect
      .poll(
        async () => {
          await window.page.mouse.move(900, 700);
          await line('shell=True').getByText('subprocess').hover();
          return hover.isVisible();
        },
        { timeout: 30_000, interval: 1_500 },
      )
      .toBe(true);
    expect(await hover.innerText()).toMatch(/python\.subprocess-shell-true/u);
    await window.page.keyboard.press('Escape');
  });

  test('JavaScript is marked too', async () => {
    await open('label.js');
    await untilMarks(1);
  });

  test('a rule that the folder brings does not count, and is said to wait', async () => {
    await open('team.py');
    await line('print').click();
    await window.runCommand('Ringfence: Show Code Rules');
    await expect.poll(previewText, { timeout: 30_000 }).toMatch(/Waiting for your trust/u);
    expect(await previewText()).toContain('.semgrep.yml');
    await open('team.py');
    expect(await marks().count()).toBe(0);
  });
});

describe('in a trusted folder', () => {
  beforeAll(() => window.trustFolder());

  test('its rule counts, its fix is one key press away, and it is listed', async () => {
    await open('team.py');
    await untilMarks(1);
    await quickFix('print', 'Replace with');
    await line('log("parcel")').waitFor();
    await untilMarks(0);
    await window.runCommand('File: Revert File');
    await window.runCommand('Ringfence: Show Code Rules');
    await expect.poll(previewText, { timeout: 30_000 }).toMatch(/team-no-print/u);
    expect(await previewText()).toMatch(/skipped team-joined \(line \d+\)/u);
  });

  test('a comment with a reason suppresses', async () => {
    const { page } = window;
    await open('ship.py');
    await untilMarks(2);
    await quickFix('shell=True', 'Suppress “python.subprocess-shell-true” with a comment');
    await page.locator('.quick-input-title', { hasText: 'Suppress' }).waitFor();
    await page.keyboard.type('parcels have numbers only');
    await page.keyboard.press('Enter');
    await line('ringfence-ignore: python.subprocess-shell-true -- parcels have numbers only').waitFor();
    await untilMarks(1);
    await window.runCommand('File: Save');
  });

  test('the baseline hides what is known, and the guard lets its own write be', async () => {
    const { page } = window;
    await open('label.js');
    await untilMarks(1);
    await quickFix('exec(', 'here to the baseline');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByRole('button', { name: 'Add to Baseline' }).click();
    await untilMarks(0);
    expect(await vscode.read('.ringfence/baseline.json')).toMatch(/javascript\.[\w-]+ src\/label\.js/u);
    await window.untilCalm();
  });

  test('a scan of the workspace finds what is not open', async () => {
    const { page } = window;
    await window.runCommand('View: Close All Editors');
    await window.runCommand('Ringfence: Scan Workspace Code');
    const toast = window.toasts.filter({ hasText: /Scan done\. \d+ findings? in \d+ files?/u });
    await toast.waitFor({ timeout: 60_000 });
    await toast.getByRole('button', { name: 'Show Problems' }).click();
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'team.py' }).first().waitFor();
  });
});
