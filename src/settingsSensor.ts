/** What VS Code tells of its settings: each layer's own value, and what is in effect in each folder. */
import * as vscode from 'vscode';
import type { Repair, SeenSetting, SeenSettings } from '../common/posture.ts';
import { seenIn, type Inspected } from './models/inspected.ts';

/** Languages of one setting that are looked at; nobody has more. */
const mostLanguages = 20;

/** Asks VS Code for settings, in every folder of the window. */
export function seenSettings(keys: readonly string[]): SeenSettings {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  // In a window with one folder and no workspace file, the folder is the workspace.
  const several = vscode.workspace.workspaceFile !== undefined;
  const scopes = [undefined, ...folders].map(uri => ({
    uri,
    configuration: vscode.workspace.getConfiguration(undefined, uri ?? null),
  }));
  return { settings: keys.map(key => seenSetting(key, scopes, several)) };
}

interface Scope {
  readonly uri: vscode.Uri | undefined;
  readonly configuration: vscode.WorkspaceConfiguration;
}

function seenSetting(key: string, scopes: readonly Scope[], several: boolean): SeenSetting {
  const views = scopes.flatMap(({ uri, configuration }) => {
    const folder = uri?.fsPath;
    const inspected = configuration.inspect<unknown>(key);
    const plain = { folder, language: undefined, inspected, effective: configuration.get<unknown>(key) };
    const languages = (inspected?.languageIds ?? []).slice(0, mostLanguages).map(language => {
      const scope = uri === undefined ? { languageId: language } : { uri, languageId: language };
      const special = vscode.workspace.getConfiguration(undefined, scope);
      return {
        folder,
        language,
        inspected: special.inspect<unknown>(key) satisfies Inspected | undefined,
        effective: special.get<unknown>(key),
      };
    });
    return [plain, ...languages];
  });
  return seenIn(key, views, several);
}

const targets: Readonly<Record<Repair['layer'], vscode.ConfigurationTarget>> = {
  user: vscode.ConfigurationTarget.Global,
  workspace: vscode.ConfigurationTarget.Workspace,
  folder: vscode.ConfigurationTarget.WorkspaceFolder,
};

/** Writes a repair where it belongs. Rejects with VS Code's reason. */
export async function carryOut({ key, layer, folder, language, value }: Repair): Promise<void> {
  const uri = folder === undefined ? undefined : vscode.Uri.file(folder);
  const scope =
    language === undefined ? (uri ?? null) : { languageId: language, ...(uri === undefined ? {} : { uri }) };
  await vscode.workspace
    .getConfiguration(undefined, scope)
    .update(key, value, targets[layer], language === undefined ? undefined : true);
}
