/**
 * The Posture view: how the settings in effect compare with the profile, all the time, and what puts them right. The guard
 * compares; this asks VS Code and writes what a person wants repaired.
 */
import * as vscode from 'vscode';
import type { PostureLine, PostureReport, PostureState, Repair } from '../common/posture.ts';
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
  /** What the tree shows: drawing the same again would take a tooltip away. */
  drawn: string;
  /** Repairs that are being made: a look that came between would take them for somebody else's doing. */
  repairing: Promise<unknown>;
}

interface Work {
  readonly guard: GuardClient;
  /** Looks anew and returns what can be repaired: the last look may be older than the last change. */
  readonly repairable: (states: readonly PostureState[]) => Promise<readonly PostureLine[]>;
  /** Makes repairs and says what was written. */
  readonly repair: (repairs: readonly Repair[]) => Promise<void>;
}

const anyState: readonly PostureState[] = ['drifted', 'latent', 'unset'];

/** Creates the view and starts to watch the settings. */
export function createPosture(guard: GuardClient): Posture {
  const state: State = {
    report: undefined,
    drifted: undefined,
    trouble: undefined,
    drawn: '',
    repairing: Promise.resolve(),
  };
  const tree = postureTree(state);
  const compare = async (): Promise<void> => {
    await look(guard, state);
    draw(tree, state);
    if (state.trouble === undefined) void tell(work, state);
  };
  const pace = createPace({ run: compare, delayMs: settleMs, after });
  const work: Work = {
    guard,
    repairable: async states => {
      await compare();
      const lines = state.report?.lines ?? [];
      return lines.filter(line => states.includes(line.state) && line.repairs.length > 0);
    },
    repair: async repairs => {
      const made = makeAll(guard, repairs);
      state.repairing = made;
      await made;
      pace.request();
    },
  };
  const again = setInterval(pace.request, againMs);
  const listening = vscode.Disposable.from(
    pace,
    new vscode.Disposable(() => clearInterval(again)),
    vscode.workspace.onDidChangeConfiguration(pace.request),
    vscode.workspace.onDidChangeWorkspaceFolders(pace.request),
    vscode.workspace.onDidGrantWorkspaceTrust(pace.request),
    guard.onLife(pace.request),
  );
  return {
    show: () => tree.show(),
    refresh: pace.request,
    repair: async args => {
      const picked = tree.chosen(args).flatMap(node => (node.kind === 'setting' ? [node.setting] : []));
      const now = await work.repairable(anyState);
      await work.repair(repairsOf(picked.length > 0 ? sameKeys(now, picked) : await pick(now)));
    },
    repairAll: async () => work.repair(repairsOf(await work.repairable(['drifted', 'latent']))),
    setAll: () => setAll(work),
    dispose: () => {
      listening.dispose();
      tree.dispose();
    },
  };
}

const sameKeys = (now: readonly PostureLine[], wanted: readonly PostureLine[]): readonly PostureLine[] =>
  now.filter(({ key }) => wanted.some(line => line.key === key));

/** Asks VS Code and has the guard compare. */
async function look(guard: GuardClient, state: State): Promise<void> {
  if (guard.life.kind !== 'running') {
    state.trouble = 'The guard does not run, so nothing is compared.';
    return;
  }
  try {
    const keys = await guard.postureKeys();
    await state.repairing;
    state.report = await guard.posture(seenSettings(keys));
    state.trouble = undefined;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    guard.log.error(`Posture: ${cause}`);
    state.trouble = plain(`The settings could not be compared. ${cause}`, 300);
  }
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
  const drawn = JSON.stringify([state.report, state.trouble]);
  if (drawn === state.drawn) return;
  state.drawn = drawn;
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
async function tell({ repairable, repair }: Work, state: State): Promise<void> {
  const { report, drifted } = state;
  if (report === undefined) return;
  const looser = looserSince(drifted, report);
  state.drifted = driftIds(report);
  const notice = looserNotice(looser);
  if (notice === undefined) return;
  const answer = await vscode.window.showWarningMessage(notice.message, ...notice.buttons);
  if (answer === 'Show') await vscode.commands.executeCommand('ringfence.showPosture');
  if (answer === 'Repair') await repair(repairsOf(sameKeys(await repairable(anyState), looser)));
}

/** Makes repairs, notes them with the guard and says what was written; never rejects. */
async function makeAll(guard: GuardClient, repairs: readonly Repair[]): Promise<void> {
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
  if (made.length > 0) void vscode.window.showInformationMessage(repairedNotice(made));
  if (failed.length > 0)
    void vscode.window.showErrorMessage(`Ringfence could not repair ${plain(failed.join('; '), 400)}`);
}

/** Another extension can run our commands, so that nothing is set before a person has said so. */
async function setAll({ repairable, repair }: Work): Promise<void> {
  const repairs = repairsOf(await repairable(['unset']));
  if (repairs.length === 0)
    return void vscode.window.showInformationMessage('Ringfence: everything that can be set here is set.');
  const question = `Set ${count(repairs.length, 'setting')} in your user settings as the profile expects?`;
  const answer = await vscode.window.showInformationMessage(question, 'Keep', 'Set');
  if (answer === 'Set') await repair(repairs);
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
