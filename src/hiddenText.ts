/** Writes beside characters that nobody sees which they are, as the guard tells it. */
import * as vscode from 'vscode';
import type { HiddenSpan, HiddenText } from '../common/protocol.ts';
import type { GuardClient } from './guardClient.ts';
import { besideText, hiddenHover } from './models/hiddenText.ts';

/** Marks hidden characters in every editor until disposed. */
export function markHiddenText(guard: GuardClient): vscode.Disposable {
  const known = new Map<string, HiddenText>();
  const mark = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    overviewRulerColor: new vscode.ThemeColor('ringfence.denied'),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    before: {
      color: new vscode.ThemeColor('ringfence.hiddenText.foreground'),
      backgroundColor: new vscode.ThemeColor('ringfence.hiddenText.background'),
    },
  });
  const draw = (editor: vscode.TextEditor): void => {
    const hidden = known.get(editor.document.uri.toString());
    // Marks of an older version move along by themselves until the guard has read the new one.
    if (hidden === undefined || hidden.version !== editor.document.version) return;
    editor.setDecorations(mark, hidden.spans.map(decoration));
  };
  return vscode.Disposable.from(
    mark,
    guard.onHiddenText(hidden => {
      const uri = vscode.Uri.parse(hidden.uri).toString();
      known.set(uri, hidden);
      for (const editor of vscode.window.visibleTextEditors)
        if (editor.document.uri.toString() === uri) draw(editor);
    }),
    vscode.window.onDidChangeVisibleTextEditors(editors => editors.forEach(draw)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => known.delete(uri.toString())),
  );
}

function decoration(span: HiddenSpan): vscode.DecorationOptions {
  const { start, end, label } = span;
  return {
    range: new vscode.Range(start.line, start.character, end.line, end.character),
    hoverMessage: new vscode.MarkdownString(hiddenHover(span)),
    renderOptions: { before: { contentText: besideText(label) } },
  };
}
