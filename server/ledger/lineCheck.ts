/** Checks the lines of one segment one after the other: chain, order and signatures. */
import { checkpointEvery, checkpointText, formatLine, hashLine, noHash, type LedgerLine } from './line.ts';
import { parseLine } from './parseLine.ts';
import type { SignatureCheck } from './signing.ts';

/** Lists what can be wrong. */
export const faultKinds = [
  'malformed',
  'edited',
  'removed',
  'reordered',
  'signature',
  'unsigned',
  'torn',
  'truncated',
] as const;

/** Says what is wrong with a line, counted from 1. */
export interface Fault {
  readonly line: number;
  readonly kind: (typeof faultKinds)[number];
  readonly message: string;
}

/** Checks lines in order, keeping only what the next one needs. */
export interface LineCheck {
  /** Checks the next line. */
  next(bytes: Buffer): readonly Fault[];
  count(): number;
  entries(): number;
  /** Counts the lines since the last checkpoint. */
  unsigned(): number;
  /** Tells whether any checkpoint was seen. */
  signed(): boolean;
}

/** A crash costs a checkpoint, and the next process opens before it signs: so a few more than usual are in order. */
const mostUnsigned = checkpointEvery + 8;

/** Creates the check of one segment. */
export function createLineCheck(segment: string, check: SignatureCheck | undefined): LineCheck {
  let count = 0;
  let entries = 0;
  let sinceCheckpoint = 0;
  let signed = false;
  let seq = 0;
  let prev: string | undefined = noHash;

  const next = (bytes: Buffer): readonly Fault[] => {
    count += 1;
    const text = bytes.toString('utf8');
    const line = parseLine(text);
    const expected = { seq: seq + 1, prev };
    prev = hashLine(bytes);
    if (line === undefined) {
      seq += 1;
      return [{ line: count, kind: 'malformed', message: 'This is no ledger line.' }];
    }
    seq = line.seq;
    const own = line.body.type === 'checkpoint' || line.body.type === 'opened';
    if (!own) entries += 1;
    const isCheckpoint = line.body.type === 'checkpoint';
    sinceCheckpoint = isCheckpoint ? 0 : sinceCheckpoint + 1;
    signed ||= isCheckpoint;
    return [
      ...orderFaults(line, expected, count),
      ...(own && formatLine(line) !== text ? [edited(count, 'This line was not written by Ringfence.')] : []),
      ...openedFaults(line, segment, count),
      ...signatureFaults(line, segment, check, count),
      ...(sinceCheckpoint === mostUnsigned + 1 ? [unsignedFault(count)] : []),
    ];
  };
  return {
    next,
    count: () => count,
    entries: () => entries,
    unsigned: () => sinceCheckpoint,
    signed: () => signed,
  };
}

const edited = (line: number, message: string): Fault => ({ line, kind: 'edited', message });

/** Tells the ways apart in which a chain can break: by number where lines are missing, by hash where one changed. */
function orderFaults(
  line: LedgerLine,
  expected: { readonly seq: number; readonly prev: string | undefined },
  at: number,
): readonly Fault[] {
  if (line.seq > expected.seq) {
    const missing =
      line.seq === expected.seq + 1
        ? `Entry ${expected.seq} is`
        : `Entries ${expected.seq} to ${line.seq - 1} are`;
    return [{ line: at, kind: 'removed', message: `${missing} missing before this line.` }];
  }
  if (line.seq < expected.seq) {
    const message = `Entry ${line.seq} stands where entry ${expected.seq} belongs: lines were reordered or inserted.`;
    return [{ line: at, kind: 'reordered', message }];
  }
  if (line.prev === expected.prev) return [];
  const place =
    at === 1
      ? 'This line does not begin a chain.'
      : `Line ${at - 1} is not the one that line ${at} was chained to.`;
  return [edited(Math.max(1, at - 1), place)];
}

function openedFaults(line: LedgerLine, segment: string, at: number): readonly Fault[] {
  if (line.body.type === 'opened') {
    if (line.body.segment === segment) return [];
    return [edited(at, `This line belongs to segment ${line.body.segment}: the file was renamed or copied.`)];
  }
  return at === 1 ? [{ line: 1, kind: 'removed', message: 'The opening line is missing.' }] : [];
}

function signatureFaults(
  { seq, ts, prev, body }: LedgerLine,
  segment: string,
  check: SignatureCheck | undefined,
  at: number,
): readonly Fault[] {
  if (body.type !== 'checkpoint') return [];
  const fault = (message: string): readonly Fault[] => [{ line: at, kind: 'signature', message }];
  if (check === undefined) return fault('The signature cannot be checked: there is no key.');
  if (body.key !== check.keyId) return fault('This checkpoint was signed with another key.');
  const genuine = check.verify(checkpointText(segment, { seq, ts, prev }, body.final), body.signature);
  return genuine ? [] : fault('The signature is wrong: lines before it were rewritten without the key.');
}

const unsignedFault = (at: number): Fault => ({
  line: at,
  kind: 'unsigned',
  message: `More than ${mostUnsigned} lines without a signed checkpoint: checkpoints were removed.`,
});
