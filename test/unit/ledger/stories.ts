/** Builds ledgers and entries for tests. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import type { VerdictKind } from '../../../common/verdict.ts';
import { systemDisk, type LedgerDisk } from '../../../server/ledger/disk.ts';
import type { Clock } from '../../../server/ports/clock.ts';

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true, force: true })));
});

/** Makes a folder that goes away after the test. */
export async function scratch(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ringfence-ledger-'));
  folders.push(folder);
  return path.join(folder, 'ledger');
}

/** Is a clock that a test moves, forwards or back. */
export function steppingClock(start = 1_800_000_000_000): Clock & { jump(milliseconds: number): void } {
  let now = start;
  return {
    now: () => (now += 1),
    monotonic: () => now,
    jump: milliseconds => {
      now += milliseconds;
    },
  };
}

/** Builds the entry of a verdict. */
export const verdict = (eventId: string, kind: VerdictKind = 'pass'): LedgerBody => ({
  type: 'verdict',
  eventId,
  agent: 'codex',
  surface: 'hook',
  sessionId: 's',
  phase: 'pre',
  kind: 'fs.write',
  origin: 'agent',
  paths: ['.vscode/settings.json'],
  verdict: kind,
  policies: ['agent/oversight'],
  findings: [{ ruleId: 'r', severity: 'high', risks: ['AUTO'], path: '.vscode/settings.json' }],
  ms: 1.5,
});

/** Lists the segment files of a folder. */
export async function segmentFiles(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter(name => name.endsWith('.jsonl')).sort();
}

/** Reads the lines of a folder's only segment. */
export async function onlySegment(
  folder: string,
): Promise<{ readonly file: string; readonly lines: string[] }> {
  const [name, ...others] = await segmentFiles(folder);
  if (name === undefined || others.length > 0)
    throw new Error(`Not one segment: ${name ?? ''} ${others.join(' ')}`);
  const file = path.join(folder, name);
  return { file, lines: (await readFile(file, 'utf8')).split('\n').slice(0, -1) };
}

/** Writes lines back. */
export const writeLines = (file: string, lines: readonly string[]): Promise<void> =>
  writeFile(file, lines.map(line => `${line}\n`).join(''));

/** Is a disk whose operations a test makes fail, and which counts them. */
export interface PlayedDisk extends LedgerDisk {
  readonly counts: { append: number; sync: number };
  fail: Partial<Record<'open' | 'append' | 'sync' | 'half', Error>>;
}

/** Is an error as a full disk gives. */
export const diskFull = (): Error =>
  Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

/** Plays a disk; `half` writes half of the bytes before it fails. */
export function playedDisk(): PlayedDisk {
  const disk: PlayedDisk = {
    counts: { append: 0, sync: 0 },
    fail: {},
    async open(file) {
      if (disk.fail.open !== undefined) throw disk.fail.open;
      const real = await systemDisk.open(file);
      return {
        ...real,
        append: async bytes => {
          if (disk.fail.append !== undefined) throw disk.fail.append;
          if (disk.fail.half !== undefined) {
            await real.append(bytes.subarray(0, bytes.byteLength >> 1));
            throw disk.fail.half;
          }
          disk.counts.append += 1;
          await real.append(bytes);
        },
        sync: async () => {
          if (disk.fail.sync !== undefined) throw disk.fail.sync;
          disk.counts.sync += 1;
          await real.sync();
        },
      };
    },
  };
  return disk;
}
