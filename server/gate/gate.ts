/**
 * The gate: the local endpoint that hooks ask. It listens on a socket (a named pipe on Windows) that only the user can
 * reach, registers itself for shims to find, and answers every request within a deadline: what cannot be judged in
 * time is refused.
 */
import { randomBytes } from 'node:crypto';
import { chmod, realpath, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import {
  encodeDenial,
  encodeUnknownAgent,
  isAgentName,
  phaseOf,
  type HookAnswer,
} from '../agents/denials.ts';
import type { Folders } from '../platform/folders.ts';
import { gateAddress, type GateAddress } from './address.ts';
import { serveConnection, type ConnectionSetting, type GateRequest } from './connection.ts';
import { createRoom } from './room.ts';
import { ensurePrivateFolder } from './privateFolder.ts';
import { sweepRegistrations, writeRegistration } from './register.ts';
import type { Registration } from './registry.ts';
import { payloadFacts } from './wirePayload.ts';

/** Says where a hook call comes from. */
export interface HookContext {
  /** Working folder by the shim; the payload's own is more exact where it has one. */
  readonly cwd: string;
  /** Workspace roots of the guard that was asked. */
  readonly roots: readonly string[];
  /** Hook event by the entry that started the shim. */
  readonly event?: string;
}

/** Judges a raw hook payload. */
export type JudgeHook = (agent: string, payload: Buffer, context: HookContext) => Promise<HookAnswer>;

/** Says how a gate is set up. */
export interface GateSetting {
  readonly folders: Pick<Folders, 'run'>;
  /** Absolute workspace roots; none for a standalone guard, which takes every folder. */
  readonly roots: readonly string[];
  readonly judge: JudgeHook;
  /** Hears of internal failures, so that the guard can show itself as degraded. */
  readonly failed?: (what: string, error: unknown) => void;
  /** A request that takes longer is refused; must be shorter than the shim's own deadline. */
  readonly answerMs?: number;
}

/** Is a listening gate. */
export interface Gate {
  readonly registration: Registration;
  /** Registers other workspace roots, for instance when a folder was added to the workspace. */
  setRoots(roots: readonly string[]): Promise<void>;
  /** Withdraws the registration, then lets running requests end. */
  close(): Promise<void>;
}

const defaultAnswerMs = 8_000;
const receiveMs = 5_000;
/** Payloads under way may take so many bytes together; further senders wait. */
const largestRoom = 96 * 1024 * 1024;

/** Listens and registers. Rejects when the user's private folder cannot be made or no socket can be opened in it. */
export async function startGate(setting: GateSetting): Promise<Gate> {
  const runFolder = setting.folders.run;
  await ensurePrivateFolder(runFolder);
  await sweepRegistrations(runFolder);
  const { platform, pid } = process;
  const token = randomBytes(16).toString('hex');
  const address = gateAddress({ platform, runFolder, tmpdir: tmpdir(), uid: process.getuid?.(), token });
  let registration: Registration = {
    v: 1,
    pid,
    socket: address.socket,
    roots: await realRoots(setting.roots),
    nonce: randomBytes(32).toString('hex'),
    startedAt: Date.now(),
  };
  const open = new Set<Socket>();
  const room = createRoom(largestRoom);
  const server = await listen(address, socket => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    serveConnection(socket, { ...connectionSetting(setting, registration), room });
  });
  server.on('error', error => setting.failed?.('gate', error));
  let file = await writeRegistration(runFolder, registration);
  return {
    get registration() {
      return registration;
    },
    async setRoots(roots) {
      registration = { ...registration, roots: await realRoots(roots) };
      file = await writeRegistration(runFolder, registration);
    },
    async close() {
      await rm(file, { force: true });
      await closeServer(server, open);
      if (address.folder !== undefined) await rm(address.socket, { force: true });
    },
  };
}

function connectionSetting(
  setting: GateSetting,
  { nonce, roots }: Registration,
): Omit<ConnectionSetting, 'room'> {
  return {
    nonce,
    receiveMs,
    answer: ({ header, payload }: GateRequest): Promise<HookAnswer> => {
      const context = {
        cwd: header.cwd,
        roots,
        ...(header.event === undefined ? {} : { event: header.event }),
      };
      return within(setting.answerMs ?? defaultAnswerMs, setting.judge(header.agent, payload, context));
    },
    failed: ({ header: { agent, event }, payload }: GateRequest, error: unknown): HookAnswer => {
      setting.failed?.('judge', error);
      const why = error instanceof GateTimeout ? 'took too long to judge it' : 'could not judge it';
      return isAgentName(agent)
        ? encodeDenial(
            agent,
            phaseOf(event ?? payloadFacts(payload).event),
            `Ringfence ${why}, so this was refused. Ask the user to run "ringfence doctor".`,
          )
        : encodeUnknownAgent(agent);
    },
  };
}

class GateTimeout extends Error {}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new GateTimeout(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function listen({ socket, folder }: GateAddress, serve: (socket: Socket) => void): Promise<Server> {
  if (folder !== undefined) await ensurePrivateFolder(folder);
  const server = createServer(serve);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // A burst of hooks must not be refused while the guard is busy.
    server.listen({ path: socket, backlog: 1024 }, resolve);
  });
  if (folder !== undefined) await chmod(socket, 0o600);
  return server;
}

const closingMs = 2_000;

/** Requests under way get a moment to end; what hangs is cut off. */
function closeServer(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  const timer = setTimeout(() => open.forEach(socket => socket.destroy()), closingMs);
  return new Promise(resolve => {
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Shims compare with real paths; a root that cannot be resolved is registered as it is. */
const realRoots = (roots: readonly string[]): Promise<readonly string[]> =>
  Promise.all(roots.map(root => realpath(root).catch(() => root)));
