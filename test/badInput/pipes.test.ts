/**
 * A named pipe in the place of every file that somebody else may put there: whoever opened it as a file would wait for
 * ever. What has no clear answer without the file answers as if there were none, or as strictly as it can.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { planAgent, type InstallSetting } from '../../server/agents/index.ts';
import { findKillSwitches } from '../../server/agents/install/killSwitch.ts';
import { freshState, stateFiles } from '../../server/export/positions.ts';
import { readConfig } from '../../server/floor/config.ts';
import { readRegistrations } from '../../server/gate/registry.ts';
import { denialsAskedFor } from '../../server/hook/unavailable.ts';
import { noteUnjudged, notesFile } from '../../server/hook/unjudged.ts';
import { askToRotate, rotateMark } from '../../server/ledger/rotation.ts';
import { verifyLedger } from '../../server/ledger/verify.ts';
import { takeInventory } from '../../server/mcp/inventory/inventory.ts';
import { writeMcpLauncher } from '../../server/mcp/launcher.ts';
import { openPins } from '../../server/mcp/pins/shelf.ts';
import { realDisk } from '../../server/observe/disk.ts';
import { ringfenceFolders } from '../../server/platform/folders.ts';
import { createPostureDesk } from '../../server/posture/desk.ts';
import { createShelf } from '../../server/quarantine/shelf.ts';
import { sourceFiles } from '../../server/scan/sourceFiles.ts';
import { readState } from '../../server/session/stateFiles.ts';
import { readStop } from '../../server/session/stop.ts';
import { makePipes, releasedAfter } from '../support/pipe.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rf-pipes-')));
});

/** Puts the pipes there, and returns what is answered; the answer must come before anybody is let go on. */
async function beside<T>(pipes: readonly string[], answer: () => T): Promise<Awaited<T>> {
  const made = folder;
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  for (const pipe of pipes) mkdirSync(path.dirname(path.join(folder, pipe)), { recursive: true });
  makePipes(folder, pipes);
  const started = performance.now();
  const answered = await answer();
  expect(performance.now() - started).toBeLessThan(releasedAfter - 500);
  return answered;
}

const at = (file: string): string => path.join(folder, file);
const surroundings = () => ({ env: {}, home: folder, platform: 'linux' as const });
const installSetting = (): InstallSetting => ({
  ...surroundings(),
  folders: ringfenceFolders(surroundings()),
  roots: [folder],
  runtime: process.execPath,
  hook: at('hook.js'),
});

describe.runIf(process.platform !== 'win32')('nobody waits for a pipe', () => {
  test('in the place of settings that switch hooks off', async () => {
    const found = await beside(['.claude/settings.json'], () =>
      findKillSwitches('claude-code', installSetting()),
    );
    expect(found).toEqual([]);
  });

  test('in the place of the file that hooks are put into', async () => {
    const planned = await beside(['.claude/settings.json'], () => planAgent('claude-code', installSetting()));
    expect(planned).toMatchObject({ ok: false, problems: [{ source: at('.claude/settings.json') }] });
    expect(JSON.stringify(planned)).toContain('is no regular file');
  });

  test('in the place of a list of MCP servers', async () => {
    const { errors } = await beside(['.mcp.json'], () =>
      takeInventory({
        workspaces: [folder],
        surroundings: { ...surroundings(), home: at('home') },
        shelf: openPins(at('state')),
        at: '2026-01-01T00:00:00Z',
        remember: false,
      }),
    );
    expect(errors).toEqual([{ path: at('.mcp.json'), message: expect.stringContaining('no regular file') }]);
  });

  test('in the place of .gitignore', async () => {
    const listed = await beside(['.gitignore'], async () => {
      const files: string[] = [];
      for await (const { relative } of sourceFiles(folder, () => true)) files.push(relative);
      return files;
    });
    expect(listed).toEqual([]);
  });

  test('in the place of a profile, which is then as strict as one can be', async () => {
    expect(await beside(['.ringfence/profile.jsonc'], () => denialsAskedFor([folder]))).toBe(true);
  });

  test('in the place of a file that an event names', async () => {
    expect(await beside(['note.md'], () => realDisk.text(at('note.md'), 1_000))).toEqual({
      kind: 'unreadable',
      reason: 'is no plain file',
    });
  });

  test('in the place of settings that wait for trust', async () => {
    const desk = createPostureDesk({
      team: () => ({}),
      record: () => Promise.resolve(),
      newest: () => Promise.resolve([]),
    });
    const report = await beside(['.vscode/settings.json'], () =>
      desk.compare({ settings: [] }, { roots: [folder], settings: {}, trusted: false }),
    );
    expect(report.lines.filter(line => line.loosened.length > 0)).toEqual([]);
  });

  test('in the place of a floor that is configured', async () => {
    expect(await beside(['floor.json'], () => readConfig(at('floor.json')))).toMatchObject({
      kind: 'broken',
    });
  });

  test('in the place where something is written before it is renamed', async () => {
    await beside(['rotate.json.new', 'target.json.new'], async () => {
      await askToRotate(folder, 7);
      await stateFiles(folder).write('target', freshState('there'));
    });
    expect(await rotateMark(folder)).toBe(7);
    expect(await stateFiles(folder).read('target', 'there')).toEqual(freshState('there'));
  });

  test('among our own state', async () => {
    const segment = '20260101T000000000Z-00000000.jsonl';
    const item = `${'0'.repeat(20)}-1`;
    const pipes = [
      'stop.json',
      'a.guard.json',
      'rotate.json',
      `ledger/${segment}`,
      `quarantine/${item}/meta.json`,
    ];
    const launcher = 'bin/ringfence-mcp';
    await beside([...pipes, launcher, 'unjudged.jsonl'], async () => {
      expect(readStop(at('stop.json'))).toBeDefined();
      expect(readRegistrations(folder)).toEqual([]);
      expect(readState(at('stop.json'), raw => raw)).toBeUndefined();
      expect(await rotateMark(folder)).toBe(0);
      expect(await verifyLedger(at('ledger')).catch(() => ({ ok: false }))).toMatchObject({ ok: false });
      expect(createShelf(at('quarantine')).list()).toEqual([]);
      noteUnjudged(folder, { ts: 0, agent: 'codex', answer: 'refused', why: 'no guard' });
      expect(notesFile(folder)).toBe(at('unjudged.jsonl'));
      const { folders } = installSetting();
      await writeMcpLauncher({
        folders: { ...folders, bin: at('bin') },
        platform: 'linux',
        runtime: process.execPath,
        cli: at('cli.js'),
      });
    });
  });
});
