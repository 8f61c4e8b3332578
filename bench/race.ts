/**
 * Measures the settings race against another process: 100 risky writes quiet and 100 with every core busy, time from
 * write to restore. VS Code applies an outside write after 85 ms at the earliest (measured); a restore that takes
 * longer counts as lost.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSentinel } from '../server/sentinel/sentinel.ts';

/** Is the outcome of one series of writes. */
export interface RaceResult {
  readonly load: 'quiet' | 'busy';
  readonly writes: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Restores that came after the editor's earliest reaction. */
  readonly lost: number;
}

const earliestReaction = 85;
const budget = { p50: 5, p99: 30, lostQuiet: 0, lostBusy: 2 };
const here = path.dirname(fileURLToPath(import.meta.url));

/** Runs the race quiet and busy. */
export async function race(writes: number): Promise<readonly RaceResult[]> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'ringfence-race-'));
  const root = path.join(scratch, 'root');
  const file = path.join(root, '.vscode', 'settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, '{\n  "editor.tabSize": 2\n}\n');
  const ready = Promise.withResolvers<undefined>();
  const sentinel = startSentinel({
    scope: { roots: [root], profile: 'balanced' },
    folders: { quarantine: path.join(scratch, 'quarantine'), snapshots: path.join(scratch, 'snapshots') },
    entry: new URL('../server/sentinel/worker.ts', import.meta.url),
    onEvent: event => {
      if (event.type === 'ready') ready.resolve(undefined);
    },
  });
  try {
    await ready.promise;
    const quiet = summary('quiet', await measure(file, writes));
    const burners = os.cpus().map(() => spawn(process.execPath, ['-e', 'for (;;) ;'], { stdio: 'ignore' }));
    try {
      return [quiet, summary('busy', await measure(file, writes))];
    } finally {
      burners.forEach((burner: ChildProcess) => burner.kill('SIGKILL'));
    }
  } finally {
    await sentinel.stop();
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

async function measure(file: string, writes: number): Promise<readonly number[]> {
  const writer = spawn(process.execPath, [path.join(here, 'raceWriter.ts'), file, String(writes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  writer.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(writer, 'close');
  const parsed: unknown = JSON.parse(output);
  if (!Array.isArray(parsed)) throw new Error('The writer printed no times.');
  return parsed.map(Number);
}

function summary(load: RaceResult['load'], times: readonly number[]): RaceResult {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
  const lost = sorted.filter(time => time > earliestReaction).length;
  return { load, writes: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1), lost };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = await race(Number(process.argv[2] ?? 100));
  for (const { load, writes, p50, p99, max, lost } of results) {
    console.log(`race ${load}: ${writes} writes, p50 ${p50} ms, p99 ${p99} ms, max ${max} ms, ${lost} lost`);
  }
  const folder = path.join(here, 'results');
  fs.mkdirSync(folder, { recursive: true });
  const report = { name: 'write to restore, another process', budget, results };
  fs.writeFileSync(path.join(folder, 'race.json'), `${JSON.stringify(report, null, 2)}\n`);
  const [quiet, busy] = results;
  const kept = (quiet?.lost ?? 1) <= budget.lostQuiet && (busy?.lost ?? 3) <= budget.lostBusy;
  process.exitCode =
    kept && (quiet?.p50 ?? Infinity) <= budget.p50 && (quiet?.p99 ?? Infinity) <= budget.p99 ? 0 : 1;
}
