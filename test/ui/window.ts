/** A real VS Code window with Ringfence installed from its package, as a person has it, and what a person does there. */
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { packageExtension } from '../../scripts/package.mjs';
import { writeDemoWorkspace } from '../drill/workspace.ts';
import { startBrowser } from '../support/vscode/browser.ts';
import { startCodeServer, type CodeServer } from '../support/vscode/codeServer.ts';
import { openWorkbench, type Workbench } from '../support/vscode/workbench.ts';

/** Says how a VS Code with Ringfence is started. */
export interface VsCodeOptions {
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** Opens folders in Restricted Mode, without the question at start. */
  readonly restricted?: boolean;
}

/** Is a running VS Code with the demo workspace. */
export interface VsCode {
  readonly workspace: string;
  readonly server: CodeServer;
  /** Opens a window on the demo workspace or on something else. */
  open(target?: string): Promise<RingfenceWindow>;
  /** Writes a file of the workspace, as an outside process. */
  put(name: string, text: string): Promise<void>;
  read(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Is a window, seen through what Ringfence shows in it. */
export interface RingfenceWindow extends Workbench {
  readonly shield: Locator;
  readonly toasts: Locator;
  /** Waits until the shield shows a text. */
  untilShield(text: RegExp): Promise<void>;
  /** Waits until the guard is up and holds nothing; the text alone is the same while it starts. */
  untilCalm(): Promise<void>;
  /** Returns the rows of one of our views. */
  rows(view: 'Approvals' | 'Quarantine' | 'Sessions' | 'Agents' | 'Posture' | 'Activity'): Locator;
  /** Waits until a question with this title is asked. */
  question(title: string): Promise<void>;
  clearNotifications(): Promise<void>;
}

/** Starts VS Code on a demo workspace; RINGFENCE_VSIX names a package that is already built. */
export async function startVsCode(options: VsCodeOptions = {}): Promise<VsCode> {
  const vsix = process.env['RINGFENCE_VSIX'] ?? (await packageExtension()).path;
  const scratch = await realpath(await mkdtemp(path.join(os.tmpdir(), 'rfu-')));
  const workspace = path.join(scratch, 'parcel-tracker');
  await writeDemoWorkspace(workspace);
  const server = await startCodeServer({
    vsix: [vsix],
    undriven: true,
    workspaceTrust: options.restricted ?? false,
    userSettings: {
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
      'workbench.secondarySideBar.defaultVisibility': 'hidden',
      ...options.userSettings,
    },
  });
  const browser = await startBrowser();
  return {
    workspace,
    server,
    open: (target = workspace) => openWindow(server, browser, target),
    put: async (name, text) => {
      const file = path.join(workspace, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    },
    read: name => readFile(path.join(workspace, name), 'utf8').catch(() => ''),
    stop: async () => {
      await browser.close();
      await server.stop();
      await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function openWindow(server: CodeServer, browser: Browser, folder: string): Promise<RingfenceWindow> {
  const workbench = await openWorkbench({ server, browser, folder });
  const { page } = workbench;
  const shield = page.locator('[id="ringfence.ringfence.ringfence.status"]');
  return {
    ...workbench,
    shield,
    toasts: page.locator('.notification-toast'),
    untilShield: async text => {
      await shield.filter({ hasText: text }).waitFor({ timeout: 60_000 });
    },
    untilCalm: async () => {
      const calm = shield.filter({ hasText: /^\s*Ringfence\s*$/u, has: page.locator('.codicon-shield') });
      await calm.waitFor({ timeout: 60_000 });
    },
    rows: view => pane(page, view).locator('.monaco-list-row'),
    question: async title => {
      await page.locator('.quick-input-title', { hasText: title }).waitFor();
      await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    },
    clearNotifications: () => workbench.runCommand('Notifications: Clear All Notifications'),
  };
}

/** Finds one of our views by its header. */
const pane = (page: Page, view: string): Locator =>
  page.locator('.pane').filter({ has: page.locator(`.pane-header h3:text-is("${view}")`) });
