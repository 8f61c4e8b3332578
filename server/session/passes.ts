/**
 * One call of an MCP tool is seen twice: by the agent's hook, then by the wrapper of the server that it reaches. A person
 * is asked once: what the hook has had answered, by an approval or in the agent's own dialog, leaves a pass, and the
 * wrapper takes it. It is good for one call with the same arguments, of the same agent and folder, for a short time,
 * and for the policies that asked the hook: one that only the wrapper's question fires still asks.
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

/** A call that an approval let go reaches its server at once; in a dialog a person may think first. */
const lifetimes = { approved: 60_000, asked: 10 * 60_000 } as const;

/** Leaves a pass for a call of a tool that a hook lets go on, or that its agent asks the person about. */
export function leavePass(
  { passes, clock }: PassOptions,
  event: GuardEvent,
  bound: readonly string[],
  how: keyof typeof lifetimes,
): void {
  if (event.kind !== 'mcp.call' || event.mcp === undefined || event.surface !== 'hook') return;
  const ts = clock.now();
  const id = randomBytes(4).toString('hex');
  const { agent, cwd } = event;
  passes.write(id, { v: 1, id, ts, expires: ts + lifetimes[how], agent, cwd, call: nameOf(event), bound });
}

/** Takes the pass of a call that reached a wrapper; tells whether there was one. */
export function takePass(
  { passes, clock }: PassOptions,
  event: GuardEvent,
  bound: readonly string[],
): boolean {
  if (event.kind !== 'mcp.call' || event.surface !== 'mcp') return false;
  const now = clock.now();
  const all = passes.list();
  for (const { id } of all.filter(({ expires }) => expires <= now)) passes.remove(id);
  const call = nameOf(event);
  return all.some(
    pass =>
      pass.call === call &&
      pass.expires > now &&
      pass.expires - pass.ts <= lifetimes.asked &&
      // A client that gives itself a name of its own is known by nothing else.
      (event.agent === '' || event.agent === pass.agent) &&
      foldersMeet(pass.cwd, event) &&
      bound.every(each => pass.bound.includes(each)) &&
      passes.take(pass.id),
  );
}

/** Hooks and servers spell the name of a tool differently, and may write its arguments in another order. */
function nameOf({ mcp }: GuardEvent): string {
  const tool = `${mcp?.server ?? ''}_${mcp?.tool ?? ''}`.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_');
  return createHash('sha256')
    .update(JSON.stringify([tool, ordered(mcp?.args ?? {})]))
    .digest('hex');
}

const ordered = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map(ordered)
      : Object.fromEntries(
          Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, each]) => [key, ordered(each)]),
        );
