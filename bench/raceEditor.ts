/**
 * Measures the settings race inside a real VS Code: another extension writes a risky key 100 times by applyEdit and
 * save, and 100 times by configuration.update, quiet and with every core busy. Counts how often the risky value was
 * ever in effect, as that extension saw it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { packageExtension } from '../scripts/package.mjs';
import { writeDemoWorkspace } from '../test/drill/workspace.ts';
import { connectBystander, packBystander, type Bystander } from '../test/support/bystander/client.ts';
import { startCodeServer } from '../test/support/vscode/codeServer.ts';
import { openWorkbench } from '../test/support/vscode/workbench.ts';
import { quantile, report, type Measurement } from './report.ts';

/** Is the outcome of one series of writes. */
export interface EditorRaceResult {
  readonly writer: 'applyEdit + save' | 'configuration.update';
  readonly load: 'quiet' | 'busy';
  /** Writes that reached the disk; VS Code refuses one that comes too close upon a restore. */
  readonly writes: number;
  readonly p50: number;
  readonly p99: number;
  /** Writes whose value was in effect, if only for a moment. */
  readonly effective: number;
}

const budget = { p50: 5, p99: 30, effective: { quiet: 0, busy: 2 } };
const here = path.dirname(fileURLToPath(import.meta.url));
/** VS Code applies what is written within 300 ms. */
const settleMs = 350;

/** Takes turns, so that a write is not merely the last one repeated. */
const attempts = [
  { key: 'chat.permissions.default', value: 'autopilot', mark: '"autopilot"' },
  { key: 'chat.tools.urls.autoApprove', value: { 'https://*': true }, mark: '"https://*"' },
  { key: 'json.schemaDownload.trustedDomains', value: { '*': true }, mark: '"*"' },
] as const;

interface Place {
  readonly bystander: Bystander;
  readonly settings: string;
  readonly writes: number;
}

/** Runs the four series in one window. */
export async function raceEditor(writes: number): Promise<readonly EditorRaceResult[]> {
  const vsix = process.env['RINGFENCE_VSIX'] ?? (await packageExtension()).path;
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'ringfence-race-'));
  const workspace = path.join(scratch, 'project');
  await writeDemoWorkspace(workspace);
  const portFile = path.join(scratch, 'port');
  const server = await startCodeServer({
    vsix: [vsix, await packBystander()],
    env: { RINGFENCE_BYSTANDER: portFile },
  });
  try {
    const workbench = await openWorkbench({ server, folder: workspace });
    const bystander = await connectBystander(portFile);
    for (const { key } of attempts) await bystander.watch(key);
    // Open in the editor in front, so that text that could not be saved can be reverted before the next write.
    await workbench.page.keyboard.press('Control+p');
    await workbench.page.keyboard.type('.vscode/settings.json');
    await workbench.page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'settings.json' })
      .first()
      .click();
    // The guard starts with the window; the race is about a window that is open.
    await delay(8_000);
    const settings = path.join(workspace, '.vscode', 'settings.json');
    const results = await series({ bystander, settings, writes });
    await workbench.close();
    return results;
  } finally {
    await server.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function series(place: Place): Promise<readonly EditorRaceResult[]> {
  const quiet = [
    await measure(place, 'applyEdit + save', 'quiet'),
    await measure(place, 'configuration.update', 'quiet'),
  ];
  const burners = os.cpus().map(() => spawn(process.execPath, ['-e', 'for (;;) ;'], { stdio: 'ignore' }));
  try {
    return [
      ...quiet,
      await measure(place, 'applyEdit + save', 'busy'),
      await measure(place, 'configuration.update', 'busy'),
    ];
  } finally {
    burners.forEach((burner: ChildProcess) => burner.kill('SIGKILL'));
  }
}

async function measure(
  place: Place,
  writer: EditorRaceResult['writer'],
  load: EditorRaceResult['load'],
): Promise<EditorRaceResult> {
  const watcher = watchRisk(place.settings);
  let effective = 0;
  for (let round = 0; round < place.writes; round += 1) {
    const attempt = attempts[round % attempts.length] ?? attempts[0];
    if (await takesEffect(place, writer, attempt, round)) effective += 1;
  }
  const stood = await watcher.stop();
  const times = stood.map(({ ms }) => ms);
  return {
    writer,
    load,
    writes: times.length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    effective,
  };
}

/** Writes once and tells whether the value was in effect at any moment. */
async function takesEffect(
  { bystander, settings }: Place,
  writer: EditorRaceResult['writer'],
  { key, value, mark }: (typeof attempts)[number],
  round: number,
): Promise<boolean> {
  await bystander.command('workbench.action.files.revert');
  const started = Date.now();
  const write =
    writer === 'configuration.update'
      ? bystander.update(key, value)
      : bystander.edit(settings, settingsWith(key, value, round));
  // A write that is taken back at once may look to its author as if it had failed; only the file counts.
  await write.catch(() => undefined);
  await delay(settleMs);
  const seen = await bystander.seen(started);
  return seen.some(each => each.key === key && JSON.stringify(each.value).includes(mark));
}

const settingsWith = (key: string, value: unknown, round: number): string =>
  `{\n  // The team likes two spaces.\n  "editor.tabSize": ${(round % 8) + 1},\n  "${key}": ${JSON.stringify(value)}\n}\n`;

interface Stood {
  readonly at: number;
  readonly ms: number;
}

function watchRisk(file: string): { readonly stop: () => Promise<readonly Stood[]> } {
  const marks = attempts.map(({ mark }) => mark);
  const watcher = spawn(process.execPath, [path.join(here, 'raceWatcher.ts'), file, ...marks], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  watcher.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    stop: async () => {
      watcher.stdin.end();
      await once(watcher, 'close');
      const stood: readonly Stood[] = JSON.parse(output);
      return stood;
    },
  };
}

function measurementsOf({
  writer,
  load,
  writes,
  p50,
  p99,
  effective,
}: EditorRaceResult): readonly Measurement[] {
  const name = `${writer}, ${load}`;
  const timely = load === 'quiet' ? budget : undefined;
  return [
    {
      what: `${name}: on disk → restored, p50`,
      value: p50,
      unit: 'ms',
      ...(timely && { budget: timely.p50 }),
    },
    {
      what: `${name}: on disk → restored, p99`,
      value: p99,
      unit: 'ms',
      ...(timely && { budget: timely.p99 }),
    },
    {
      what: `${name}: risky value ever in effect`,
      value: effective,
      unit: `of ${writes}`,
      budget: budget.effective[load],
    },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = await raceEditor(Number(process.argv[2] ?? 100));
  // A race that was hardly run proves nothing.
  const wanted = Number(process.argv[2] ?? 100) * 0.8;
  const thin = results.filter(({ writes }) => writes < wanted);
  for (const { writer, load, writes } of thin)
    console.log(`Only ${writes} writes reached the disk: ${writer}, ${load}.`);
  process.exitCode = report('raceEditor', results.flatMap(measurementsOf)) === 1 || thin.length > 0 ? 1 : 0;
}
