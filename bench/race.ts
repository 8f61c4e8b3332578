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
import { quantile, report, type Measurement } from './report.ts';

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
  const lost = times.filter(time => time > earliestReaction).length;
  return {
    load,
    writes: times.length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    max: quantile(times, 1),
    lost,
  };
}

function measurementsOf({ load, writes, p50, p99, max, lost }: RaceResult): readonly Measurement[] {
  const series = `another process, ${load}`;
  const timely = load === 'quiet' ? budget : undefined;
  return [
    {
      what: `${series}: write → restored, p50`,
      value: p50,
      unit: 'ms',
      ...(timely && { budget: timely.p50 }),
    },
    {
      what: `${series}: write → restored, p99`,
      value: p99,
      unit: 'ms',
      ...(timely && { budget: timely.p99 }),
    },
    { what: `${series}: write → restored, max`, value: max, unit: 'ms' },
    {
      what: `${series}: later than VS Code's earliest reaction`,
      value: lost,
      unit: `of ${writes}`,
      budget: load === 'quiet' ? budget.lostQuiet : budget.lostBusy,
    },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = await race(Number(process.argv[2] ?? 100));
  process.exitCode = report('race', results.flatMap(measurementsOf));
}
