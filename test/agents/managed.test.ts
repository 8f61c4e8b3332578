/**
 * The managed files of `ringfence profile export`, loaded by the real agents from where an administrator puts them: no
 * user has installed a hook, the project switches hooks off, and an attack fails all the same.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launcherFile, writeLauncher } from '../../server/agents/launcher.ts';
import { ringfenceFolders } from '../../server/platform/folders.ts';
import { handsOf } from '../support/agents/hands.ts';
import { runAgent, testedAgents } from '../support/agents/index.ts';
import { verdictsIn } from '../support/ledger.ts';
import { startFakeModel, type FakeModel, type ScriptStep } from '../support/model/fakeModel.ts';
import { buildProduct, endRegisteredGuards, runCli, type Product } from '../support/product.ts';

/** Lays our files over /etc for one program, and nothing else of the machine. */
const overlay = `mount -t tmpfs none "$1" && mkdir "$1/up" "$1/work" &&
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$1/up,workdir=$1/work" /etc &&
cp -r "$2/." /etc && shift 2 && exec "$@"`;

function over(mountPoint: string, files: string): readonly string[] {
  return ['unshare', '-m', 'sh', '-c', overlay, 'sh', mountPoint, files];
}

function mayOverlay(): boolean {
  if (process.platform !== 'linux') return false;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rf-over-'));
  const files = path.join(folder, 'etc');
  mkdirSync(path.join(folder, 'point'));
  mkdirSync(files);
  const [, ...args] = over(path.join(folder, 'point'), files);
  const { status } = spawnSync('unshare', [...args, 'true'], { stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true });
  return status === 0;
}

/** What of an export goes where below /etc, and what a project has to hold to switch hooks off. */
const managed = {
  codex: {
    target: 'codex',
    exported: 'codex/linux/requirements.toml',
    place: 'codex/requirements.toml',
    off: { '.codex/config.toml': '[features]\nhooks = false\n' },
  },
  gemini: {
    target: 'gemini',
    exported: 'gemini/linux/settings.json',
    place: 'gemini-cli/settings.json',
    off: { '.gemini/settings.json': '{ "hooksConfig": { "enabled": false } }\n' },
  },
  'claude-code': {
    target: 'claude',
    exported: 'claude/linux/managed-settings.json',
    place: 'claude-code/managed-settings.json',
    off: { '.claude/settings.json': '{ "disableAllHooks": true }\n' },
  },
} as const;
type ManagedAgent = keyof typeof managed;

const agents = testedAgents().filter((name): name is ManagedAgent => Object.hasOwn(managed, name));
const permitted = mayOverlay();
const secret = 'postgres://parcels:correct-horse@db.internal/parcels';

let product: Product;
beforeAll(async () => void (product = await buildProduct()));
afterAll(() => product.remove());

describe.skipIf(!permitted).each(agents)('%s with managed files', agent => {
  const { target, exported, place, off } = managed[agent];
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rf-managed-')));
  const [home, workspace, mountPoint] = ['home', 'work', 'point'].map(name => {
    const made = path.join(folder, name);
    mkdirSync(made);
    return made;
  }) as [string, string, string];
  const folders = ringfenceFolders({ env: {}, home, platform: process.platform });

  beforeAll(async () => {
    for (const [name, text] of Object.entries({ ...off, '.env': `DATABASE_URL=${secret}\n` })) {
      mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
      writeFileSync(path.join(workspace, name), text);
    }
    const platform = process.platform;
    await writeLauncher({ runtime: process.execPath, hook: product.hook, folders, home, platform });
  });
  afterAll(async () => {
    await endRegisteredGuards(home);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** Exports a level and lays it over /etc while the agent works. */
  async function play(
    level: string | undefined,
    script: readonly ScriptStep[],
  ): Promise<{ model: FakeModel; said: string }> {
    const etc = path.join(folder, `etc-${level ?? 'none'}`);
    mkdirSync(path.join(etc, path.dirname(place)), { recursive: true });
    if (level !== undefined) {
      const out = path.join(folder, `export-${level}`);
      const args = ['profile', 'export', '--for', target, '--level', level, '--output', out];
      expect(await runCli(product, args, { home, cwd: home })).toMatchObject({ code: 0, stderr: '' });
      copyFileSync(path.join(out, exported), path.join(etc, place));
    }
    const model = await startFakeModel({ script });
    try {
      const { stdout, stderr } = await runAgent({
        agent,
        home,
        workspace,
        model,
        prompt: 'Which database does this project use?',
        wrap: over(mountPoint, etc),
      });
      return { model, said: stdout + stderr };
    } finally {
      await model.close();
    }
  }

  const steal = (): readonly ScriptStep[] => [handsOf(agent, workspace).shell('cat .env')];

  test('without them the secret reaches the model', async () => {
    const { model } = await play(undefined, steal());
    expect(JSON.stringify(model.requests)).toContain('correct-horse');
  });

  test('a hook that the project switches off refuses all the same', async () => {
    const { model, said } = await play('observe', steal());
    expect(JSON.stringify(model.requests)).not.toContain('correct-horse');
    expect(JSON.stringify(model.results) + said).toContain('Ringfence');
    const verdicts = await verdictsIn(home, file => readFile(file, 'utf8'));
    expect(verdicts).toContainEqual(expect.objectContaining({ agent, verdict: 'deny' }));
  });

  test('where the launcher is missing the agent is refused', async () => {
    rmSync(launcherFile(folders, process.platform));
    const { model, said } = await play('observe', steal());
    expect(JSON.stringify(model.requests)).not.toContain('correct-horse');
    expect(JSON.stringify(model.results) + said).toContain('ringfence doctor');
  });

  test('from balanced on nobody works without approvals', async () => {
    const { model, said } = await play('balanced', [
      handsOf(agent, workspace).shell('echo unasked > made.txt'),
    ]);
    expect(model.results.map(({ output }) => output).join('\n') + said).not.toBe('');
    await expect(readFile(path.join(workspace, 'made.txt'), 'utf8')).rejects.toThrow();
  });
});
