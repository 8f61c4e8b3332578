/** The Quarantine view: what was held back, and what was decided. */
import * as vscode from 'vscode';
import type { QuarantineItem } from '../common/quarantine.ts';
import type { GuardClient } from './guardClient.ts';
import { itemNode, quarantineChildren, quarantineRoots, type QuarantineNode } from './models/quarantine.ts';
import { createPace } from './models/pace.ts';
import { count, plain } from './models/wording.ts';
import { after } from './timers.ts';
import { treeItem, whileVisible } from './treeItem.ts';

/** Is the view as commands use it. */
export interface QuarantineView {
  /** Tells whether a command argument is a node that a person chose here, and not a look-alike from another extension. */
  owns(argument: unknown): argument is QuarantineNode;
  selection(): readonly QuarantineNode[];
  /** Opens the view with the keyboard's focus on its first line. */
  show(): Promise<void>;
  /** Selects an item in the tree, if the view can be shown. */
  reveal(item: QuarantineItem): Promise<void>;
  dispose(): void;
}

/** Creates the view and keeps it current. */
export function createQuarantineView(guard: GuardClient): QuarantineView {
  const changed = new vscode.EventEmitter<void>();
  const drawn = new WeakSet<object>();
  const parents = new WeakMap<QuarantineNode, QuarantineNode>();
  let items: readonly QuarantineItem[] = [];

  const children = (parent?: QuarantineNode): QuarantineNode[] => {
    const nodes =
      parent === undefined ? quarantineRoots(items, Date.now()) : quarantineChildren(parent, Date.now());
    for (const node of nodes) {
      drawn.add(node);
      if (parent !== undefined) parents.set(node, parent);
    }
    return [...nodes];
  };
  const view = vscode.window.createTreeView<QuarantineNode>('ringfence.quarantine', {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: children,
      getTreeItem: node => draw(node),
      getParent: node => parents.get(node),
    },
  });
  const refresh = async (): Promise<void> => {
    const { list, trouble } = await read(guard);
    items = list;
    const held = items.filter(item => item.state === 'held').length;
    view.badge = held === 0 ? undefined : { value: held, tooltip: `${count(held, 'change')} held back` };
    // An empty message still takes a line, so it has to be absent; the type wants a text.
    if (trouble !== undefined) view.message = trouble;
    else if (view.message !== undefined) view.message = '';
    changed.fire();
  };
  const pace = createPace({ run: refresh, delayMs: 50, after });
  const listening = vscode.Disposable.from(
    pace,
    guard.onChanged(pace.request),
    guard.onLife(pace.request),
    whileVisible(view, () => changed.fire()),
  );
  return {
    owns: (argument): argument is QuarantineNode =>
      typeof argument === 'object' && argument !== null && drawn.has(argument),
    selection: () => view.selection,
    show: () => open(view, children),
    reveal: async item => {
      const roots = children();
      const nested = roots.flatMap(root =>
        root.kind === 'file' || root.kind === 'history' ? children(root) : [root],
      );
      const target = nested.find(node => node.kind === 'item' && node.item.id === item.id);
      await reveal(view, target ?? itemNode(item, Date.now()), { select: true, focus: false, expand: true });
    },
    dispose: () => {
      for (const each of [listening, view, changed]) each.dispose();
    },
  };
}

async function open(
  view: vscode.TreeView<QuarantineNode>,
  lines: () => readonly QuarantineNode[],
): Promise<void> {
  await vscode.commands.executeCommand('ringfence.quarantine.focus');
  // A view that opens for the first time is still empty when VS Code gives it the focus, and loses it again.
  const [first] = lines();
  if (first !== undefined) await reveal(view, first, { select: false, focus: true });
}

/** Scrolls to a line. A tree that is being drawn may not know it yet: then it is tried once more, and left at that. */
async function reveal(
  view: vscode.TreeView<QuarantineNode>,
  node: QuarantineNode,
  options: Parameters<typeof view.reveal>[1],
): Promise<void> {
  for (const delayMs of [0, 300]) {
    await new Promise<void>(resolve => void after(delayMs, resolve));
    try {
      await view.reveal(node, options);
      return;
    } catch {
      // Nothing depends on it: the line is in the tree as soon as it is drawn.
    }
  }
}

async function read(
  guard: GuardClient,
): Promise<{ readonly list: readonly QuarantineItem[]; readonly trouble?: string }> {
  if (guard.life.kind !== 'running') return { list: [] };
  try {
    return { list: await guard.items() };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    guard.log.error(`Quarantine view: ${cause}`);
    return { list: [], trouble: plain(`The quarantine could not be read. ${cause}`, 300) };
  }
}

function draw(node: QuarantineNode): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const held = node.kind === 'file' || (node.kind === 'item' && node.item.state === 'held');
  const leaf =
    node.kind === 'key' ||
    node.kind === 'finding' ||
    (node.kind === 'item' && node.item.keys.length + node.item.findings.length === 0);
  const item = treeItem(node.line, leaf ? None : held ? Expanded : Collapsed);
  if (node.kind === 'item' || node.kind === 'key' || node.kind === 'finding') {
    item.command = { command: 'ringfence.reviewItem', title: 'Review', arguments: [node.item.id, 'in-tree'] };
  }
  return item;
}
