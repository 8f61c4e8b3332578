/** Builds the product into a scratch folder and runs its command line as a user would: a process of its own. */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildAll } from '../../scripts/build.mjs';
import { isAlive, readRegistrations } from '../../server/gate/registry.ts';
import { ringfenceFolders } from '../../server/platform/folders.ts';
import type { CliTask } from './cliRunner.ts';

/** Is a built product. */
export interface Product {
  readonly cli: string;
  readonly hook: string;
  readonly remove: () => void;
}

/**
 * Returns a built product, which the caller removes: what the test command has built, else one that is built now, as also
 * where a test changes what lies in its folder.
 */
export async function buildProduct({ own = false }: { readonly own?: boolean } = {}): Promise<Product> {
  const built = process.env['RINGFENCE_BUILT'];
  if (built !== undefined && !own)
    return { cli: path.join(built, 'cli.js'), hook: path.join(built, 'hook.js'), remove: () => undefined };
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'ringfence-dist-')));
  await buildAll({ outdir: folder });
  return {
    cli: path.join(folder, 'cli.js'),
    hook: path.join(folder, 'hook.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Says in whose home, and where, a command runs. */
export interface CliPlace {
  readonly home: string;
  readonly cwd: string;
  /** The Node that runs it; this one unless told otherwise. */
  readonly node?: string;
  /** Options for that Node. */
  readonly nodeArguments?: readonly string[];
  /** User id to run as. */
  readonly user?: number;
}

/** Is how a command ended. */
export interface CliEnded {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const cliRunner = fileURLToPath(new URL('cliRunner.ts', import.meta.url));
const compileCache = fileURLToPath(new URL('../../out/compile-cache', import.meta.url));

/** Returns an environment in which everything of Ringfence lies below a scratch home. */
export function scratchEnvironment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:XDG_|CODEX_|CLAUDE_|VITEST|NODE_OPTIONS)/u.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    NO_COLOR: '1',
    // Hundreds of commands are started, each in a home without a cache of its own.
    NODE_COMPILE_CACHE: compileCache,
  };
}

/** Runs a command to its end. */
export function runCli(
  { cli }: Pick<Product, 'cli'>,
  args: readonly string[],
  { home, cwd, node = process.execPath }: CliPlace,
  input: string | Buffer = '',
): Promise<CliEnded> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [cli, ...args], { cwd, env: scratchEnvironment(home), stdio: 'pipe' });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
    child.once('error', reject);
    child.once('close', code => resolve({ code, ...said }));
    // A command that reads no input closes its end; that is its right.
    child.stdin.on('error', () => undefined).end(input);
  });
}

/** Runs commands in one process that stays: what a test is not about, the start of a process, is paid once. */
export interface WarmCli {
  readonly run: (args: readonly string[], input: string | Buffer, cwd: string) => Promise<CliEnded>;
  readonly stop: () => void;
}

/** Returns a runner whose process starts with the first command, and again after one that ended it. */
export function warmCli({ cli }: Pick<Product, 'cli'>, home: string): WarmCli {
  let child: ChildProcess | undefined;
  let last: Promise<unknown> = Promise.resolve();
  // What a command leaves running must not hold the output of the tests open.
  const start = (): ChildProcess =>
    fork(cliRunner, [], { env: scratchEnvironment(home), execArgv: [], stdio: 'ignore' });
  const runOne = (task: CliTask): Promise<CliEnded> =>
    new Promise((resolve, reject) => {
      const own = (child ??= start());
      const gone = (): void => {
        child = undefined;
        reject(new Error(`The process of the commands ended in "${task.args.join(' ')}".`));
      };
      own.once('exit', gone);
      own.once('message', (ended: CliEnded) => {
        own.off('exit', gone);
        resolve(ended);
      });
      own.send(task);
    });
  return {
    run(args, input, cwd) {
      const task = { args, input: Buffer.from(input).toString('base64'), cwd, assets: path.dirname(cli) };
      const ended = last.then(() => runOne(task));
      last = ended.catch(() => undefined);
      return ended;
    },
    // A command may have taken the other signals for itself.
    stop: () => void child?.kill('SIGKILL'),
  };
}

/** Is a guard that runs as a process of its own. */
export interface RunningGuard {
  readonly pid: number;
  /** Returns what it has printed so far. */
  readonly said: () => string;
  /** Ends it in good order; returns its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Starts `ringfence guard` and waits until it says that it guards; rejects when it ends before. */
export function startGuardProcess(
  { cli }: Pick<Product, 'cli'>,
  args: readonly string[],
  { home, cwd, node = process.execPath, nodeArguments = [], user }: CliPlace,
): Promise<RunningGuard> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [...nodeArguments, cli, 'guard', ...args], {
      cwd,
      ...(user === undefined ? {} : { uid: user, gid: user }),
      env: scratchEnvironment(home),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const ended = new Promise<number | null>(done => child.once('close', done));
    const hear = (text: string): void => {
      said += text;
      if (!/^(?:Guarding|Answering) /mu.test(said)) return;
      const stop = async (): Promise<number | null> => {
        child.kill('SIGTERM');
        return await ended;
      };
      resolve({ pid: child.pid ?? 0, said: () => said, stop });
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', reject);
    void ended.then(code => reject(new Error(`The guard ended with ${String(code)}: ${said}`)));
  });
}

/** Ends guards that hooks started in a home, by their registrations; returns how many there were. */
export async function endRegisteredGuards(home: string): Promise<number> {
  const { run } = ringfenceFolders({ env: {}, home, platform: process.platform });
  const pids = readRegistrations(run)
    .map(({ pid }) => pid)
    .filter(isAlive);
  for (const pid of pids) process.kill(pid, 'SIGTERM');
  for (let waited = 0; pids.some(isAlive) && waited < 10_000; waited += 50) await delay(50);
  return pids.length;
}
