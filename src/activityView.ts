/** The Activity view: the newest ledger entries in human words. */
import * as vscode from 'vscode';
import type { LedgerEntry } from '../common/ledger.ts';
import type { GuardClient } from './guardClient.ts';
import { activityNodes, type ActivityFilter, type ActivityNode } from './models/activity.ts';
import { createPace } from './models/pace.ts';
import { plain } from './models/wording.ts';
import { after } from './timers.ts';
import { treeItem, whileVisible } from './treeItem.ts';

const limit = 500;
/** Milliseconds in which several changes of the ledger lead to one refresh. */
const settleMs = 250;
const filterKey = 'ringfence.activity.filter';

/** Is the view as commands use it. */
export interface ActivityView {
  owns(argument: unknown): argument is ActivityNode;
  show(filter: ActivityFilter): Promise<void>;
  dispose(): void;
}

/** Creates the view; it reads the ledger only while it is visible. */
export function createActivityView(guard: GuardClient, memory: vscode.Memento): ActivityView {
  const changed = new vscode.EventEmitter<void>();
  const drawn = new WeakSet<object>();
  let filter: ActivityFilter = memory.get(filterKey) === 'all' ? 'all' : 'enforcement';
  let entries: readonly LedgerEntry[] = [];

  const view = vscode.window.createTreeView<ActivityNode>('ringfence.activity', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: node => treeItem(node.line, vscode.TreeItemCollapsibleState.None),
      getChildren: parent => {
        if (parent !== undefined) return [];
        const nodes = activityNodes(entries, filter, Date.now());
        for (const node of nodes) drawn.add(node);
        return [...nodes];
      },
    },
  });
  const refresh = async (): Promise<void> => {
    entries = await read(guard);
    changed.fire();
  };
  const pace = createPace({ run: refresh, delayMs: settleMs, after });
  const schedule = (): void => {
    if (view.visible) pace.request();
  };
  const setFilter = (next: ActivityFilter): void => {
    filter = next;
    view.description = next === 'all' ? 'everything' : 'enforcement';
    void vscode.commands.executeCommand('setContext', filterKey, next);
    changed.fire();
  };
  setFilter(filter);
  const listening = vscode.Disposable.from(
    pace,
    guard.onChanged(schedule),
    guard.onLife(schedule),
    view.onDidChangeVisibility(schedule),
    whileVisible(view, () => changed.fire()),
  );
  return {
    owns: (argument): argument is ActivityNode =>
      typeof argument === 'object' && argument !== null && drawn.has(argument),
    show: async next => {
      setFilter(next);
      await memory.update(filterKey, next);
    },
    dispose: () => {
      for (const each of [listening, view, changed]) each.dispose();
    },
  };
}

async function read(guard: GuardClient): Promise<readonly LedgerEntry[]> {
  if (guard.life.kind !== 'running') return [];
  try {
    return await guard.activity(limit);
  } catch (error) {
    guard.log.error(plain(`Activity view: ${String(error)}`, 300));
    return [];
  }
}
