/** The Approvals view: what agents wait for, and what a person allowed. */
import * as vscode from 'vscode';
import type { ProposedFile, TimelineLine } from '../common/session.ts';
import type { GuardClient } from './guardClient.ts';
import { approvalChildren, approvalRoots, requestTooltip, type ApprovalNode } from './models/oversight.ts';
import { count } from './models/wording.ts';
import type { OversightWatch } from './oversight.ts';
import { createOwnTree, setMessage, type OwnTree } from './ownTree.ts';

/** Requests up to this many are shown with their reasons at once. */
const fewRequests = 2;

/** Creates the view and keeps it current. */
export function createApprovalsView(guard: GuardClient, oversight: OversightWatch): OwnTree<ApprovalNode> {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const tree = createOwnTree<ApprovalNode>({
    id: 'ringfence.approvals',
    children: async parent =>
      parent === undefined
        ? approvalRoots(oversight.current, Date.now())
        : approvalChildren(
            parent,
            {
              timeline: parent.kind === 'story' ? await did(guard, parent) : [],
              files: parent.kind === 'request' ? await wouldWrite(guard, parent) : [],
            },
            Date.now(),
          ),
    command: node =>
      node.kind === 'change'
        ? { command: 'ringfence.showChange', title: 'Show Diff', arguments: [node] }
        : undefined,
    state: node => {
      const { kind } = node;
      if (kind === 'detail' || kind === 'grant') return None;
      if (kind === 'change') return node.file.keys.length === 0 ? None : Expanded;
      return kind === 'request' && oversight.current.requests.length <= fewRequests ? Expanded : Collapsed;
    },
    tooltip: node =>
      node.kind === 'request'
        ? did(guard, node).then(timeline => requestTooltip(node.request, timeline))
        : undefined,
  });
  const draw = (): void => {
    const waiting = oversight.current.requests.length;
    tree.view.badge =
      waiting === 0
        ? undefined
        : { value: waiting, tooltip: `${count(waiting, 'action')} of agents waiting for your decision` };
    setMessage(tree.view, oversight.trouble);
    tree.redraw();
  };
  const listening = oversight.onChange(draw);
  return {
    ...tree,
    dispose: () => {
      listening.dispose();
      tree.dispose();
    },
  };
}

/** Returns what a request would write; without it the rest still helps to decide. */
async function wouldWrite(
  guard: GuardClient,
  { request }: Extract<ApprovalNode, { kind: 'request' }>,
): Promise<readonly ProposedFile[]> {
  if (request.changes === undefined) return [];
  try {
    return (await guard.proposal(request.id))?.files ?? [];
  } catch (error) {
    guard.log.warn(`Approvals view: ${String(error)}`);
    return [];
  }
}

/** Returns what the session of a request did; without it the rest still helps to decide. */
async function did(guard: GuardClient, node: ApprovalNode): Promise<readonly TimelineLine[]> {
  if (node.kind !== 'request' && node.kind !== 'story') return [];
  try {
    return await guard.timeline(node.request.id);
  } catch (error) {
    guard.log.warn(`Approvals view: ${String(error)}`);
    return [];
  }
}
