/**
 * Runs an MCP server behind the guard: starts it, relays both directions and ends as it ended. Standard error is the
 * server's own, with our lines between.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, statSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import type { Ask } from '../ask.ts';
import { createToolPins } from '../pins/toolPins.ts';
import type { PinShelf } from '../pins/shelf.ts';
import { fromClient } from './fromClient.ts';
import { fromServer } from './fromServer.ts';
import { startRelay, type Relay } from './relay.ts';
import { createSession } from './session.ts';
import { windowsStart, type Start } from './windowsStart.ts';

/** Says what is wrapped and with what. */
export interface WrapSetting {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly ask: Ask;
  readonly shelf: PinShelf;
  /** Folder for lines that are too long for memory. */
  readonly folder: string;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly say: (text: string) => void;
}

/** Says how the server ended. */
export interface ServerEnd {
  readonly code: number;
  readonly signal?: NodeJS.Signals;
}

/** Runs a server to its end; a command that cannot be started ends as it does in a shell. */
export async function runWrapped(setting: WrapSetting): Promise<ServerEnd> {
  const { cwd, say } = setting;
  const start = startOf(setting);
  if (typeof start === 'string') {
    say(`the server could not be started: ${start}`);
    return { code: 126 };
  }
  const child = spawn(start.file, [...start.args], {
    cwd,
    stdio: ['pipe', 'pipe', 'inherit'],
    windowsHide: true,
    windowsVerbatimArguments: start.verbatim,
    env: serverEnvironment(),
  });
  const signals = forwardSignals(child);
  const ended = endOf(child, say);
  const over = connect(setting, child.stdin, child.stdout);
  const end = await ended;
  await Promise.race([over, delay(lastWordsMs)]);
  signals.stop();
  return end;
}

function startOf({ command, args, cwd }: WrapSetting): Start | string {
  if (process.platform !== 'win32') return { file: command, args, verbatim: false };
  const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  return windowsStart({ command, args, cwd, env: process.env, isFile });
}

/** The launcher makes a Node of VS Code's executable by a variable; the server gets what its client gave it. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  if (process.versions['electron'] !== undefined) delete env['ELECTRON_RUN_AS_NODE'];
  return env;
}

/** What a server that has ended left behind may hold its output open. */
const lastWordsMs = 2_000;

/** Connects both directions; resolves when the server has said everything and the client has it. */
function connect(setting: WrapSetting, toServer: Writable, ofServer: Readable): Promise<void> {
  const { name, cwd, ask, shelf, folder, stdin, stdout, say } = setting;
  // Each direction answers in the place of the other's end, between that one's lines.
  const lines: { client?: Relay; server?: Relay } = {};
  const session = createSession({
    server: name,
    ask,
    say,
    pins: createToolPins(shelf, name, cwd),
    toClient: line => lines.client?.inject(line),
    toServer: line => lines.server?.inject(line),
  });
  toServer.on('error', () => undefined);
  stdout.on('error', () => ofServer.destroy());
  lines.server = startRelay({ from: stdin, to: toServer, folder, decide: fromClient(session) });
  lines.client = startRelay({ from: ofServer, to: stdout, folder, decide: fromServer(session) });
  void lines.server.done.then(() => toServer.end());
  return lines.client.done.then(() => flushed(stdout)).then(() => hangUp(stdout));
}

function endOf(child: ChildProcess, say: (text: string) => void): Promise<ServerEnd> {
  return new Promise(resolve => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      say(`the server could not be started: ${error.message}`);
      resolve({ code: error.code === 'ENOENT' ? 127 : 126 });
    });
    child.on('exit', (code, signal) => resolve(signal === null ? { code: code ?? 1 } : { code: 1, signal }));
  });
}

/** Signals that a client may send to what it takes for the server; SIGKILL and SIGSTOP reach nobody but us. */
const forwarded: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'];

function forwardSignals(child: ChildProcess): { readonly stop: () => void } {
  const handlers = forwarded
    .filter(signal => process.platform !== 'win32' || signal === 'SIGINT' || signal === 'SIGTERM')
    .map(signal => [signal, () => void child.kill(signal)] as const);
  for (const [signal, pass] of handlers) process.on(signal, pass);
  return { stop: () => handlers.forEach(([signal, pass]) => process.off(signal, pass)) };
}

const flushed = (stream: Writable): Promise<void> =>
  new Promise(resolve => {
    if (stream.destroyed || stream.writableEnded) resolve();
    else stream.write('', () => resolve());
  });

/** Tells the client that nothing more comes, also where the server lives on; the stream of a process never closes. */
function hangUp(stdout: Writable): void {
  if (stdout !== process.stdout) return void stdout.end();
  try {
    closeSync(1);
  } catch {
    // It is closed already.
  }
}

const delay = (ms: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, ms).unref();
  });

/** Ends this process as the server ended. */
export function endLike({ code, signal }: ServerEnd): void {
  if (signal === undefined) process.exit(code);
  process.kill(process.pid, signal);
  // A signal that does not end us, such as one that is ignored here.
  setTimeout(() => process.exit(1), 500);
}
