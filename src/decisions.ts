/**
 * Decisions about held changes. Any extension, and an agent through its “run command” tool, can call our commands with
 * made-up arguments; so a decision counts only for nodes that were chosen in our own tree, and everything else is asked
 * of the person in front of the screen first.
 */
import * as vscode from 'vscode';
import type { SettleRequest } from '../common/protocol.ts';
import type { KeyChange, QuarantineItem } from '../common/quarantine.ts';
import type { GuardClient } from './guardClient.ts';
import { closeDiffs, itemInFront } from './itemDocuments.ts';
import { choicesOf, type Choice } from './models/choice.ts';
import {
  attempt,
  baseName,
  count,
  fileName,
  heldKeys,
  keyChange,
  keyName,
  plain,
  who,
} from './models/wording.ts';
import type { QuarantineView } from './quarantineView.ts';

/** Settles each choice and says what came of it. */
export async function settleAll(guard: GuardClient, choices: readonly Choice[]): Promise<void> {
  const done: QuarantineItem[] = [];
  for (const { item, request } of choices) {
    const outcome = await guard.settle(request);
    if (!outcome.ok) {
      tellFailure(item, outcome.message);
      continue;
    }
    done.push(outcome.item);
    if (outcome.item.state !== 'held') await closeDiffs(item.id);
  }
  const [first] = done;
  if (first === undefined) return;
  const what = done.length === 1 ? plain(baseName(first.path), 60) : count(done.length, 'change');
  vscode.window.setStatusBarMessage(`$(shield) ${outcomeWords[first.state]}: ${what}`, 5000);
}

/** Decides about what a command was called with, or about what the person then picks. */
export async function decide(
  guard: GuardClient,
  view: QuarantineView,
  action: SettleRequest['action'],
  args: readonly unknown[],
): Promise<void> {
  const nodes = chosenNodes(view, args);
  const choices = nodes.length > 0 ? choicesOf(nodes, action) : await ask(guard, action);
  if (choices.length > 0) await settleAll(guard, choices);
}

/** Asks which keys of one item to approve; nothing is ticked beforehand. */
export async function decideKeys(
  guard: GuardClient,
  view: QuarantineView,
  args: readonly unknown[],
): Promise<void> {
  const nodes = chosenNodes(view, args);
  if (nodes.some(node => node.kind === 'key')) return settleAll(guard, choicesOf(nodes, 'approve'));
  const [node] = nodes;
  const item =
    node?.kind === 'item' ? node.item : await pickHeld(guard, 'Approve keys of which change?', itemInFront());
  if (item === undefined) return;
  const choice = await askKeys(item);
  if (choice !== undefined) await settleAll(guard, [choice]);
}

/** Lets the person pick one of the held changes. */
export async function pickHeld(
  guard: GuardClient,
  title: string,
  preferred?: string,
): Promise<QuarantineItem | undefined> {
  const held = (await guard.items()).filter(item => item.state === 'held');
  if (held.length === 0) {
    void vscode.window.showInformationMessage('Ringfence: nothing is held back.');
    return undefined;
  }
  const ordered = [...held].sort((a, b) => Number(b.id === preferred) - Number(a.id === preferred));
  const picked = await vscode.window.showQuickPick(ordered.map(describeItem), {
    title,
    placeHolder: 'Held changes, newest first',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.item;
}

function chosenNodes(view: QuarantineView, args: readonly unknown[]) {
  const [one, many] = args;
  // VS Code passes the node under the pointer, then the selection if that node is part of it.
  const nodes = Array.isArray(many) && many.length > 0 ? many : [one];
  return nodes.filter(node => view.owns(node));
}

async function ask(guard: GuardClient, action: SettleRequest['action']): Promise<readonly Choice[]> {
  const front = itemInFront();
  if (action !== 'approve') {
    const item = await pickHeld(guard, questions[action], front);
    return item === undefined ? [] : [{ item, request: { id: item.id, action } }];
  }
  // The person ticks the keys in any case, so the item that is in front need not be picked first.
  const shown = (await guard.items()).find(({ id, state }) => id === front && state === 'held');
  const item = shown ?? (await pickHeld(guard, questions[action]));
  const choice = item === undefined ? undefined : await askKeys(item);
  return choice === undefined ? [] : [choice];
}

async function askKeys(item: QuarantineItem): Promise<Choice | undefined> {
  const keys = heldKeys(item);
  const file = plain(fileName(item.path, item.root));
  const whole: KeyPick = { label: `Approve: ${file} as it was ${attempt(item)}`, key: undefined };
  const picks: readonly KeyPick[] = keys.length === 0 ? [whole] : keys.map(describeKey);
  const picked = await vscode.window.showQuickPick(picks, {
    title: `Approve in ${file}`,
    placeHolder: 'Tick what may take effect; everything else stays restored',
    canPickMany: true,
  });
  if (picked === undefined || picked.length === 0) return undefined;
  if (picked.length === Math.max(keys.length, 1))
    return { item, request: { id: item.id, action: 'approve' } };
  const chosen = picked.flatMap(({ key }) => (key === undefined ? [] : [key.keyPath]));
  return { item, request: { id: item.id, action: 'approve', keys: chosen } };
}

interface KeyPick extends vscode.QuickPickItem {
  readonly key: KeyChange | undefined;
}

const describeKey = (key: KeyChange): KeyPick => ({
  key,
  label: plain(keyName(key.keyPath)),
  description: plain(keyChange(key), 100),
});

const describeItem = (item: QuarantineItem) => ({
  item,
  label: plain(fileName(item.path, item.root)),
  description: `by ${who(item.origin, item.agent)}`,
  detail: plain(
    heldKeys(item)
      .map(key => keyName(key.keyPath))
      .join(', ') || `The file was ${attempt(item)}.`,
  ),
});

function tellFailure(item: QuarantineItem, message: string): void {
  const file = plain(baseName(item.path), 60);
  void vscode.window.showErrorMessage(`Ringfence could not settle ${file}: ${plain(message, 400)}`);
}

const questions: Readonly<Record<SettleRequest['action'], string>> = {
  approve: 'Approve which change?',
  keep: 'Keep which file as it was restored?',
  discard: 'Discard which attempt for good?',
};

const outcomeWords: Readonly<Record<QuarantineItem['state'], string>> = {
  held: 'Still held',
  approved: 'Approved',
  kept: 'Kept restored',
  discarded: 'Discarded',
};
