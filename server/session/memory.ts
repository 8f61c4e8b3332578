/**
 * What a guard remembers of one session between its events: counts and names, no content, in bounded space (a session
 * of 100,000 events takes no more than one of 2,000).
 */
import { codedCharacters } from '../detect/session/codedData.ts';
import { hostsOf, isLocalHost } from '../detect/session/egress.ts';
import { registrable } from '../detect/session/registrable.ts';
import type { Observation, SessionHistory } from '../pipeline/types.ts';
import { callName } from './fingerprint.ts';
import { repeats } from './repeats.ts';

/** Is a session's memory; times are milliseconds of a clock that only grows. */
export interface SessionMemory {
  /** Counts an event in and returns the counts, all but the labels. */
  enter(observation: Observation, now: number): Omit<SessionHistory, 'labels'>;
  /** Notes that an event was refused, or what it was let write. */
  leave(observation: Observation, refused: boolean, now: number): void;
  /** Forgets counts, so that a person's look starts them anew. */
  forget(): void;
  readonly lastSeen: number;
  /** Says when it last started another agent; -Infinity for never. */
  readonly lastSpawn: number;
}

const minute = 60_000;
const refusalWindow = 10 * minute;
const mostTimes = 2000;
const mostHosts = 200;
const mostFiles = 1000;

const reading: readonly string[] = ['fs.read', 'fs.search', 'context.attach', 'prompt.submit'];

/** Creates the memory of a session of which nothing is known but when it was last seen. */
export function sessionMemory(lastSeen = 0): SessionMemory {
  const calls = repeats();
  let row = 1;
  let lastSpawn = -Infinity;
  const acts: number[] = [];
  const refusals: number[] = [];
  const sent = new Map<string, { requests: number; characters: number }>();
  const written = new Set<string>();

  return {
    get lastSeen() {
      return lastSeen;
    },
    get lastSpawn() {
      return lastSpawn;
    },
    enter(observation, now) {
      lastSeen = now;
      if (observation.event.phase === 'pre') {
        row = calls.note(callName(observation));
        if (!reading.includes(observation.event.kind)) acts.push(now);
      }
      dropBefore(acts, now - minute);
      dropBefore(refusals, now - refusalWindow);
      const before = sentBefore(sent, observation);
      return {
        inARow: row,
        perMinute: acts.length,
        refusals: refusals.length,
        sent: before,
        runsOwnFile: runsOneOf(written, observation),
      };
    },
    leave(observation, refused, now) {
      if (refused) {
        refusals.push(now);
        dropBefore(refusals, now - refusalWindow);
        return;
      }
      if (observation.event.kind === 'agent.spawn') lastSpawn = now;
      noteSent(sent, observation);
      for (const { op, path } of observation.paths) if (op === 'write') written.add(path);
      trim(written, mostFiles);
    },
    forget() {
      calls.forget();
      row = 1;
      for (const times of [acts, refusals]) times.length = 0;
      sent.clear();
    },
  };
}

/** Times only grow, so the oldest stand first. */
function dropBefore(times: number[], since: number): void {
  const fresh = times.findIndex(time => time >= since);
  times.splice(0, Math.max(fresh === -1 ? times.length : fresh, times.length - mostTimes));
}

function sentBefore(
  sent: ReadonlyMap<string, { requests: number; characters: number }>,
  observation: Observation,
): SessionHistory['sent'] {
  const each = foreignHosts(observation).flatMap(host => sent.get(host) ?? []);
  return {
    requests: Math.max(0, ...each.map(({ requests }) => requests)),
    characters: Math.max(0, ...each.map(({ characters }) => characters)),
  };
}

function noteSent(
  sent: Map<string, { requests: number; characters: number }>,
  observation: Observation,
): void {
  const characters = observation.urls.reduce((sum, url) => sum + codedCharacters(url), 0);
  if (characters === 0) return;
  for (const host of foreignHosts(observation)) {
    const before = sent.get(host) ?? { requests: 0, characters: 0 };
    sent.delete(host);
    sent.set(host, { requests: before.requests + 1, characters: before.characters + characters });
  }
  trim(sent, mostHosts);
}

/** `a1b2.evil.example` and `c3d4.evil.example` are one place, `ada.github.io` and `eve.github.io` are two. */
const foreignHosts = (observation: Observation): readonly string[] => [
  ...new Set(
    hostsOf(observation)
      .filter(host => !isLocalHost(host))
      .map(registrable),
  ),
];

/** Maps and sets keep the order of insertion, so the oldest go first. */
function trim(kept: Map<string, unknown> | Set<string>, most: number): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(oldest);
  }
}

const runsOneOf = (written: ReadonlySet<string>, { paths, event }: Observation): boolean =>
  event.kind === 'shell.exec' && paths.some(({ op, path }) => op === 'execute' && written.has(path));
