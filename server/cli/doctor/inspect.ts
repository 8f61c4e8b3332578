/** Gathers what doctor reports: folders, guards, launcher, quarantine, ledger, policy. Reads; changes nothing. */
import { execFile } from 'node:child_process';
import { access, constants, lstat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describeProblem } from '../../../common/result.ts';
import { launcherFile } from '../../agents/index.ts';
import { carriedBy, type LauncherSetting } from '../../agents/launcher.ts';
import { denialsAskedFor } from '../../hook/unavailable.ts';
import type { InstallSetting } from '../../agents/index.ts';
import { isAlive, readRegistrations } from '../../gate/registry.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import type { Folders } from '../../platform/folders.ts';
import { readPlainText } from '../../platform/plainFile.ts';
import { findCedarWasm } from '../../policy/cedar.ts';
import { openPolicy } from '../../policy/open.ts';
import { keptDays } from '../../quarantine/retention.ts';
import { createShelf } from '../../quarantine/shelf.ts';
import { bytesIn } from '../../quarantine/size.ts';

/** Says how one folder of Ringfence stands; `wrong` says what is amiss with it. */
export interface FolderReport {
  readonly name: string;
  readonly path: string;
  readonly exists: boolean;
  /** Permission bits as `ls` counts them; absent where the platform has none. */
  readonly mode?: string;
  readonly wrong?: string;
}

/** Is a guard that registered itself; one that ended without a word is not alive. */
export interface GuardReport {
  readonly pid: number;
  readonly alive: boolean;
  /** None for a standalone guard, which answers hooks of any folder. */
  readonly roots: readonly string[];
  /** ISO 8601. */
  readonly since: string;
}

/** Is the outcome of one check, in a sentence. */
export interface Check {
  readonly ok: boolean;
  readonly detail: string;
}

/** Looks at every folder that belongs to Ringfence. */
export async function inspectFolders(folders: Folders): Promise<readonly FolderReport[]> {
  return await Promise.all(
    Object.entries(folders).map(([name, folder]) => inspectFolder(name, String(folder))),
  );
}

async function inspectFolder(name: string, folder: string): Promise<FolderReport> {
  const stat = await lstat(folder).catch(() => undefined);
  if (stat === undefined) return { name, path: folder, exists: false };
  const uid = process.getuid?.();
  if (uid === undefined) return { name, path: folder, exists: true };
  const mode = (stat.mode & 0o777).toString(8).padStart(4, '0');
  const wrong = !stat.isDirectory()
    ? 'It is no folder; remove it.'
    : stat.uid !== uid
      ? 'It belongs to another user; remove it.'
      : name !== 'config' && (stat.mode & 0o077) !== 0
        ? `Other users can reach it; run: chmod 700 ${folder}`
        : undefined;
  return { name, path: folder, exists: true, mode, ...(wrong === undefined ? {} : { wrong }) };
}

/** Lists the guards that registered themselves. */
export const inspectGuards = (folders: Pick<Folders, 'run'>): readonly GuardReport[] =>
  readRegistrations(folders.run).map(({ pid, roots, startedAt }) => ({
    pid,
    alive: isAlive(pid),
    roots,
    since: new Date(startedAt).toISOString(),
  }));

const execFileAsync = promisify(execFile);

/** Says what a hook answers here when no guard can: as its launcher carries it, or the folder's own profile asks. */
export async function inspectUnavailable(
  { folders, platform }: Pick<LauncherSetting, 'folders' | 'platform'>,
  cwd: string,
): Promise<'default' | 'deny'> {
  const text = await readPlainText(launcherFile(folders, platform)).catch(() => '');
  return denialsAskedFor([cwd]) ? 'deny' : carriedBy(text);
}

