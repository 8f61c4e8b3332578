/**
 * Drives the VS Code workbench in a browser as a person would: opens a folder, runs commands, types into the
 * chat, and sees what it is asked.
 */
import type { Browser, Locator, Page } from 'playwright-core';
import { startBrowser } from './browser.ts';
import type { CodeServer } from './codeServer.ts';

/** What the workbench shows when it opens. */
export interface WorkbenchOptions {
  readonly server: CodeServer;
  /** A folder, or a `.code-workspace` file. */
  readonly folder: string;
  /** Pairs that VS Code reads from its address, such as `["extensionDevelopmentPath", …]`. */
  readonly payload?: readonly (readonly [string, string])[];
  /** Runs on the page before the workbench loads. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** A running browser, which then stays open. */
  readonly browser?: Browser;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A workbench on a page. */
export interface Workbench {
  readonly page: Page;
  /** Lines that the page printed to its console. */
  readonly console: readonly string[];
  /** Runs a command of the palette by its title. */
  readonly runCommand: (title: string) => Promise<void>;
  /** Trusts the folder, as a person who leaves Restricted Mode. */
  readonly trustFolder: () => Promise<void>;
  /** Opens the chat view and waits until it offers the named model. */
  readonly openChat: (model: string) => Promise<void>;
  /** Opens the chat view and sends a message to the agent that is selected there. */
  readonly sendChat: (message: string) => Promise<void>;
  /** Tells whether the chat works on an answer. */
  readonly isChatBusy: () => Promise<boolean>;
  readonly screenshot: (file: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const defaultViewport = { width: 1440, height: 900 };

/** Runs in the page, so it is text: this project's types know no DOM. */
const seedScript = `new Promise((resolve, reject) => {
  const request = indexedDB.open('vscode-web-state-db-global', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('ItemTable');
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const change = request.result.transaction('ItemTable', 'readwrite');
    change.objectStore('ItemTable').put('true', 'builtinChatExtensionEnablementMigration');
    change.onerror = () => reject(change.error);
    change.oncomplete = () => {
      request.result.close();
      resolve();
    };
  };
})`;

/** Opens a folder in the workbench and waits until it can be used. The caller closes it. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const browser = options.browser ?? (await startBrowser());
  const context = await browser.newContext({ viewport: options.viewport ?? defaultViewport });
  const close = async (): Promise<void> => {
    await context.close().catch(() => undefined);
    if (options.browser === undefined) await browser.close();
  };
  try {
    const page = await context.newPage();
    const console: string[] = [];
    page.on('console', message => console.push(message.text()));
    await seedState(page, options.server);
    await options.prepare?.(page);
    await page.goto(address(options), { waitUntil: 'domcontentloaded', timeout: 90_000 });
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 90_000 });
    return {
      page,
      console,
      close,
      runCommand: title => runCommand(page, title),
      trustFolder: () => trustFolder(page),
      openChat: model => openChat(page, model),
      sendChat: message => sendChat(page, message),
      isChatBusy: () => page.locator('.interactive-session .codicon-stop-circle:visible').first().isVisible(),
      screenshot: async file => {
        await page.screenshot({ path: file });
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Builds the address that opens a folder or workspace file with a payload. */
export function address({ server, folder, payload = [] }: WorkbenchOptions): string {
  const kind = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const query = new URLSearchParams({ [kind]: folder });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.url}/?${query.toString()}`;
}

/**
 * Marks the chat extension's first-run migration as done. Without that, first-run code disables the bundled
 * chat until somebody signs in, and no agent can be tested.
 */
async function seedState(page: Page, server: CodeServer): Promise<void> {
  // Any page of the server will do: IndexedDB belongs to the origin.
  await page.goto(`${server.url}/healthz`);
  await page.evaluate(seedScript);
}

/** Runs a command through the palette. */
async function runCommand(page: Page, title: string): Promise<void> {
  await openPalette(page, title);
  const entry = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
  await entry.waitFor({ timeout: 20_000 });
  await entry.click();
}

/** A palette that opens while another widget closes goes away with it; a person would press the key again. */
async function openPalette(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input[type=text]');
  for (let tries = 0; ; tries++) {
    try {
      await page.keyboard.press('F1');
      await input.waitFor({ state: 'visible', timeout: 5_000 });
      await input.fill(`>${title}`, { timeout: 3_000 });
      return;
    } catch (error) {
      if (tries === 5) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** Trusts the open folder through the editor that VS Code has for it, and closes that editor. */
async function trustFolder(page: Page): Promise<void> {
  await runCommand(page, 'Workspaces: Manage Workspace Trust');
  const editor = page.locator('.workspace-trust-editor');
  await editor
    .locator('.monaco-button', { hasText: /^Trust$/u })
    .first()
    .click({ timeout: 30_000 });
  await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'detached' });
  await runCommand(page, 'View: Close All Editors');
}

/** Tells where the chat takes its input. */
export function chatInput(page: Page): Locator {
  return page.locator('.interactive-session .chat-input-container .monaco-editor').first();
}

/** Opens the chat view unless it is open, and waits until its input is there. */
async function showChat(page: Page): Promise<Locator> {
  const input = chatInput(page);
  if (!(await input.isVisible())) await page.keyboard.press('Control+Alt+i');
  await input.waitFor({ state: 'visible', timeout: 60_000 });
  return input;
}

/** Opens the chat view and waits until a model can be used: before that, a message goes nowhere. */
async function openChat(page: Page, model: string): Promise<void> {
  await showChat(page);
  const picker = page.locator('.interactive-session .chat-input-toolbars').filter({ hasText: model });
  await picker.first().waitFor({ timeout: 60_000 });
}

/** Types a message into the chat and sends it. */
async function sendChat(page: Page, message: string): Promise<void> {
  const input = await showChat(page);
  await input.click();
  await page.keyboard.insertText(message);
  await page.keyboard.press('Enter');
}
