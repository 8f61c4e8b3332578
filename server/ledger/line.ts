/**
 * Lines of a ledger file: what callers record, plus two kinds of the ledger's own: `opened` at the start of each
 * process's part, and signed checkpoints. Pure but for hashing.
 */
import { createHash } from 'node:crypto';
import type { LedgerBody } from '../../common/ledger.ts';

/** Names the last line of a segment, as somebody saw it. */
export interface Head {
  readonly segment: string;
  readonly seq: number;
  /** Lower-case hex SHA-256 of the line. */
  readonly hash: string;
}

/** Opens the part that one process writes, and bears witness to where the other segments stood. */
export interface OpenedBody {
  readonly type: 'opened';
  readonly segment: string;
  readonly pid: number;
  readonly heads: readonly Head[];
}

/** Signs all lines before it; `final` when the process closed the ledger properly. */
export interface CheckpointBody {
  readonly type: 'checkpoint';
  readonly key: string;
  readonly final: boolean;
  /** Ed25519 over `checkpointText`, base64. */
  readonly signature: string;
}

/** Is one line of a ledger file. */
export interface LedgerLine {
  readonly v: 1;
  readonly seq: number;
  readonly ts: number;
  readonly prev: string;
  readonly body: LedgerBody | OpenedBody | CheckpointBody;
}

/** Is what the first line has in place of a hash. */
export const noHash = '0'.repeat(64);

/** Is the number of lines after which a checkpoint follows. */
export const checkpointEvery = 64;

/** Hashes a line's bytes without its line feed. */
export const hashLine = (line: string | Uint8Array): string =>
  createHash('sha256').update(line).digest('hex');

/** Writes a line, without its line feed. */
export const formatLine = ({ v, seq, ts, prev, body }: LedgerLine): string =>
  JSON.stringify({ v, seq, ts, prev, body });

/** Is the text that a checkpoint signs: where it stands, and through `prev` everything before it. */
export const checkpointText = (
  segment: string,
  line: Pick<LedgerLine, 'seq' | 'ts' | 'prev'>,
  final: boolean,
): Buffer =>
  Buffer.from(
    `ringfence ledger checkpoint v1\n${segment}\n${line.seq}\n${line.ts}\n${line.prev}\n${final}\n`,
    'utf8',
  );
