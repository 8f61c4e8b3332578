/** Tests which VS Code the editor suite runs on. */
import { describe, expect, it } from 'vitest';
import { chooseEditor } from '../../editor/run.ts';

const standIn = { kind: 'executable', file: expect.stringMatching(/support[\\/]vscode[\\/]standIn\.mjs$/u) };

describe('chooseEditor', () => {
  it.each([
    ['code-server stands in where nothing is asked', {}, 'linux', standIn],
    ['also on macOS', {}, 'darwin', standIn],
    ['but not on Windows, where it does not run', {}, 'win32', { kind: 'download', version: 'stable' }],
    ['a path', { RINGFENCE_VSCODE: '/opt/code' }, 'linux', { kind: 'executable', file: '/opt/code' }],
    [
      'a path on Windows',
      { RINGFENCE_VSCODE: 'C:\\c.exe' },
      'win32',
      { kind: 'executable', file: 'C:\\c.exe' },
    ],
    ['a download', { RINGFENCE_VSCODE: 'download' }, 'linux', { kind: 'download', version: 'stable' }],
    [
      'a download of one version',
      { RINGFENCE_VSCODE: 'download', RINGFENCE_VSCODE_VERSION: '1.105.0' },
      'linux',
      { kind: 'download', version: '1.105.0' },
    ],
  ] as const)('%s', (_story, env, platform, expected) => {
    expect(chooseEditor(env, platform)).toEqual(expected);
  });
});
