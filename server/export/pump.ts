/**
 * Moves the ledger to one target: reads a batch, sends it, and keeps the new position when it was taken. One batch is
 * under way at a time, so a slow receiver is never sent more than it takes; what waits stays in the ledger.
 */
import { readAnchors } from '../ledger/anchor.ts';
import { listSegments } from '../ledger/segments.ts';
import { openCheck } from '../ledger/signing.ts';
import type { Clock } from '../ports/clock.ts';
import { freshState, sentHeads, type StateFiles, type TargetState } from './positions.ts';
import { readBatch, type Batch, type BatchSize } from './reader.ts';
import { lineUid, type BrokenRecord, type HeadsRecord, type Source } from './record.ts';
import { redactPath, redactRecord, type Redaction } from './redact.ts';
import type { Sent, Transport } from './transport.ts';

/** Is a target with how it is reached. */
export interface Target {
  readonly id: string;
  /** Says in words where it goes. */
  readonly name: string;
  readonly transport: Transport;
}

/** Says what a pump works with. */
export interface PumpParts {
  readonly ledger: string;
  readonly states: StateFiles;
  readonly target: Target;
  readonly source: Source;
  readonly redaction: Redaction;
  readonly clock: Clock;
  readonly size?: BatchSize;
  /** Milliseconds between two records that say where all chains stand. */
  readonly headsEvery?: number;
}

/** Is how a step ended: more may be there at once, everything was taken, or the target must be left alone for a while. */
export type Step =
  | { readonly kind: 'more' }
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly ms: number; readonly reason: string };

/** Moves the ledger to one target. */
export interface Pump {
  readonly target: Target;
  /** Sends at most one batch; never rejects. */
  step(): Promise<Step>;
  state(): Promise<TargetState>;
  /** Reads the state anew, since another process may have sent meanwhile. */
  reload(): void;
}

const usualSize: BatchSize = { records: 512, bytes: 1024 * 1024 };
const [firstWait, longestWait] = [1000, 300_000];

/** Creates the pump of a target. */
export const createPump = (parts: PumpParts): Pump => new LedgerPump(parts);

class LedgerPump implements Pump {
  readonly target: Target;
  readonly #parts: PumpParts;
  readonly #size: BatchSize;
  #known: TargetState | undefined;
  #unwritten = false;
  #records: number;
  #wait = firstWait;

  constructor(parts: PumpParts) {
    this.#parts = parts;
    this.target = parts.target;
    this.#size = parts.size ?? usualSize;
    this.#records = this.#size.records;
  }

