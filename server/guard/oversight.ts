/** What a person sees and decides of agents beyond held files: approvals, sessions, the emergency stop. */
import fs from 'node:fs';
import type { LedgerBody } from '../../common/ledger.ts';
import type { OverseeRequest, Outcome, Oversight } from '../../common/protocol.ts';
import type { ApprovalRequest, GrantScope, Proposal, TimelineLine } from '../../common/session.ts';
import { readTail } from '../ledger/tail.ts';
import type { Folders } from '../platform/folders.ts';
import type { Clock } from '../ports/clock.ts';
import { privateFolder } from '../quarantine/disk.ts';
import { allow, deny, revoke, sweepApprovals, type ApprovalFiles } from '../session/approvals.ts';
import { clearLabels } from '../session/clear.ts';
import { sessionName } from '../session/fingerprint.ts';
import type { StateFiles } from '../session/stateFiles.ts';
import { engageStop, readStop, releaseStop } from '../session/stop.ts';
import { timelineOf } from '../session/timeline.ts';
import { approvalFiles, sessionFiles } from './sessionParts.ts';

/** Shows and decides; every decision is recorded. */
export interface Overseer {
  overview(): Oversight;
  /** Returns what a request that waits would write; undefined when it writes nothing, or was decided. */
  proposal(id: string): Proposal | undefined;
  decide(request: OverseeRequest): Promise<Outcome>;
  /**
   * Returns what a session did, oldest first, as far as the newest 20,000 ledger entries tell; `id` is its short name,
   * or that of a request that waits in it.
   */
  timeline(id: string): Promise<readonly TimelineLine[]>;
}

/** Says what an overseer works with. */
export interface OverseerOptions {
  readonly folders: Folders;
  readonly clock: Pick<Clock, 'now'>;
  readonly record: (body: LedgerBody) => Promise<void>;
  /** Says in the ledger where a stop came from: `user` for the editor, `cli` for the command line. */
  readonly by: 'user' | 'cli';
}

const mostEntries = 20_000;
const mostSessions = 100;

/** Creates the overseer of one user. */
export function createOverseer(options: OverseerOptions): Overseer {
  const { folders, clock, record } = options;
  const files = approvalFiles(folders);
  const sessions = sessionFiles(folders);
  return {
    overview() {
      const now = clock.now();
      const alive = <T extends { readonly expires: number; readonly ts: number }>(
        list: readonly T[],
      ): readonly T[] => newest(list.filter(({ expires }) => expires > now));
      const stopped = readStop(folders.stop);
      return {
        requests: alive(files.requests.list()),
        grants: alive(files.grants.list()),
        sessions: newest(sessions.list().filter(({ labels }) => labels.length > 0)).slice(0, mostSessions),
        ...(stopped === undefined ? {} : { stopped }),
      };
    },
    async decide(request) {
      const entries = decided(options, request);
      if (entries === undefined)
        return { ok: false, message: 'It is no longer there: it was decided elsewhere, or it expired.' };
      for (const entry of entries) await record(entry);
      return { ok: true };
    },
    proposal: id =>
      waits(files.requests, id, clock.now()) === undefined ? undefined : files.proposals.read(id),
    async timeline(id) {
      const waiting = files.requests.list().find(request => request.id === id);
      const session = waiting === undefined ? id : sessionName(waiting.agent, waiting.sessionId);
      return timelineOf(session, await readTail(folders.ledger, mostEntries));
    },
  };
}

/** Carries a decision out and returns what to record; undefined when what it is about is gone. */
function decided(
  { folders, clock, by }: OverseerOptions,
  request: OverseeRequest,
): readonly LedgerBody[] | undefined {
  const files = approvalFiles(folders);
  const now = clock.now();
  switch (request.action) {
    case 'stop':
      engageStop(folders.stop, { v: 1, ts: now, by });
      return [{ type: 'stop', action: 'engaged', by }];
    case 'release':
      return releaseStop(folders.stop) ? [{ type: 'stop', action: 'released', by }] : [];
    case 'clear': {
      const sessions = sessionFiles(folders);
      const session = sessions.read(request.id);
      return session === undefined ? undefined : clearLabels(sessions, session, request.label, now);
    }
    case 'revoke': {
      const grant = taken(files.grants, request.id, now);
      return grant === undefined ? undefined : [revoke(files, grant)];
    }
    case 'deny': {
      const waiting = taken(files.requests, request.id, now);
      return waiting === undefined ? undefined : [deny(files, waiting, now)];
    }
    case 'allow': {
      const waiting = taken(files.requests, request.id, now);
      return waiting === undefined ? undefined : [allowed(files, waiting, request.scope, now)];
    }
  }
}

/** Takes out what is decided about, so that one decision counts: neither a second one nor an expiry comes after it. */
function taken<T extends Expiring>(files: StateFiles<T>, id: string, now: number): T | undefined {
  const found = waits(files, id, now);
  return found !== undefined && files.take(id) ? found : undefined;
}

function allowed(files: ApprovalFiles, waiting: ApprovalRequest, scope: GrantScope, now: number): LedgerBody {
  try {
    return allow(files, waiting, scope, now).entry;
  } catch (error) {
    // What the disk did not take can be allowed once more.
    files.requests.write(waiting.id, waiting);
    throw error;
  }
}

type Expiring = Pick<ApprovalRequest, 'id' | 'expires'>;

const waits = <T extends Expiring>(files: StateFiles<T>, wanted: string, now: number): T | undefined =>
  files.list().find(({ id, expires }) => id === wanted && expires > now);

const newest = <T extends { readonly ts: number }>(list: readonly T[]): readonly T[] =>
  list.toSorted((a, b) => b.ts - a.ts);

const sweepMs = 60_000;

/** Says what sweeps work with. */
interface SweepOptions extends Pick<OverseerOptions, 'folders' | 'clock' | 'record'> {
  readonly failed: (stage: string, error: unknown) => void;
}

/**
 * Removes what nobody answered, with what it would write, and approvals whose time is over, soon after it; records that
 * they expired. Returns what ends that.
 */
export function sweepOften({ folders, clock, record, failed }: SweepOptions): () => void {
  const files = approvalFiles(folders);
  const told = (body: LedgerBody): void =>
    void record(body).catch((error: unknown) => failed('record', error));
  const sweep = (): void => {
    try {
      sweepApprovals(files, clock.now(), told);
    } catch (error) {
      failed('approval', error);
    }
  };
  sweep();
  const timer = setInterval(sweep, sweepMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Calls back when a guard, an editor or the command line changed what a person sees here; returns what ends that. */
export function watchOversight(
  folders: Folders,
  changed: () => void,
  failed: (stage: string, error: unknown) => void,
): () => void {
  const watchers = [folders.state, folders.approvals, folders.grants, folders.sessions].flatMap(folder => {
    try {
      privateFolder(fs, folder);
      const watcher = fs.watch(folder, { persistent: false }, (_, name) => {
        if (folder !== folders.state || name === 'stop.json') changed();
      });
      watcher.on('error', error => failed('watch approvals', error));
      return [watcher];
    } catch (error) {
      failed('watch approvals', error);
      return [];
    }
  });
  return () => watchers.forEach(watcher => watcher.close());
}
