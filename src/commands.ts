/**
 * The command table. Each command has an enabled form; those that need the guard have a disabled form too, which says
 * why nothing happens and what to do.
 */
import * as vscode from 'vscode';
import type { ActivityView } from './activityView.ts';
import { runInTerminal } from './cliTerminal.ts';
import { addToBaseline, openCodeRules, scanWorkspace, suppress } from './codeFindings.ts';
import { decide, decideKeys, pickHeld } from './decisions.ts';
import type { Exclusions } from './exclusions.ts';
import type { GuardClient } from './guardClient.ts';
import type { EmergencyStop } from './emergencyStop.ts';
import { itemInFront, openDiff, openExplanation } from './itemDocuments.ts';
import type { CommandId } from './models/commandIds.ts';
import { statusModel } from './models/status.ts';
import { plain } from './models/wording.ts';
import {
  allow,
  clearLabels,
  decideSelected,
  deny,
  revoke,
  showChange,
  type Overseeing,
} from './overseeing.ts';
import type { Posture } from './posture.ts';
import type { Protection } from './protection.ts';
import type { QuarantineView } from './quarantineView.ts';

/** Holds what commands work with. */
export interface Context {
  readonly extension: vscode.ExtensionContext;
  readonly guard: GuardClient;
  readonly quarantine: QuarantineView;
  readonly activity: ActivityView;
  readonly overseeing: Overseeing;
  readonly emergency: EmergencyStop;
  readonly protection: Protection;
  readonly exclusions: Exclusions;
  readonly posture: Posture;
}

type Form = (context: Context, ...args: readonly unknown[]) => Promise<void> | void;

interface Command {
  readonly enabled: Form;
  /** Runs instead while the guard does not run; absent where the command does not need it. */
  readonly disabled?: Form;
}

const builtIn = async (command: string, ...args: readonly unknown[]): Promise<void> => {
  await vscode.commands.executeCommand(command, ...args);
};

const showProblem: Form = async ({ guard }) => {
  const text = statusModel(guard.life)
    .lines.map(line => plain(line, 400))
    .join(' ');
  const button = await vscode.window.showWarningMessage(`Ringfence: ${text}`, 'Restart Guard', 'Show Log');
  if (button === 'Restart Guard') await guard.restart();
  if (button === 'Show Log') guard.log.show();
};

const needsGuard = (enabled: Form): Command => ({ enabled, disabled: showProblem });

