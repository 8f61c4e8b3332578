/** Draws media/icon.png, the extension's icon, from media/icon.svg. Run by hand when the drawing changes. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './setup.mjs';

const media = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'media');
const svg = await readFile(path.join(media, 'icon.svg'), 'utf8');

const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  await page.screenshot({ path: path.join(media, 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
