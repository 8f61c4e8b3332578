/**
 * The read shield: while the user wants it, reads of files of secrets by other extensions are refused until the guard
 * lets them go on, and files that are opened without being shown are told to the guard. Off unless it is turned on.
 */
import * as vscode from 'vscode';
import { onConfigurationChange, wantsReadShield } from './configuration.ts';
import type { GuardClient } from './guardClient.ts';
import { createGate, type ShieldGate } from './shield/gate.ts';
import { patchReads } from './shield/patch.ts';
import { readerOf } from './shield/reader.ts';
import { after } from './timers.ts';

interface Shield {
  readonly gate: ShieldGate;
  readonly takeOff: () => void;
}

/** A document that a person opens has a tab by then. */
const tabMs = 1_000;

/** Puts the shield up and takes it down as the setting says, until disposed. */
export function shieldReads(guard: GuardClient): vscode.Disposable {
  let shield: Shield | undefined;
  let [disposed, ran] = [false, false];
  const down = (): void => {
    if (shield === undefined) return;
    shield.takeOff();
    shield = undefined;
    guard.log.info('The read shield is off.');
  };
  const update = async (): Promise<void> => {
    if (!wantsReadShield()) {
      if (shield !== undefined) tellOff();
      down();
      return;
    }
    // Without a guard the shield keeps the list that it has.
    if (guard.life.kind !== 'running') return;
    const list = await guard.protectedReads();
    if (disposed || !wantsReadShield()) return;
    if (shield !== undefined) {
      shield.gate.use(list);
      return;
    }
    const gate = createGate(list, {
      judge: read => guard.judgeRead(read),
      readerOf: ours => readerOf(ours, others()),
      now: () => performance.now(),
      after,
      failed: error => guard.log.warn(`Read shield: ${String(error)}`),
    });
    shield = { gate, takeOff: patchReads(gate) };
    guard.log.info('The read shield is on.');
  };
  const refresh = (): void =>
    void update().catch((error: unknown) => guard.log.error(`Read shield: ${String(error)}`));
  const listening = vscode.Disposable.from(
    guard.onLife(({ kind }) => {
      const runs = kind === 'running';
      if (runs && !ran) refresh();
      ran = runs;
    }),
    onConfigurationChange(refresh),
    vscode.workspace.onDidOpenTextDocument(document => {
      if (shield !== undefined) noteOpened(guard, shield.gate, document);
    }),
  );
  refresh();
  return new vscode.Disposable(() => {
    disposed = true;
    listening.dispose();
    down();
  });
}

/** Every stack passes through us, so our own name says nothing. */
const others = () => vscode.extensions.all.filter(({ id }) => id !== 'ringfence.ringfence');

/** Any extension can turn a setting off, so that it went is never silent. */
function tellOff(): void {
  void vscode.window.showInformationMessage(
    'Ringfence: the read shield was turned off. If that was not you, turn it on again in the settings.',
  );
}

/** VS Code reads documents in another process: that a document was opened can be seen, and not be stopped. */
function noteOpened(guard: GuardClient, gate: ShieldGate, { uri }: vscode.TextDocument): void {
  if (uri.scheme !== 'file') return;
  const path = gate.concerns({ file: uri.fsPath, safe: uri.fsPath });
  if (path === undefined) return;
  after(tabMs, () => {
    if (isShown(uri)) return;
    guard.log.warn(`Read shield: a program opened ${path} without showing it.`);
    void guard
      .judgeRead({ path, reader: '', form: 'workspace.openTextDocument', seen: true })
      .catch((error: unknown) => guard.log.warn(`Read shield: ${String(error)}`));
  });
}

const isShown = (uri: vscode.Uri): boolean =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => shownIn(input))
    .some(shown => shown.toString() === uri.toString());

function shownIn(input: unknown): readonly vscode.Uri[] {
  if (input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff)
    return [input.original, input.modified];
  return input instanceof vscode.TabInputText ||
    input instanceof vscode.TabInputCustom ||
    input instanceof vscode.TabInputNotebook
    ? [input.uri]
    : [];
}
