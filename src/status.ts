/** The shield in the status bar. */
import * as vscode from 'vscode';
import type { GuardClient } from './guardClient.ts';
import { statusModel, type Mood } from './models/status.ts';
import type { OversightWatch } from './oversight.ts';

const backgrounds: Readonly<Partial<Record<Mood, string>>> = {
  held: 'statusBarItem.warningBackground',
  waiting: 'statusBarItem.warningBackground',
  degraded: 'statusBarItem.errorBackground',
  stopped: 'statusBarItem.errorBackground',
};

const stop = '[Stop All Agents](command:ringfence.stopAgents)';

const links: Readonly<Record<Mood, string>> = {
  starting: '[Show Log](command:ringfence.showLog)',
  guarding: `[Activity](command:ringfence.showActivity) · [Run Drill](command:ringfence.runDrill) · ${stop}`,
  held: `[Review](command:ringfence.showQuarantine) · [Activity](command:ringfence.showActivity) · ${stop}`,
  waiting: `[Approvals](command:ringfence.showApprovals) · [Quarantine](command:ringfence.showQuarantine) · ${stop}`,
  degraded: '[Restart Guard](command:ringfence.restart) · [Show Log](command:ringfence.showLog)',
  stopped: '[Release Agents](command:ringfence.releaseAgents) · [Activity](command:ringfence.showActivity)',
};

const commands: Readonly<Partial<Record<Mood, string>>> = {
  degraded: 'ringfence.showProblem',
  stopped: 'ringfence.releaseAgents',
  waiting: 'ringfence.showApprovals',
};

/** Shows the guard's state in the status bar, and whether commands can reach it in a context key. */
export function showStatus(guard: GuardClient, oversight: OversightWatch): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('ringfence.status', vscode.StatusBarAlignment.Left, 40);
  item.name = 'Ringfence';
  const draw = (): void => {
    const model = statusModel(guard.life, oversight.current);
    const background = backgrounds[model.mood];
    item.text = model.text;
    item.tooltip = tooltip(model.lines, links[model.mood]);
    item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
    item.accessibilityInformation = { label: model.accessible, role: 'button' };
    item.command = commands[model.mood] ?? 'ringfence.showQuarantine';
    void vscode.commands.executeCommand('setContext', 'ringfence.mood', model.mood);
  };
  draw();
  item.show();
  return vscode.Disposable.from(item, guard.onLife(draw), oversight.onChange(draw));
}

function tooltip(lines: readonly string[], actions: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = {
    enabledCommands: [...actions.matchAll(/command:([\w.]+)/g)].flatMap(match => match[1] ?? []),
  };
  text.appendMarkdown('**Ringfence**\n\n');
  for (const line of lines) text.appendText(line).appendMarkdown('\n\n');
  return text.appendMarkdown(actions);
}
