/** Tests that the suite runs in a real VS Code. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { onPage } from './page.ts';

describe('the editor under test', () => {
  it('is VS Code 1.x with a folder open', () => {
    assert.match(vscode.version, /^1\.\d+\.\d+/u);
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });

  it('can be driven through its page', async function () {
    const title = await onPage(this, 'return page.title()');
    assert.match(String(title), new RegExp(vscode.workspace.name ?? 'no folder', 'u'));
  });
});
