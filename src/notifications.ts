/** Tells people about incidents: one notification each, one for a storm, never modal. */
import * as vscode from 'vscode';
import type { QuarantineItem } from '../common/quarantine.ts';
import { settleAll } from './decisions.ts';
import type { GuardClient } from './guardClient.ts';
import { createCoalescer, incidentNotice } from './models/incident.ts';
import { after } from './timers.ts';

/** Shows a notification for each incident until disposed. */
export function notifyOfIncidents(guard: GuardClient): vscode.Disposable {
  const coalescer = createCoalescer<QuarantineItem>({
    now: () => performance.now(),
    after,
    show: items => void show(guard, items),
  });
  return vscode.Disposable.from(
    guard.onIncident(incident => coalescer.add(incident.items.filter(item => item.state === 'held'))),
    coalescer,
  );
}

async function show(guard: GuardClient, items: readonly QuarantineItem[]): Promise<void> {
  const notice = incidentNotice(items);
  if (notice === undefined) return;
  const button = await vscode.window.showWarningMessage(notice.message, ...notice.buttons);
  const [first] = items;
  switch (button) {
    case 'Review':
      return items.length === 1 && first !== undefined
        ? vscode.commands.executeCommand('ringfence.reviewItem', first.id)
        : vscode.commands.executeCommand('ringfence.showQuarantine');
    case 'Approve':
    case 'Keep Restored': {
      const action = button === 'Approve' ? 'approve' : 'keep';
      return settleAll(
        guard,
        items.map(item => ({ item, request: { id: item.id, action } })),
      );
    }
    case undefined:
      return undefined;
  }
}
