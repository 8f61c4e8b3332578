/** A home of its own in which agents' files are written and read. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InstallSetting } from '../../../server/agents/index.ts';
import { ringfenceFolders } from '../../../server/platform/folders.ts';

const scratch: string[] = [];

/** Removes every home of this test file. */
export const removePlaces = (): void =>
  scratch.splice(0).forEach(folder => rmSync(folder, { recursive: true, force: true }));

/** Is a home; files are named relative to it. */
export interface Place extends InstallSetting {
  write(file: string, text: string | Buffer): string;
  read(file: string): string;
}

/** Makes a home with an odd name, so that nothing relies on plain paths. */
export function makePlace(): Place {
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'rf install-')));
  scratch.push(home);
  const { platform } = process;
  const absolute = (file: string): string => path.join(home, file);
  return {
    home,
    platform,
    env: {},
    folders: ringfenceFolders({ env: {}, home, platform }),
    roots: [path.join(home, 'work')],
    runtime: process.execPath,
    hook: path.join(home, 'hook.js'),
    write(file, text) {
      mkdirSync(path.dirname(absolute(file)), { recursive: true });
      writeFileSync(absolute(file), text);
      return absolute(file);
    },
    read: file => readFileSync(absolute(file), 'utf8'),
  };
}
