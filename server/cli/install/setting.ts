/** Says on whose behalf, and with which launcher, the command line installs and looks. */
import path from 'node:path';
import type { InstallSetting } from '../../agents/index.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import type { CommandContext } from '../command.ts';

/** Returns the setting of this process: its own runtime, the hook beside it, the current folder as workspace. */
export const installSettingOf = ({ assets, surroundings, cwd }: CommandContext): InstallSetting => ({
  ...surroundings,
  runtime: process.execPath,
  hook: path.join(assets, 'hook.js'),
  folders: ringfenceFolders(surroundings),
  roots: [cwd],
});
