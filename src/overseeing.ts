/**
 * Decisions about agents. Any extension, and an agent through its “run command” tool, can call our commands with
 * made-up arguments; so a decision counts only for nodes that were chosen in our own tree, and everything else is asked
 * of the person in front of the screen first, with nothing ticked beforehand.
 */
import * as vscode from 'vscode';
import type { OverseeRequest } from '../common/protocol.ts';
import type { ApprovalRequest, Grant, GrantScope, SessionRecord } from '../common/session.ts';
import type { GuardClient } from './guardClient.ts';
import { scopeWords, type ApprovalNode } from './models/oversight.ts';
import type { SessionNode } from './models/sessions.ts';
import { ago, baseName, left, plain, who } from './models/wording.ts';
import type { OversightWatch } from './oversight.ts';
import type { OwnTree } from './ownTree.ts';
import { openChanges, requestInFront } from './requestDocuments.ts';

/** Is what decisions work with. */
export interface Overseeing {
  readonly guard: GuardClient;
  readonly oversight: OversightWatch;
  readonly approvals: OwnTree<ApprovalNode>;
  readonly sessions: OwnTree<SessionNode>;
}

interface Decision {
  readonly subject: string;
  readonly request: OverseeRequest;
}

/** Carries decisions out and says what came of them. */
async function settle({ guard, oversight }: Overseeing, decisions: readonly Decision[], done: string) {
  const settled: Decision[] = [];
  for (const decision of decisions) {
    const outcome = await guard.oversee(decision.request);
    if (outcome.ok) settled.push(decision);
    else
      void vscode.window.showErrorMessage(
        `Ringfence: ${plain(decision.subject, 80)}: ${plain(outcome.message, 400)}`,
      );
  }
  await oversight.refresh();
  const [first] = settled;
  if (first === undefined) return;
  const what = settled.length === 1 ? plain(first.subject, 60) : String(settled.length);
  vscode.window.setStatusBarMessage(`$(shield) ${done}: ${what}`, 8000);
}

/** Allows requests for as long as a scope says. */
export const allowRequests = (context: Overseeing, requests: readonly ApprovalRequest[], scope: GrantScope) =>
  settle(
    context,
    requests.map(({ id, subject }) => ({ subject, request: { action: 'allow', id, scope } })),
    // The agent was told to try again after the approval; some wait until they are asked to.
    `Allowed ${scopeWords[scope]}, the agent may try again`,
  );

/** Denies requests; their agents have been refused already. */
export const denyRequests = (context: Overseeing, requests: readonly ApprovalRequest[]) =>
  settle(
    context,
    requests.map(({ id, subject }) => ({ subject, request: { action: 'deny', id } })),
    'Denied',
  );

const titles: Readonly<Record<GrantScope, string>> = {
  once: 'Allow once',
  session: 'Allow for the agent’s session',
  workspace: 'Allow in its folder, for every session',
};

/** Allows what a command was called with, or what the person then ticks. */
export async function allow(context: Overseeing, scope: GrantScope, args: readonly unknown[]): Promise<void> {
  const chosen = chosenRequests(context, args);
  const requests = chosen.length > 0 ? chosen : await pickRequests(context, titles[scope]);
  await allowRequests(context, requests, scope);
}

/** Denies what a command was called with, or what the person then ticks. */
export async function deny(context: Overseeing, args: readonly unknown[]): Promise<void> {
  const chosen = chosenRequests(context, args);
  await denyRequests(context, chosen.length > 0 ? chosen : await pickRequests(context, 'Deny'));
}

/**
 * Decides about what is selected in the view, for its keys. Any extension can select a line there and run a command, so
 * an approval is asked once more, with nothing ticked; to deny does no harm.
 */
export async function decideSelected(context: Overseeing, action: 'allow' | 'deny'): Promise<void> {
  const chosen = chosenRequests(context, [undefined, context.approvals.view.selection]);
  if (action === 'deny') return deny(context, [undefined, context.approvals.view.selection]);
  const requests =
    chosen.length > 0
      ? await pick(titles.once, 'no agent waits for you', chosen, describeRequest)
      : await pickRequests(context, titles.once);
  await allowRequests(context, requests, 'once');
}

