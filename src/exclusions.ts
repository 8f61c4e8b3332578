/**
 * Offers settings by which VS Code and agents themselves keep to what Ringfence protects: read-only places, and files that
 * name what an agent does not read. All is shown before it is written; the command line writes the files.
 */
import * as vscode from 'vscode';
import { runCli } from './cli.ts';
import {
  choiceText,
  offerLine,
  parseOffers,
  placesToAdd,
  readonlyIncludeOf,
  withoutPlaces,
  type AgentOffer,
  type Choice,
  type Offers,
} from './models/exclusions.ts';
import { plain } from './models/wording.ts';

/** Is the offer as commands use it. */
export interface Exclusions {
  offer(): Promise<void>;
  undo(): Promise<void>;
  dispose(): void;
}

const scheme = 'ringfence-exclusions';
/** Remembers which places we added, so that an undo takes out no other. */
const addedKey = 'ringfence.readonlyInclude.added';

/** Creates the offer. */
export function createExclusions(extension: vscode.ExtensionContext): Exclusions {
  let shown = '';
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: () => shown,
  });
  const confirmed = async (choice: Choice): Promise<boolean> => {
    shown = choiceText(choice);
    const name = choice.undo ? 'Take out' : 'Write';
    const uri = vscode.Uri.from({ scheme, path: `/${name}.diff`, query: String(Date.now()) });
    await vscode.window.showTextDocument(uri, { preview: true });
    const question = choice.undo ? 'Take out what is shown?' : 'Write what is shown?';
    const answer = await vscode.window.showInformationMessage(`Ringfence: ${question}`, name);
    await close(uri);
    return answer === name;
  };
  return {
    offer: async () => {
      const choice = await chosen(await ask(extension, []));
      if (choice !== undefined && (await confirmed(choice))) await carryOut(extension, choice);
    },
    undo: async () => {
      const choice = undoable(extension, await ask(extension, ['--undo']));
      if (choice.places.length + choice.agents.length === 0) return tell('There is nothing to take out.');
      if (await confirmed(choice)) await carryOut(extension, choice);
    },
    dispose: () => void provider.dispose(),
  };
}

async function ask(extension: vscode.ExtensionContext, args: readonly string[]): Promise<Offers> {
  const { out, err } = await runCli(extension, ['exclude', '--format', 'json', ...args]);
  if (out === '') throw new Error(err);
  return parseOffers(out);
}

const present = () =>
  readonlyIncludeOf(vscode.workspace.getConfiguration('files').inspect('readonlyInclude')?.globalValue);

interface OfferItem extends vscode.QuickPickItem {
  readonly agent?: AgentOffer;
}

async function chosen(offers: Offers): Promise<Choice | undefined> {
  const places = placesToAdd(present(), offers.readonlyPlaces);
  const agents = offers.agents.filter(({ diff }) => diff !== '');
  if (places.length + agents.length === 0) {
    await tell('Everything that is offered is there already.');
    return undefined;
  }
  const readonly: OfferItem = {
    label: 'VS Code',
    description: `files.readonlyInclude · ${places.length} places`,
    detail:
      'Configuration that decides what runs opens read-only; you lift that for a file when you need to.',
    picked: true,
  };
  const items: readonly OfferItem[] = [
    ...(places.length === 0 ? [] : [readonly]),
    ...agents.map(agent => ({ ...offerLine(agent), agent })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: 'Keep secrets from agents, and protected files as they are',
    placeHolder: 'Everything is shown before it is written',
  });
  if (picked === undefined || picked.length === 0) return undefined;
  return {
    undo: false,
    places: picked.some(({ agent }) => agent === undefined) ? places : [],
    agents: picked.flatMap(({ agent }) => (agent === undefined ? [] : [agent])),
  };
}

function undoable(extension: vscode.ExtensionContext, offers: Offers): Choice {
  const added = extension.globalState.get<readonly string[]>(addedKey, []);
  const now = present();
  return {
    undo: true,
    places: added.filter(place => now[place] === true),
    agents: offers.agents.filter(({ diff }) => diff !== ''),
  };
}

async function carryOut(extension: vscode.ExtensionContext, { undo, places, agents }: Choice): Promise<void> {
  const failures: string[] = [];
  for (const { name, title } of agents) {
    const { code, err } = await runCli(extension, ['exclude', '--agent', name, ...(undo ? ['--undo'] : [])]);
    if (code !== 0) failures.push(`${title}: ${err}`);
  }
  if (places.length > 0) await changePlaces(extension, undo, places);
  if (failures.length > 0) {
    void vscode.window.showErrorMessage(`Ringfence: ${plain(failures.join(' '), 400)}`);
    return;
  }
  await tell(
    undo
      ? 'Taken out; everything else is as it was.'
      : 'Written. “Undo Exclusion Files and Read-Only Places” takes it out again.',
  );
}

async function changePlaces(
  extension: vscode.ExtensionContext,
  undo: boolean,
  places: readonly string[],
): Promise<void> {
  const added = extension.globalState.get<readonly string[]>(addedKey, []);
  const value = undo
    ? withoutPlaces(present(), places)
    : { ...present(), ...Object.fromEntries(places.map(place => [place, true])) };
  // Remembered first: what was added and then forgotten could not be taken out.
  if (!undo) await extension.globalState.update(addedKey, [...new Set([...added, ...places])]);
  await vscode.workspace
    .getConfiguration('files')
    .update('readonlyInclude', value, vscode.ConfigurationTarget.Global);
  if (undo) await extension.globalState.update(addedKey, undefined);
}

function tell(text: string): Promise<void> {
  void vscode.window.showInformationMessage(`Ringfence: ${text}`);
  return Promise.resolve();
}

async function close(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}