  async state(): Promise<TargetState> {
    return (this.#known ??= await this.#parts.states.read(this.target.id, this.target.name));
  }

  reload(): void {
    if (!this.#unwritten) this.#known = undefined;
  }

  async step(): Promise<Step> {
    try {
      return await this.#step();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return this.#pause(await this.state().catch(() => freshState(this.target.name)), reason);
    }
  }

  async #step(): Promise<Step> {
    const { target, redaction } = this.#parts;
    const current = await withRetention(this.#parts, await this.state());
    await this.#keep(current);
    const batch = await this.#nextBatch(current);
    if (batch.records.length === 0) {
      await this.#keep({ ...current, positions: batch.positions });
      return { kind: 'done' };
    }
    const redacted = batch.records.map(record => redactRecord(record, redaction));
    return this.#settle(current, batch, await target.transport.send(redacted, redactedSource(this.#parts)));
  }

  async #nextBatch({ positions, lastHeads }: TargetState): Promise<Batch> {
    const { ledger, clock, headsEvery = 600_000 } = this.#parts;
    const size = { records: this.#records, bytes: this.#size.bytes };
    const read = await readBatch({ folder: ledger, positions, size, now: clock.now() });
    if (read.more) return read;
    const vanished = await vanishedOf(this.#parts, read);
    const due = clock.now() - lastHeads >= headsEvery;
    const heads = due ? await headsRecord(this.#parts, read) : undefined;
    const told = [...vanished, ...(heads === undefined ? [] : [heads])];
    // What is told beside the lines must not make a batch larger than the halving asked for, or it never ends.
    const room = Math.max(0, this.#records - read.records.length);
    return { ...read, records: [...read.records, ...told.slice(0, room)], more: told.length > room };
  }

  async #settle(current: TargetState, batch: Batch, sent: Sent): Promise<Step> {
    if (sent.kind === 'again') return this.#pause(current, sent.reason, sent.after);
    if (sent.kind === 'refused' && batch.records.length > 1) {
      // One record may spoil a batch: it is found by halving.
      this.#records = Math.max(1, batch.records.length >> 1);
      return { kind: 'more' };
    }
    await this.#keep(advanced(current, batch, sent, this.#parts.clock.now()));
    const full = batch.more || batch.records.length >= this.#records;
    this.#wait = firstWait;
    this.#records = Math.min(this.#size.records, this.#records * 2);
    return { kind: full ? 'more' : 'done' };
  }

  async #pause(current: TargetState, reason: string, after = 0): Promise<Step> {
    const ms = Math.max(after, this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWait);
    await this.#keep({ ...current, problem: reason }).catch(() => undefined);
    return { kind: 'wait', ms, reason };
  }

  async #keep(next: TargetState): Promise<void> {
    // Kept in memory first: while the disk is full nothing is sent twice, and the next step tries to write it again.
    this.#unwritten ||= JSON.stringify(next) !== JSON.stringify(this.#known);
    this.#known = next;
    if (!this.#unwritten) return;
    await this.#parts.states.write(this.target.id, next);
    this.#unwritten = false;
  }
}

function advanced(
  current: TargetState,
  batch: Batch,
  sent: Exclude<Sent, { kind: 'again' }>,
  now: number,
): TargetState {
  const rejected =
    sent.kind === 'refused' ? batch.records.length : Math.min(sent.rejected, batch.records.length);
  const why = sent.kind === 'refused' ? sent.reason : sent.message;
  // A segment that is gone has been told of; one that was changed stands at its new place already.
  const told = new Set(batch.records.flatMap(record => (record.kind === 'broken' ? [record.sent.hash] : [])));
  const positions = Object.fromEntries(
    Object.entries(batch.positions).filter(([, { hash }]) => !told.has(hash)),
  );
  return {
    ...current,
    positions,
    accepted: current.accepted + batch.records.length - rejected,
    rejected: current.rejected + rejected + batch.unreadable,
    lastAccepted: rejected < batch.records.length ? now : current.lastAccepted,
    lastHeads: batch.records.some(record => record.kind === 'heads') ? now : current.lastHeads,
    problem:
      rejected === 0
        ? ''
        : `${rejected} ${rejected === 1 ? 'record was' : 'records were'} rejected${why === '' ? '' : `: ${why}`}`,
  };
}

/** What retention removed before it was sent is lost to this target: it is counted once. */
async function withRetention({ ledger, target }: PumpParts, state: TargetState): Promise<TargetState> {
  const anchors = await readAnchors(ledger, await openCheck(ledger));
  const fresh = anchors.filter(anchor => anchor.genuine && anchor.removedAt > state.lastAnchor);
  if (fresh.length === 0) return state;
  const lost = fresh.reduce((sum, { unsent }) => sum + (unsent[target.id] ?? 0), 0);
  const gone = new Set(fresh.map(({ segment }) => segment));
  return {
    ...state,
    positions: Object.fromEntries(Object.entries(state.positions).filter(([segment]) => !gone.has(segment))),
    lost: state.lost + lost,
    lastAnchor: Math.max(...fresh.map(({ removedAt }) => removedAt)),
    ...(lost === 0 ? {} : { problem: `${lost} lines were removed by retention before they were sent` }),
  };
}

/** A file that is gone without an anchor was removed by somebody else. */
async function vanishedOf(
  { ledger, clock }: PumpParts,
  { positions }: Batch,
): Promise<readonly BrokenRecord[]> {
  const missing = async (): Promise<readonly string[]> => {
    const present = new Set((await listSegments(ledger)).map(({ id }) => id));
    return Object.keys(positions).filter(segment => !present.has(segment));
  };
  // A rename while the folder is listed may hide a file for a moment.
  if ((await missing()).length === 0) return [];
  const anchored = new Set(
    (await readAnchors(ledger, await openCheck(ledger))).map(({ segment }) => segment),
  );
  return (await missing())
    .filter(segment => !anchored.has(segment))
    .flatMap(segment => {
      const position = positions[segment];
      if (position === undefined) return [];
      const { seq, hash } = position;
      const detail = `Segment ${segment} is missing; ${seq} lines of it were sent.`;
      return [
        {
          kind: 'broken' as const,
          uid: `broken:${lineUid(segment, seq)}:gone`,
          ts: clock.now(),
          sent: { segment, seq, hash },
          detail,
        },
      ];
    });
}

async function headsRecord({ ledger, clock }: PumpParts, batch: Batch): Promise<HeadsRecord | undefined> {
  const anchors = await readAnchors(ledger, await openCheck(ledger));
  const heads = sentHeads(batch.positions).slice(-mostHeads);
  if (heads.length === 0) return undefined;
  const removed = anchors
    .filter(({ genuine }) => genuine)
    .slice(-mostHeads)
    .map(({ segment, seq, hash }) => ({ segment, seq, hash }));
  return { kind: 'heads', uid: `heads:${clock.now()}:${process.pid}`, ts: clock.now(), heads, removed };
}

/** Tells of so many chains at once, the newest. */
const mostHeads = 64;

const redactedSource = ({ source, redaction }: PumpParts): Source =>
  redaction.paths ? { ...source, user: redactPath(source.user, redaction) } : source;