/** Checks that the launcher is there, private, and that the runtime it names starts. */
export async function inspectLauncher({ folders, platform }: InstallSetting): Promise<Check> {
  const file = launcherFile(folders, platform);
  const bad = (why: string): Check => ({
    ok: false,
    detail: `${file}: ${why} Start VS Code with Ringfence, or run "ringfence install --agent NAME", to write it anew.`,
  });
  const text = await readPlainText(file).catch(() => undefined);
  if (text === undefined) return bad('The launcher is missing.');
  const { mode } = await lstat(file);
  if (platform !== 'win32' && (mode & 0o100) === 0) return bad('It may not be executed.');
  if (platform !== 'win32' && (mode & 0o022) !== 0) return bad('Other users can change it.');
  const { runtime, hook } = namedIn(text);
  if (runtime === undefined || hook === undefined) return bad('It is not as Ringfence writes it.');
  if (!(await isThere(hook))) return bad(`The hook that it starts is gone (${hook}).`);
  try {
    const { stdout } = await execFileAsync(runtime, ['--version'], {
      timeout: 10_000,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    });
    return { ok: true, detail: `${file} starts ${runtime} (Node ${stdout.trim()}).` };
  } catch {
    return bad(`The runtime that it starts does not run (${runtime}).`);
  }
}

function namedIn(text: string): {
  readonly runtime?: string | undefined;
  readonly hook?: string | undefined;
} {
  const shell = (name: string): string | undefined =>
    new RegExp(`^${name}='(.*)'$`, 'mu').exec(text)?.[1]?.replaceAll(`'\\''`, "'");
  const batch = /^"([^"]+)" "([^"]+)" --run/mu.exec(text);
  const plain = (quoted: string | undefined): string | undefined => quoted?.replaceAll('%%', '%');
  return { runtime: shell('runtime') ?? plain(batch?.[1]), hook: shell('hook') ?? plain(batch?.[2]) };
}

const isThere = (file: string): Promise<boolean> =>
  access(file, constants.R_OK).then(
    () => true,
    () => false,
  );

/** Counts what is held back, and what cannot be read. */
export function inspectQuarantine({
  quarantine,
}: Pick<Folders, 'quarantine'>): Check & { readonly held: number } {
  const shelf = createShelf(quarantine);
  const items = shelf.list();
  const held = items.filter(({ state }) => state === 'held').length;
  const problems = shelf.problems();
  const waiting = held === 0 ? 'Nothing is held back.' : `${held} held back, waiting for a decision.`;
  return {
    ok: problems.length === 0,
    held,
    detail: [waiting, ...sizeOf(items.length - held, quarantine), ...problems.map(describeProblem)].join(' '),
  };
}

function sizeOf(decided: number, folder: string): readonly string[] {
  const { bytes, whole } = bytesIn(folder);
  if (bytes === 0) return [];
  const goes =
    decided === 0
      ? ''
      : `; ${decided} decided, removed ${keptDays} days after the decision unless a profile says otherwise`;
  return [`It takes ${whole ? '' : 'more than '}${(bytes / (1 << 20)).toFixed(1)} MiB${goes}.`];
}

/** Verifies the ledger and sums the outcome up. */
export async function inspectLedger({ ledger }: Pick<Folders, 'ledger'>): Promise<Check> {
  if (!(await isThere(ledger))) return { ok: true, detail: 'Nothing is recorded yet.' };
  try {
    const { ok, entries, files, problems } = await verifyLedger(ledger);
    const [first] = problems;
    const counted = `${entries} entries in ${files} ${files === 1 ? 'file' : 'files'}`;
    if (ok || first === undefined) return { ok: true, detail: `Whole: ${counted}.` };
    return {
      ok: false,
      detail: `Changed: ${counted}. First: ${first.file}${first.line === 0 ? '' : `:${first.line}`}: ${first.message} Run: ringfence ledger verify`,
    };
  } catch (error) {
    return {
      ok: false,
      detail: `It cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** Loads the built-in policy as a guard would. */
export async function inspectPolicy(assets: string): Promise<Check> {
  try {
    const loaded = await openPolicy({ rules: path.join(assets, 'policy'), wasm: findCedarWasm(assets) });
    return loaded.ok
      ? { ok: true, detail: `Loads, with ${loaded.value.policies.length} principles.` }
      : { ok: false, detail: loaded.problems.map(describeProblem).join(' ') };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
