/** Entry of the extension: composes the parts and owns their lifetimes. */
import type * as vscode from 'vscode';
import { createGuardClient, type GuardClient } from './guardClient.ts';
import { showStatus } from './status.ts';

let guard: GuardClient | undefined;

/** Starts Ringfence in this window. Returns at once: the guard process starts in the background. */
export function activate(context: vscode.ExtensionContext): void {
  guard = createGuardClient(context);
  context.subscriptions.push(guard, showStatus(guard));
  void guard.start();
}

/** Stops the guard process; VS Code waits for it. */
export async function deactivate(): Promise<void> {
  await guard?.stop();
}
