/**
 * The Posture view: how the settings in effect compare with the profile, all the time, and what puts them right. The guard
 * compares; this asks VS Code and writes what a person wants repaired.
 */
import * as vscode from 'vscode';
import type { PostureLine, PostureReport, Repair } from '../common/posture.ts';
import type { GuardClient } from './guardClient.ts';
import { createPace } from './models/pace.ts';
import {
  driftIds,
  looserNotice,
  looserSince,
  postureChildren,
  postureRoots,
  repairedNotice,
  repairsOf,
  type PostureNode,
} from './models/posture.ts';
import { count, plain } from './models/wording.ts';
import { createOwnTree, setMessage, type OwnTree } from './ownTree.ts';
import { carryOut, seenSettings } from './settingsSensor.ts';
import { after } from './timers.ts';

/** Is the view and its actions as commands use them. */
export interface Posture {
  show(): Promise<void>;
  /** Compares at once. */
  refresh(): void;
  /** Repairs the chosen settings; without a choice asks which. */
  repair(args: readonly unknown[]): Promise<void>;
  /** Repairs everything that is looser than the profile. */
  repairAll(): Promise<void>;
  /** Sets what nobody has set yet, once a person says so. */
  setAll(): Promise<void>;
  dispose(): void;
}

/** Milliseconds in which several changes lead to one comparison; a value that is taken back at once is none. */
const settleMs = 400;
/** A team's floor and a policy can change without a word to extensions. */
const againMs = 60_000;

interface State {
  report: PostureReport | undefined;
  /** What had drifted at the last look; undefined before the first. */
  drifted: ReadonlyMap<string, PostureLine> | undefined;
  trouble: string | undefined;
}

/** Creates the view and starts to watch the settings. */
export function createPosture(guard: GuardClient): Posture {
  const state: State = { report: undefined, drifted: undefined, trouble: undefined };
  const tree = postureTree(state);
  const compare = async (): Promise<void> => {
    if (guard.life.kind !== 'running') {
      state.trouble = 'The guard does not run, so nothing is compared.';
    } else {
      try {
        state.report = await guard.posture(seenSettings(await guard.postureKeys()));
        state.trouble = undefined;
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        guard.log.error(`Posture: ${cause}`);
        state.trouble = plain(`The settings could not be compared. ${cause}`, 300);
      }
    }
    draw(tree, state);
    if (state.report !== undefined && state.trouble === undefined) void tell(guard, state, pace.request);
  };
  const pace = createPace({ run: compare, delayMs: settleMs, after });
  const again = setInterval(pace.request, againMs);
  const listening = vscode.Disposable.from(
    pace,
    new vscode.Disposable(() => clearInterval(again)),
    vscode.workspace.onDidChangeConfiguration(pace.request),
    vscode.workspace.onDidChangeWorkspaceFolders(pace.request),
    vscode.workspace.onDidGrantWorkspaceTrust(pace.request),
    guard.onLife(pace.request),
  );
  // What a person asks to be repaired is looked at anew: the last look may be older than the last change.
  const repairable = async (states: readonly PostureLine['state'][]): Promise<readonly PostureLine[]> => {
    await compare();
    const lines = state.report?.lines ?? [];
    return lines.filter(line => states.includes(line.state) && line.repairs.length > 0);
  };
  const done = pace.request;
  return {
    show: () => tree.show(),
    refresh: pace.request,
    repair: async args => {
      const picked = tree.chosen(args).flatMap(node => (node.kind === 'setting' ? [node.setting] : []));
      const settings =
        picked.length > 0 ? picked : await pick(await repairable(['drifted', 'latent', 'unset']));
      await repair(guard, repairsOf(settings), done);
    },
    repairAll: async () => repair(guard, repairsOf(await repairable(['drifted', 'latent'])), done),
    setAll: async () => setAll(guard, repairsOf(await repairable(['unset'])), done),
    dispose: () => {
      listening.dispose();
      tree.dispose();
    },
  };
}

