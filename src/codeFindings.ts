/**
 * Commands about findings in code. Any extension can run them with made-up arguments, so what hides a finding is asked of
 * the person in front of the screen first.
 */
import * as vscode from 'vscode';
import type { BaselineRequest, Outcome } from '../common/protocol.ts';
import type { GuardClient } from './guardClient.ts';
import { codeRulesAddress, codeRulesPage, scanSummary, targetOf } from './models/codeFindings.ts';
import { plain } from './models/wording.ts';

/** Serves the page that lists the code rules. */
export const serveCodeRules = (guard: GuardClient): vscode.Disposable =>
  vscode.workspace.registerTextDocumentContentProvider(codeRulesAddress.scheme, {
    provideTextDocumentContent: async () => codeRulesPage(await guard.codeRules()),
  });

/** Opens the page that lists the code rules, as they are now. */
export async function openCodeRules(): Promise<void> {
  // VS Code keeps a document that is shown; under a new address it asks again.
  const page = vscode.Uri.from({ ...codeRulesAddress, query: String(Date.now()) });
  try {
    await vscode.commands.executeCommand('markdown.showPreview', page);
  } catch {
    // The built-in markdown extension can be disabled; its source reads well too.
    await vscode.window.showTextDocument(page, { preview: true });
  }
}

/** Scans the workspace's code; the guard shows how far it is. */
export async function scanWorkspace(guard: GuardClient): Promise<void> {
  const scan = await guard.scanWorkspace();
  const button = await vscode.window.showInformationMessage(
    scanSummary(scan),
    ...(scan.findings > 0 ? ['Show Problems'] : []),
  );
  if (button !== undefined) await vscode.commands.executeCommand('workbench.actions.view.problems');
}

/** Asks for the reason, and has the comment written that suppresses a finding. */
export async function suppress(guard: GuardClient, argument: unknown): Promise<void> {
  const target = targetOf(argument);
  if (target === undefined) return;
  const reason = await vscode.window.showInputBox({
    title: `Suppress “${plain(target.ruleId, 80)}”`,
    prompt: 'Why is this code safe? The comment holds the reason, for whoever reads it next.',
    validateInput: text => (text.trim() === '' ? 'A finding is suppressed only with a reason.' : undefined),
  });
  if (reason !== undefined) tell(await guard.suppress({ ...target, reason }));
}

/** Asks for a person's word, and has a finding added to the baseline. */
export async function addToBaseline(guard: GuardClient, argument: unknown): Promise<void> {
  const target: BaselineRequest | undefined = targetOf(argument);
  if (target === undefined) return;
  const button = await vscode.window.showWarningMessage(
    `Add “${plain(target.ruleId, 80)}” to the baseline?`,
    {
      modal: true,
      detail:
        'It is no longer shown for this line, here and in “ringfence scan”. The list is .ringfence/baseline.json.',
    },
    'Add to Baseline',
  );
  if (button !== undefined) tell(await guard.addToBaseline(target));
}

function tell(outcome: Outcome): void {
  if (!outcome.ok) void vscode.window.showErrorMessage(`Ringfence: ${plain(outcome.message, 400)}`);
}
