/** Runs `dist/cli.js` with VS Code's own runtime, so that no shell and no `node` on PATH is needed. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { homedir } from 'node:os';
import type { Readable } from 'node:stream';
import * as vscode from 'vscode';

/** Starts our command line in the first folder of the window. */
export const startCli = (
  context: vscode.ExtensionContext,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ChildProcessByStdio<null, Readable, Readable> =>
  spawn(process.execPath, [context.asAbsolutePath('dist/cli.js'), ...args], {
    cwd: workingFolder(),
    env: { ...process.env, ...env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Is what a run of our command line left behind. */
export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs our command line and waits for its end; rejects when it cannot be started. */
export function runCli(context: vscode.ExtensionContext, args: readonly string[]): Promise<CliRun> {
  const child = startCli(context, args);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve({ code, out, err }));
  });
}

const workingFolder = (): string =>
  vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath ?? homedir();