function postureTree(state: State): OwnTree<PostureNode> {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  return createOwnTree<PostureNode>({
    id: 'ringfence.posture',
    children: parent => {
      if (state.report === undefined) return [];
      return parent === undefined ? postureRoots(state.report) : postureChildren(parent, state.report);
    },
    state: node => {
      if (node.kind === 'level') return Collapsed;
      if (node.kind !== 'group') return None;
      return node.group === 'drifted' || node.group === 'latent' ? Expanded : Collapsed;
    },
    command: opening,
  });
}

function draw(tree: OwnTree<PostureNode>, state: State): void {
  setMessage(tree.view, state.trouble);
  const drifted = (state.report?.lines ?? []).filter(line => line.state === 'drifted').length;
  const badge = { value: drifted, tooltip: `${count(drifted, 'setting')} looser than the profile` };
  if (drifted > 0) tree.view.badge = badge;
  else if (tree.view.badge !== undefined) tree.view.badge = { ...badge, value: 0 };
  void vscode.commands.executeCommand('setContext', 'ringfence.posture.drifted', drifted > 0);
  tree.redraw();
}

/** A line leads to the file that loosens, else to the setting. */
function opening(node: PostureNode): vscode.Command | undefined {
  if (node.kind !== 'setting') return undefined;
  const { key, loosened } = node.setting;
  const file = loosened.find(({ layer }) => layer === 'workspace' || layer === 'folder')?.file;
  return file === undefined
    ? { command: 'workbench.action.openSettings', title: 'Open', arguments: [`@id:${key}`] }
    : { command: 'vscode.open', title: 'Open', arguments: [vscode.Uri.file(file)] };
}

/** Tells once of each setting that became looser. */
async function tell(guard: GuardClient, state: State, done: () => void): Promise<void> {
  const { report, drifted } = state;
  if (report === undefined) return;
  const looser = looserSince(drifted, report);
  state.drifted = driftIds(report);
  const notice = looserNotice(looser);
  if (notice === undefined) return;
  const answer = await vscode.window.showWarningMessage(notice.message, ...notice.buttons);
  if (answer === 'Show') await vscode.commands.executeCommand('ringfence.showPosture');
  if (answer === 'Repair') await repair(guard, repairsOf(looser), done);
}

async function repair(guard: GuardClient, repairs: readonly Repair[], done: () => void): Promise<void> {
  if (repairs.length === 0)
    return void vscode.window.showInformationMessage('Ringfence: there is nothing to repair.');
  const made: Repair[] = [];
  const failed: string[] = [];
  for (const each of repairs) {
    try {
      await carryOut(each);
      made.push(each);
    } catch (error) {
      failed.push(`${each.key}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  guard.notePostureRepaired(made);
  done();
  if (made.length > 0) void vscode.window.showInformationMessage(repairedNotice(made));
  if (failed.length > 0)
    void vscode.window.showErrorMessage(`Ringfence could not repair ${plain(failed.join('; '), 400)}`);
}

/** Another extension can run our commands, so that nothing is set before a person has said so. */
async function setAll(guard: GuardClient, repairs: readonly Repair[], done: () => void): Promise<void> {
  if (repairs.length === 0)
    return void vscode.window.showInformationMessage('Ringfence: everything that can be set here is set.');
  const question = `Set ${count(repairs.length, 'setting')} in your user settings as the profile expects?`;
  const answer = await vscode.window.showInformationMessage(question, 'Keep', 'Set');
  if (answer === 'Set') await repair(guard, repairs, done);
}

async function pick(settings: readonly PostureLine[]): Promise<readonly PostureLine[]> {
  if (settings.length === 0) return [];
  const picked = await vscode.window.showQuickPick(
    settings.map(setting => ({
      setting,
      label: setting.key,
      description: setting.severity,
      detail: plain(setting.remedy, 200),
    })),
    { title: 'Repair which settings?', canPickMany: true },
  );
  return (picked ?? []).map(({ setting }) => setting);
}