/** Maps each command to its forms. */
export const commandTable: Readonly<Record<CommandId, Command>> = {
  'ringfence.showQuarantine': { enabled: ({ quarantine }) => quarantine.show() },
  'ringfence.review': needsGuard(async ({ guard }) => {
    const item = await pickHeld(guard, 'Review which change?');
    if (item !== undefined) await openDiff(item);
  }),
  'ringfence.reviewItem': needsGuard(async ({ guard, quarantine }, id, from) => {
    const item = (await guard.items()).find(each => each.id === id);
    if (item === undefined)
      return void vscode.window.showInformationMessage('Ringfence: this change is gone.');
    // A click in the tree leaves selection and focus where they are, so that more can be selected.
    if (from === 'in-tree') return openDiff(item, 'leave');
    await openDiff(item);
    await quarantine.reveal(item);
  }),
  'ringfence.approve': needsGuard(({ guard, quarantine }, ...args) =>
    decide(guard, quarantine, 'approve', args),
  ),
  'ringfence.approveKeys': needsGuard(({ guard, quarantine }, ...args) =>
    decideKeys(guard, quarantine, args),
  ),
  'ringfence.keep': needsGuard(({ guard, quarantine }, ...args) => decide(guard, quarantine, 'keep', args)),
  'ringfence.discard': needsGuard(({ guard, quarantine }, ...args) =>
    decide(guard, quarantine, 'discard', args),
  ),
  'ringfence.explain': needsGuard(explain),
  'ringfence.openFile': {
    enabled: async ({ quarantine }, node) => {
      const target = quarantine.owns(node) ? node : quarantine.selection().at(0);
      const item =
        target?.kind === 'file' ? target.items[0] : target?.kind === 'item' ? target.item : undefined;
      if (item !== undefined) await builtIn('vscode.open', vscode.Uri.file(item.path));
    },
  },
  'ringfence.showApprovals': { enabled: ({ overseeing }) => overseeing.approvals.show() },
  'ringfence.allowOnce': needsGuard(({ overseeing }, ...args) => allow(overseeing, 'once', args)),
  'ringfence.allowSession': needsGuard(({ overseeing }, ...args) => allow(overseeing, 'session', args)),
  'ringfence.allowWorkspace': needsGuard(({ overseeing }, ...args) => allow(overseeing, 'workspace', args)),
  'ringfence.deny': needsGuard(({ overseeing }, ...args) => deny(overseeing, args)),
  'ringfence.showChange': needsGuard(({ overseeing }, ...args) => showChange(overseeing, args)),
  'ringfence.allowSelected': needsGuard(({ overseeing }) => decideSelected(overseeing, 'allow')),
  'ringfence.denySelected': needsGuard(({ overseeing }) => decideSelected(overseeing, 'deny')),
  'ringfence.revoke': needsGuard(({ overseeing }, ...args) => revoke(overseeing, args)),
  'ringfence.showSessions': { enabled: ({ overseeing }) => overseeing.sessions.show() },
  'ringfence.clearLabel': needsGuard(({ overseeing }, ...args) => clearLabels(overseeing, args)),
  'ringfence.clearLabels': needsGuard(({ overseeing }, ...args) => clearLabels(overseeing, args)),
  // What covers an agent is in files: none of these needs a guard.
  'ringfence.showAgents': { enabled: ({ protection }) => protection.show() },
  'ringfence.refreshAgents': { enabled: ({ protection }) => protection.refresh() },
  'ringfence.protectAgent': { enabled: ({ protection }, ...args) => protection.change('install', args) },
  'ringfence.undoAgent': { enabled: ({ protection }, ...args) => protection.change('uninstall', args) },
  'ringfence.offerExclusions': { enabled: ({ exclusions }) => exclusions.offer() },
  'ringfence.undoExclusions': { enabled: ({ exclusions }) => exclusions.undo() },
  'ringfence.showPosture': { enabled: ({ posture }) => posture.show() },
  'ringfence.refreshPosture': { enabled: ({ posture }) => posture.refresh() },
  'ringfence.repairSetting': needsGuard(({ posture }, ...args) => posture.repair(args)),
  'ringfence.repairPosture': needsGuard(({ posture }) => posture.repairAll()),
  'ringfence.setPosture': needsGuard(({ posture }) => posture.setAll()),
  // Both work without a guard: an emergency does not wait for it.
  'ringfence.stopAgents': { enabled: ({ emergency }) => emergency.stop() },
  'ringfence.releaseAgents': { enabled: ({ emergency }) => emergency.release() },
  'ringfence.showActivity': { enabled: () => builtIn('ringfence.activity.focus') },
  'ringfence.showAllActivity': { enabled: ({ activity }) => activity.show('all') },
  'ringfence.showEnforcementOnly': { enabled: ({ activity }) => activity.show('enforcement') },
  'ringfence.scanWorkspace': needsGuard(({ guard }) => scanWorkspace(guard)),
  'ringfence.showCodeRules': needsGuard(() => openCodeRules()),
  'ringfence.suppress': needsGuard(({ guard }, target) => suppress(guard, target)),
  'ringfence.addToBaseline': needsGuard(({ guard }, target) => addToBaseline(guard, target)),
  'ringfence.runDrill': { enabled: ({ extension }) => runInTerminal(extension, 'Drill', ['drill']) },
  'ringfence.doctor': { enabled: ({ extension }) => runInTerminal(extension, 'Doctor', ['doctor']) },
  'ringfence.restart': { enabled: ({ guard }) => guard.restart() },
  'ringfence.showLog': { enabled: ({ guard }) => guard.log.show() },
  'ringfence.showProblem': { enabled: showProblem },
  'ringfence.openSettings': {
    enabled: () => builtIn('workbench.action.openSettings', '@ext:ringfence.ringfence'),
  },
  'ringfence.getStarted': {
    enabled: () => builtIn('workbench.action.openWalkthrough', 'ringfence.ringfence#ringfence.start', false),
  },
};

async function explain({ guard, quarantine, activity }: Context, ...args: readonly unknown[]): Promise<void> {
  const [node] = args;
  if (activity.owns(node)) return openExplanation({ kind: 'entry', seq: node.entry.seq });
  const chosen = quarantine.owns(node) && 'item' in node ? node.item.id : itemInFront();
  const id = chosen ?? (await pickHeld(guard, 'Explain which verdict?'))?.id;
  if (id !== undefined) await openExplanation({ kind: 'item', id });
}

/** Registers every command; a failure is shown and logged. */
export function registerCommands(context: Context): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commandTable).map(([id, command]) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => run(context, command, args)),
    ),
  );
}

async function run(
  context: Context,
  { enabled, disabled }: Command,
  args: readonly unknown[],
): Promise<void> {
  const form = context.guard.life.kind === 'running' ? enabled : (disabled ?? enabled);
  try {
    await form(context, ...args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.guard.log.error(message);
    void vscode.window.showErrorMessage(`Ringfence: ${plain(message, 400)}`);
  }
}
