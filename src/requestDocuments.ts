/** What an agent wants to write, as diffs: shown before a person decides, gone afterwards. */
import * as vscode from 'vscode';
import type { ApprovalRequest } from '../common/session.ts';
import type { GuardClient } from './guardClient.ts';
import {
  changeAddress,
  changeText,
  changeTitle,
  parseChangeAddress,
  requestScheme,
  type ChangeAddress,
} from './models/changes.ts';
import type { OversightWatch } from './oversight.ts';

/** Serves the sides of the diffs, and closes those of requests that wait no longer. */
export function serveRequestDocuments(guard: GuardClient, oversight: OversightWatch): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(requestScheme, {
      provideTextDocumentContent: async uri => {
        const address = parseChangeAddress(uri.query);
        if (address === undefined) throw new Error('This is not an address of a request.');
        return changeText(await guard.proposal(address.id), address);
      },
    }),
    oversight.onChange(({ requests }) => void closeDecided(new Set(requests.map(({ id }) => id)))),
  );
}

/** Opens what a request would write, one diff a file; `only` names a single one. Tells when there is nothing to show. */
export async function openChanges(
  guard: GuardClient,
  request: ApprovalRequest,
  only?: number,
): Promise<void> {
  const proposal = await guard.proposal(request.id);
  if (proposal === null || proposal.files.length === 0)
    return void vscode.window.showInformationMessage('Ringfence: this writes nothing that could be shown.');
  for (const [index, file] of proposal.files.entries()) {
    if (only !== undefined && index !== only) continue;
    const [before, after] = (['before', 'after'] as const).map(side =>
      vscode.Uri.from({ scheme: requestScheme, ...changeAddress({ id: request.id, index, side }, file) }),
    );
    await vscode.commands.executeCommand('vscode.diff', before, after, changeTitle(file), {
      preview: proposal.files.length === 1 || only !== undefined,
    });
  }
}

/** Returns the id of the request whose diff is in front, if one is. */
export const requestInFront = (): string | undefined =>
  addressOf(vscode.window.tabGroups.activeTabGroup.activeTab)?.id;

async function closeDecided(waiting: ReadonlySet<string>): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(tab => {
      const address = addressOf(tab);
      return address !== undefined && !waiting.has(address.id);
    });
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}

function addressOf(tab: vscode.Tab | undefined): ChangeAddress | undefined {
  const input = tab?.input;
  if (!(input instanceof vscode.TabInputTextDiff) || input.modified.scheme !== requestScheme)
    return undefined;
  return parseChangeAddress(input.modified.query);
}
