/**
 * Sessions of agents: what each has taken in follows it (labels, kept on disk, shared by all guards of a user) together
 * with what it did lately (counts, in memory).
 */
import type { GuardEvent } from '../../common/event.ts';
import type { LedgerBody } from '../../common/ledger.ts';
import type { LabelMark, SessionRecord } from '../../common/session.ts';
import type { Verdict } from '../../common/verdict.ts';
import type { Observation, SessionHistory, Sessions } from '../pipeline/types.ts';
import type { Clock } from '../ports/clock.ts';
import { sessionName } from './fingerprint.ts';
import { foldersMeet } from './folders.ts';
import { labelsOf, type NewLabel } from './labels.ts';
import { sessionMemory, type SessionMemory } from './memory.ts';
import { oneLine } from './subject.ts';
import type { StateFiles } from './stateFiles.ts';

/** Says what sessions are made with. */
export interface SessionOptions {
  /** Absent where labels are kept in memory only. */
  readonly files?: StateFiles<SessionRecord>;
  readonly clock: Clock;
  /** False where events come from a file, in no time of their own: neither speed nor repetition counts then. */
  readonly counts?: boolean;
  /** Tells whether an agent itself asks its person; where it does not, a question is a refusal. Absent: it does. */
  readonly asksItself?: (agent: string) => boolean;
  /** Hears of new labels, for the ledger. */
  readonly record: (body: LedgerBody) => void;
  readonly failed: (stage: string, error: unknown) => void;
}

interface Session {
  record: SessionRecord;
  /** Time of the file that `record` was read from. */
  read: number;
  readonly memory: SessionMemory;
}

/** More sessions than a guard sees in weeks; the one that was seen least lately goes first. */
const mostSessions = 200;
/** A server of MCP tools does not say for which session it asks: it belongs to those that were busy lately. */
const busyMs = 30 * 60_000;
/** That a labelled session is busy is kept so often, for a guard that starts anew, or another that its servers ask. */
const seenMs = 5 * 60_000;
/** Sessions of other guards are looked for so often. */
const lookMs = 10_000;
/** An agent that was started says so at once. */
const spawnMs = 30_000;
const longestSource = 200;
/** Nobody goes on with a session that old. */
const keptMs = 90 * 24 * 3_600_000;

/** Creates the sessions of one guard. */
export function createSessions(options: SessionOptions): Sessions {
  const { clock, failed } = options;
  const known = new Map<string, Session>();
  const sessionOf = (event: GuardEvent): Session => {
    const id = sessionName(event.agent, event.sessionId);
    const isNew = !known.has(id);
    const session = known.get(id) ?? newSession(id, event);
    known.delete(id);
    known.set(id, session);
    for (const oldest of known.keys()) if (known.size > mostSessions) known.delete(oldest);
    refresh(options, session);
    if (isNew && session.read === 0)
      addLabels(options, session, event, inherited([...known.values()], event, clock.monotonic()));
    return session;
  };
  let looked = -Infinity;
  const concerned = (event: GuardEvent): readonly Session[] => {
    if (event.sessionId !== '') return [sessionOf(event)];
    if (event.surface !== 'mcp') return [];
    if (clock.monotonic() - looked >= lookMs) {
      looked = clock.monotonic();
      for (const session of known.values()) refresh(options, session);
      for (const session of labelledElsewhere(options, known)) known.set(session.record.id, session);
    }
    return [...known.values()].filter(
      session => idleMs(options, session) <= busyMs && foldersMeet(session.record.cwd, event),
    );
  };
  const guarded = <T>(stage: string, otherwise: T, run: () => T): T => {
    try {
      return run();
    } catch (error) {
      failed(stage, error);
      return otherwise;
    }
  };
  return {
    enter: observation =>
      guarded('session', undefined, () => {
        const sessions = concerned(observation.event);
        for (const session of sessions) {
          refresh(options, session);
          keepSeen(options, session);
        }
        return sessions.length === 0
          ? undefined
          : sessions.map(session => history(options, session, observation)).reduce(joined);
      }),
    leave: (observation, verdict) =>
      guarded('session', undefined, () => {
        const ended = asked(observation, verdict, options.asksItself);
        const labels = labelsOf(observation, ended);
        const refused = ended.verdict === 'deny';
        for (const session of concerned(observation.event)) {
          session.memory.leave(observation, refused, clock.monotonic());
          addLabels(options, session, observation.event, labels);
        }
      }),
  };
}

/** Returns the busy sessions that this guard does not know: those of a guard before it, or beside it. */
function labelledElsewhere(options: SessionOptions, known: ReadonlyMap<string, Session>): readonly Session[] {
  const { files, clock } = options;
  return (files?.list() ?? [])
    .filter(({ id, labels }) => labels.length > 0 && !known.has(id))
    .filter(record => clock.now() - seenAt(record) <= busyMs)
    .slice(-mostSessions)
    .map(record => ({
      record,
      read: files?.changed(record.id) ?? 0,
      memory: sessionMemory(clock.monotonic() - (clock.now() - seenAt(record))),
    }));
}

