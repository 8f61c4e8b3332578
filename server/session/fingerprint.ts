/** Names what an event wants, so that a retry is known again. Pure. */
import { createHash } from 'node:crypto';
import type { GuardEvent } from '../../common/event.ts';
import { compareSeverity, type Finding } from '../../common/finding.ts';
import type { Observation } from '../pipeline/types.ts';
import { hostOf, hostsOf, remoteReferences } from '../detect/session/egress.ts';

/** Holds both names of an event: to the letter, and of the same thing with other content. */
export interface Fingerprints {
  readonly exact: string;
  readonly alike: string;
}

/** Says what a person is asked about beyond the event itself. */
export interface Asked {
  readonly findings: readonly Finding[];
  /** Names the files that the event runs by what they hold. */
  readonly scripts: readonly string[];
}

/** Returns the SHA-256 names (hex) of what an event wants; agent and session are no part of them. */
export function fingerprintsOf(observation: Observation, { findings, scripts }: Asked): Fingerprints {
  const thing = thingOf(observation);
  const references = [...new Set(remoteReferences(observation).map(hostOf))].toSorted();
  // What could not be understood is alike only to itself.
  const unclear = observation.opaque.length === 0 ? [] : [contentOf(observation.event)];
  return {
    alike: hash([thing, scripts, references, risksIn(findings), ...unclear]),
    exact: hash([thing, scripts, contentOf(observation.event)]),
  };
}

/** Returns the SHA-256 name (hex) of a call to the letter, whatever the files hold that it runs. */
export const callName = (observation: Observation): string =>
  hash([thingOf(observation), contentOf(observation.event)]);

const thingOf = (observation: Observation) => {
  const { event, paths } = observation;
  return {
    kind: event.kind,
    touched: paths.map(({ op, path }) => `${op} ${path}`).toSorted(),
    command: event.command,
    // The same command line does something else in another folder.
    folder: event.command === undefined ? undefined : event.cwd,
    // A fetch is alike when it goes to the same host, a tool call when it calls the same tool for the same host.
    hosts: hostsOf(observation).toSorted(),
    tool: event.mcp === undefined ? event.rawTool : [event.mcp.server, event.mcp.tool],
  };
};

const contentOf = (event: GuardEvent) => ({
  content: event.content,
  edits: event.edits,
  urls: event.urls,
  args: event.mcp?.args,
  input: event.kind === 'unknown' ? event.rawInput : undefined,
  cwd: event.cwd,
});

/** Other content of the same file may bring in what nobody was asked about. */
const risksIn = (findings: readonly Finding[]): readonly string[] =>
  [
    ...new Set(
      findings
        .filter(({ severity }) => compareSeverity(severity, 'medium') >= 0)
        .map(({ ruleId, keyPath = [] }) => JSON.stringify([ruleId, ...keyPath])),
    ),
  ].toSorted();

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Returns the short name of a session, eight hex digits. */
export const sessionName = (agent: string, sessionId: string): string => hash([agent, sessionId]).slice(0, 8);
