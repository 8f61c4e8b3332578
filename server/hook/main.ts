/**
 * The hook shim: the tiny process that an agent starts for every action. It asks the guard whose workspace contains
 * the action, starts a guard when none runs, and refuses by itself when nobody can judge in time. It prints exactly
 * one answer and nothing else. Must import nothing heavy.
 */
import {
  encodeDenial,
  encodeUnjudged,
  encodeUnknownAgent,
  isAgentName,
  ownDeadlineMs,
  passAnswer,
  phaseOf,
  type AgentName,
  type HookAnswer,
} from '../agents/denials.ts';
import { guardsFor, isAlive, readRegistrations } from '../gate/registry.ts';
import { fs, path } from '../gate/wireBuiltins.ts';
import { largestPayload } from '../gate/wire.ts';
import { payloadFacts } from '../gate/wirePayload.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import { parseArguments } from './arguments.ts';
import { askGuard } from './ask.ts';
import { readPayload } from './payload.ts';
import { startStandalone } from './standalone.ts';
import { denialsAskedFor, mayGoOn } from './unavailable.ts';
import { noteUnjudged, type Unjudged } from './unjudged.ts';

const {
  agent,
  event: statedEvent,
  runFolder: statedRunFolder,
  onUnavailable,
} = parseArguments(process.argv.slice(2));
let payload: Buffer | undefined;
let finished = false;

if (isAgentName(agent)) run(agent);
else finish(encodeUnknownAgent(agent));

function run(name: AgentName): void {
  const deadline = ownDeadlineMs(name);
  const refuse = (why: string): void => finish(failureAnswer(name, why));
  setTimeout(() => refuse(`no guard answered within ${Math.round(deadline / 1000)} s`), deadline);
  process.on('uncaughtException', error => refuse(`the hook failed (${error.message})`));
  judge(name).then(finish, (error: unknown) =>
    refuse(error instanceof Error ? error.message : 'the hook failed'),
  );
}

async function judge(name: AgentName): Promise<HookAnswer> {
  payload = await readPayload();
  if (payload.length > largestPayload) throw new Error('the call is larger than 20 MB');
  const { runFolder, cli } = places();
  mustBePrivate(runFolder);
  const facts = payloadFacts(payload);
  const cwd = facts.cwd ?? process.cwd();
  const question = { agent: name, cwd, ...(statedEvent === undefined ? {} : { event: statedEvent }) };
  const dead = new Set<string>();
  const guards = readRegistrations(runFolder).filter(({ pid }) => isAlive(pid));
  for (const guard of guardsFor(guards, withRealPath(cwd))) {
    const asked = await askGuard(guard, question, payload);
    if (asked.kind === 'answered') return asked.answer;
    if (asked.kind === 'untrusted') throw new Error('what answered is not the guard that registered');
    dead.add(guard.file);
  }
  const guard = await startStandalone({ cli, runFolder, dead });
  if (guard === undefined) throw new Error('no guard is running');
  const asked = await askGuard(guard, question, payload);
  if (asked.kind !== 'answered') throw new Error('the guard ended before it answered');
  return asked.answer;
}

/** Launchers name the folder: some agents start hooks without the variables that say where it is. */
function places(): { readonly runFolder: string; readonly cli: string } {
  const { env, platform, argv } = process;
  const home = (): string => process.getBuiltinModule('node:os').homedir();
  const runFolder = statedRunFolder ?? ringfenceFolders({ env, home: home(), platform }).run;
  return { runFolder, cli: path.join(path.dirname(argv[1] ?? ''), 'cli.js') };
}

/** Others who could write here could register a guard of their own; a missing folder has no guards in it. */
function mustBePrivate(folder: string): void {
  if (process.getuid === undefined) return;
  const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.uid !== process.getuid() || (stat.mode & 0o077) !== 0 || !stat.isDirectory()) {
    throw new Error(`other users can reach ${folder}; run "chmod 700" on it`);
  }
}

/** Roots are registered with their real path, and the agent may name its folder through a link. */
function withRealPath(folder: string): readonly string[] {
  try {
    return [folder, fs.realpathSync.native(folder), process.cwd()];
  } catch {
    return [folder, process.cwd()];
  }
}

/**
 * What may do harm is refused when nobody can judge, and everything when that is asked for or the user stopped all
 * agents. A prompt passes unless it mentions files with `@` or `#file:`, which some agents send along without any tool
 * call: refusing every prompt would leave the user no way to ask for help.
 */
function failureAnswer(name: AgentName, why: string): HookAnswer {
  const phase = phaseOf(statedEvent ?? (payload === undefined ? undefined : payloadFacts(payload).event));
  if (isStopped())
    return encodeDenial(
      name,
      phase,
      'Denied by Ringfence: The user has stopped all agents. Do nothing further and wait until the user releases the stop.',
    );
  if (phase === 'session') return passAnswer;
  if (phase === 'prompt' && payload !== undefined && !mentionsFiles(payload)) return passAnswer;
  const goesOn = phase === 'pre' && payload !== undefined && isAllowedUnjudged(payload);
  note({ ts: Date.now(), agent: name, answer: goesOn ? 'went on' : 'refused', why });
  if (goesOn) return encodeUnjudged(name, `Ringfence could not judge this call, and let it go on: ${why}.`);
  return encodeDenial(
    name,
    phase,
    `Ringfence refused this because it could not be judged: ${why}. Ask the user to open the folder in VS Code with Ringfence, or to run "ringfence doctor".`,
  );
}

const isAllowedUnjudged = (call: Buffer): boolean =>
  onUnavailable === 'careful' &&
  mayGoOn(call, statedEvent) &&
  !denialsAskedFor([payloadFacts(call).cwd ?? process.cwd(), process.cwd()]);

function note(what: Unjudged): void {
  try {
    noteUnjudged(places().runFolder, what);
  } catch {
    // Nobody knows where to.
  }
}

/** The emergency stop holds without a guard as well; where nobody can tell, it does. */
function isStopped(): boolean {
  try {
    return (
      fs.statSync(path.join(path.dirname(places().runFolder), 'stop.json'), { throwIfNoEntry: false }) !==
      undefined
    );
  } catch {
    return true;
  }
}

const mentionsFiles = (text: Buffer): boolean => text.includes('@') || text.includes('#file:');

function finish({ stdout, stderr, exitCode }: HookAnswer): void {
  if (finished) return;
  finished = true;
  if (stdout !== '') printAll(1, stdout);
  if (stderr !== '') printAll(2, stderr);
  process.exit(exitCode);
}

/** Writes at once: what is queued would be lost at exit. A full pipe is tried again; a closed one ends in exit 2. */
function printAll(fd: 1 | 2, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(fs.writeSync(fd, rest));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) process.exit(2);
    }
  }
}
