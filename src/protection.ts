/**
 * The Agents view: which agents are here, how each is covered, and putting hooks into an agent or taking them out. All of
 * it is asked of our command line, so that editor and terminal tell and do the same.
 */
import * as vscode from 'vscode';
import { runCli } from './cli.ts';
import type { GuardClient } from './guardClient.ts';
import {
  agentChildren,
  agentRoots,
  parseAgents,
  parsePlan,
  planAddress,
  planScheme,
  planText,
  type AgentNode,
  type AgentReport,
  type AgentsReport,
  type Plan,
  type Verb,
} from './models/agents.ts';
import { plain } from './models/wording.ts';
import { createOwnTree, setMessage, type OwnTree } from './ownTree.ts';

/** Is the view and its actions as commands use them. */
export interface Protection {
  show(): Promise<void>;
  refresh(): void;
  /** Shows what is written for an agent, and writes it once the person says so. */
  change(verb: Verb, args: readonly unknown[]): Promise<void>;
  dispose(): void;
}

interface Parts {
  readonly extension: vscode.ExtensionContext;
  readonly tree: OwnTree<AgentNode>;
  /** Asks doctor again. */
  readonly look: () => Promise<AgentsReport>;
}

const nobody: AgentsReport = { agents: [], uncoverable: [], onUnavailable: '' };

/** Creates the view; doctor runs only while somebody looks. */
export function createProtection(extension: vscode.ExtensionContext, guard: GuardClient): Protection {
  let report: Promise<AgentsReport> | undefined;
  const look = (): Promise<AgentsReport> => (report = askDoctor(extension));
  const tree = createOwnTree<AgentNode>({
    id: 'ringfence.agents',
    children: async parent => {
      if (parent !== undefined) return agentChildren(parent, Date.now());
      try {
        const roots = agentRoots(await (report ?? look()));
        setMessage(tree.view, undefined);
        return roots;
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        guard.log.error(`Agents view: ${cause}`);
        setMessage(tree.view, plain(`How agents are covered could not be found out. ${cause}`, 300));
        return agentRoots(nobody);
      }
    },
    state: ({ kind }) =>
      kind === 'fact' ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed,
    command: opening,
  });
  const refresh = (): void => {
    report = undefined;
    tree.redraw();
  };
  const listening = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(planScheme, {
      provideTextDocumentContent: uri => {
        const plan = parsePlan(uri.query);
        if (plan === undefined) throw new Error('This is not an address of a plan.');
        return writePlan(extension, plan);
      },
    }),
    tree.view.onDidChangeVisibility(({ visible }) => visible && refresh()),
  );
  return {
    show: () => tree.show(),
    refresh,
    change: async (verb, args) => {
      await change({ extension, tree, look }, verb, args);
      refresh();
    },
    dispose: () => {
      listening.dispose();
      tree.dispose();
    },
  };
}

async function askDoctor(extension: vscode.ExtensionContext): Promise<AgentsReport> {
  const { out, err } = await runCli(extension, ['doctor', '--format', 'json']);
  // Doctor ends with 1 where something is not covered: that is an answer too.
  if (out === '') throw new Error(err);
  return parseAgents(out);
}

/** A line that names a file leads there. */
function opening(node: AgentNode): vscode.Command | undefined {
  if (node.kind !== 'fact' || node.at === undefined) return undefined;
  const { file, line } = node.at;
  const selection = new vscode.Range(line - 1, 0, line - 1, 0);
  return { command: 'vscode.open', title: 'Open', arguments: [vscode.Uri.file(file), { selection }] };
}

async function writePlan(extension: vscode.ExtensionContext, plan: Plan): Promise<string> {
  const { code, out, err } = await runCli(extension, [plan.verb, '--agent', plan.agent, '--dry-run']);
  return code === 0 ? planText(plan, out) : err;
}

interface Wording {
  readonly question: string;
  readonly ask: (title: string) => string;
  /** Protection may be a click away; taking it out is the second button, since extensions can press the first. */
  readonly buttons: readonly string[];
  readonly go: string;
  readonly done: (title: string) => string;
}

const wordings: Readonly<Record<Verb, Wording>> = {
  install: {
    question: 'Protect which agent?',
    ask: title => `The diff shows everything that is written. Protect ${title}?`,
    buttons: ['Protect'],
    go: 'Protect',
    done: title => `${title} is protected from its next start on; the Agents view says when that is proven.`,
  },
  uninstall: {
    question: 'Take the hooks out of which agent?',
    ask: title => `The diff shows what is taken out. Leave ${title} unprotected?`,
    buttons: ['Keep', 'Take Out'],
    go: 'Take Out',
    done: title => `The hooks are out of ${title}; nothing else was changed.`,
  },
};

async function change(parts: Parts, verb: Verb, args: readonly unknown[]): Promise<void> {
  const { extension, tree } = parts;
  const wording = wordings[verb];
  const [node] = tree.chosen(args);
  const agent = node?.kind === 'agent' ? node.agent : await pickAgent(parts, verb, wording.question);
  if (agent === undefined) return;
  const title = plain(agent.title, 60);
  const plan = { verb, agent: agent.name };
  const uri = vscode.Uri.from({ scheme: planScheme, ...planAddress(plan, title) });
  await vscode.window.showTextDocument(uri, { preview: true });
  const answer = await vscode.window.showInformationMessage(wording.ask(title), ...wording.buttons);
  await closePlan(uri);
  if (answer !== wording.go) return;
  const { code, err } = await runCli(extension, [verb, '--agent', agent.name]);
  if (code === 0) void vscode.window.showInformationMessage(`Ringfence: ${wording.done(title)}`);
  else void vscode.window.showErrorMessage(`Ringfence: ${plain(err, 400)}`);
}

/** A plan that was answered would show what is no longer to come. */
async function closePlan(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}

async function pickAgent({ look }: Parts, verb: Verb, title: string): Promise<AgentReport | undefined> {
  const { agents } = await look();
  const fitting = agents.filter(
    ({ name, status }) => name !== 'vscode' && (verb === 'install') !== (status === 'installed'),
  );
  if (fitting.length === 0) {
    void vscode.window.showInformationMessage('Ringfence: there is no such agent here.');
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    fitting
      .toSorted((a, b) => Number(b.present) - Number(a.present))
      .map(agent => ({
        agent,
        label: plain(agent.title),
        description: agent.present ? '' : 'not found here',
        detail: plain(agent.detail, 200),
      })),
    { title, placeHolder: 'What is written is shown first' },
  );
  return picked?.agent;
}
