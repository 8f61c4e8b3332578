/**
 * A tree of ours. Any extension can call our commands with made-up arguments, so a tree remembers the nodes that it has
 * drawn: a decision counts for those only.
 */
import * as vscode from 'vscode';
import type { Line } from './models/node.ts';
import { after } from './timers.ts';
import { treeItem, whileVisible } from './treeItem.ts';

/** Says what a tree shows. */
export interface OwnTreeOptions<N extends { readonly line: Line }> {
  readonly id: string;
  readonly children: (parent: N | undefined) => Promise<readonly N[]> | readonly N[];
  readonly state: (node: N) => vscode.TreeItemCollapsibleState;
  /** Runs when a line is chosen; undefined where nothing happens. */
  readonly command?: (node: N) => vscode.Command | undefined;
  /** Returns the markdown of a tooltip that takes a moment; undefined where the line's own does. */
  readonly tooltip?: (node: N) => Promise<string> | undefined;
}

/** Is a tree as views use it. */
export interface OwnTree<N> {
  readonly view: vscode.TreeView<N>;
  /** Tells whether a command argument is a node that was drawn here. */
  owns(argument: unknown): argument is N;
  /** Returns the nodes that a command was called with: those of our own that a person chose. */
  chosen(args: readonly unknown[]): readonly N[];
  redraw(): void;
  /** Opens the view with the keyboard's focus on its first line. */
  show(): Promise<void>;
  dispose(): void;
}

/** Creates a tree; it is drawn anew every half minute while it is visible, so that relative times stay true. */
export function createOwnTree<N extends { readonly line: Line }>(options: OwnTreeOptions<N>): OwnTree<N> {
  const changed = new vscode.EventEmitter<void>();
  const drawn = new WeakSet<object>();
  let roots: readonly N[] = [];
  const children = async (parent?: N): Promise<N[]> => {
    const nodes = await options.children(parent);
    for (const node of nodes) drawn.add(node);
    if (parent === undefined) roots = nodes;
    return [...nodes];
  };
  const owns = (argument: unknown): argument is N =>
    typeof argument === 'object' && argument !== null && drawn.has(argument);
  const view = vscode.window.createTreeView<N>(options.id, {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: children,
      // Only lines at the top are ever revealed.
      getParent: () => undefined,
      getTreeItem: node => {
        const item = treeItem(node.line, options.state(node));
        const command = options.command?.(node);
        if (command !== undefined) item.command = command;
        // VS Code asks for the tooltip only where there is none yet.
        if (options.tooltip?.(node) !== undefined) delete item.tooltip;
        return item;
      },
      resolveTreeItem: async (item, node) => {
        item.tooltip = new vscode.MarkdownString((await options.tooltip?.(node)) ?? node.line.tooltip);
        return item;
      },
    },
  });
  const ticking = whileVisible(view, () => changed.fire());
  return {
    view,
    owns,
    chosen: ([one, many]) => {
      // VS Code passes the node under the pointer, then the selection if that node is part of it.
      const nodes: readonly unknown[] = Array.isArray(many) && many.length > 0 ? many : [one];
      return nodes.filter(owns);
    },
    redraw: () => changed.fire(),
    show: async () => {
      await vscode.commands.executeCommand(`${options.id}.focus`);
      const [first] = roots;
      if (first !== undefined) await focus(view, first);
    },
    dispose: () => {
      for (const each of [ticking, view, changed]) each.dispose();
    },
  };
}

/** A tree that is being drawn may not know a line yet: then it is tried once more, and left at that. */
async function focus<N>(view: vscode.TreeView<N>, node: N): Promise<void> {
  for (const delayMs of [0, 300]) {
    await new Promise<void>(resolve => void after(delayMs, resolve));
    try {
      await view.reveal(node, { select: false, focus: true });
      return;
    } catch {
      // Nothing depends on it: the view has the focus.
    }
  }
}

/** Shows a sentence above the lines of a view; undefined shows none. */
export function setMessage(view: vscode.TreeView<unknown>, text: string | undefined): void {
  // An empty message still takes a line, so it has to be absent; the type wants a text.
  if (text !== undefined) view.message = text;
  else if (view.message !== undefined) view.message = '';
}
