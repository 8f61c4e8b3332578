/** Risky keys of an open configuration file are marked, explained and can be removed. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, settingsFile, startOrdinary, until } from './world.ts';

const key = 'chat.permissions.default';

/** Opens the settings with a risky key typed but not saved. */
async function openWithRisk(): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(settingsFile());
  await vscode.window.showTextDocument(document);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(2, 21), `,\n  "${key}": "autopilot"`);
  await vscode.workspace.applyEdit(edit);
  return document;
}

const ours = (uri: vscode.Uri): readonly vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Ringfence');

const untilMarked = (uri: vscode.Uri): Promise<vscode.Diagnostic> =>
  until('a diagnostic', () => ours(uri)[0]);

/** Returns what the quick fix would change; fails where none is offered. */
async function removalOf(uri: vscode.Uri, range: vscode.Range): Promise<vscode.WorkspaceEdit> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const edit = actions.find(({ title }) => title === `Remove “${key}”`)?.edit;
  assert.ok(edit, actions.map(({ title }) => title).join(', '));
  return edit;
}

describe('a risky key in an open settings file', () => {
  beforeEach(startOrdinary);
  afterEach(closeEditors);

  it('is marked as an error with its rule', async () => {
    const document = await openWithRisk();
    const mark = await untilMarked(document.uri);
    assert.equal(mark.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(
      typeof mark.code === 'object' ? mark.code.value : mark.code,
      'settings/chat-permissions-default',
    );
    assert.equal(mark.range.start.line, 3);
    assert.match(mark.message, /\S/u);
    assert.equal(ours(document.uri).length, 1);
  });

  it('says in a hover what it does and what to do instead', async () => {
    const document = await openWithRisk();
    const mark = await untilMarked(document.uri);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      mark.range.start.translate(0, 3),
    );
    const text = hovers
      .flatMap(hover => hover.contents)
      .map(content => (content instanceof vscode.MarkdownString ? content.value : ''))
      .find(content => content.includes('Ringfence'));
    assert.ok(text, 'There is no hover of ours.');
    for (const part of ['critical', 'settings/chat-permissions-default', '**Affects:**', '**Instead:**'])
      assert.ok(text.includes(part), text);
  });

  it('goes with a quick fix, and the mark with it', async () => {
    const document = await openWithRisk();
    const mark = await untilMarked(document.uri);
    // VS Code refuses an edit of a version that is over, and a slow reload of the file can end one: then ask again.
    await until('the key to be gone', async () => {
      await vscode.workspace.applyEdit(await removalOf(document.uri, mark.range));
      return !document.getText().includes(key);
    });
    assert.ok(document.getText().includes('// The team likes two spaces.'));
    await until('no diagnostic', () => ours(document.uri).length === 0);
  });

  it('is not marked in a file that configures nothing', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'jsonc',
      content: `{ "${key}": "autopilot" }`,
    });
    await vscode.window.showTextDocument(document);
    const settings = await openWithRisk();
    await untilMarked(settings.uri);
    assert.deepEqual(ours(document.uri), []);
  });
});