const seenAt = ({ seen = 0, ts }: SessionRecord): number => Math.max(seen, ts);

const idleMs = ({ clock }: SessionOptions, { memory, record }: Session): number =>
  Math.min(
    clock.monotonic() - memory.lastSeen,
    record.labels.length === 0 ? Infinity : clock.now() - seenAt(record),
  );

/** Notes on disk that a labelled session goes on. */
function keepSeen({ files, clock }: SessionOptions, session: Session): void {
  const { record } = session;
  const now = clock.now();
  if (files === undefined || record.labels.length === 0 || now - seenAt(record) < seenMs) return;
  session.record = { ...record, seen: now };
  files.write(record.id, session.record);
  session.read = files.changed(record.id);
}

/** What an agent cannot ask is refused to it. */
const asked = (
  { event: { phase, surface, agent } }: Observation,
  verdict: Verdict,
  asksItself: SessionOptions['asksItself'] = () => true,
): Verdict =>
  verdict.verdict === 'ask' && phase === 'pre' && surface === 'hook' && !asksItself(agent)
    ? { ...verdict, verdict: 'deny' }
    : verdict;

const newSession = (id: string, { agent, sessionId, cwd }: GuardEvent): Session => ({
  record: { v: 1, id, agent, sessionId, cwd, ts: 0, labels: [] },
  read: 0,
  memory: sessionMemory(),
});

/**
 * Some agents give those that they start a session of their own: it knows what it was told, so it begins with the labels
 * of the session that has just started an agent in its folder.
 */
const inherited = (sessions: readonly Session[], event: GuardEvent, now: number): readonly NewLabel[] =>
  sessions
    .filter(({ record, memory }) => memory.lastSpawn >= now - spawnMs && record.agent === event.agent)
    .filter(({ record }) => foldersMeet(record.cwd, event))
    .flatMap(({ record }) => record.labels);

/** Another guard, or a person at the command line, may have changed the labels since. */
function refresh({ files }: SessionOptions, session: Session): void {
  if (files === undefined) return;
  const changed = files.changed(session.record.id);
  if (changed === session.read) return;
  const record = files.read(session.record.id);
  session.read = changed;
  // People clear labels by writing the file; one that is gone or spoilt takes none from a session that is known.
  if (record === undefined) return;
  const cleared = record.labels.length < session.record.labels.length;
  session.record = record;
  if (cleared) session.memory.forget();
}

function history(
  { clock, counts = true }: SessionOptions,
  { record, memory }: Session,
  observation: Observation,
): SessionHistory {
  const counted = memory.enter(observation, clock.monotonic());
  return { labels: record.labels, ...counted, ...(counts ? {} : { inARow: 1, perMinute: 0, refusals: 0 }) };
}

const joined = (a: SessionHistory, b: SessionHistory): SessionHistory => ({
  labels: [...a.labels, ...b.labels],
  inARow: Math.max(a.inARow, b.inARow),
  perMinute: Math.max(a.perMinute, b.perMinute),
  refusals: Math.max(a.refusals, b.refusals),
  sent: a.sent.characters >= b.sent.characters ? a.sent : b.sent,
  runsOwnFile: a.runsOwnFile || b.runsOwnFile,
});

function addLabels(
  options: SessionOptions,
  session: Session,
  event: GuardEvent,
  labels: readonly NewLabel[],
): void {
  // An examiner may have taken seconds, and another guard may have labelled the session meanwhile.
  if (labels.length > 0) refresh(options, session);
  const fresh = new Map<string, LabelMark>();
  for (const { label, source } of labels) {
    if (session.record.labels.some(mark => mark.label === label) || fresh.has(label)) continue;
    const ts = options.clock.now();
    fresh.set(label, {
      label,
      ts,
      eventId: event.id,
      kind: event.kind,
      source: oneLine(source).slice(0, longestSource),
    });
  }
  if (fresh.size === 0) return;
  session.record = {
    ...session.record,
    ts: options.clock.now(),
    labels: [...session.record.labels, ...fresh.values()],
  };
  for (const { label } of fresh.values()) options.record(labelEntry(session.record, label, event.id));
  if (options.files === undefined) return;
  if (session.read === 0) options.files.prune(options.clock.now() - keptMs);
  options.files.write(session.record.id, session.record);
  session.read = options.files.changed(session.record.id);
}

const labelEntry = (
  { agent, sessionId }: SessionRecord,
  label: LabelMark['label'],
  eventId: string,
): LedgerBody => ({ type: 'session', agent, sessionId, action: 'labelled', label, by: 'guard', eventId });
