/** Settings that are looser than the profile are told, recorded and put right where they stand. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LedgerBody } from '../../../common/ledger.ts';
import type { QuarantineItem } from '../../../common/quarantine.ts';
import { decide, keys } from './answers.ts';
import { onPage } from './page.ts';
import {
  closeEditors,
  effective,
  items,
  ledger,
  put,
  settingsFile,
  startOrdinary,
  textOf,
  until,
  untilEffective,
  untilHeld,
  untilState,
} from './world.ts';

const terminal = 'chat.tools.terminal.autoApprove';
type Drift = Extract<LedgerBody, { type: 'posture' }>;

const told = (key: string, action: Drift['action']): readonly Drift[] =>
  ledger().filter(
    (body): body is Drift => body.type === 'posture' && body.key === key && body.action === action,
  );

const untilTold = (key: string, action: Drift['action'], times = 1): Promise<Drift> =>
  until(`${key} ${action} in the ledger`, () => {
    const found = told(key, action);
    return found.length >= times && found.at(-1);
  });

/** A person lets a workspace approve every command. */
async function loosen(): Promise<void> {
  const known = items();
  put(
    settingsFile(),
    `{\n  // The team likes two spaces.\n  "editor.tabSize": 2,\n  "${terminal}": { "/.*/": true, "curl": false }\n}\n`,
  );
  await approve(await untilHeld(terminal, known));
  await untilEffective(terminal, { '/.*/': true, curl: false });
}

async function approve({ id }: QuarantineItem): Promise<void> {
  await vscode.commands.executeCommand('ringfence.reviewItem', id);
  const { next, tick, accept } = keys;
  await decide('ringfence.approve', [next, tick, accept], () =>
    items().some(item => item.id === id && item.state === 'approved'),
  );
  await untilState(id, 'approved');
}

describe('a setting that became looser than the profile', () => {
  beforeEach(startOrdinary);
  afterEach(closeEditors);

  it('in the workspace is recorded, shown and taken out where it stands', async function () {
    this.timeout(120_000);
    await loosen();
    const drift = await untilTold(terminal, 'drifted');
    assert.equal(drift.layer, 'workspace');
    assert.equal(drift.path, settingsFile());
    await vscode.commands.executeCommand('ringfence.showPosture');
    if (process.env['RINGFENCE_PAGE'] !== undefined)
      await onPage(
        this,
        `const pane = page.locator('.pane', { has: page.locator('.pane-header h3:text-is("Posture")') });
         await pane.locator('.monaco-list-row', { hasText: '${terminal}' }).first().waitFor();
         return true;`,
      );
    await vscode.commands.executeCommand('ringfence.repairPosture');
    await until('the repair', () => !textOf(settingsFile()).includes('/.*/'));
    // What tightens stays, and so does everything else.
    await untilEffective(terminal, { curl: false });
    assert.ok(textOf(settingsFile()).includes('// The team likes two spaces.'), textOf(settingsFile()));
    await untilTold(terminal, 'repaired');
    assert.equal(told(terminal, 'ended').length, 0);
    // To take out what tightens is to loosen, which is held back as well; the next test wants it gone.
    const known = items();
    put(settingsFile(), '{}\n');
    await approve(await untilHeld(terminal, known));
    await untilEffective(terminal, undefined);
  });

  it('in the user’s settings is put right there', async () => {
    const key = 'chat.autoReply';
    const section = vscode.workspace.getConfiguration('chat');
    await section.update('autoReply', true, vscode.ConfigurationTarget.Global);
    const drift = await untilTold(key, 'drifted');
    assert.deepEqual([drift.layer, drift.path], ['user', '']);
    await vscode.commands.executeCommand('ringfence.repairPosture');
    await until('the repair', () => vscode.workspace.getConfiguration('chat').get('autoReply') === false);
    await untilTold(key, 'repaired');
  });

  it('and holds again by another hand ends', async () => {
    const key = 'chat.autoReply';
    const update = (value: boolean | undefined) =>
      vscode.workspace.getConfiguration('chat').update('autoReply', value, vscode.ConfigurationTarget.Global);
    const before = told(key, 'drifted').length;
    await update(true);
    await untilTold(key, 'drifted', before + 1);
    await update(undefined);
    await untilTold(key, 'ended');
    assert.equal(effective(key), undefined);
  });
});
