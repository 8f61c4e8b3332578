/**
 * One call of an MCP tool is seen twice: by the agent's hook, then by the wrapper of the server that it reaches. A person
 * is asked once: what the hook has had answered, by an approval or in the agent's own dialog, leaves a pass, and the
 * wrapper takes it. It is good for one call with the same arguments, of the same agent and folder, for a short time,
 * and for the policies that asked the hook: one that only the wrapper's question fires still asks. No agent says what a
 * person answered in its dialog: a pass goes as soon as its session goes on with something else.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { GuardEvent } from '../../common/event.ts';
import type { Clock } from '../ports/clock.ts';
import { foldersMeet } from './folders.ts';
import type { Pass } from './parseState.ts';
import type { StateFiles } from './stateFiles.ts';

/** Says what passes are made with. */
export interface PassOptions {
  readonly passes: StateFiles<Pass>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Says whose turn it is: an agent's, in one session. */
type Whose = Pick<GuardEvent, 'agent' | 'sessionId' | 'cwd'>;

/** A call that an approval let go reaches its server at once; in a dialog a person may think first. */
const lifetimes: Readonly<Record<Pass['how'], number>> = { approved: 60_000, asked: 120_000 };
/** Hooks of calls that a model makes at once run that close together: nobody reads a question and refuses it so soon. */
const oneBreathMs = 2_000;
/** Guards of one machine read the same clock; a pass from further ahead was made before it was set back. */
const clockSlack = 60_000;

/** Leaves a pass for a call of a tool that a hook lets go on, or that its agent asks the person about. */
export function leavePass(
  { passes, clock }: PassOptions,
  event: GuardEvent,
  bound: readonly string[],
  how: Pass['how'],
): void {
  if (event.kind !== 'mcp.call' || event.mcp === undefined || event.surface !== 'hook') return;
  const ts = clock.now();
  const id = idOf(event);
  const { agent, sessionId, callId, cwd } = event;
  passes.write(id, {
    ...{ v: 1, id, ts, how, agent, sessionId, cwd, call: nameOf(event), bound },
    expires: ts + lifetimes[how],
    ...(callId === undefined ? {} : { callId }),
  });
}

/** Two hooks may tell of one call: it is good for one pass. */
const idOf = ({ agent, sessionId, callId }: GuardEvent): string =>
  callId === undefined
    ? randomBytes(4).toString('hex')
    : createHash('sha256')
        .update(JSON.stringify([agent, sessionId, callId]))
        .digest('hex')
        .slice(0, 32);

/** Takes the pass of a call that reached a wrapper; tells whether there was one. */
export function takePass(
  { passes, clock }: PassOptions,
  event: GuardEvent,
  bound: readonly string[],
): boolean {
  if (event.kind !== 'mcp.call' || event.surface !== 'mcp') return false;
  const now = clock.now();
  const all = passes.list();
  for (const pass of all) if (!isTimely(pass, now)) passes.remove(pass.id);
  const call = nameOf(event);
  return all.some(
    pass =>
      pass.call === call &&
      isTimely(pass, now) &&
      isOf(pass, event) &&
      bound.every(each => pass.bound.includes(each)) &&
      passes.take(pass.id),
  );
}

const isTimely = ({ ts, expires, how }: Pass, now: number): boolean =>
  expires > now && expires - ts <= lifetimes[how] && ts <= now + clockSlack;

/** A client that gives itself a name of its own is known by nothing else; those with a dialog are known by name. */
const isOf = ({ agent, cwd, how }: Pass, event: GuardEvent): boolean =>
  (agent === event.agent || (event.agent === '' && how === 'approved')) && foldersMeet(cwd, event);

/** Takes away the passes of a session whose calls were not made, as its next event shows. */
export function endPasses({ passes, clock }: PassOptions, event: GuardEvent): void {
  if (event.surface !== 'hook' || event.origin !== 'agent') return;
  const now = clock.now();
  for (const pass of passes.list())
    if (isOfSession(pass, event) && isEnded(pass, event, now)) passes.remove(pass.id);
}

function isEnded(pass: Pass, event: GuardEvent, now: number): boolean {
  switch (event.phase) {
    case 'pre':
      return !isSameCall(pass, event) && !(now >= pass.ts && now - pass.ts < oneBreathMs);
    case 'post':
      // What was called with it says nothing of a question that still stands.
      return event.callId !== undefined && event.callId === pass.callId;
    case 'prompt':
      return true;
    case 'session':
      return event.kind !== 'agent.spawn';
  }
}

const isSameCall = (pass: Pass, event: GuardEvent): boolean =>
  event.callId !== undefined && event.callId === pass.callId && nameOf(event) === pass.call;

/** Takes away the passes of a session whose turn is over. */
export function endTurn(passes: StateFiles<Pass>, turn: Whose): void {
  for (const pass of passes.list()) if (isOfSession(pass, turn)) passes.remove(pass.id);
}

/** An agent that names no session has one a folder. */
const isOfSession = (pass: Pass, { agent, sessionId, cwd }: Whose): boolean =>
  pass.agent === agent && pass.sessionId === sessionId && (sessionId !== '' || pass.cwd === cwd);

/** Hooks and servers spell the name of a tool differently, and may write its arguments in another order. */
function nameOf({ mcp }: GuardEvent): string {
  const tool = `${mcp?.server ?? ''}_${mcp?.tool ?? ''}`.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_');
  return createHash('sha256')
    .update(`${JSON.stringify(tool)} ${canonical(mcp?.args ?? {})}`)
    .digest('hex');
}

/** Spells a value of JSON in one way; numbers that JSON has no word for, such as 1e999, are no `null`. */
function canonical(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`;
}
