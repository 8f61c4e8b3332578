/** Draws a line of a tree. */
import * as vscode from 'vscode';
import type { Line } from './models/node.ts';

/** Turns a line into a tree item; its tooltip is never trusted to run commands. */
export function treeItem(line: Line, state: vscode.TreeItemCollapsibleState): vscode.TreeItem {
  const item = new vscode.TreeItem(line.label, state);
  item.id = line.id;
  item.description = line.description;
  item.tooltip = new vscode.MarkdownString(line.tooltip);
  item.accessibilityInformation = { label: line.accessible };
  if (line.context !== undefined) item.contextValue = line.context;
  if (line.icon !== undefined) {
    const { id, color } = line.icon;
    item.iconPath = new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
  }
  return item;
}

/** Calls back every half minute while a view is visible, so that relative times stay true. */
export function whileVisible(view: vscode.TreeView<unknown>, tick: () => void): vscode.Disposable {
  const timer = setInterval(() => {
    if (view.visible) tick();
  }, 30_000);
  return new vscode.Disposable(() => clearInterval(timer));
}
