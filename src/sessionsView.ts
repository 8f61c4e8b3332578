/** The Sessions view: agents' sessions that have taken something in, and what each did. */
import * as vscode from 'vscode';
import type { GuardClient } from './guardClient.ts';
import { createPace } from './models/pace.ts';
import { sessionChildren, sessionRoots, type SessionNode } from './models/sessions.ts';
import type { OversightWatch } from './oversight.ts';
import { createOwnTree, setMessage, type OwnTree } from './ownTree.ts';
import { after } from './timers.ts';

/** Milliseconds in which several lines of the ledger lead to one redraw. */
const settleMs = 500;

/** Creates the view; it is drawn only while it is visible. */
export function createSessionsView(guard: GuardClient, oversight: OversightWatch): OwnTree<SessionNode> {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const tree = createOwnTree<SessionNode>({
    id: 'ringfence.sessions',
    children: async parent => {
      if (parent === undefined) return sessionRoots(oversight.current.sessions, Date.now());
      if (parent.kind !== 'session') return [];
      return sessionChildren(parent, await guard.timeline(parent.session.id), Date.now());
    },
    state: ({ kind }) => (kind === 'session' ? Collapsed : None),
  });
  const draw = (): Promise<void> => {
    setMessage(tree.view, oversight.trouble);
    tree.redraw();
    return Promise.resolve();
  };
  const pace = createPace({ run: draw, delayMs: settleMs, after });
  const schedule = (): void => {
    if (tree.view.visible) pace.request();
  };
  const listening = vscode.Disposable.from(
    pace,
    guard.onChanged(schedule),
    oversight.onChange(schedule),
    tree.view.onDidChangeVisibility(schedule),
  );
  return {
    ...tree,
    dispose: () => {
      listening.dispose();
      tree.dispose();
    },
  };
}
