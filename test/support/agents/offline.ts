/**
 * Runs a program so that it reaches the fake model and nothing else: in a network namespace with only a loopback
 * where the machine allows it, else behind a proxy that is not there.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** How the program was kept from the network. */
export type Isolation = 'namespace' | 'dead-proxy';

/** A program to run offline. */
export interface OfflineProgram {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing else is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** The only port on 127.0.0.1 that the program may reach. */
  readonly port: number;
  /** The Node that runs the forwarder; it must understand TypeScript. */
  readonly node: string;
  readonly timeoutMs: number;
}

/** How a program ended. */
export interface Ended {
  /** Exit code, 128 when a signal ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
  readonly isolation: Isolation;
}

/** Brings the loopback up by `ip`, or by the ioctl behind it where iproute2 is missing but Perl is there. */
const loopbackUp =
  'ip link set lo up 2>/dev/null || ' +
  `perl -e 'socket(S,2,2,0); ioctl(S,0x8914,my $flags=pack("a16s x22","lo",0x41)) or die'`;

const forwarder = fileURLToPath(new URL('forwardLoopback.ts', import.meta.url));

/** Lists the command that starts a program in an empty network; it is empty where that is not permitted. */
export function namespaceCommand(): readonly string[] {
  if (process.platform !== 'linux') return [];
  for (const flags of [['-n'], ['-r', '-n']]) {
    const probe = spawnSync('unshare', [...flags, 'sh', '-c', loopbackUp], { stdio: 'ignore' });
    if (probe.status === 0) return ['unshare', ...flags, 'sh', '-c', `(${loopbackUp}) && exec "$@"`, 'sh'];
  }
  return [];
}

/** Runs a program offline to its end, and ends what it left behind. Throws when it takes too long. */
export async function runOffline(
  program: OfflineProgram,
  namespace: readonly string[] = namespaceCommand(),
): Promise<Ended> {
  const command = [program.file, ...program.args];
  if (namespace.length === 0) return await runToEnd(program, command, 'dead-proxy');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ringfence-net-'));
  // Network namespaces do not cut Unix sockets off, so one leads the single port through.
  const socket = path.join(folder, 'model.sock');
  const bridge = await openBridge(socket, program.port);
  try {
    const inside = [program.node, forwarder, String(program.port), socket, ...command];
    return await runToEnd(program, [...namespace, ...inside], 'namespace');
  } finally {
    bridge.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function openBridge(socket: string, port: number): Promise<Server> {
  const server = createServer(incoming => {
    const outgoing = connect(port, '127.0.0.1');
    incoming.pipe(outgoing).pipe(incoming);
    incoming.on('error', () => outgoing.destroy());
    outgoing.on('error', () => incoming.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, () => {
      resolve(server);
    });
  });
}

/** How long output may still arrive after the program has ended. */
const lingerMs = 2_000;

function runToEnd(program: OfflineProgram, command: readonly string[], isolation: Isolation): Promise<Ended> {
  const started = performance.now();
  const [file = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: program.cwd,
      env: isolation === 'namespace' ? program.env : { ...program.env, ...deadProxy },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
    const endGroup = (): void => {
      endProcessGroup(child.pid);
    };
    const timer = setTimeout(() => {
      endGroup();
      reject(new Error(`${program.file} took longer than ${program.timeoutMs} ms.\n${tail(said)}`));
    }, program.timeoutMs);
    child.on('error', error => {
      clearTimeout(timer);
      resolve({ exitCode: 127, ...said, stderr: error.message, durationMs: 0, isolation });
    });
    child.on('exit', code => {
      clearTimeout(timer);
      endGroup();
      const durationMs = performance.now() - started;
      const finish = (): void => {
        resolve({ exitCode: code ?? 128, ...said, durationMs, isolation });
      };
      child.once('close', finish);
      // A daemon that left the group may hold the output open for ever.
      setTimeout(finish, lingerMs).unref();
    });
  });
}

function endProcessGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already, as it should be.
  }
}

function tail(said: { readonly stdout: string; readonly stderr: string }): string {
  return `stdout: ${said.stdout.slice(-2000)}\nstderr: ${said.stderr.slice(-2000)}`;
}

/** Sends everything but the loopback to a port where nobody listens. */
const deadProxy = Object.fromEntries([
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap(name => [
    [name, 'http://127.0.0.1:9'],
    [name.toLowerCase(), 'http://127.0.0.1:9'],
  ]),
  ...['NO_PROXY', 'no_proxy'].map(name => [name, '127.0.0.1,localhost']),
]);
