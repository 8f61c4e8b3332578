/** Tells people that a folder which they opened switches agents' hooks off, and undoes or keeps that as they say. */
import * as vscode from 'vscode';
import type { SwitchedOff } from '../common/protocol.ts';
import type { GuardClient } from './guardClient.ts';
import { switchNotice } from './models/killSwitches.ts';
import { plain } from './models/wording.ts';

/** Shows one notice for all switches of the folders that were opened, until disposed. */
export const notifyOfKillSwitches = (guard: GuardClient, decided: () => void): vscode.Disposable =>
  guard.onSwitchedOff(switches => void tell(guard, switches).then(decided));

async function tell(guard: GuardClient, switches: readonly SwitchedOff[]): Promise<void> {
  const notice = switchNotice(switches);
  if (notice === undefined) return;
  switch (await vscode.window.showWarningMessage(notice.message, ...notice.buttons)) {
    case 'Show':
      for (const each of switches) await open(each);
      // It is looked at, not decided.
      return tell(guard, switches);
    case 'Undo It':
    case 'Undo All':
      return settle(guard, switches, 'undo');
    case 'Keep':
    case 'Keep All':
      return settle(guard, switches, 'keep');
    case undefined:
      return undefined;
  }
}

async function open({ path, line }: SwitchedOff): Promise<void> {
  const selection = new vscode.Range(line - 1, 0, line - 1, 0);
  await vscode.window.showTextDocument(vscode.Uri.file(path), { selection, preview: false });
}

async function settle(guard: GuardClient, switches: readonly SwitchedOff[], action: 'undo' | 'keep') {
  for (const each of switches) {
    const outcome = await guard.settleSwitch({ path: each.path, rule: each.rule, action });
    if (!outcome.ok) void vscode.window.showErrorMessage(`Ringfence: ${plain(outcome.message, 300)}`);
  }
}
