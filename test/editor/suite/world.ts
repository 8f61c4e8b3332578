/** What the tests share: the workspace, the guard's own folders, and waiting until something is so. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { LedgerBody } from '../../../common/ledger.ts';
import type { QuarantineItem } from '../../../common/quarantine.ts';
import { isAlive, readRegistrations, type RegisteredGuard } from '../../../server/gate/registry.ts';
import { ringfenceFolders } from '../../../server/platform/folders.ts';
import { createShelf } from '../../../server/quarantine/shelf.ts';

/** Is where the window's guard keeps its state: the run's scratch home, never the developer's. */
export const folders = ringfenceFolders({ env: process.env, home: homedir(), platform: process.platform });
const shelf = createShelf(folders.quarantine);

/** Returns the absolute path of a file of the workspace. */
export function inWorkspace(...parts: readonly string[]): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('No folder is open.');
  return path.join(folder.uri.fsPath, ...parts);
}

/** Waits until a look finds something, and returns it; fails with a sentence that says what was missing. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  limitMs = 20_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await delay(20);
  }
}

/** Reads a file of the workspace; an absent one is empty. */
export const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Writes a file as an outside process would, with its folder. */
export function put(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Lists what is in quarantine, newest first; an item counts once its restore is done. */
export const items = (): readonly QuarantineItem[] => shelf.list().filter(({ finished }) => finished);

/** Waits for an item that holds a key, is none of the known ones and stands in a state. */
export const untilHeld = (
  key: string,
  known: readonly QuarantineItem[],
  state: QuarantineItem['state'] = 'held',
): Promise<QuarantineItem> =>
  until(`${key} ${state} in quarantine`, () =>
    items().find(
      item =>
        item.state === state &&
        !known.some(({ id }) => id === item.id) &&
        item.keys.some(change => change.restored && change.keyPath[0] === key),
    ),
  );

/** Waits for an item in a state. */
export const untilState = (id: string, state: QuarantineItem['state']): Promise<QuarantineItem> =>
  until(`item ${id} ${state}`, () => items().find(item => item.id === id && item.state === state));

/** Lists the guards that are registered for the workspace and alive. */
export const guards = (): readonly RegisteredGuard[] =>
  readRegistrations(folders.run).filter(({ roots, pid }) => roots.includes(inWorkspace()) && isAlive(pid));

/** Counts how often a guard has begun to guard: the ledger says so once every protected file was looked at. */
export const starts = (): number =>
  ledger().filter(body => body.type === 'guard' && body.action === 'started').length;

/** Waits until guards have started so many times, and returns the newest of this folder. */
export const untilGuarded = (times = 1): Promise<RegisteredGuard> =>
  until(
    'a guard of this folder',
    () => (starts() >= times ? guards().toSorted((a, b) => b.startedAt - a.startedAt)[0] : undefined),
    60_000,
  );

/** Reads what the ledger holds, oldest first. */
export function ledger(): readonly LedgerBody[] {
  const names = existsSync(folders.ledger) ? readdirSync(folders.ledger, { recursive: true }) : [];
  return names
    .map(String)
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .flatMap(name => readFileSync(path.join(folders.ledger, name), 'utf8').split('\n'))
    .filter(line => line !== '')
    .map(line => (JSON.parse(line) as { readonly body: LedgerBody }).body);
}

/** Is the workspace's settings file. */
export const settingsFile = (): string => inWorkspace('.vscode', 'settings.json');

/** Is a settings file as people have it: a comment, and keys that harm nobody. */
export const ordinary = '{\n  // The team likes two spaces.\n  "editor.tabSize": 2\n}\n';

/** Puts the ordinary settings back and waits until VS Code has read them. */
export async function startOrdinary(): Promise<void> {
  await untilGuarded();
  put(settingsFile(), ordinary);
  await untilEffective('editor.tabSize', 2);
}

/** Returns the value that the workspace gives to a key, as VS Code has it in effect. */
export const effective = (key: string): unknown => {
  const dot = key.lastIndexOf('.');
  const section = vscode.workspace.getConfiguration(key.slice(0, dot));
  return section.inspect(key.slice(dot + 1))?.workspaceValue;
};

/** Waits until a workspace value is in effect. */
export const untilEffective = (key: string, value: unknown): Promise<true> =>
  until(
    `${key} = ${JSON.stringify(value)} in effect`,
    () => JSON.stringify(effective(key)) === JSON.stringify(value),
  );

/** Notes every workspace value of a key that takes effect, however briefly. */
export function watchEffective(key: string): {
  readonly seen: readonly unknown[];
  readonly stop: () => void;
} {
  const seen: unknown[] = [];
  const listening = vscode.workspace.onDidChangeConfiguration(() => {
    const value = effective(key);
    if (value !== undefined) seen.push(value);
  });
  return { seen, stop: () => void listening.dispose() };
}

/** Closes every editor without a question about unsaved text. */
export async function closeEditors(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
