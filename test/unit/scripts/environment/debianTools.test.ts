/** Tests that the programs tests compare ours with are found, installed where allowed, and said to be missing. */
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureTools, whyMissing } from '../../../../scripts/environment/debianTools.mjs';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ringfence-tools-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes an executable script into the folder that serves as PATH. */
async function program(name: string, script: string): Promise<void> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

const env = (): NodeJS.ProcessEnv => ({ PATH: folder, RINGFENCE_SBIN: folder });

describe.runIf(process.platform === 'linux')('ensureTools', () => {
  it('installs nothing that is there', async () => {
    await program('minisign', 'exit 0');
    await program('apt-get', `touch ${path.join(folder, 'used')}`);
    const found = await ensureTools(['minisign'], { env: env() });
    expect([...found]).toEqual([['minisign', path.join(folder, 'minisign')]]);
    await expect(readFile(path.join(folder, 'used'))).rejects.toThrow('ENOENT');
  });

  it('installs all that is missing in one go', async () => {
    const log = path.join(folder, 'log');
    await program('sudo', '[ "$1" = -n ] && shift; exec "$@"');
    await symlink('/bin/true', path.join(folder, 'true'));
    const made = ['minisign', 'rsyslogd'].map(name => path.join(folder, name)).join(' ');
    await program(
      'apt-get',
      `echo "$*" >> ${log}; [ "$1" = install ] && for f in ${made}; do : > $f; done; exit 0`,
    );
    const found = await ensureTools(['minisign', 'rsyslog'], { env: env() });
    expect([...found.keys()]).toEqual(['minisign', 'rsyslog']);
    expect(await readFile(log, 'utf8')).toBe(
      'update\ninstall -y --no-install-recommends minisign rsyslog rsyslog-openssl\n',
    );
  });

  it('goes on without what cannot be had, and says what to install', async () => {
    expect([...(await ensureTools(['minisign'], { env: env() }))]).toEqual([]);
    expect(whyMissing('rsyslog')).toBe(
      'rsyslogd is not here; its tests are skipped. Debian: "apt-get install rsyslog".',
    );
  });
});
