/**
 * Starts the real VS Code server on 127.0.0.1 with everything it writes in a scratch folder, so that runs
 * neither see nor change a developer's own set-up.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureCodeServer } from '../../../scripts/setup.mjs';
import { endProgram, ownProgram, runMark } from './processTree.ts';
import type { StartedProgram } from './processTree.ts';

/** What a run of the server starts from. */
export interface CodeServerOptions {
  /** User settings, over those that keep a test quiet. */
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** Whether folders open untrusted, as a person's would. Off unless asked for. */
  readonly workspaceTrust?: boolean;
  /** Extensions to install first. */
  readonly vsix?: readonly string[];
  /** Extensions that may use proposed API. */
  readonly proposedApi?: readonly string[];
  /** More files for the `User` folder, by name. */
  readonly userFiles?: Readonly<Record<string, string>>;
  /** Runs without the driver that tests in the extension host need: with it VS Code shows no notices. */
  readonly undriven?: boolean;
  /** More environment for the extension host and the terminals. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folders to use instead of scratch ones; they are kept. */
  readonly userDataDir?: string;
  readonly extensionsDir?: string;
}

/** A running server. */
export interface CodeServer {
  readonly port: number;
  /** Base address without a closing slash. */
  readonly url: string;
  /** The scratch folder that serves as the user's home. */
  readonly home: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** What the server printed so far. */
  readonly log: () => string;
  /** Ends the server with all that it started, and removes its scratch folder. */
  readonly stop: () => Promise<void>;
}

/** Where one run keeps its files. */
interface Scratch {
  readonly root: string;
  readonly home: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  readonly configFile: string;
}

/** Settings without which start-up pages, updates and prompts get in the way of a test. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
};

/** Starts a server and waits until it answers. The caller stops it. */
export async function startCodeServer(options: CodeServerOptions = {}): Promise<CodeServer> {
  const installed = await ensureCodeServer();
  const scratch = await prepareScratch(options);
  const mark = randomUUID();
  const env = serverEnvironment(scratch.home, { ...options.env, [runMark]: mark });
  const common = [installed.entry, ...folderFlags(scratch)];
  let log = '';
  const start = (args: readonly string[]): StartedProgram => {
    const child = spawn(installed.node, [...common, ...args], {
      cwd: scratch.home,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const program = { child, mark, scratch: scratch.root };
    ownProgram(program);
    child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    return program;
  };
  const cleanUp = async (program?: StartedProgram): Promise<void> => {
    if (program !== undefined) await endProgram(program);
    await rm(scratch.root, { recursive: true, force: true, maxRetries: 5 });
  };
  let program: StartedProgram | undefined;
  try {
    for (const file of options.vsix ?? []) await finish(start(['--install-extension', file]), () => log);
    const port = await freePort();
    program = start(serverFlags(port, options));
    const url = `http://127.0.0.1:${port}`;
    await untilHealthy(url, program, () => log);
    const server = program;
    const { home, userDataDir, extensionsDir } = scratch;
    return { port, url, home, userDataDir, extensionsDir, log: () => log, stop: () => cleanUp(server) };
  } catch (error) {
    await cleanUp(program);
    throw error;
  }
}

/** Makes the folders and files that a run starts from. */
async function prepareScratch(options: CodeServerOptions): Promise<Scratch> {
  // A short path: Unix sockets below it may have no more than about 100 characters.
  const root = await mkdtemp(path.join(os.tmpdir(), 'rf-'));
  const userDataDir = options.userDataDir ?? path.join(root, 'data');
  const extensionsDir = options.extensionsDir ?? path.join(root, 'extensions');
  const scratch = {
    root,
    userDataDir,
    extensionsDir,
    home: path.join(root, 'home'),
    configFile: path.join(root, 'config.yaml'),
  };
  const userFolder = path.join(userDataDir, 'User');
  for (const folder of [scratch.home, userFolder, extensionsDir]) await mkdir(folder, { recursive: true });
  const settings = {
    ...quietSettings,
    'security.workspace.trust.enabled': options.workspaceTrust ?? false,
    ...(await readSettings(path.join(userFolder, 'settings.json'))),
    ...options.userSettings,
  };
  const files = { 'settings.json': JSON.stringify(settings, null, 2), ...options.userFiles };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(userFolder, name), text);
  await writeFile(scratch.configFile, 'auth: none\ncert: false\n');
  return scratch;
}

/** Reads the settings that a given data folder brings along. */
async function readSettings(file: string): Promise<object> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const settings: unknown = JSON.parse(text);
  return typeof settings === 'object' && settings !== null ? settings : {};
}

/** Builds an environment in which every program finds its settings below the scratch home. */
function serverEnvironment(home: string, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const outer = /^(XDG_|VSCODE_|ELECTRON_|CODE_SERVER_|PASSWORD$|HASHED_PASSWORD$|GITHUB_TOKEN$|PORT$|npm_)/;
  const kept = Object.entries(process.env).filter(([name]) => !outer.test(name));
  return { ...Object.fromEntries(kept), HOME: home, ...more };
}

/** Says where the server keeps its files. */
function folderFlags({ configFile, userDataDir, extensionsDir }: Scratch): readonly string[] {
  return ['--config', configFile, '--user-data-dir', userDataDir, '--extensions-dir', extensionsDir];
}

/** Says how the server runs: local, without an account, and driven by tests. */
function serverFlags(
  port: number,
  { proposedApi = [], undriven = false }: CodeServerOptions,
): readonly string[] {
  return [
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    // A built workbench ignores extensionDevelopmentPath and its like without the driver.
    ...(undriven ? [] : ['--vscode-option', 'enable-smoke-test-driver']),
    // If the test process is killed, nobody stops the server: then it stops by itself.
    ...['--idle-timeout-seconds', '300'],
    ...proposedApi.flatMap(id => ['--enable-proposed-api', id]),
  ];
}

/** Finds a port that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise(resolve => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The probe listens on no port.');
  return address.port;
}

/** Waits for a one-off command, and fails with what it printed. */
async function finish({ child }: StartedProgram, log: () => string): Promise<void> {
  const code = await new Promise<number | null>(resolve => child.once('close', resolve));
  if (code !== 0) throw new Error(`Installing an extension ended with exit code ${String(code)}:\n${log()}`);
}

/** Waits until the server answers. */
async function untilHealthy(url: string, { child }: StartedProgram, log: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`code-server ended early:\n${log()}`);
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await delay(100);
  }
  throw new Error(`code-server did not answer within a minute:\n${log()}`);
}
