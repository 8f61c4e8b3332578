/** Names what an event wants, so that a retry is known again. Pure. */
import { createHash } from 'node:crypto';
import type { Observation } from '../pipeline/types.ts';
import { hostsOf } from '../detect/session/egress.ts';

/** Holds both names of an event: to the letter, and of the same thing with other content. */
export interface Fingerprints {
  readonly exact: string;
  readonly alike: string;
}

/** Returns the SHA-256 names (hex) of what an event wants; agent and session are no part of them. */
export function fingerprintsOf(observation: Observation): Fingerprints {
  const { event, paths } = observation;
  const touched = paths.map(({ op, path }) => `${op} ${path}`).toSorted();
  const thing = {
    kind: event.kind,
    touched,
    command: event.command,
    // A fetch is alike when it goes to the same host, a tool call when it calls the same tool.
    hosts: event.kind === 'net.fetch' ? hostsOf(observation) : undefined,
    tool: event.mcp === undefined ? event.rawTool : `${event.mcp.server}/${event.mcp.tool}`,
  };
  const content = {
    content: event.content,
    edits: event.edits,
    urls: event.urls,
    args: event.mcp?.args,
    input: event.kind === 'unknown' ? event.rawInput : undefined,
    cwd: event.cwd,
  };
  return { alike: hash([thing]), exact: hash([thing, content]) };
}

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Returns the short name of a session, eight hex digits. */
export const sessionName = (agent: string, sessionId: string): string => hash([agent, sessionId]).slice(0, 8);
