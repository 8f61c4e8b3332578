/**
 * What the guard is told about this window: folders, trust and settings. A workspace may not loosen the guard, so only
 * the user's own value of a setting counts, even if VS Code were to offer a workspace value.
 */
import * as vscode from 'vscode';
import type { Configure } from '../common/protocol.ts';
import { parseSettings, type CodeSettings, type GuardSettings } from '../common/settings.ts';

const section = 'ringfence';
const codeKeys = [
  'enabled',
  'minimumSeverity',
  'packs',
  'rules',
  'disabledRules',
] as const satisfies readonly (keyof CodeSettings)[];
/** Each below `ringfence.`; a dot leads into an object. */
const keys = [
  'profile',
  'diagnostics',
  'hiddenText',
  'onUnavailable',
  ...codeKeys.map(key => `code.${key}` as const),
] as const satisfies readonly (keyof GuardSettings | `code.${keyof CodeSettings}`)[];

/** Reads the present configuration. */
export function readConfiguration(): Configure {
  const file = vscode.workspace.workspaceFile;
  return {
    roots: (vscode.workspace.workspaceFolders ?? [])
      .filter(folder => folder.uri.scheme === 'file')
      .map(folder => folder.uri.fsPath),
    ...(file?.scheme === 'file' ? { workspaceFile: file.fsPath } : {}),
    settings: parseSettings(userValues(vscode.workspace.getConfiguration(section))),
    trusted: vscode.workspace.isTrusted,
  };
}

/** Tells whether the user, or an administrator, has turned the read shield on. */
export function wantsReadShield(): boolean {
  const seen = vscode.workspace.getConfiguration(section).inspect<unknown>('readShield');
  return (policyValue(seen) ?? seen?.globalValue) === true;
}

/** Calls back whenever the configuration changed. */
export function onConfigurationChange(changed: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeWorkspaceFolders(changed),
    vscode.workspace.onDidGrantWorkspaceTrust(changed),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(section)) changed();
    }),
  );
}

/** Returns the values that the user or an administrator's policy set, without defaults and workspace values. */
export function userValues(
  configuration: Pick<vscode.WorkspaceConfiguration, 'inspect'>,
): Readonly<Record<string, unknown>> {
  const values = new Map(
    keys.flatMap(key => {
      const seen = configuration.inspect<unknown>(key);
      const value = policyValue(seen) ?? seen?.globalValue;
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
  const code = codeKeys.flatMap(key => {
    const value = values.get(`code.${key}`);
    return value === undefined ? [] : [[key, value] as const];
  });
  const others = [...values].filter(([key]) => !key.startsWith('code.'));
  return { ...Object.fromEntries(others), ...(code.length === 0 ? {} : { code: Object.fromEntries(code) }) };
}

/** Reads `policyValue`, which VS Code answers without declaring it. */
const policyValue = (seen: object | undefined): unknown =>
  seen !== undefined && 'policyValue' in seen ? seen.policyValue : undefined;
