/** Tells people that agents wait for them: one notification each, one for a storm, never modal. */
import * as vscode from 'vscode';
import type { ApprovalRequest } from '../common/session.ts';
import { createCoalescer } from './models/incident.ts';
import { isOfWindow, requestNotice } from './models/oversight.ts';
import { allowRequests, denyRequests, type Overseeing } from './overseeing.ts';
import { openChanges } from './requestDocuments.ts';
import { after } from './timers.ts';

/** Shows a notification for each new request until disposed. */
export function notifyOfRequests(context: Overseeing): vscode.Disposable {
  const told = new Set<string>();
  const coalescer = createCoalescer<ApprovalRequest>({
    now: () => performance.now(),
    after,
    show: requests => void show(context, requests),
  });
  const listening = context.oversight.onChange(({ requests }) => {
    const fresh = requests.filter(request => !told.has(request.id) && isForThisWindow(request));
    for (const { id } of fresh) told.add(id);
    coalescer.add(fresh);
  });
  return vscode.Disposable.from(listening, coalescer);
}

/** Several windows see the same requests: the one with the agent's folder tells, else the one in front. */
const isForThisWindow = ({ cwd }: ApprovalRequest): boolean =>
  vscode.window.state.focused ||
  isOfWindow(
    cwd,
    (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
  );

async function show(context: Overseeing, requests: readonly ApprovalRequest[]): Promise<void> {
  // What was decided while it waited to be told needs no telling.
  const open = new Set(context.oversight.current.requests.map(({ id }) => id));
  const waiting = requests.filter(({ id }) => open.has(id));
  const notice = requestNotice(waiting);
  if (notice === undefined) return;
  switch (await vscode.window.showWarningMessage(notice.message, ...notice.buttons)) {
    case 'Show Diff':
      await Promise.all(waiting.map(request => openChanges(context.guard, request)));
      return vscode.commands.executeCommand('ringfence.showApprovals');
    case 'Review':
      return vscode.commands.executeCommand('ringfence.showApprovals');
    case 'Allow Once':
      return allowRequests(context, waiting, 'once');
    case 'Deny':
    case 'Deny All':
      return denyRequests(context, waiting);
    case undefined:
      return undefined;
  }
}
