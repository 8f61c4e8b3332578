/** Risky settings never take effect, whoever writes them; what else the same write holds stays. */
import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import {
  closeEditors,
  inWorkspace,
  items,
  put,
  settingsFile,
  startOrdinary,
  textOf,
  until,
  untilEffective,
  untilHeld,
  watchEffective,
} from './world.ts';

interface Writer {
  readonly title: string;
  readonly key: string;
  readonly value: unknown;
  readonly tabSize: number;
  readonly write: (file: string, text: string) => Promise<unknown>;
}

const writers: readonly Writer[] = [
  {
    title: 'a WorkspaceEdit that is saved',
    key: 'json.schemaDownload.trustedDomains',
    value: { '*': true },
    tabSize: 3,
    write: async (file, text) => {
      const uri = vscode.Uri.file(file);
      const document = await vscode.workspace.openTextDocument(uri);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
      await vscode.workspace.applyEdit(edit);
      await document.save();
    },
  },
  {
    title: 'workspace.fs.writeFile',
    key: 'chat.permissions.default',
    value: 'autopilot',
    tabSize: 4,
    write: (file, text) =>
      Promise.resolve(vscode.workspace.fs.writeFile(vscode.Uri.file(file), Buffer.from(text))),
  },
  {
    title: 'another process',
    key: 'chat.tools.terminal.autoApprove',
    value: { '/.*/': true },
    tabSize: 5,
    write: (file, text) =>
      promisify(execFile)(
        process.execPath,
        ['-e', 'fs.writeFileSync(...process.argv.slice(1))', file, text],
        {
          env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
        },
      ),
  },
];

const withKey = ({ key, value, tabSize }: Writer): string =>
  [
    '{',
    '  // The team likes two spaces.',
    `  "editor.tabSize": ${tabSize}, // this time`,
    `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
    '  /* A ruler harms nobody. */',
    '  "editor.rulers": [100]',
    '}',
    '',
  ].join('\n');

describe('a risky setting', () => {
  beforeEach(startOrdinary);
  afterEach(closeEditors);

  for (const writer of writers) {
    it(`written by ${writer.title} is taken back alone and never takes effect`, async () => {
      const known = items();
      const watching = watchEffective(writer.key);
      // A write that is taken back at once may look to its author as if it had failed; only the file counts.
      await writer.write(settingsFile(), withKey(writer)).catch(() => undefined);
      const item = await untilHeld(writer.key, known);
      await untilEffective('editor.tabSize', writer.tabSize);
      await untilEffective('editor.rulers', [100]);
      watching.stop();
      assert.deepEqual(watching.seen, []);
      const text = textOf(settingsFile());
      assert.ok(!text.includes(writer.key), text);
      for (const kept of ['// The team likes two spaces.', '// this time', '/* A ruler harms nobody. */'])
        assert.ok(text.includes(kept), text);
      assert.equal(item.path, settingsFile());
      assert.match(item.reason, /\S/u);
    });
  }

  it('written by configuration.update is taken back and never takes effect', async () => {
    const key = 'chat.tools.urls.autoApprove';
    const known = items();
    const watching = watchEffective(key);
    const section = vscode.workspace.getConfiguration('chat.tools.urls');
    const update = section.update('autoApprove', { 'https://*': true }, vscode.ConfigurationTarget.Workspace);
    await Promise.resolve(update).catch(() => undefined);
    await untilHeld(key, known);
    const kept = textOf(settingsFile());
    assert.ok(!kept.includes(key), kept);
    assert.ok(kept.includes('// The team likes two spaces.'), kept);
    // VS Code has read the file once more when this is in effect, so a risky value would have been seen.
    put(settingsFile(), kept.replace(/"editor\.tabSize": \d/u, '"editor.tabSize": 6'));
    await untilEffective('editor.tabSize', 6);
    watching.stop();
    assert.deepEqual(watching.seen, []);
  });

  it('in a workspace file is taken back alone', async () => {
    const file = inWorkspace('team.code-workspace');
    const known = items();
    put(file, '{\n  "folders": [{ "path": "." }],\n  "settings": {}\n}\n');
    await until('the workspace file', () => textOf(file).includes('folders'));
    put(
      file,
      '{\n  "folders": [{ "path": "." }],\n  "settings": { "editor.tabSize": 7, "chat.permissions.default": "autopilot" }\n}\n',
    );
    const item = await until('the item', () =>
      items().find(each => each.path === file && !known.some(({ id }) => id === each.id)),
    );
    assert.deepEqual(
      item.keys.filter(change => change.restored).map(change => change.keyPath),
      [['settings', 'chat.permissions.default']],
    );
    await until('the restore', () => !textOf(file).includes('autopilot'));
    assert.ok(textOf(file).includes('"editor.tabSize": 7'), textOf(file));
  });
});
