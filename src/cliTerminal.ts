/** Runs `dist/cli.js` in a terminal of its own that stays open. Needs no shell, so it works in Restricted Mode too. */
import { spawn, type ChildProcess } from 'node:child_process';
import { homedir } from 'node:os';
import * as vscode from 'vscode';

/** Opens a terminal that shows a run of our command line. */
export function runInTerminal(
  context: vscode.ExtensionContext,
  title: string,
  args: readonly string[],
): void {
  const terminal = vscode.window.createTerminal({
    name: `Ringfence: ${title}`,
    iconPath: new vscode.ThemeIcon('shield'),
    pty: createCliTerminal(context.asAbsolutePath('dist/cli.js'), args),
  });
  terminal.show();
}

function createCliTerminal(cli: string, args: readonly string[]): vscode.Pseudoterminal {
  const output = new vscode.EventEmitter<string>();
  let child: ChildProcess | undefined;
  const write = (text: string): void => output.fire(text.replaceAll(/\r?\n/g, '\r\n'));

  return {
    onDidWrite: output.event,
    open: () => {
      write(`> ringfence ${args.join(' ')}\n\n`);
      child = spawn(process.execPath, [cli, ...args], {
        cwd: workingFolder(),
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', FORCE_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => write(text));
      }
      child.on('error', error => write(`\nRingfence could not start: ${error.message}\n`));
      child.on('close', code => write(`\n${closing(code)}\n`));
    },
    close: () => {
      child?.kill();
      output.dispose();
    },
  };
}

const closing = (code: number | null): string =>
  code === 0 ? 'Finished: all clear.' : `Finished with exit code ${code ?? 'unknown'}.`;

const workingFolder = (): string =>
  vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath ?? homedir();
