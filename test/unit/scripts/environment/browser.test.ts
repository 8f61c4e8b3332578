/** Tests where a browser is looked for, and what happens when there is none. */
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureBrowser, wellKnown } from '../../../../scripts/environment/browser.mjs';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ringfence-browser-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes an executable script into the folder that serves as PATH. */
async function program(name: string, script: string): Promise<void> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

describe('wellKnown', () => {
  it('looks where installers put browsers on Windows, 32-bit folder included', () => {
    const env = { ProgramFiles: 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' };
    const places = wellKnown('win32', env, 'C:\\Users\\u');
    expect(places[0]).toBe('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
    expect(places).toContain('C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe');
  });

  it('looks in both application folders on macOS', () => {
    const places = wellKnown('darwin', {}, '/Users/u');
    expect(places).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    expect(places).toContain('/Users/u/Applications/Chromium.app/Contents/MacOS/Chromium');
  });

  it('relies on PATH elsewhere', () => {
    expect(wellKnown('linux', {}, '/home/u')).toEqual([]);
  });
});

describe('ensureBrowser', () => {
  it('refuses a chosen browser that does not exist, by name', async () => {
    const missing = ensureBrowser({ env: { RINGFENCE_BROWSER: '/no/such/browser' } });
    await expect(missing).rejects.toThrow('RINGFENCE_BROWSER names "/no/such/browser"');
  });
});

describe.runIf(process.platform === 'linux')('ensureBrowser on Linux', () => {
  it('passes over a stub that only tells to install something', async () => {
    await program('google-chrome', 'exit 1');
    await program('chromium', 'echo Chromium 1');
    expect(await ensureBrowser({ env: { PATH: folder } })).toBe(path.join(folder, 'chromium'));
  });

  it('says what to install where it may not install anything', async () => {
    const missing = ensureBrowser({ env: { PATH: folder } });
    await expect(missing).rejects.toMatchObject({
      remedy: expect.stringContaining('apt-get install chromium'),
    });
  });

  it('installs the package of the distribution, lists first', async () => {
    const log = path.join(folder, 'log');
    // Stand-ins for the system's programs: the set-up must reach them through PATH alone.
    await symlink('/bin/chmod', path.join(folder, 'chmod'));
    await program('sudo', '[ "$1" = -n ] && shift; exec "$@"');
    await symlink('/bin/true', path.join(folder, 'true'));
    const chromium = path.join(folder, 'chromium');
    const install = `printf '#!/bin/sh\\necho Chromium 1\\n' > ${chromium}; chmod +x ${chromium}`;
    await program('apt-get', `echo "$1" >> ${log}; [ "$1" = install ] && { ${install}; }; exit 0`);
    expect(await ensureBrowser({ env: { PATH: folder } })).toBe(chromium);
    expect(await readFile(log, 'utf8')).toBe('update\ninstall\n');
  });
});
