/** Starts the browser that shows the workbench. */
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { ensureBrowser } from '../../../scripts/setup.mjs';

/** Keeps the browser from talking to anybody but the page, and lets it run as root in a container. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Without these a page that is not looked at gets its timers slowed down.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/** Starts a browser without a window. The caller closes it. */
export async function startBrowser(): Promise<Browser> {
  // Playwright would answer a signal by ending this process, before the server beside the browser is stopped.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return chromium.launch({ executablePath: await ensureBrowser(), args: flags, headless: true, ...signals });
}
