/** Runs `dist/cli.js` in a terminal of its own that stays open. Needs no shell, so it works in Restricted Mode too. */
import type { ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';
import { startCli } from './cli.ts';

/** Opens a terminal that shows a run of our command line. */
export function runInTerminal(
  context: vscode.ExtensionContext,
  title: string,
  args: readonly string[],
): void {
  const terminal = vscode.window.createTerminal({
    name: `Ringfence: ${title}`,
    iconPath: new vscode.ThemeIcon('shield'),
    pty: createCliTerminal(context, args),
  });
  terminal.show();
}

function createCliTerminal(context: vscode.ExtensionContext, args: readonly string[]): vscode.Pseudoterminal {
  const output = new vscode.EventEmitter<string>();
  let child: ChildProcess | undefined;
  const write = (text: string): void => output.fire(text.replaceAll(/\r?\n/g, '\r\n'));

  return {
    onDidWrite: output.event,
    open: () => {
      write(`> ringfence ${args.join(' ')}\n\n`);
      const running = startCli(context, args, { FORCE_COLOR: '1' });
      child = running;
      for (const stream of [running.stdout, running.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => write(text));
      }
      running.on('error', error => write(`\nRingfence could not start: ${error.message}\n`));
      running.on('close', code => write(`\n${closing(code)}\n`));
    },
    close: () => {
      child?.kill();
      output.dispose();
    },
  };
}

const closing = (code: number | null): string =>
  code === 0 ? 'Finished: all clear.' : `Finished with exit code ${code ?? 'unknown'}.`;