/** Shows what would be written by the request that a command was called with, or by one that the person picks. */
export async function showChange(context: Overseeing, args: readonly unknown[]): Promise<void> {
  const [node] = context.approvals.chosen(args);
  if (node?.kind === 'change') return openChanges(context.guard, node.request, node.index);
  if (node?.kind === 'request') return openChanges(context.guard, node.request);
  const { requests } = await context.oversight.refresh();
  const writing = requests.filter(({ changes }) => changes !== undefined);
  const [only, ...more] = writing;
  if (only === undefined)
    return void vscode.window.showInformationMessage('Ringfence: no request that waits would write a file.');
  const picked =
    more.length === 0
      ? only
      : (
          await vscode.window.showQuickPick(
            writing.map(request => ({ ...describeRequest(request), request })),
            { title: 'Show what would be written' },
          )
        )?.request;
  if (picked !== undefined) await openChanges(context.guard, picked);
}

/** Takes back the approvals that a command was called with, or those that the person then ticks. */
export async function revoke(context: Overseeing, args: readonly unknown[]): Promise<void> {
  const chosen = context.approvals.chosen(args).flatMap(node => (node.kind === 'grant' ? [node.grant] : []));
  const grants = chosen.length > 0 ? chosen : await pickGrants(context);
  await settle(
    context,
    grants.map(({ id, subject }) => ({ subject, request: { action: 'revoke', id } })),
    'Taken back',
  );
}

/** Clears the labels that a command was called with, or those that the person then ticks. */
export async function clearLabels(context: Overseeing, args: readonly unknown[]): Promise<void> {
  const chosen = context.sessions.chosen(args).flatMap(clearing);
  await settle(context, chosen.length > 0 ? chosen : await pickLabels(context), 'Cleared');
}

function clearing(node: SessionNode): readonly Decision[] {
  if (node.kind === 'session')
    return [
      {
        subject: `labels of ${sessionTitle(node.session)}`,
        request: { action: 'clear', id: node.session.id },
      },
    ];
  return node.kind === 'label' ? [clearingOf(node.session, node.mark.label)] : [];
}

const clearingOf = ({ id }: SessionRecord, label: SessionRecord['labels'][number]['label']): Decision => ({
  subject: label,
  request: { action: 'clear', id, label },
});

const sessionTitle = ({ agent, cwd }: SessionRecord): string =>
  `${who('agent', agent)} in ${plain(baseName(cwd), 40)}`;

const chosenRequests = ({ approvals }: Overseeing, args: readonly unknown[]): readonly ApprovalRequest[] =>
  approvals.chosen(args).flatMap(node => (node.kind === 'request' ? [node.request] : []));

/** Where the diff of a request is in front, it is the one that is meant. */
async function pickRequests({ oversight }: Overseeing, title: string): Promise<readonly ApprovalRequest[]> {
  const { requests: all } = await oversight.refresh();
  const front = all.filter(({ id }) => id === requestInFront());
  const requests = front.length > 0 ? front : all;
  return pick(title, 'no agent waits for you', requests, describeRequest);
}

const describeRequest = (request: ApprovalRequest): vscode.QuickPickItem => ({
  label: plain(request.subject, 100),
  description: `${who('agent', request.agent)} · ${ago(request.ts, Date.now())}`,
  detail: plain(request.policies[0]?.principle ?? request.reason, 200),
});

async function pickGrants({ oversight }: Overseeing): Promise<readonly Grant[]> {
  const { grants } = await oversight.refresh();
  return pick('Take back', 'nothing is allowed beyond the policy', grants, grant => ({
    label: plain(grant.subject, 100),
    description: `${who('agent', grant.agent)} · ${scopeWords[grant.scope]} · ${left(grant.expires, Date.now())}`,
  }));
}

async function pickLabels({ oversight }: Overseeing): Promise<readonly Decision[]> {
  const { sessions } = await oversight.refresh();
  const marks = sessions.flatMap(session => session.labels.map(mark => ({ session, mark })));
  const picked = await pick('Clear labels', 'no session has a label', marks, ({ session, mark }) => ({
    label: mark.label,
    description: sessionTitle(session),
    detail: [plain(mark.source, 100), ago(mark.ts, Date.now())].filter(part => part !== '').join(' · '),
  }));
  return picked.map(({ session, mark }) => clearingOf(session, mark.label));
}

/** Lets a person tick some of a list; nothing is ticked beforehand, since other extensions can press Enter. */
async function pick<T>(
  title: string,
  nothing: string,
  list: readonly T[],
  describe: (each: T) => vscode.QuickPickItem,
): Promise<readonly T[]> {
  if (list.length === 0) {
    void vscode.window.showInformationMessage(`Ringfence: ${nothing}.`);
    return [];
  }
  const picked = await vscode.window.showQuickPick(
    list.map(each => ({ ...describe(each), each })),
    {
      title,
      placeHolder: 'Arrow down and Space tick, Enter decides; newest first',
      canPickMany: true,
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  return picked?.map(({ each }) => each) ?? [];
}
