/** People decide about what was held: approve, keep, discard, through the commands that they have. */
import * as assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { QuarantineItem } from '../../../common/quarantine.ts';
import {
  explanationAddress,
  itemScheme,
  sideAddress,
  type AddressParts,
} from '../../../src/models/itemAddress.ts';
import { decide, keys } from './answers.ts';
import {
  closeEditors,
  items,
  put,
  settingsFile,
  startOrdinary,
  textOf,
  until,
  untilEffective,
  untilHeld,
  untilState,
} from './world.ts';

const key = 'json.schemaDownload.trustedDomains';
const risky = (host: string): string =>
  `{\n  // The team likes two spaces.\n  "editor.tabSize": 2,\n  "${key}": { "https://${host}/": true }\n}\n`;

async function hold(host: string): Promise<QuarantineItem> {
  const known = items();
  put(settingsFile(), risky(host));
  return untilHeld(key, known);
}

const { next, tick, accept } = keys;

const stateOf = (id: string) => items().find(item => item.id === id)?.state;

const read = async ({ path, query }: AddressParts): Promise<string> =>
  (await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: itemScheme, path, query }))).getText();

describe('a held change', () => {
  beforeEach(startOrdinary);
  afterEach(closeEditors);

  it('can be read side by side, and explains itself', async () => {
    const item = await hold('schemas.example.com');
    await vscode.commands.executeCommand('ringfence.reviewItem', item.id);
    const input = await until('the diff', () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      return tab?.input instanceof vscode.TabInputTextDiff && tab.input;
    });
    assert.equal(input.modified.scheme, itemScheme);
    assert.equal(await read(sideAddress(item, 'attempted')), risky('schemas.example.com'));
    assert.ok(!(await read(sideAddress(item, 'restored'))).includes(key));
    const why = await read(explanationAddress({ kind: 'item', id: item.id }));
    assert.match(why, /^# Why this change was held back/u);
    assert.ok(why.includes(key), why);
  });

  it('takes effect once it is approved', async () => {
    const item = await hold('approved.example.com');
    await vscode.commands.executeCommand('ringfence.reviewItem', item.id);
    await decide('ringfence.approve', [next, tick, accept], () => stateOf(item.id) === 'approved');
    await untilEffective(key, { 'https://approved.example.com/': true });
    assert.ok(textOf(settingsFile()).includes('// The team likes two spaces.'));
    // What a person approved is known-good from then on.
    await delay(1_000);
    assert.ok(textOf(settingsFile()).includes('approved.example.com'));
  });

  it('stays away when the restored file is kept', async () => {
    const item = await hold('kept.example.com');
    await vscode.commands.executeCommand('ringfence.reviewItem', item.id);
    await decide('ringfence.keep', [accept], () => stateOf(item.id) === 'kept');
    assert.ok(!textOf(settingsFile()).includes('kept.example.com'));
    assert.equal(await read(sideAddress(item, 'attempted')), risky('kept.example.com'));
  });

  it('is gone for good when it is discarded', async () => {
    const item = await hold('discarded.example.com');
    await vscode.commands.executeCommand('ringfence.reviewItem', item.id);
    await decide('ringfence.discard', [accept], () => stateOf(item.id) === undefined);
    assert.ok(!textOf(settingsFile()).includes('discarded.example.com'));
    assert.equal((await read({ ...sideAddress(item, 'attempted'), path: '/again.txt' })).trim(), '');
  });

  it('cannot be settled by what another extension passes to the command', async () => {
    const item = await hold('forged.example.com');
    const forged = { kind: 'item', item, line: {} };
    void vscode.commands.executeCommand('ringfence.approve', forged, [forged]);
    await delay(1_000);
    assert.equal(stateOf(item.id), 'held');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await untilState(item.id, 'held');
  });
});
