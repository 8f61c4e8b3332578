import { describe, expect, it } from 'vitest';
import { ringfenceFolders } from '../../../server/platform/folders.ts';

describe('folders of Ringfence', () => {
  it.each([
    ['linux', {}, '/home/u', '/home/u/.local/state/ringfence', '/home/u/.config/ringfence'],
    ['linux', { XDG_STATE_HOME: '/s', XDG_CONFIG_HOME: '/c' }, '/home/u', '/s/ringfence', '/c/ringfence'],
    [
      'linux',
      { XDG_STATE_HOME: 'relative', XDG_CONFIG_HOME: '' },
      '/home/u',
      '/home/u/.local/state/ringfence',
      '/home/u/.config/ringfence',
    ],
    [
      'darwin',
      {},
      '/Users/u',
      '/Users/u/Library/Application Support/Ringfence/State',
      '/Users/u/Library/Application Support/Ringfence',
    ],
    [
      'win32',
      {},
      'C:\\Users\\u',
      'C:\\Users\\u\\AppData\\Local\\Ringfence',
      'C:\\Users\\u\\AppData\\Roaming\\Ringfence',
    ],
    [
      'win32',
      { LOCALAPPDATA: 'D:\\L', APPDATA: 'D:\\R' },
      'C:\\Users\\u',
      'D:\\L\\Ringfence',
      'D:\\R\\Ringfence',
    ],
  ] as const)('on %s with %o', (platform, env, home, state, config) => {
    const folders = ringfenceFolders({ env, home, platform });
    expect(folders).toMatchObject({ state, config });
    for (const folder of [folders.quarantine, folders.snapshots, folders.ledger, folders.run, folders.bin]) {
      expect(folder.startsWith(state)).toBe(true);
    }
  });
});
