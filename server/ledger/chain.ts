/** Writes one segment: chains lines, adds signed checkpoints, and notices when somebody else touches the file. */
import type { LedgerBody } from '../../common/ledger.ts';
import type { Clock } from '../ports/clock.ts';
import { claimSegment, type Claim } from './claim.ts';
import type { LedgerDisk, LedgerFile } from './disk.ts';
import { writeHead } from './head.ts';
import { checkpointEvery, checkpointText, formatLine, hashLine, type LedgerLine } from './line.ts';
import { fullSize, isAged, isOver } from './rotation.ts';
import { moveSegment } from './segments.ts';
import { openSigner, type Signer } from './signing.ts';

/** Is something to record, with the time at which it happened. */
export interface Dated {
  readonly ts: number;
  readonly body: LedgerBody;
}

/** Writes a chain of entries into a segment that this process owns. */
export interface Chain {
  readonly remarks: readonly string[];
  /** Appends entries, all or none; with `sync` they are safe on disk when it resolves. */
  write(entries: readonly Dated[], sync: boolean): Promise<void>;
  isFull(): boolean;
  /** Ends with a final checkpoint and gives the segment free. */
  close(): Promise<void>;
  /** Gives the file up as evidence, without another byte. */
  abandon(): Promise<void>;
}

/** Says that the segment's file was changed or removed by somebody else. */
export class ForeignChange extends Error {}
/** Says that entries are in the file, but perhaps not safe on disk. */
export class NotSynced extends Error {}

/** Holds what a chain needs. */
export interface ChainParts {
  readonly folder: string;
  readonly clock: Clock;
  readonly disk: LedgerDisk;
}

/** Claims a segment and opens it with a line that says who writes and where the other segments stand. */
export async function openChain(parts: ChainParts): Promise<Chain> {
  const claim = await claimSegment(parts.folder, parts.clock);
  try {
    const signer = await openSigner(parts.folder);
    const file = await parts.disk.open(claim.segment.path);
    const chain = createChain(parts, claim, signer, file);
    await chain.begin();
    return chain;
  } catch (error) {
    // The segment must not stay ours, or every retry would begin another one.
    await moveSegment(parts.folder, claim.segment, 'idle').catch(() => undefined);
    throw error;
  }
}

interface State {
  readonly seq: number;
  readonly prev: string;
  readonly size: number;
  readonly sinceCheckpoint: number;
}

function createChain(
  { folder, clock }: ChainParts,
  claim: Claim,
  signer: Signer,
  file: LedgerFile,
): Chain & { begin(): Promise<void> } {
  const { id } = claim.segment;
  let over = false;
  let state: State = { seq: claim.seq, prev: claim.prev, size: claim.size, sinceCheckpoint: 0 };

  const commit = async (builder: Builder, sync: boolean): Promise<void> => {
    const built = builder.done();
    await appendWhole(file, built, state.size);
    state = built.state;
    if (!sync && !built.checkpointed) return;
    try {
      await file.sync();
      if (built.checkpointed)
        await writeHead(folder, { segment: id, seq: state.seq, hash: state.prev }, signer);
      if (built.checkpointed) over = await isOver(folder, { id, size: state.size, now: clock.now() });
    } catch (error) {
      throw new NotSynced(error instanceof Error ? error.message : String(error));
    }
  };
  const checkpoint = (final: boolean) => [clock.now(), signedCheckpoint(id, signer, final)] as const;

  return {
    remarks: claim.remarks,
    isFull: () => over || state.size >= fullSize || isAged(id, clock.now()),
    begin: async () => {
      const builder = createBuilder(state);
      builder.add(clock.now(), () => ({ type: 'opened', segment: id, pid: process.pid, heads: claim.heads }));
      builder.add(...checkpoint(false));
      try {
        await commit(builder, true);
      } catch (error) {
        await file.close();
        throw error;
      }
    },
    write: async (entries, sync) => {
      const builder = createBuilder(state);
      for (const { ts, body } of entries) {
        builder.add(ts, () => body);
        if (builder.sinceCheckpoint() >= checkpointEvery) builder.add(...checkpoint(false));
      }
      await commit(builder, sync);
    },
    close: async () => {
      const builder = createBuilder(state);
      builder.add(...checkpoint(true));
      await commit(builder, true).finally(() => file.close());
      await moveSegment(folder, claim.segment, 'idle');
    },
    abandon: async () => {
      await file.close();
      await moveSegment(folder, claim.segment, 'damaged');
    },
  };
}

/** Makes a body once its place in the chain is known. */
type MakeBody = (at: Pick<LedgerLine, 'seq' | 'ts' | 'prev'>) => LedgerLine['body'];

const signedCheckpoint =
  (segment: string, signer: Signer, final: boolean): MakeBody =>
  at => ({
    type: 'checkpoint',
    key: signer.keyId,
    final,
    signature: signer.sign(checkpointText(segment, at, final)),
  });

interface Built {
  readonly bytes: Buffer;
  readonly state: State;
  readonly checkpointed: boolean;
}

interface Builder {
  add(ts: number, body: MakeBody): void;
  sinceCheckpoint(): number;
  done(): Built;
}

/** Builds lines in memory, so that nothing of the chain's state changes before they are in the file. */
function createBuilder(from: State): Builder {
  const lines: string[] = [];
  let { seq, prev, sinceCheckpoint } = from;
  let checkpointed = false;
  return {
    add(ts, body) {
      const at = { seq: seq + 1, ts, prev };
      const made = body(at);
      const line = formatLine({ v: 1, ...at, body: made });
      checkpointed = made.type === 'checkpoint';
      sinceCheckpoint = checkpointed ? 0 : sinceCheckpoint + 1;
      seq = at.seq;
      prev = hashLine(line);
      lines.push(line, '\n');
    },
    sinceCheckpoint: () => sinceCheckpoint,
    done: () => {
      const bytes = Buffer.from(lines.join(''), 'utf8');
      return {
        bytes,
        checkpointed,
        state: { seq, prev, sinceCheckpoint, size: from.size + bytes.byteLength },
      };
    },
  };
}

/** A full disk may take half of the bytes: what was taken is given back, so that no torn line stays in the middle. */
async function appendWhole(file: LedgerFile, built: Built, size: number): Promise<void> {
  const found = await file.size();
  if (found !== size) {
    throw new ForeignChange(
      found === undefined ? 'it was removed or replaced' : `it has ${found} bytes, not ${size}`,
    );
  }
  try {
    await file.append(built.bytes);
  } catch (error) {
    await file.truncate(size).catch(() => undefined);
    throw error;
  }
}
