/**
 * Finds a Chromium-family browser, or installs Debian's where that is allowed.
 * Imports nothing from node_modules.
 */
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installWithApt } from './apt.mjs';
import { onPath, run } from './command.mjs';
import { SetupError } from './progress.mjs';

/** Lists command names by preference: a vendor's build before a distribution's, whose name may be a stub. */
const commands = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** Lists where browsers live that put nothing on PATH, relative to the folders of {@link wellKnown}. */
const windowsPrograms = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];
const macPrograms = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/**
 * Finds a browser, or installs one.
 *
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>} the browser's executable
 */
export async function ensureBrowser({ env = process.env } = {}) {
  const chosen = env['RINGFENCE_BROWSER'];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new SetupError(
      `RINGFENCE_BROWSER names "${chosen}", which does not exist.`,
      'Point it at a Chrome, Chromium or Edge executable, or unset it.',
    );
  }
  const found = await findBrowser(env);
  if (found !== undefined) return found;
  const installed = (await installWithApt('Chromium', ['chromium', 'fonts-dejavu-core'], env))
    ? await findBrowser(env)
    : undefined;
  if (installed !== undefined) return installed;
  throw new SetupError(
    'No Chrome, Chromium or Edge was found, and none could be installed here.',
    'Install one (Debian: "apt-get install chromium"), or set RINGFENCE_BROWSER to its executable.',
  );
}

/**
 * Lists the places where a browser may be, without looking.
 *
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home
 * @returns {readonly string[]}
 */
export function wellKnown(platform, env, home) {
  if (platform === 'darwin') {
    const folders = ['/Applications', path.posix.join(home, 'Applications')];
    return macPrograms.flatMap(program => folders.map(folder => path.posix.join(folder, program)));
  }
  if (platform !== 'win32') return [];
  const folders = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter(
    folder => folder !== undefined && folder !== '',
  );
  return windowsPrograms.flatMap(parts =>
    folders.map(folder => path.win32.join(/** @type {string} */ (folder), ...parts)),
  );
}

/**
 * Finds a browser that starts.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>}
 */
async function findBrowser(env) {
  const known = wellKnown(process.platform, env, os.homedir()).filter(place => existsSync(place));
  if (known[0] !== undefined) return known[0];
  for (const name of commands) {
    const place = onPath(name, { env });
    // Ubuntu's chromium-browser is a script that only tells to install a snap, so the name is no proof.
    if (place !== undefined && (await run(place, ['--version'], { timeoutMs: 20_000 })).code === 0)
      return place;
  }
  return undefined;
}
