/**
 * How far each target has taken the ledger. The ledger itself is the spool: nothing is copied, only the place is kept,
 * in a file for each target that is written anew, synced and renamed.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Head } from '../ledger/line.ts';
import { replaceText } from '../ledger/replaceText.ts';
import { isCode } from '../ledger/signing.ts';
import { readPlainText } from '../platform/plainFile.ts';

/** Is the last line of a segment that a target has taken. */
export interface Position {
  readonly seq: number;
  readonly hash: string;
  /** Bytes of the file up to the line's start and past its line feed. */
  readonly start: number;
  readonly end: number;
}

/** Is what is kept of a target. */
export interface TargetState {
  readonly v: 1;
  /** Says in words where it goes; holds no header. */
  readonly target: string;
  readonly positions: Readonly<Record<string, Position>>;
  /** Records that the receiver took. */
  readonly accepted: number;
  /** Records that the receiver said it did not keep, or that it refuses however they are sent. */
  readonly rejected: number;
  /** Lines that retention removed before they were sent. */
  readonly lost: number;
  /** Milliseconds since the epoch of the last success; 0 for never. */
  readonly lastAccepted: number;
  readonly lastHeads: number;
  /** When the newest removal happened that this state knows of. */
  readonly lastAnchor: number;
  /** What is wrong at present; '' when nothing is. */
  readonly problem: string;
}

/** Returns the state of a target that nothing was sent to yet. */
export const freshState = (target: string): TargetState => ({
  v: 1,
  target,
  positions: {},
  accepted: 0,
  rejected: 0,
  lost: 0,
  lastAccepted: 0,
  lastHeads: 0,
  lastAnchor: 0,
  problem: '',
});

/** Keeps states; a port, so that a full disk can be played. */
export interface StateFiles {
  readonly read: (id: string, target: string) => Promise<TargetState>;
  readonly write: (id: string, state: TargetState) => Promise<void>;
}

/** Keeps states in a folder, which is made when it is absent. */
export const stateFiles = (folder: string): StateFiles => ({
  async read(id, target) {
    try {
      return parseState(await readPlainText(path.join(folder, `${id}.json`)), target);
    } catch (error) {
      if (isCode(error, 'ENOENT')) return freshState(target);
      throw error;
    }
  },
  async write(id, state) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await replaceText(path.join(folder, `${id}.json`), JSON.stringify(state, null, 2), { flush: true });
  },
});

/** A file that cannot be read begins anew: to send a line twice is better than to lose one. */
function parseState(text: string, target: string): TargetState {
  const fresh = freshState(target);
  const raw = fieldsOf(jsonOf(text));
  if (raw['v'] !== 1) return fresh;
  const count = (name: string): number => (Number.isSafeInteger(raw[name]) ? Number(raw[name]) : 0);
  return {
    ...fresh,
    positions: Object.fromEntries(
      Object.entries(fieldsOf(raw['positions'])).flatMap(([segment, value]) => {
        const position = parsePosition(value);
        return position === undefined ? [] : [[segment, position]];
      }),
    ),
    accepted: count('accepted'),
    rejected: count('rejected'),
    lost: count('lost'),
    lastAccepted: count('lastAccepted'),
    lastHeads: count('lastHeads'),
    lastAnchor: count('lastAnchor'),
    problem: typeof raw['problem'] === 'string' ? raw['problem'] : '',
  };
}

function parsePosition(value: unknown): Position | undefined {
  const { seq, hash, start, end } = fieldsOf(value);
  if (typeof hash !== 'string' || !isCount(seq) || !isCount(start) || !isCount(end) || end <= start)
    return undefined;
  return { seq, hash, start, end };
}

/** Returns where the sent parts of all segments end. */
export const sentHeads = (positions: TargetState['positions']): readonly Head[] =>
  Object.entries(positions).map(([segment, { seq, hash }]) => ({ segment, seq, hash }));

const isCount = (raw: unknown): raw is number => Number.isSafeInteger(raw) && Number(raw) >= 0;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const fieldsOf = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw } : {};
