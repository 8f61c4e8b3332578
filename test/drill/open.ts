/** Opens VS Code with Ringfence on the demo workspace: the desktop `code` given as argument, else code-server. */
import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { vsixPath } from '../../scripts/package.mjs';
import { startCodeServer } from '../support/vscode/codeServer.ts';
import { writeDemoWorkspace } from './workspace.ts';

const scratch = await mkdtemp(path.join(os.tmpdir(), 'ringfence-demo-'));
const workspace = path.join(scratch, 'parcel-tracker');
await writeDemoWorkspace(workspace);

const [desktop] = process.argv.slice(2);
if (desktop === undefined) await openServer();
else await openDesktop(desktop);

/** A profile of its own: the developer's extensions and settings stay as they are. */
async function openDesktop(code: string): Promise<void> {
  const profile = [
    '--user-data-dir',
    path.join(scratch, 'user'),
    '--extensions-dir',
    path.join(scratch, 'extensions'),
  ];
  await run(code, [...profile, '--install-extension', vsixPath]);
  console.log(`Opening ${workspace} in VS Code with a scratch profile. Close the window when you are done.`);
  await run(code, [...profile, '--new-window', '--wait', workspace, path.join(workspace, 'README.md')]);
}

async function openServer(): Promise<void> {
  const server = await startCodeServer({
    vsix: [vsixPath],
    workspaceTrust: true,
    userSettings: { 'workbench.startupEditor': 'readme' },
    undriven: true,
  });
  console.log(
    `\n  VS Code with Ringfence:  ${server.url}/?folder=${encodeURIComponent(workspace)}\n\n  Ctrl-C ends it.`,
  );
  await new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await server.stop();
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
    child.once('error', reject);
    child.once('exit', code =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${String(code)}.`)),
    );
  });
}
