/** Tests that the stand-in reads a VS Code command line as VS Code does. */
import { describe, expect, it } from 'vitest';
import { readTestRun, workbenchPayload } from '../../../support/vscode/standInArguments.ts';

/** What `@vscode/test-electron` 3.1 passes. */
const commandLine = [
  '/work space/folder',
  '--user-data-dir=/scratch/data',
  '--extensions-dir=/scratch/extensions',
  '--no-sandbox',
  '--disable-gpu-sandbox',
  '--disable-updates',
  '--skip-welcome',
  '--skip-release-notes',
  '--no-cached-data',
  '--disable-workspace-trust',
  '--extensionTestsPath=/repo/out/index.js',
  '--extensionDevelopmentPath=/repo',
  '--extensionDevelopmentPath=/other=one',
];

describe('readTestRun', () => {
  it('finds everything that matters in a real command line', () => {
    expect(readTestRun(commandLine)).toEqual({
      testsPath: '/repo/out/index.js',
      developmentPaths: ['/repo', '/other=one'],
      folder: '/work space/folder',
      proposedApi: false,
      disableExtensions: false,
      disableTrust: true,
      userDataDir: '/scratch/data',
      extensionsDir: '/scratch/extensions',
    });
  });

  it('sees flags with and without a value', () => {
    const run = readTestRun(['--enable-proposed-api=a.b', '--disable-extensions', '--extensionTestsPath=/t']);
    expect(run).toEqual({
      testsPath: '/t',
      developmentPaths: [],
      proposedApi: true,
      disableExtensions: true,
      disableTrust: false,
    });
  });

  it('refuses to start when there is nothing to run', () => {
    expect(() => readTestRun(['/folder'])).toThrow('--extensionTestsPath=FILE is missing');
  });
});

describe('workbenchPayload', () => {
  it('points the workbench at files behind the server', () => {
    const run = readTestRun([...commandLine, '--disable-extensions', '--enable-proposed-api']);
    expect(workbenchPayload(run, 4000)).toEqual([
      ['extensionDevelopmentPath', 'vscode-remote://127.0.0.1:4000/repo'],
      ['extensionDevelopmentPath', 'vscode-remote://127.0.0.1:4000/other=one'],
      ['extensionTestsPath', 'vscode-remote://127.0.0.1:4000/repo/out/index.js'],
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
      ['enableProposedApi', ''],
      ['disableExtensions', 'true'],
    ]);
  });
});
