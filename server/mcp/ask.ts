/** Asks the guard that a hook would ask; starts one when none runs; refuses when nobody answers in time. */
import { lstatSync, realpathSync } from 'node:fs';
import { guardsFor, isAlive, readRegistrations, type RegisteredGuard } from '../gate/registry.ts';
import { largestPayload } from '../gate/wire.ts';
import { startStandalone } from '../hook/standalone.ts';
import { createAskKept, type AskKept } from './keptConnections.ts';
import { mcpSender, parseVerdicts, type McpItem, type McpQuestion, type McpVerdict } from './question.ts';

/** Says where guards are found, and for whom they are asked. */
export interface AskSetting {
  readonly runFolder: string;
  /** Program that starts a guard: dist/cli.js. */
  readonly cli: string;
  readonly cwd: string;
  readonly server: string;
  /** After so many ms without an answer the items are refused. */
  readonly deadlineMs?: number;
}

/** Asks about items; never rejects: what nobody judged is denied, with the reason why. */
export type Ask = (client: string, items: readonly McpItem[]) => Promise<readonly McpVerdict[]>;

/** A guard of a nearer folder may have started since; looking for it at each call would cost more than the answer. */
const rememberMs = 2_000;
const defaultDeadlineMs = 10_000;

/** Creates the function that a wrapper asks with. */
export function createAsk(setting: AskSetting): Ask {
  const find = guardFinder(setting);
  const askKept = createAskKept();
  return async (client, items) => {
    const question: McpQuestion = { v: 1, server: setting.server, client, items };
    const payload = Buffer.from(JSON.stringify(question));
    const refuse = (why: string): readonly McpVerdict[] => items.map(() => unjudged(why));
    if (payload.length > largestPayload) return refuse('it is larger than 20 MB');
    const limit = setting.deadlineMs ?? defaultDeadlineMs;
    return await within(
      limit,
      asked({ find, askKept, cwd: setting.cwd }, payload).then(
        stdout => parseVerdicts(stdout, items.length) ?? refuse('the guard could not judge it'),
        (error: unknown) => refuse(error instanceof Error ? error.message : 'the wrapper failed'),
      ),
      () => refuse(`no guard answered within ${Math.round(limit / 1000)} s`),
    );
  };
}

const unjudged = (why: string): McpVerdict => ({
  verdict: 'deny',
  reason: `Ringfence refused this because it could not be judged: ${why}. Ask the user to open the folder in VS Code with Ringfence, or to run "ringfence doctor".`,
  rules: [],
  secrets: [],
});

interface GuardFinder {
  /** Returns the guard to ask, but none of those that are gone. */
  (gone: ReadonlySet<string>): Promise<RegisteredGuard | undefined>;
}

function guardFinder({ runFolder, cli, cwd }: AskSetting): GuardFinder {
  let known: { readonly guard: RegisteredGuard; readonly at: number } | undefined;
  const places = [cwd, realPathOf(cwd)];
  return async gone => {
    const now = performance.now();
    if (known !== undefined && now - known.at < rememberMs && !gone.has(known.guard.file)) return known.guard;
    mustBePrivate(runFolder);
    const alive = readRegistrations(runFolder).filter(({ pid, file }) => !gone.has(file) && isAlive(pid));
    const guard =
      guardsFor(alive, places)[0] ?? (await startStandalone({ cli, runFolder, dead: new Set(gone) }));
    known = guard === undefined ? undefined : { guard, at: now };
    return guard;
  };
}

/** Others who could write there could register a guard of their own; a missing folder has no guards in it. */
function mustBePrivate(folder: string): void {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (process.getuid === undefined || stat === undefined) return;
  if (stat.uid !== process.getuid() || (stat.mode & 0o077) !== 0 || !stat.isDirectory())
    throw new Error(`other users can reach ${folder}; run "chmod 700" on it`);
}

interface Asking {
  readonly find: GuardFinder;
  readonly askKept: AskKept;
  readonly cwd: string;
}

async function asked({ find, askKept, cwd }: Asking, payload: Buffer): Promise<string> {
  const gone = new Set<string>();
  for (;;) {
    const guard = await find(gone);
    if (guard === undefined) throw new Error('no guard is running');
    const answer = await askKept(guard, { agent: mcpSender, cwd }, payload);
    if (answer.kind === 'untrusted') throw new Error('what answered is not the guard that registered');
    if (answer.kind === 'answered') return answer.answer.exitCode === 0 ? answer.answer.stdout : '';
    gone.add(guard.file);
  }
}

async function within<T>(ms: number, work: Promise<T>, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<T>(resolve => {
    timer = setTimeout(() => resolve(late()), ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

function realPathOf(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}
