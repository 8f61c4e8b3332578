/** The extension starts by itself, and says so. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds, innerCommandIds } from '../../../src/models/commandIds.ts';
import { onPage } from './page.ts';
import { guards, until, untilGuarded } from './world.ts';

const extension = () => {
  const found = vscode.extensions.getExtension('ringfence.ringfence');
  assert.ok(found, 'Ringfence is not installed.');
  return found;
};

describe('the extension', () => {
  it('activates without being asked', async () => {
    await until('activation', () => extension().isActive);
    assert.equal(extension().exports, undefined, 'it hands nothing to other extensions');
  });

  it('registers every command that it contributes', async () => {
    const contributed = (extension().packageJSON as { contributes: { commands: { command: string }[] } })
      .contributes.commands;
    assert.deepEqual(contributed.map(({ command }) => command).sort(), [...commandIds].sort());
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = [...commandIds, ...innerCommandIds].filter(id => !registered.has(id));
    assert.deepEqual(missing, []);
  });

  it('starts one guard for the folder and records it', async () => {
    await untilGuarded();
    assert.equal(guards().length, 1);
  });

  it('shows a calm shield once it guards', async function () {
    const shown = await onPage(
      this,
      `const shield = page.locator('[id="ringfence.ringfence.ringfence.status"]');
       await shield.filter({ hasText: /^\\s*Ringfence\\s*$/u }).locator('.codicon-shield').waitFor();
       return shield.locator('a').getAttribute('aria-label');`,
    );
    assert.match(String(shown), /^Ringfence\. Guarding\./u);
  });
});
