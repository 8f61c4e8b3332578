/** Builds the language client that starts `dist/server.mjs` over Node IPC. Restarting is the supervisor's task. */
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import type { LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';
import { readConfiguration } from './configuration.ts';

/** Agents read texts of every kind; which of them the guard has something to say about, it knows itself. */
const documents = ['file', 'untitled'].map(scheme => ({ scheme }));

/** Creates a client that calls `died` once when its process ends unasked. */
export function createLanguageClient(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  died: (reason: string) => void,
): LanguageClient {
  const module = context.asAbsolutePath('dist/server.mjs');
  // The client forks with the extension host's own executable and sets ELECTRON_RUN_AS_NODE, so the server runs on
  // desktop and remote alike; it reads its execPath and versions to write launchers for hooks.
  const serverOptions: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=0'] } },
  };
  const clientOptions: LanguageClientOptions = {
    documentSelector: documents,
    initializationOptions: () => readConfiguration(),
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticCollectionName: 'ringfence',
    // Findings quote what they found; nothing in them may become a link that runs a command.
    markdown: { isTrusted: false, supportHtml: false },
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        died('its process ended. See the Ringfence log for the cause.');
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
    initializationFailedHandler: error => {
      log.error(`The guard did not start: ${String(error)}`);
      return false;
    },
  };
  return new LanguageClient('ringfence', 'Ringfence', serverOptions, clientOptions);
}

/** Milliseconds that the guard gets to stop in good order. */
const stopMs = 2000;

/** Stops a client and its process; never rejects. */
export async function stopLanguageClient(
  client: LanguageClient,
  log: vscode.LogOutputChannel,
): Promise<void> {
  try {
    if (client.state !== State.Stopped) await client.stop(stopMs);
    await client.dispose();
  } catch (error) {
    log.warn(`The guard did not stop cleanly: ${String(error)}`);
  }
}
