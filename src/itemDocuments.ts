/** Virtual documents: both sides of a held change for the diff editor, and explanations. */
import * as vscode from 'vscode';
import type { QuarantineItem } from '../common/quarantine.ts';
import type { GuardClient } from './guardClient.ts';
import { explainEntry, explainItem } from './models/explanation.ts';
import { explanationAddress, itemScheme, parseAddress, sideAddress } from './models/itemAddress.ts';
import type { Address, AddressParts } from './models/itemAddress.ts';
import { baseName, plain } from './models/wording.ts';

/** Number of ledger entries among which an explanation looks for its own. */
const explainable = 1000;

/** Serves the virtual documents of the `ringfence-item` scheme. */
export function serveItemDocuments(guard: GuardClient): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(itemScheme, {
    provideTextDocumentContent: async uri => {
      const address = parseAddress(uri.query);
      if (address === undefined) throw new Error('This is not an address of a held change.');
      return content(guard, address);
    },
  });
}

/** Opens the diff of a held change: restored on the left, attempted on the right. */
export async function openDiff(item: QuarantineItem, focus: 'take' | 'leave' = 'take'): Promise<void> {
  const [restored, attempted] = (['restored', 'attempted'] as const).map(side =>
    toUri(sideAddress(item, side)),
  );
  const title = `${plain(baseName(item.path), 60)}: restored ↔ attempted`;
  await vscode.commands.executeCommand('vscode.diff', restored, attempted, title, {
    preview: true,
    preserveFocus: focus === 'leave',
  });
}

/** Opens the page that explains an item or a ledger entry. */
export async function openExplanation(address: Exclude<Address, { kind: 'side' }>): Promise<void> {
  const uri = toUri(explanationAddress(address));
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    // The built-in markdown extension can be disabled; its source reads well too.
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}

/** Returns the item whose diff is in front, if one is. */
export const itemInFront = (): string | undefined => itemOf(vscode.window.tabGroups.activeTabGroup.activeTab);

/** Closes the diffs of an item that was decided: their buttons would have nothing left to decide. */
export async function closeDiffs(id: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs).filter(tab => itemOf(tab) === id);
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}

function itemOf(tab: vscode.Tab | undefined): string | undefined {
  const input = tab?.input;
  if (!(input instanceof vscode.TabInputTextDiff) || input.modified.scheme !== itemScheme) return undefined;
  const address = parseAddress(input.modified.query);
  return address?.kind === 'side' ? address.id : undefined;
}

async function content(guard: GuardClient, address: Address): Promise<string> {
  switch (address.kind) {
    case 'side':
      return guard.itemText(address);
    case 'item': {
      const item = (await guard.items()).find(({ id }) => id === address.id);
      return item === undefined ? 'This change is no longer in quarantine.' : explainItem(item);
    }
    case 'entry': {
      const entry = (await guard.activity(explainable)).find(({ seq }) => seq === address.seq);
      return entry === undefined ? 'This entry is too old to be shown here.' : explainEntry(entry);
    }
  }
}

const toUri = ({ path, query }: AddressParts): vscode.Uri =>
  vscode.Uri.from({ scheme: itemScheme, path, query });
