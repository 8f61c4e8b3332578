/** Tells the guard about edits in editors whose origin matters, with the signature that VS Code's events show. */
import * as vscode from 'vscode';
import type { GuardClient } from './guardClient.ts';
import { createSignatureJudge, isOriginRelevant } from './models/signature.ts';

/** Watches editors until disposed. */
export function watchEditors(guard: GuardClient): vscode.Disposable {
  const judge = createSignatureJudge({
    defer: task => setImmediate(task),
    now: () => Date.now(),
    report: edit => guard.noteEditorEdit(edit),
  });
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, reason, contentChanges }) => {
      if (!matters(document)) return;
      judge.change({
        path: document.uri.fsPath,
        reason,
        changes: contentChanges.length,
        isDirty: () => document.isDirty,
      });
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      if (matters(textEditor.document)) judge.selection({ path: textEditor.document.uri.fsPath, kind });
    }),
  );
}

const matters = (document: vscode.TextDocument): boolean =>
  document.uri.scheme === 'file' && isOriginRelevant(document.uri.fsPath);
